"""Image streams: create, read, replace, change and remove them.

The rules are those of `streamport.importing.streams`; here are preconditions, storing and the
answers. Source: import semantics, section 14.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from imagestreamimport._server.aside import aside
from imagestreamimport._server.documents import identity_causes
from imagestreamimport.causes import Cause
from imagestreamimport.errors import BadRequest, NotFound
from imagestreamimport.models import (
    ImageStream,
    ImageStreamLayers,
    ImageStreamStatus,
    ListMeta,
    ObjectMeta,
    Secret,
)
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)
from imagestreamimport.resources import Event, SecretList
from imagestreamimport.server import JsonList, JsonText, Patch, RequestContext
from imagestreamimport.validators import is_valid
from streamport.importing import StreamContext
from streamport.importing.draft import written
from streamport.importing.fields import metadata_of, name_of
from streamport.importing.layers import layers_of
from streamport.importing.statuses import GROUP
from streamport.importing.streams import (
    Prepared,
    prepare_create,
    prepare_status_update,
    prepare_update,
)
from streamport.importing.times import utc_now
from streamport.store.errors import Refused
from streamport.store.protocol import Create, Delete, Stored, Update, Write

from .backend import Backend
from .deletion import delete_or_mark, delete_selected
from .field_owners import document_of, note_change, note_creation, says_the_same
from .lists import follow, list_objects
from .namespaces import Namespaces
from .preconditions import check_update, keep_identity
from .pull_secrets import pull_secrets_of
from .refusals import refusal, refuse_version
from .retrying import change_and_store
from .stored_images import image_parts
from .stream_context import shown_stream, shown_text, stream_context_of
from .stream_rules import STREAMS, refuse, refuse_all
from .tables import STREAM_COLUMNS, stream_row


class ImageStreams:
    """Handler of the generated Protocol."""

    table_columns = STREAM_COLUMNS
    table_row = staticmethod(stream_row)
    selectable_fields = (
        "metadata.name",
        "metadata.namespace",
        "spec.dockerImageRepository",
        "status.dockerImageRepository",
    )
    empty_document = document_of(ImageStream())

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces

    # --------------------------------------------------------------------------------------- read

    async def get(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> JsonText:
        """Return the stream as it is now."""
        return await self._text(await self._stored(namespace, name))

    async def get_status(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> JsonText:
        """Return the stream: only writing differs by path."""
        return await self.get(request, namespace, name, options)

    async def list(
        self, request: RequestContext, namespace: str | None, options: ListOptions
    ) -> JsonList:
        """Return the streams of a namespace, or of all."""

        async def shown(items: Sequence[Stored]) -> Sequence[JsonText]:
            await request.turn.begin(sum(len(stored.text) for stored in items))
            return await self._texts(items)

        return await list_objects(self._backend.store, "imagestreams", namespace, options, shown)

    def watch(
        self, request: RequestContext, namespace: str | None, options: WatchOptions
    ) -> AsyncIterator[Event[Any]]:
        """Watch the streams of a namespace, or of all."""
        return follow(
            self._backend.store,
            "imagestreams",
            namespace,
            options,
            self._text,
            lambda version: written(ImageStream(metadata=ObjectMeta(resource_version=version))),
        )

    async def get_secrets(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> SecretList:
        """List the pull secrets of the namespace, whatever the stream. Source: section 10."""
        if request.scope["query_string"]:
            raise BadRequest("converting (url.Values) to (v1.ListOptions): unknown conversion")
        page = await pull_secrets_of(self._backend.store, namespace)
        return SecretList(
            metadata=ListMeta(resource_version=page.resource_version),
            items=[secret.model(Secret) for secret in page.items],
        )

    async def get_layers(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> ImageStreamLayers:
        """List the blobs of the stream's images."""
        stored = await self._stored(namespace, name)
        await request.turn.begin(len(stored.text))
        stream = await self._shown(stored)
        images = await image_parts(self._backend.store, stream)
        return await aside(len(stored.text), lambda: layers_of(stream, images))

    # -------------------------------------------------------------------------------------- create

    async def check(self, document: dict[str, Any], request: RequestContext) -> list[Cause]:
        """Find what the validators cannot know about a stream: other streams, rights, registries.

        A change is looked at once it is put beside what is stored, unless the validators refuse it
        before: then what other streams have to do with it belongs into the same answer.
        """
        size = request.body_bytes
        stream = await aside(size, lambda: msgspec.convert(document, ImageStream))
        if request.method == "POST":
            prepared = await self._prepare_new(request, stream)
        else:
            return await self._check_change(request, document, stream)
        if any(not problem.is_form for problem in prepared.problems):
            # The validators have folded what they know of the tags; this folds all of it into one.
            refuse_all(name_of(stream), prepared)
        return prepared.causes

    async def _check_change(
        self, request: RequestContext, document: dict[str, Any], stream: ImageStream
    ) -> list[Cause]:
        """Find what stands against a change. Raises NotFound, Conflict, Invalid."""
        name = request.name or ""
        found = await self._find(request.namespace or "", name)
        causes: list[Cause] = []
        if request.method == "PUT":
            found = self._meant(request.namespace or "", name, stream, found)
            causes = identity_causes(found.metadata, document["metadata"])
        size = max(request.body_bytes, len(found.text) if found else 0)
        if await aside(size, lambda: is_valid(document, "ImageStream")):
            return causes
        if found is None:  # that server-side apply is to make
            prepared = await self._prepare_new(request, stream)
        else:
            old = found.model(ImageStream)
            context = await self._context(request, stream, old)
            prepared = await aside(size, lambda: prepare_update(stream, old, context))
        # Of tags that stay as they are nothing is said again: so this is all that is wrong.
        refuse_all(name, prepared, causes)
        return causes

    def _meant(self, namespace: str, name: str, body: ImageStream, stored: Stored | None) -> Stored:
        key = f"/openshift.io/imagestreams/{namespace}/{name}"
        return check_update("imagestreams", GROUP, name, metadata_of(body), stored, key)

    async def create(
        self, request: RequestContext, namespace: str, body: ImageStream, options: CreateOptions
    ) -> ImageStream:
        """Create a stream, of generation 1."""
        refuse_version(body.metadata)
        size = request.body_bytes
        await aside(
            size,
            lambda: note_creation(request, metadata_of(body), document_of(body)),
        )
        prepared = await self._prepare_new(request, body)
        return await self._create(namespace, prepared, options.dry_run)

    async def _prepare_new(self, request: RequestContext, stream: ImageStream) -> Prepared:
        context = await self._context(request, stream, None)
        return await aside(request.body_bytes, lambda: prepare_create(stream, context))

    async def _create(self, namespace: str, prepared: Prepared, dry_run: bool) -> ImageStream:
        writes: list[Write] = [
            *self._namespaces.ensuring(namespace),
            Create("imagestreams", prepared.stream),
        ]
        return await self._write(writes, dry_run)

    # -------------------------------------------------------------------------------------- update

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: ImageStream,
        options: UpdateOptions,
    ) -> ImageStream:
        """Replace a stream by what was sent, all but its status."""
        stored = self._meant(namespace, name, body, await self._find(namespace, name))
        return await self._replace(request, stored, body, options.dry_run, is_status=False)

    async def update_status(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: ImageStream,
        options: UpdateOptions,
    ) -> ImageStream:
        """Replace the status, labels and annotations of a stream."""
        stored = self._meant(namespace, name, body, await self._find(namespace, name))
        sent = body.status or ImageStreamStatus()
        repository, public = sent.docker_image_repository, sent.public_docker_image_repository
        shown = await self._replace(request, stored, body, options.dry_run, is_status=True)
        if shown.status:
            # Echoed this once; every later answer has those of the server.
            shown.status.docker_image_repository = repository or ""
            shown.status.public_docker_image_repository = public or None
        return shown

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[ImageStream],
        options: PatchOptions,
    ) -> ImageStream:
        """Change a stream; server-side apply makes one where there is none."""
        if patch.kind == "apply" and await self._find(namespace, name) is None:
            await self._namespaces.admit(namespace)  # as for every new object
            made = await patch.resolve(None)
            prepared = await self._prepare_new(request, made)
            refuse(name, prepared)
            request.created = True
            return await self._create(namespace, prepared, options.dry_run)
        return await self._patch(request, namespace, name, patch, options, is_status=False)

    async def patch_status(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[ImageStream],
        options: PatchOptions,
    ) -> ImageStream:
        """Change the status, labels and annotations of a stream."""
        return await self._patch(request, namespace, name, patch, options, is_status=True)

    async def _patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[ImageStream],
        options: PatchOptions,
        *,
        is_status: bool,
    ) -> ImageStream:
        async def change() -> tuple[Stored, ImageStream]:
            stored = await self._stored(namespace, name)
            return stored, await patch.resolve(await _document_of(stored))

        async def store(changed: tuple[Stored, ImageStream]) -> ImageStream:
            return await self._replace(
                request,
                *changed,
                options.dry_run,
                is_status=is_status,
                is_noted=patch.kind == "apply",
            )

        return await change_and_store(change, store)

    async def _replace(
        self,
        request: RequestContext,
        stored: Stored,
        stream: ImageStream,
        dry_run: bool,
        *,
        is_status: bool,
        is_noted: bool = False,
    ) -> ImageStream:
        """Store the stream in the place of another. Nothing is written where nothing changed.

        is_noted: whether its managedFields tell already whose the fields are.
        """
        size = max(len(stored.text), request.body_bytes)
        old = await aside(size, lambda: stored.model(ImageStream))
        stream.metadata = metadata_of(stream)
        keep_identity(stream.metadata, metadata_of(old))
        before = await aside(size, lambda: document_of(old))
        if not is_noted:
            await aside(
                size,
                lambda: note_change(request, metadata_of(stream), before, document_of(stream)),
            )
        context = await self._context(request, stream, old)
        prepare = prepare_status_update if is_status else prepare_update
        prepared = await aside(size, lambda: prepare(stream, old, context))
        refuse(name_of(old), prepared)
        if await aside(size, lambda: says_the_same(before, document_of(prepared.stream))):
            return await self._shown(stored)
        metadata = metadata_of(prepared.stream)
        if metadata.deletion_timestamp and not metadata.finalizers:
            # The last who had to finish with it has done so.
            gone = Delete(
                "imagestreams",
                metadata.namespace or "",
                metadata.name or "",
                stored.resource_version,
            )
            await self._write([gone], dry_run)
            metadata.resource_version = stored.resource_version
            return prepared.stream
        write = Update("imagestreams", prepared.stream, stored.resource_version)
        return await self._write([write], dry_run)

    # -------------------------------------------------------------------------------------- delete

    async def delete(
        self, request: RequestContext, namespace: str, name: str, options: DeleteOptions
    ) -> JsonText | dict[str, Any]:
        """Delete a stream, or mark it as going. Its images stay. Source: section 14.4."""
        store = self._backend.store
        done = await delete_or_mark(store, "imagestreams", namespace, name, options)
        return await self._text(done) if isinstance(done, Stored) else done

    async def delete_collection(
        self,
        request: RequestContext,
        namespace: str,
        selection: ListOptions,
        options: DeleteOptions,
    ) -> JsonList | None:
        """Delete the streams that are selected, and return them."""
        store = self._backend.store
        return await delete_selected(
            store, "imagestreams", namespace, selection, options, self._texts
        )

    # --------------------------------------------------------------------------------------- inside

    async def _find(self, namespace: str, name: str) -> Stored | None:
        return await self._backend.store.get("imagestreams", namespace, name)

    async def _stored(self, namespace: str, name: str) -> Stored:
        stored = await self._find(namespace, name)
        if stored is None:
            raise NotFound.of(STREAMS, name)
        return stored

    async def _context(
        self, request: RequestContext, stream: ImageStream, old: ImageStream | None
    ) -> StreamContext:
        return await stream_context_of(self._backend, request.user, stream, old, utc_now())

    async def _write(self, writes: list[Write], dry_run: bool) -> ImageStream:
        try:
            stored = await self._backend.store.write(writes, dry_run=dry_run)
        except Refused as refused:
            raise refusal(STREAMS, refused) from refused
        return await self._shown(stored[-1])

    async def _shown(self, stored: Stored) -> ImageStream:
        """Return the stream as it is read, a large one beside the event loop."""
        return await aside(len(stored.text), lambda: self._show(stored))

    def _show(self, stored: Stored) -> ImageStream:
        return shown_stream(self._backend, stored)

    async def _text(self, stored: Stored) -> JsonText:
        """Return the text of the stream as it is read."""
        return await aside(len(stored.text), lambda: JsonText(shown_text(self._backend, stored)))

    async def _texts(self, items: Sequence[Stored]) -> Sequence[JsonText]:
        return [await self._text(stored) for stored in items]


async def _document_of(stored: Stored) -> dict[str, Any]:
    """Return what is stored, a large document read beside the event loop.

    Whoever asks holds the only one: `Stored` would keep it as long as the request lasts.
    """
    return await aside(len(stored.text), lambda: replace(stored).document)

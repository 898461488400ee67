"""Images: what imports and registries have stored of them, by the digest of their manifest.

The rules are those of the schema and of `streamport.importing.stored_image`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec

from imagestreamimport.causes import Cause
from imagestreamimport.errors import BadRequest, NotFound
from imagestreamimport.models import Image, ObjectMeta
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)
from imagestreamimport.resources import Event
from imagestreamimport.server import JsonList, JsonText, Patch, RequestContext
from streamport.importing.errors import BadContent
from streamport.importing.fields import metadata_of
from streamport.importing.statuses import GROUP
from streamport.importing.stored_image import (
    prepare_changed_image,
    prepare_new_image,
    written_image,
)
from streamport.importing.times import utc_now
from streamport.store.errors import Refused
from streamport.store.protocol import Create, Delete, Stored, Update, Write

from .backend import Backend
from .deletion import delete_or_mark, delete_selected
from .lists import follow, list_objects, shown_as_stored
from .preconditions import check_update, keep_identity
from .refusals import refusal, refuse_version
from .retrying import change_and_store
from .tables import IMAGE_COLUMNS, image_row

IMAGES = f"images.{GROUP}"


class Images:
    """Handler of the generated Protocol."""

    table_columns = IMAGE_COLUMNS
    table_row = staticmethod(image_row)
    selectable_fields = ("metadata.name", "metadata.namespace")

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    # --------------------------------------------------------------------------------------- read

    async def get(self, request: RequestContext, name: str, options: GetOptions) -> JsonText:
        """Return the image."""
        return JsonText((await self.stored(name)).answer)

    async def list(self, request: RequestContext, options: ListOptions) -> JsonList:
        """Return the images of all streams."""
        return await list_objects(self._backend.store, "images", None, options)

    def watch(self, request: RequestContext, options: WatchOptions) -> AsyncIterator[Event[Any]]:
        """Watch the images."""
        return follow(
            self._backend.store,
            "images",
            None,
            options,
            shown_as_stored,
            lambda version: JsonText(f'{{"metadata":{{"resourceVersion":"{version}"}}}}'),
        )

    # -------------------------------------------------------------------------------------- write

    async def check(self, document: dict[str, Any], request: RequestContext) -> list[Cause]:
        """Refuse an outdated replacement before any rule is looked at."""
        if request.method == "PUT":
            sent = msgspec.convert(document.get("metadata") or {}, ObjectMeta)
            await self._replaced(request.name or "", sent)
        return []

    async def create(self, request: RequestContext, body: Image, options: CreateOptions) -> Image:
        """Create an image; what its raw manifest tells is filled in."""
        refuse_version(body.metadata)
        return await self._create(body, options.dry_run)

    async def update(
        self, request: RequestContext, name: str, body: Image, options: UpdateOptions
    ) -> Image:
        """Replace an image, all but what was read from its manifest."""
        stored = await self._replaced(name, metadata_of(body))
        return await self.replace(stored, body, options.dry_run)

    async def patch(
        self, request: RequestContext, name: str, patch: Patch[Image], options: PatchOptions
    ) -> Image:
        """Change an image; server-side apply makes one where there is none."""
        if patch.kind == "apply" and await self._find(name) is None:
            made = await patch.resolve(None)
            request.created = True
            return await self._create(made, options.dry_run)

        async def change() -> tuple[Stored, Image]:
            stored = await self.stored(name)
            return stored, await patch.resolve(stored.document)

        return await change_and_store(
            change, lambda changed: self.replace(*changed, options.dry_run)
        )

    # ------------------------------------------------------------------------------------- delete

    async def delete(
        self, request: RequestContext, name: str, options: DeleteOptions
    ) -> JsonText | dict[str, Any]:
        """Delete an image, or mark it as going where somebody still has to finish with it."""
        done = await delete_or_mark(self._backend.store, "images", None, name, options)
        return JsonText(done.answer) if isinstance(done, Stored) else done

    async def delete_collection(
        self, request: RequestContext, selection: ListOptions, options: DeleteOptions
    ) -> JsonList | None:
        """Delete the images that are selected, and return them."""
        return await delete_selected(self._backend.store, "images", None, selection, options)

    # ------------------------------------------------------------------------------------- inside

    async def stored(self, name: str) -> Stored:
        """Read an image. Raises NotFound."""
        found = await self._find(name)
        if found is None:
            raise NotFound.of(IMAGES, name)
        return found

    async def replace(self, stored: Stored, image: Image, dry_run: bool) -> Image:
        """Store an image in the place of another. Nothing is written where nothing changed.

        Raises Conflict where the other one is no longer what is stored.
        """
        old = stored.model(Image)
        image.metadata = metadata = metadata_of(image)
        keep_identity(metadata, metadata_of(old))
        metadata.managed_fields = metadata.managed_fields or metadata_of(old).managed_fields
        changed = _prepared(lambda: prepare_changed_image(image, old, utc_now()))
        metadata = metadata_of(changed)
        metadata.resource_version = stored.resource_version
        if changed == written_image(old):
            return old
        if metadata.deletion_timestamp and not metadata.finalizers:
            name, uid = metadata.name or "", metadata.uid or ""
            gone = Delete("images", None, name, stored.resource_version, uid)
            await self._write(gone, dry_run)
            return changed
        return await self._write(Update("images", changed, stored.resource_version), dry_run)

    async def _create(self, image: Image, dry_run: bool) -> Image:
        made = _prepared(lambda: prepare_new_image(image, utc_now()))
        return await self._write(Create("images", made), dry_run)

    async def _replaced(self, name: str, sent: ObjectMeta) -> Stored:
        key = f"/openshift.io/images/{name}"
        return check_update("images", GROUP, name, sent, await self._find(name), key)

    async def _find(self, name: str) -> Stored | None:
        return await self._backend.store.get("images", None, name)

    async def _write(self, write: Write, dry_run: bool) -> Image:
        try:
            [stored] = await self._backend.store.write([write], dry_run=dry_run)
        except Refused as refused:
            raise refusal(IMAGES, refused) from refused
        return stored.model(Image)


def _prepared(prepare: Callable[[], Image]) -> Image:
    try:
        return prepare()
    except BadContent as error:
        why = f'Image in version "v1" cannot be handled as a Image: dockerImageMetadata: {error}'
        raise BadRequest(why) from error

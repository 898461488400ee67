"""Tags of image streams as objects: ImageStreamTags and ImageTags, two views of the same.

Nothing of them is stored: they are read from streams and images, and written into the stream.
The answers are those of `streamport.importing.views`, the rules of `importing.tag_changes`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from imagestreamimport._server.aside import aside
from imagestreamimport.causes import Cause, causes_of, quoted
from imagestreamimport.errors import AlreadyExists, BadRequest, Conflict, NotFound
from imagestreamimport.models import (
    Image,
    ImageStream,
    ImageStreamTag,
    ImageTag,
    ListMeta,
    ObjectMeta,
    TagReference,
)
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
)
from imagestreamimport.server import JsonList, Patch, RequestContext
from streamport.importing import StreamContext
from streamport.importing import tag_changes as rules
from streamport.importing.fields import metadata_of, name_of
from streamport.importing.statuses import GROUP
from streamport.importing.tag_changes import spec_tag_of, with_spec_tag, without_tag
from streamport.importing.views import (
    DEFAULT_TAG,
    StreamView,
    split_new_tag_name,
    split_tag_name,
)
from streamport.store.protocol import Stored

from .backend import Backend
from .lists import list_objects
from .namespaces import Namespaces
from .retrying import ATTEMPTS
from .tables import IMAGE_TAG_COLUMNS, STREAM_TAG_COLUMNS, image_tag_row, stream_tag_row
from .tagging import Lost, StreamTagging, TaggedStream, conflict

if TYPE_CHECKING:
    from imagestreamimport.causes import Finding

Tag = TypeVar("Tag", ImageStreamTag, ImageTag)


class _Tags(ABC, Generic[Tag]):
    """What both kinds have in common.

    plural, kind: of the resource; exists_as: how it is called where a tag exists already.
    spec_field: the field of what the user wants the tag to be.
    """

    plural: str
    kind: str
    exists_as: str
    spec_field: str
    model: type[Tag]
    selectable_fields = ("metadata.name", "metadata.namespace")

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._tagging = StreamTagging(backend, namespaces)

    # ------------------------------------------------------------------------- of each of the two

    @abstractmethod
    def _view(self, stream: StreamView, tag: str, image: Image | None) -> Tag:
        """The tag as an object."""

    @abstractmethod
    def _reference(self, item: Tag) -> TagReference | None:
        """What the user wants the tag to be."""

    @abstractmethod
    def _new_findings(self, item: Tag, tag: str | None) -> Iterator[Finding]:
        """What is wrong with a new tag beyond what the schema tells."""

    @abstractmethod
    def _changed_findings(self, item: Tag, old: Tag, tag: str) -> Iterator[Finding]:
        """What is wrong with a changed tag beyond what the schema tells."""

    @abstractmethod
    def _wanted(self, item: Tag, known: TagReference | None, where: str) -> TagReference | None:
        """The spec tag that an update leaves. Raises BadRequest where it cannot tell."""

    @abstractmethod
    def _seen(self, stream: StreamView) -> Iterable[str]:
        """The tags of a stream that a list shows."""

    # ---------------------------------------------------------------------------------------- read

    async def get(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> Tag:
        """Return the tag with its image."""
        stream_name, tag = self._split(name)
        found = await self._stream(request, namespace, stream_name)
        view = await aside(found.size, partial(StreamView, found.stream))
        return await self._read(view, tag, name)

    async def list(
        self, request: RequestContext, namespace: str | None, options: ListOptions
    ) -> JsonList:
        """List the tags of the streams that are selected, as far as they are so themselves."""
        selection = ListOptions(
            label_selector=options.label_selector, field_selector=options.field_selector
        )

        def tags(items: Sequence[Stored]) -> Sequence[Tag]:
            return [
                item
                for stored in items
                for item in self._all(StreamView(self._tagging.shown(stored)))
                if options.field_selector.matches(_selected_fields(item))
            ]

        async def shown(items: Sequence[Stored]) -> Sequence[Tag]:
            size = sum(len(stored.text) for stored in items)
            await request.turn.begin(size)
            return await aside(size, lambda: tags(items))

        store = self._backend.store
        listed = await list_objects(store, "imagestreams", namespace, selection, shown)
        return JsonList(ListMeta(), listed.items, listed.more)

    def _all(self, stream: StreamView) -> Iterator[Tag]:
        for tag in self._seen(stream):
            yield self._view(stream, tag, None)

    # --------------------------------------------------------------------------------------- write

    async def check(self, document: dict[str, Any], request: RequestContext) -> list[Cause]:
        """Find what the schema cannot tell, and refuse what is not to be looked at at all."""
        item = msgspec.convert(document, self.model)
        if request.method == "POST":
            parts = split_new_tag_name(name_of(item))
            findings = self._new(item, parts[1] if parts else None)
        else:
            stream_name, tag = self._split(request.name or "")
            found = await self._tagging.find(request, request.namespace or "", stream_name)
            self._check_version(item, request.name or "", found)
            findings = self._new(item, tag) if found is None else self._changed(item, found, tag)
            return await aside(found.size if found else 0, lambda: causes_of(findings))
        return causes_of(findings)

    async def create(
        self, request: RequestContext, namespace: str, body: Tag, options: CreateOptions
    ) -> Tag:
        """Add a tag to its stream, which is made where there is none."""
        name = name_of(body)
        parts = split_new_tag_name(name)
        if parts is None:
            raise BadRequest(f"{quoted(name)} must be of the form <stream_name>:<tag>")
        stream_name, tag = parts
        if not stream_name:
            raise BadRequest("Name parameter required.")
        for _ in range(ATTEMPTS):
            found = await self._tagging.find_or_new(request, namespace, stream_name)
            if spec_tag_of(found.stream, tag):
                raise AlreadyExists.of(f"{self.exists_as}.{GROUP}", name)
            reference = self._reference(body)
            changed = with_spec_tag(found.stream, tag, reference) if reference else found.stream
            try:
                return await self._store(request, found, changed, tag, options.dry_run)
            except Lost:
                continue
        raise conflict(stream_name)

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: Tag,
        options: UpdateOptions,
    ) -> Tag:
        """Write a tag into its stream, which is made where there is none."""
        stream_name, _ = self._split(name)
        is_blind = not metadata_of(body).resource_version
        for _ in range(ATTEMPTS if is_blind else 1):
            found = await self._tagging.find_or_new(request, namespace, stream_name)
            self._check_version(body, name, found if found.stored else None)
            try:
                return await self._update(request, found, name, body, options.dry_run)
            except Lost:
                continue
        raise conflict(stream_name)

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[Tag],
        options: PatchOptions,
    ) -> Tag:
        """Change a tag of a stream; both are made where they are not there."""
        stream_name, tag = self._split(name)
        for attempt in range(ATTEMPTS):
            found = await self._tagging.find_or_new(request, namespace, stream_name)
            view = await aside(found.size, partial(StreamView, found.stream))
            old = self._view(view, tag, None)
            try:
                body = await patch.resolve(old, checks_version=False)
                return await self._update(request, found, name, body, options.dry_run)
            except Lost:
                continue
            except Conflict:
                if attempt == ATTEMPTS - 1 or _names_version(body=patch.body):
                    raise
        raise conflict(stream_name)

    async def delete(
        self, request: RequestContext, namespace: str, name: str, options: DeleteOptions
    ) -> dict[str, Any]:
        """Take a tag out of its stream, with its history. Its images stay."""
        stream_name, tag = self._split(name)
        for _ in range(ATTEMPTS):
            found = await self._stream(request, namespace, stream_name)
            if options.uid and options.uid != metadata_of(found.stream).uid:
                raise Conflict.of(self._qualified, name, "the UID precondition was not met")
            version = options.resource_version
            if version and version != found.version:
                raise Conflict.of(self._qualified, name, _updated(found.version))
            changed = await aside(found.size, partial(without_tag, found.stream, tag))
            if changed is None:
                raise NotFound.of(self._qualified, name)
            try:
                await self._tagging.store(request.user, found, changed, options.dry_run)
            except Lost:
                continue
            return {"kind": "Status", "metadata": {}, "status": "Success"}
        raise conflict(stream_name)

    # -------------------------------------------------------------------------------------- inside

    @property
    def _qualified(self) -> str:
        return f"{self.plural}.{GROUP}"

    def _split(self, name: str) -> tuple[str, str]:
        parts = split_tag_name(name)
        if parts is None:
            raise BadRequest(f"{self.kind}s must be retrieved with <name>:<tag>")
        return parts

    async def _stream(self, request: RequestContext, namespace: str, name: str) -> TaggedStream:
        found = await self._tagging.find(request, namespace, name)
        if found is None:
            raise NotFound.of(self._qualified, name)
        return found

    def _check_version(self, item: Tag, name: str, found: TaggedStream | None) -> None:
        """Raise NotFound, Conflict where the stream is not in the version that was meant."""
        sent = metadata_of(item).resource_version or ""
        if not sent:
            return
        if found is None:
            raise NotFound.of(self._qualified, name)
        if sent != found.version:
            raise Conflict.of(self._qualified, name, _updated(found.version))

    def _new(self, item: Tag, tag: str | None) -> Iterator[Finding]:
        yield from self._new_findings(item, tag)
        yield from self._registries(item, None)

    def _changed(self, item: Tag, found: TaggedStream, tag: str) -> Iterator[Finding]:
        old = self._view(StreamView(found.stream), tag, None)
        yield from self._registries(item, old)
        yield from self._changed_findings(item, old, tag)

    def _registries(self, item: Tag, old: Tag | None) -> Iterator[Finding]:
        context = StreamContext(now="", refuse_registry=self._backend.allowed.stream_refusal)
        before = self._reference(old) if old else None
        reference = self._reference(item)
        return rules.refused_registry(
            reference, before, metadata_of(item), self.spec_field, context
        )

    async def _update(
        self, request: RequestContext, found: TaggedStream, name: str, body: Tag, dry_run: bool
    ) -> Tag:
        stream_name, tag = self._split(name)
        known = spec_tag_of(found.stream, tag)
        where = f"imagestream {metadata_of(found.stream).namespace}/{stream_name}"
        wanted = self._wanted(body, known, f"imagestreamtag {tag} is not a spec tag in {where}")
        changed = await aside(found.size, lambda: with_spec_tag(found.stream, tag, wanted))
        shown = await self._store(request, found, changed, tag, dry_run)
        request.created = known is None
        return shown

    async def _store(
        self,
        request: RequestContext,
        found: TaggedStream,
        changed: ImageStream,
        tag: str,
        dry_run: bool,
    ) -> Tag:
        stream = await self._tagging.store(request.user, found, changed, dry_run)
        view = StreamView(stream)
        return self._view(view, tag, await self._image(view.image_name(tag)))

    async def _image(self, name: str) -> Image | None:
        if not name:
            return None
        stored = await self._backend.store.get("images", None, name)
        return stored.model(Image) if stored else None

    @abstractmethod
    async def _read(self, stream: StreamView, tag: str, name: str) -> Tag:
        """The tag as a GET shows it. Raises NotFound."""


class ImageStreamTags(_Tags[ImageStreamTag]):
    """Handler of the generated Protocol."""

    plural, kind, exists_as = "imagestreamtags", "ImageStreamTag", "imagestreamtag"
    spec_field, model = "tag", ImageStreamTag
    table_columns = STREAM_TAG_COLUMNS
    table_row = staticmethod(stream_tag_row)

    async def _read(self, stream: StreamView, tag: str, name: str) -> ImageStreamTag:
        wanted = stream.image_name(tag)
        image = await self._image(wanted)
        if image is None:
            raise NotFound.of(self._qualified, wanted or name)
        return stream.stream_tag(tag, image)

    def _view(self, stream: StreamView, tag: str, image: Image | None) -> ImageStreamTag:
        return stream.stream_tag(tag, image)

    def _seen(self, stream: StreamView) -> Iterable[str]:
        return stream.tags_with_image()

    def _reference(self, item: ImageStreamTag) -> TagReference | None:
        return item.tag or None

    def _new_findings(self, item: ImageStreamTag, tag: str | None) -> Iterator[Finding]:
        return rules.differing_annotations(self._reference(item), metadata_of(item))

    def _changed_findings(
        self, item: ImageStreamTag, old: ImageStreamTag, tag: str
    ) -> Iterator[Finding]:
        allowed = "metadata.annotations"
        return rules.changed_metadata(
            metadata_of(item), metadata_of(old), allowed, with_annotations=False
        )

    def _wanted(
        self, item: ImageStreamTag, known: TagReference | None, where: str
    ) -> TagReference | None:
        reference = self._reference(item) or known
        if reference is None:
            raise BadRequest(f"{where}, cannot be updated")
        return msgspec.structs.replace(reference, annotations=metadata_of(item).annotations)


class ImageTags(_Tags[ImageTag]):
    """Handler of the generated Protocol."""

    plural, kind, exists_as = "imagetags", "ImageTag", "imagetags"
    spec_field, model = "spec", ImageTag
    table_columns = IMAGE_TAG_COLUMNS
    table_row = staticmethod(image_tag_row)

    async def _read(self, stream: StreamView, tag: str, name: str) -> ImageTag:
        if tag not in stream.all_tags():
            raise NotFound.of(self._qualified, name)
        return stream.image_tag(tag, await self._image(stream.image_name(tag)))

    def _view(self, stream: StreamView, tag: str, image: Image | None) -> ImageTag:
        return stream.image_tag(tag, image)

    def _seen(self, stream: StreamView) -> Iterable[str]:
        return stream.all_tags()

    def _reference(self, item: ImageTag) -> TagReference | None:
        return item.spec or None

    def _new_findings(self, item: ImageTag, tag: str | None) -> Iterator[Finding]:
        spec = self._reference(item)
        if spec is None:
            yield from rules.missing_spec()
        else:
            yield from rules.other_spec_name(spec, tag, otherwise=tag or DEFAULT_TAG)

    def _changed_findings(self, item: ImageTag, old: ImageTag, tag: str) -> Iterator[Finding]:
        if spec := self._reference(item):
            yield from rules.other_spec_name(spec, tag)
        yield from rules.changed_metadata(
            metadata_of(item), metadata_of(old), "spec", with_annotations=True
        )
        yield from rules.changed_status(item.status or None, old.status or None)

    def _wanted(
        self, item: ImageTag, known: TagReference | None, where: str
    ) -> TagReference | None:
        return self._reference(item)


def _updated(version: str) -> str:
    return f"another caller has updated the resource version to {version}"


def _selected_fields(item: ImageStreamTag | ImageTag) -> dict[str, Any]:
    metadata: ObjectMeta = metadata_of(item)
    return {"metadata": {"name": metadata.name, "namespace": metadata.namespace}}


def _names_version(body: Any) -> bool:
    """Whether a patch says itself which version it is for."""
    metadata: Any = body.get("metadata") if isinstance(body, dict) else None
    return isinstance(metadata, dict) and bool(metadata.get("resourceVersion"))

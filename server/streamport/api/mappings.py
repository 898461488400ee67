"""Mappings: which image a tag has after a push. The image is stored along with the stream."""

from __future__ import annotations

import uuid

from imagestreamimport.errors import BadRequest, Invalid, NotFound
from imagestreamimport.models import (
    Image,
    ImageStream,
    ImageStreamMapping,
    ImageStreamStatus,
    ListMeta,
    Status,
    TagEvent,
)
from imagestreamimport.options import CreateOptions
from imagestreamimport.references import InvalidReference, parse
from imagestreamimport.server import RequestContext
from streamport.importing.errors import BadContent
from streamport.importing.fields import metadata_of, name_of
from streamport.importing.statuses import GROUP
from streamport.importing.stored_image import MANAGED, prepare_new_image
from streamport.importing.streams import prepare_status_update
from streamport.importing.tag_changes import with_event
from streamport.importing.times import utc_now
from streamport.importing.views import StreamView
from streamport.store.protocol import CreateIfAbsent, Update, Write

from .backend import Backend
from .namespaces import Namespaces
from .retrying import ATTEMPTS
from .stream_context import stream_context_of
from .tagging import Lost, StreamTagging, TaggedStream, conflict

_QUALIFIED = f"imagestreammappings.{GROUP}"


class ImageStreamMappings:
    """Handler of the generated Protocol."""

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._tagging = StreamTagging(backend, namespaces)

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: ImageStreamMapping,
        options: CreateOptions,
    ) -> Status:
        """Store the image, unless it is there, and put it on top of the tag's history."""
        name, tag = name_of(body), body.tag or ""
        image, now = _image_of(body), utc_now()
        first: str | None = None
        for _ in range(ATTEMPTS):
            found = await self._tagging.find(request, namespace, name)
            if found is None:
                raise NotFound.of(_QUALIFIED, name)
            current = StreamView(found.stream).image_name(tag)
            if first is not None and current != first:
                break  # another image was pushed meanwhile: the client has to decide
            first = current
            event = TagEvent(
                created=now,
                docker_image_reference=await self._reference(image, found.stream),
                image=name_of(image),
            )
            try:
                await self._store(request, found, image, tag, event, options.dry_run)
            except Lost:
                continue
            return Status(metadata=ListMeta(), status="Success", code=201)
        raise conflict(name)

    async def _store(
        self,
        request: RequestContext,
        found: TaggedStream,
        image: Image,
        tag: str,
        event: TagEvent,
        dry_run: bool,
    ) -> None:
        """Store image and stream in one transaction. Raises Lost, Invalid."""
        writes: list[Write] = [CreateIfAbsent("images", image)]
        changed = with_event(found.stream, tag, event)
        if changed is not None and found.stored is not None:
            old = found.stored.model(ImageStream)
            context = await stream_context_of(
                self._backend, request.user, None, old, event.created or ""
            )
            prepared = prepare_status_update(changed, old, context)
            if causes := prepared.causes:
                raise Invalid.of("ImageStream", GROUP, name_of(old), causes)
            writes.append(Update("imagestreams", prepared.stream, found.version))
        await self._tagging.write(writes, dry_run)

    async def _reference(self, image: Image, stream: ImageStream) -> str:
        """Return the address of the image: that of the stream for one that the registry manages."""
        own = image.docker_image_reference or ""
        if metadata_of(image).annotations.get(MANAGED) != "true":
            return own
        if await self._backend.store.get("images", None, name_of(image)) is None:
            return own
        status = stream.status or ImageStreamStatus()
        try:
            reference = parse(status.docker_image_repository or "")
        except InvalidReference:
            return own
        reference.tag, reference.digest = "", name_of(image)
        return reference.exact()


def _image_of(mapping: ImageStreamMapping) -> Image:
    """Return the image as it is stored; signatures have a resource of their own."""
    image = mapping.image or Image()
    metadata = metadata_of(image)
    metadata.uid, metadata.creation_timestamp = str(uuid.uuid4()), utc_now()
    image.metadata = metadata
    image.signatures = []
    try:
        return prepare_new_image(image, utc_now())
    except BadContent as error:
        raise BadRequest(f"image.dockerImageMetadata: {error}") from error

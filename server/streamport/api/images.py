"""Images: what imports and registries have stored of them, by the digest of their manifest.

The rules are those of the schema and of `streamport.importing.stored_image`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from msgspec import UNSET

from imagestreamimport.causes import Cause
from imagestreamimport.errors import BadRequest, Conflict, NotFound
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
from imagestreamimport.resources import Event, ImageList
from imagestreamimport.server import JsonList, JsonText, Patch, RequestContext
from streamport.importing.errors import BadContent
from streamport.importing.fields import given, metadata_of
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
from .lists import follow, page_metadata, read_page
from .preconditions import check_deletion, check_update
from .refusals import refusal, refuse_version
from .tables import IMAGE_COLUMNS, image_row

IMAGES = f"images.{GROUP}"
# A change that names no version is tried again on what another request has stored meanwhile.
_ATTEMPTS = 5


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
        page = await read_page(self._backend.store, "images", None, options)
        items = [JsonText(stored.answer) for stored in page.items]
        return JsonList(page_metadata(page), items)

    def watch(self, request: RequestContext, options: WatchOptions) -> AsyncIterator[Event[Any]]:
        """Watch the images."""
        return follow(
            self._backend.store,
            "images",
            None,
            options,
            lambda stored: JsonText(stored.answer),
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
        for attempt in range(_ATTEMPTS):
            stored = await self.stored(name)
            changed = await patch.resolve(stored.document)
            try:
                return await self.replace(stored, changed, options.dry_run)
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the last attempt returns or raises")

    # ------------------------------------------------------------------------------------- delete

    async def delete(
        self, request: RequestContext, name: str, options: DeleteOptions
    ) -> Image | dict[str, Any]:
        """Delete an image, or mark it as going where somebody still has to finish with it."""
        for attempt in range(_ATTEMPTS):
            stored = await self.stored(name)
            check_deletion("Image", GROUP, name, options, stored)
            try:
                return await self._delete(stored, options.dry_run)
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the last attempt returns or raises")

    async def delete_collection(
        self, request: RequestContext, selection: ListOptions, options: DeleteOptions
    ) -> ImageList:
        """Delete the images that are selected, and return them."""
        page = await read_page(self._backend.store, "images", None, selection)
        gone: list[Image] = []
        for stored in page.items:
            try:
                done = await self._delete(stored, options.dry_run)
            except (NotFound, Conflict):
                continue  # another request was quicker
            gone.append(done if isinstance(done, Image) else stored.model(Image))
        return ImageList(metadata=page_metadata(page), items=gone)

    async def _delete(self, stored: Stored, dry_run: bool) -> Image | dict[str, Any]:
        image = stored.model(Image)
        metadata = metadata_of(image)
        name = given(metadata.name, "")
        if metadata.finalizers:
            if metadata.deletion_timestamp:
                return image
            metadata.deletion_timestamp, metadata.deletion_grace_period_seconds = utc_now(), 0
            return await self._write(Update("images", image, stored.resource_version), dry_run)
        uid = given(metadata.uid, "")
        await self._write(Delete("images", None, name, stored.resource_version, uid), dry_run)
        details = {"name": name, "group": GROUP, "kind": "images", "uid": uid}
        return {"kind": "Status", "metadata": {}, "status": "Success", "details": details}

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
        _keep_identity(image, old)
        changed = _prepared(lambda: prepare_changed_image(image, old, utc_now()))
        metadata = metadata_of(changed)
        metadata.resource_version = stored.resource_version
        if changed == written_image(old):
            return old
        if metadata.deletion_timestamp and not metadata.finalizers:
            name, uid = given(metadata.name, ""), given(metadata.uid, "")
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


def _prepared(prepare: Any) -> Image:
    try:
        image: Image = prepare()
    except BadContent as error:
        why = f'Image in version "v1" cannot be handled as a Image: dockerImageMetadata: {error}'
        raise BadRequest(why) from error
    return image


def _keep_identity(image: Image, old: Image) -> None:
    """Keep what no request changes: which image it is, since when, and whether it is going."""
    kept, metadata = metadata_of(old), metadata_of(image)
    metadata.name, metadata.uid = kept.name, kept.uid
    metadata.creation_timestamp = kept.creation_timestamp
    metadata.deletion_timestamp = kept.deletion_timestamp
    metadata.deletion_grace_period_seconds = kept.deletion_grace_period_seconds
    metadata.generation = kept.generation
    metadata.managed_fields = metadata.managed_fields or kept.managed_fields
    metadata.namespace = metadata.self_link = UNSET
    image.metadata = metadata

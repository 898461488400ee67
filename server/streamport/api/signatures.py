"""Signatures of images. They are kept in their image, and written there by compare-and-swap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imagestreamimport.causes import quoted
from imagestreamimport.errors import AlreadyExists, BadRequest, NotFound
from imagestreamimport.models import Image, ImageSignature
from imagestreamimport.options import CreateOptions, DeleteOptions
from imagestreamimport.server import RequestContext
from streamport.importing.fields import name_of
from streamport.importing.statuses import GROUP
from streamport.importing.stored_image import (
    bare_signature,
    has_signature,
    split_signature_name,
)
from streamport.store.protocol import Stored

from .images import Images
from .retrying import change_and_store

_QUALIFIED = f"imageSignatures.{GROUP}"  # spelled so by the reference
_Change = Callable[[list[ImageSignature]], list[ImageSignature]]


class ImageSignatures:
    """Handler of the generated Protocol."""

    def __init__(self, images: Images) -> None:
        self._images = images

    async def create(
        self, request: RequestContext, body: ImageSignature, options: CreateOptions
    ) -> ImageSignature:
        """Add a signature to its image."""
        name = name_of(body)
        parts = split_signature_name(name)
        if parts is None:
            raise BadRequest(f"image signature name {quoted(name)} has no image")
        signature = bare_signature(body)

        def add(known: list[ImageSignature]) -> list[ImageSignature]:
            if has_signature(known, signature):
                raise AlreadyExists.of(_QUALIFIED, name)
            return [*known, signature]

        await self._change(parts[0], add, options.dry_run)
        return signature

    async def delete(
        self, request: RequestContext, name: str, options: DeleteOptions
    ) -> dict[str, Any]:
        """Take a signature out of its image."""
        parts = split_signature_name(name)
        if parts is None:
            raise BadRequest("ImageSignatures must be accessed with <imageName>@<signatureName>")

        def take_out(known: list[ImageSignature]) -> list[ImageSignature]:
            kept = [item for item in known if name_of(item) != name]
            if len(kept) == len(known):
                raise NotFound.of(_QUALIFIED, name)
            return kept

        await self._change(parts[0], take_out, options.dry_run)
        return {"kind": "Status", "metadata": {}, "status": "Success"}

    async def _change(self, image_name: str, change: _Change, dry_run: bool) -> None:
        """Change the signatures of an image. Raises what `change` does, NotFound, Conflict."""

        async def changed() -> tuple[Stored, Image]:
            stored = await self._images.stored(image_name)
            image = stored.model(Image)
            image.signatures = change(image.signatures)
            return stored, image

        await change_and_store(changed, lambda made: self._images.replace(*made, dry_run))

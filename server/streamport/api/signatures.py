"""Signatures of images. They are kept in their image, and written there by compare-and-swap."""

from __future__ import annotations

from typing import Any

import msgspec

from imagestreamimport.causes import quoted
from imagestreamimport.errors import AlreadyExists, BadRequest, Conflict, NotFound
from imagestreamimport.models import Image, ImageSignature
from imagestreamimport.options import CreateOptions, DeleteOptions
from imagestreamimport.server import RequestContext
from streamport.importing.fields import given, name_of
from streamport.importing.statuses import GROUP
from streamport.importing.stored_image import (
    bare_signature,
    has_signature,
    split_signature_name,
)

from .images import Images

_QUALIFIED = f"imageSignatures.{GROUP}"  # spelled so by the reference
_ATTEMPTS = 10


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
        for attempt in range(_ATTEMPTS):
            stored = await self._images.stored(parts[0])
            image = stored.model(Image)
            if has_signature(image, signature):
                raise AlreadyExists.of(_QUALIFIED, name)
            image.signatures = [*given(image.signatures, []), signature]
            try:
                await self._images.replace(stored, image, options.dry_run)
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            return msgspec.structs.replace(signature)
        raise AssertionError("the last attempt returns or raises")

    async def delete(
        self, request: RequestContext, name: str, options: DeleteOptions
    ) -> dict[str, Any]:
        """Take a signature out of its image."""
        parts = split_signature_name(name)
        if parts is None:
            raise BadRequest("ImageSignatures must be accessed with <imageName>@<signatureName>")
        for attempt in range(_ATTEMPTS):
            stored = await self._images.stored(parts[0])
            image = stored.model(Image)
            kept = [item for item in given(image.signatures, []) if name_of(item) != name]
            if len(kept) == len(given(image.signatures, [])):
                raise NotFound.of(_QUALIFIED, name)
            image.signatures = kept
            try:
                await self._images.replace(stored, image, options.dry_run)
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            return {"kind": "Status", "metadata": {}, "status": "Success"}
        raise AssertionError("the last attempt returns or raises")

"""What keeps an Image from being stored. Source: import semantics, section 9.4."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imagestreamimport.causes import INVALID, REQUIRED, message, quoted
from imagestreamimport.models import Image, ImageManifest
from imagestreamimport.validators import Cause

from .draft import given

# OCI image specification, descriptors: digests; RFC 6838, section 4.2: names of media types.
_is_digest = re.compile(r"[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+", re.ASCII).fullmatch
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_is_media_type = re.compile(rf"{_NAME}/{_NAME}", re.ASCII).fullmatch


def image_causes(image: Image) -> list[Cause]:
    """All that is wrong with a manifest list; other images are right as they are built."""
    causes: list[Cause] = []
    children = given(image.docker_image_manifests, [])
    if children and given(image.docker_image_layers, []):
        at = "dockerImageLayers"
        detail = "dockerImageLayers cannot be set together with dockerImageManifests"
        causes.append(Cause(at, INVALID, message(INVALID, '"layers"', detail), f"/{at}"))
    for index, child in enumerate(children):
        causes += _child_causes(child, index)
    return causes


def _child_causes(child: ImageManifest, index: int) -> Iterator[Cause]:
    def cause(name: str, reason: str, value: str = "", detail: str = "") -> Cause:
        at = f"dockerImageManifests[{index}].{name}"
        pointer = f"/dockerImageManifests/{index}/{name}"
        return Cause(at, reason, message(reason, value, detail), pointer)

    digest, media_type = given(child.digest, ""), given(child.media_type, "")
    size = given(child.manifest_size, 0)
    if not _is_digest(digest):
        detail = "digest does not conform with OCI image specification"
        yield cause("digest", INVALID, quoted(digest), detail)
    if not _is_media_type(media_type):
        detail = "media type does not conform to RFC6838"
        yield cause("mediaType", INVALID, quoted(media_type), detail)
    if not given(child.architecture, ""):
        yield cause("architecture", REQUIRED)
    if not given(child.os, ""):
        yield cause("os", REQUIRED)
    if size < 0:
        yield cause("size", INVALID, str(size), "manifest size cannot be negative")

"""The rules that an Image must obey to be stored. Source: import semantics, section 9.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from imagestreamimport.causes import INVALID, REQUIRED, Cause, causes_of, message, quoted, under
from imagestreamimport.models import Image, ImageManifest

from .fields import given

if TYPE_CHECKING:
    from imagestreamimport.causes import Finding

# OCI image specification, descriptors: digests; RFC 6838, section 4.2: names of media types.
_is_digest = re.compile(r"[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+", re.ASCII).fullmatch
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_is_media_type = re.compile(rf"{_NAME}/{_NAME}", re.ASCII).fullmatch


def image_causes(image: Image) -> list[Cause]:
    """Find all that is wrong with a manifest list; other images are right as they are built."""
    return causes_of(_findings(image))


def _findings(image: Image) -> Iterator[Finding]:
    children = given(image.docker_image_manifests, [])
    if children and given(image.docker_image_layers, []):
        detail = "dockerImageLayers cannot be set together with dockerImageManifests"
        yield under((), "dockerImageLayers"), INVALID, message(INVALID, '"layers"', detail)
    for index, child in enumerate(children):
        for name, reason, text in _child_findings(child):
            yield under((), "dockerImageManifests", index, name), reason, text


def _child_findings(child: ImageManifest) -> Iterator[tuple[str, str, str]]:
    """Find what is wrong with a child: the field, the reason and the message."""
    digest, media_type = given(child.digest, ""), given(child.media_type, "")
    size = given(child.manifest_size, 0)
    if not _is_digest(digest):
        detail = "digest does not conform with OCI image specification"
        yield "digest", INVALID, message(INVALID, quoted(digest), detail)
    if not _is_media_type(media_type):
        detail = "media type does not conform to RFC6838"
        yield "mediaType", INVALID, message(INVALID, quoted(media_type), detail)
    if not given(child.architecture, ""):
        yield "architecture", REQUIRED, message(REQUIRED, "")
    if not given(child.os, ""):
        yield "os", REQUIRED, message(REQUIRED, "")
    if size < 0:
        detail = "manifest size cannot be negative"
        yield "size", INVALID, message(INVALID, str(size), detail)

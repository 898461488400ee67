"""Manifests: which kind of manifest bytes are, and what stands in them.

The answer's Content-Type alone decides the kind; what the document says of itself must agree.
Source: import semantics, section 8.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from msgspec import field

from imagestreamimport.models import Int64
from streamport.registry.media_types import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST

from .errors import BadContent
from .registry_json import Passed, Reader, RegistryStruct
from .schema1 import Schema1, parse_schema1

# The grammar of digests in references; whether the algorithm is known is checked elsewhere.
is_digest = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}", re.ASCII
).fullmatch


class _Platform(RegistryStruct):
    architecture: str | None = None
    os: str | None = None
    os_version: str | None = field(default=None, name="os.version")
    os_features: list[str | None] | None = field(default=None, name="os.features")
    variant: str | None = None
    features: list[str | None] | None = None


class _Descriptor(RegistryStruct):
    media_type: str | None = None
    size: Int64 | None = None
    digest: str | None = None
    platform: _Platform | None = None
    annotations: Passed = None
    artifact_type: Passed = None
    data: Passed = None
    urls: Passed = None


class _Image(RegistryStruct):
    schema_version: Int64 | None = None
    media_type: str | None = None
    config: _Descriptor | None = None
    layers: list[_Descriptor | None] | None = None
    annotations: Passed = None
    artifact_type: Passed = None
    subject: Passed = None


class _Index(RegistryStruct):
    schema_version: Int64 | None = None
    media_type: str | None = None
    manifests: list[_Descriptor | None] | None = None
    annotations: Passed = None
    artifact_type: Passed = None
    subject: Passed = None


_read_image = Reader(_Image).read
_read_index = Reader(_Index).read


class Descriptor(NamedTuple):
    """Points at a blob or a manifest. What is not stated is empty or 0."""

    digest: str = ""
    media_type: str = ""
    size: int = 0
    """Bytes, as the manifest says."""
    architecture: str = ""
    os: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class ImageManifest:
    """A Docker schema 2 or OCI manifest: one image, or an artifact."""

    media_type: str
    version: int
    config: Descriptor
    layers: tuple[Descriptor, ...]
    """Lowest layer first."""


@dataclass(frozen=True, slots=True)
class Index:
    """A manifest list or OCI index: the same image for several platforms."""

    media_type: str
    manifests: tuple[Descriptor, ...]


AnyManifest: TypeAlias = ImageManifest | Index | Schema1


def parse_manifest(data: bytes, content_type: str) -> AnyManifest:
    """Parse a manifest from its bytes and the Content-Type of the answer, without parameters.

    Everything that has none of the four modern types is taken for signed schema 1.
    Raises BadContent, whose text is what the user reads after the reference.
    """
    if content_type in (DOCKER_MANIFEST, OCI_MANIFEST):
        return _image(_read_image(data), content_type)
    if content_type in (DOCKER_LIST, OCI_INDEX):
        return _index(_read_index(data), content_type)
    if content_type.endswith("/"):
        raise BadContent("mime: expected token after slash")
    return parse_schema1(data)


def _image(found: _Image, media_type: str) -> ImageManifest:
    _check_media_type(found.media_type or "", media_type)
    return ImageManifest(
        media_type,
        found.schema_version or 0,
        _descriptor(found.config),
        tuple(map(_descriptor, found.layers or ())),
    )


def _index(found: _Index, media_type: str) -> Index:
    _check_media_type(found.media_type or "", media_type)
    return Index(media_type, tuple(map(_descriptor, found.manifests or ())))


# Media type -> what the document is called, and whether it may leave out its media type.
_NAMES = {
    DOCKER_MANIFEST: ("manifest", False),
    DOCKER_LIST: ("manifest list", False),
    OCI_MANIFEST: ("manifest", True),
    OCI_INDEX: ("image index", True),
}


def _check_media_type(stated: str, expected: str) -> None:
    """Refuse a document whose own media type is not the one it was sent with."""
    what, optional = _NAMES[expected]
    if stated == expected or (optional and not stated):
        return
    prefix = "if present, " if optional else ""
    raise BadContent(f"{prefix}mediaType in {what} should be '{expected}' not '{stated}'")


def _descriptor(found: _Descriptor | None) -> Descriptor:
    if found is None:
        return Descriptor()
    digest, media_type, size = found.digest or "", found.media_type or "", found.size or 0
    platform = found.platform
    if platform is None:
        return Descriptor(digest, media_type, size)
    return Descriptor(
        digest,
        media_type,
        size,
        platform.architecture or "",
        platform.os or "",
        platform.variant or "",
    )


class Platform(NamedTuple):
    """An operating system and an architecture, as `linux/amd64`, perhaps with a variant."""

    os: str = "linux"
    architecture: str = "amd64"
    variant: str = ""

    @classmethod
    def parse(cls, text: str) -> Platform:
        """Parse `os/architecture[/variant]`. Raises ValueError for another form."""
        parts = text.split("/")
        if not 2 <= len(parts) <= 3 or not all(parts):
            raise ValueError(f"{text!r} is no platform: write it as linux/amd64")
        return cls(*parts)


def select_platform(index: Index, wanted: Platform) -> Descriptor:
    """Select the one manifest that an index stands for where its list is not kept.

    The first entry of the wanted platform, else the first for linux/amd64, else the first of all.
    A variant matters only where one is wanted, and an entry has it.

    Raises BadContent for an empty list. Source: import semantics, section 8.5.
    """
    of_platform = [
        child
        for child in index.manifests
        if (child.os, child.architecture) == (wanted.os, wanted.architecture)
    ]
    for child in of_platform:
        if wanted.variant and child.variant == wanted.variant:
            return child
    if of_platform:
        return of_platform[0]
    for child in index.manifests:
        if (child.os, child.architecture) == ("linux", "amd64"):
            return child
    if not index.manifests:
        raise BadContent("no manifests in manifest list")
    return index.manifests[0]

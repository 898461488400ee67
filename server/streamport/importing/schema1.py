"""Signed Docker schema 1: what stands in the payload of such a manifest.

Source: import semantics, sections 8.5 and 8.6.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import field

from imagestreamimport.models import Int64
from streamport.registry.digests import sha256_of
from streamport.registry.errors import BrokenContent
from streamport.registry.signed import signed_payload

from .errors import BadContent
from .registry_json import Passed, Reader, RegistryStruct


class _Layer(RegistryStruct):
    blob_sum: str | None = None


class _Entry(RegistryStruct):
    v1_compatibility: str | None = field(default=None, name="v1Compatibility")


class _Payload(RegistryStruct):
    schema_version: Int64 | None = None
    fs_layers: list[_Layer | None] | None = None
    history: list[_Entry | None] | None = None
    name: Passed = None
    tag: Passed = None
    architecture: Passed = None


_read = Reader(_Payload).read


@dataclass(frozen=True, slots=True)
class Schema1:
    """A signed manifest. Layers and history run from the newest to the oldest."""

    version: int
    layers: tuple[str, ...]
    """Digests of the layers."""
    history: tuple[str, ...]
    """The v1Compatibility entry of each layer, JSON in a text."""
    digest: str
    """`sha256:…` of the payload."""


def parse_schema1(data: bytes) -> Schema1:
    """Parse a signed manifest from its bytes.

    Raises BadContent for anything but a signed manifest whose payload can be found.
    """
    try:
        payload = signed_payload(data)
    except BrokenContent as error:
        raise BadContent(error.text) from None
    found = _read(payload)
    return Schema1(
        version=found.schema_version or 0,
        layers=tuple((layer and layer.blob_sum) or "" for layer in found.fs_layers or ()),
        history=tuple((entry and entry.v1_compatibility) or "" for entry in found.history or ()),
        digest=sha256_of(payload),
    )

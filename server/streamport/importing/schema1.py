"""Signed Docker schema 1: what stands in the payload of such a manifest.

Source: import semantics, sections 8.5 and 8.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from streamport.registry.errors import BrokenContent
from streamport.registry.signed import signed_payload

from .errors import BadContent
from .registryjson import Fields, list_of, number, read_json, text

_MANIFEST = Fields(
    {
        "schemaVersion": number,
        "fsLayers": list_of(Fields({"blobSum": text})),
        "history": list_of(Fields({"v1Compatibility": text})),
    }
)


@dataclass(frozen=True, slots=True)
class Schema1:
    """A signed manifest. Layers and history run from the newest to the oldest."""

    version: int
    layers: tuple[str, ...]
    """Digests of the layers."""
    history: tuple[str, ...]
    """What is known of each layer's image, JSON in a text."""
    digest: str
    """`sha256:…` of the payload."""


def parse_schema1(data: bytes) -> Schema1:
    """A signed manifest from its bytes.

    Raises BadContent for what is no signed manifest, also where the payload cannot be told.
    """
    try:
        payload = signed_payload(data)
    except BrokenContent as error:
        raise BadContent(error.text) from None
    found = _MANIFEST.read(read_json(payload))
    return Schema1(
        version=found.get("schemaVersion", 0),
        layers=tuple(layer.get("blobSum", "") for layer in found.get("fsLayers", ())),
        history=tuple(entry.get("v1Compatibility", "") for entry in found.get("history", ())),
        digest=f"sha256:{sha256(payload).hexdigest()}",
    )

"""Signed Docker schema 1: the payload that the signatures are for, and what stands in it.

Signatures are not checked, as the reference implementation does not check them either; the digest
of such a manifest is the one of its payload. Source: import semantics, sections 8.5 and 8.6.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from .errors import BadContent, BadJson
from .registryjson import Fields, list_of, number, read_json, text

_MANIFEST = Fields(
    {
        "schemaVersion": number,
        "fsLayers": list_of(Fields({"blobSum": text})),
        "history": list_of(Fields({"v1Compatibility": text})),
    }
)
_SIGNATURE = Fields({"protected": text})
_PROTECTED = Fields({"formatLength": number, "formatTail": text})


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

    Raises BadContent for what is no signed manifest, also where a payload cannot be told.
    """
    payload = signed_payload(data)
    found = _MANIFEST.read(read_json(payload))
    return Schema1(
        version=found.get("schemaVersion", 0),
        layers=tuple(layer.get("blobSum", "") for layer in found.get("fsLayers", ())),
        history=tuple(entry.get("v1Compatibility", "") for entry in found.get("history", ())),
        digest=f"sha256:{sha256(payload).hexdigest()}",
    )


def signed_payload(data: bytes) -> bytes:
    """The bytes that were signed: the beginning of the manifest and the tail that a signature names.

    Raises BadContent.
    """
    try:
        content = read_json(data)
        if content is not None and not isinstance(content, dict):
            raise BadJson("json: this is no object")
    except BadJson as error:
        raise BadContent(f"error unmarshalling content: {error.text}") from None
    if not content or "signatures" not in content:
        raise BadContent("missing signature key")
    parts = {_signed_part(signature) for signature in _signatures(content["signatures"])}
    if not parts:
        raise BadContent("no signatures")
    if len(parts) > 1:
        raise BadContent("the signatures do not agree on what was signed")
    length, tail = parts.pop()
    if not 0 <= length <= len(data):
        raise BadContent("invalid format length")
    return data[:length] + tail


def _signatures(value: Any) -> list[dict[str, Any]]:
    try:
        return list_of(_SIGNATURE)([] if value is None else value, "signatures")
    except BadJson as error:
        raise BadContent(f"error unmarshalling signatures: {error.text}") from None


def _signed_part(signature: dict[str, Any]) -> tuple[int, bytes]:
    """How many bytes of the manifest were signed, and what comes after them."""
    try:
        header = _PROTECTED.read(read_json(_decoded(signature.get("protected", ""))))
        return header.get("formatLength", -1), _decoded(header.get("formatTail", ""))
    except (BadJson, binascii.Error, ValueError):
        raise BadContent("error unmarshalling the protected header of a signature") from None


def _decoded(text: str) -> bytes:
    """Base64 for URLs, without padding."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

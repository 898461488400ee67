"""Signed Docker schema 1: the payload that the signatures are for, which alone has the digest.

Signatures are not checked, as the reference implementation does not check them either. Source:
import semantics, sections 8.5 and 8.6.
"""

from __future__ import annotations

import base64
from typing import Any

from .errors import BrokenContent
from .json_text import BrokenJson, as_object, decode_object, member, text
from .media_types import MODERN


def digested_part(manifest: bytes, media_type: str) -> bytes:
    """Return the bytes of a manifest that its digest is taken of: all, or the payload of schema 1.

    Raises BrokenContent for a schema 1 manifest whose payload cannot be found.
    """
    return manifest if media_type in MODERN else signed_payload(manifest)


def signed_payload(manifest: bytes) -> bytes:
    """Return what was signed: the beginning of the manifest, and the tail that a signature names.

    Raises BrokenContent.
    """
    try:
        content = decode_object(manifest)
    except BrokenJson as fault:
        raise BrokenContent(f"error unmarshalling content: {fault}") from None
    if "signatures" not in content:
        raise BrokenContent("missing signature key")
    parts = {_signed_part(signature) for signature in _signatures(content["signatures"])}
    if not parts:
        raise BrokenContent("no signatures")
    if len(parts) > 1:
        raise BrokenContent("the signatures do not agree on what was signed")
    length, tail = parts.pop()
    if not 0 <= length <= len(manifest):
        raise BrokenContent("invalid format length")
    return manifest[:length] + tail


def _signatures(value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    try:
        if not isinstance(value, list):
            raise BrokenJson("json: this is no list")
        return [as_object(signature) for signature in value]
    except BrokenJson as fault:
        raise BrokenContent(f"error unmarshalling signatures: {fault}") from None


def _signed_part(signature: dict[str, Any]) -> tuple[int, bytes]:
    """Return how many bytes of the manifest were signed, and what comes after them."""
    try:
        header = decode_object(_decoded(text(member(signature, "protected"))))
        length = member(header, "formatLength")
        if not isinstance(length, int) or isinstance(length, bool):
            raise BrokenJson("json: the length is no integer")
        return length, _decoded(text(member(header, "formatTail")))
    except ValueError:  # BrokenJson, and base64 that is none
        raise BrokenContent("error unmarshalling the header of a signature") from None


def _decoded(text: str) -> bytes:
    """Decode base64 for URLs, without padding."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

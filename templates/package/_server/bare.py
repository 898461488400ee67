"""Objects and lists as their metadata alone, made of their text: nobody looks into the rest."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .tables import META

PARTIAL = "PartialObjectMetadata"
_NONE = msgspec.Raw(b"{}")


class _Object(msgspec.Struct):
    metadata: msgspec.Raw = _NONE


class _List(_Object):
    items: Sequence[msgspec.Raw] = ()


def bare(document: bytes | msgspec.Raw) -> bytes:
    """An object as its metadata alone, without a line feed."""
    metadata = msgspec.json.decode(document, type=_Object).metadata
    if bytes(metadata) == b"null":
        metadata = _NONE
    return msgspec.json.encode({"kind": PARTIAL, "apiVersion": META, "metadata": metadata})


def bare_list(document: bytes) -> bytes:
    """A list as the metadata of its objects."""
    listed = msgspec.json.decode(document, type=_List)
    kinds = {"kind": f"{PARTIAL}List", "apiVersion": META, "metadata": listed.metadata}
    items = [msgspec.Raw(bare(item)) for item in listed.items]
    return msgspec.json.encode({**kinds, "items": items}) + b"\n"

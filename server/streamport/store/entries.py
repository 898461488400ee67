"""A write made ready for a database, before any lock is taken: its key, its text, its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from .errors import Key, TooLarge
from .protocol import (
    MAX_DOCUMENT_BYTES,
    RESOURCES,
    Create,
    CreateIfAbsent,
    Delete,
    Storable,
    Update,
    Write,
)

_FIRST = ("metadata", "kind", "api_version")


class _Metadata(msgspec.Struct):
    """The part of a document that gets columns of its own."""

    name: str
    namespace: str | None = None
    uid: str | None = None
    labels: dict[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One write. `text`, `uid` and `labels` are empty in a deletion."""

    write: Write
    key: Key
    text: str = ""
    uid: str = ""
    labels: tuple[tuple[str, str], ...] = ()


def entry_of(write: Write, max_bytes: int = MAX_DOCUMENT_BYTES) -> Entry:
    """Read a write's document. Raises ValueError for one that cannot be stored, TooLarge."""
    if write.resource not in RESOURCES:
        raise ValueError(f"there is no resource {write.resource!r}: {', '.join(RESOURCES)}")
    match write:
        case Delete():
            return Entry(write, Key(write.resource, write.namespace or "", write.name))
        case Create() | CreateIfAbsent() | Update():
            return _with_document(write, write.document, max_bytes)


def _with_document(write: Write, document: Storable, max_bytes: int) -> Entry:
    is_model = isinstance(document, msgspec.Struct)
    part: Any = getattr(document, "metadata", None) if is_model else document.get("metadata")
    try:
        metadata = msgspec.convert(msgspec.to_builtins(part), _Metadata)
    except msgspec.ValidationError as error:
        raise ValueError(f"the metadata of this document cannot be stored: {error}") from error
    key = Key(write.resource, metadata.namespace or "", metadata.name)
    text = _text_of(document, part)
    labels = tuple((label, value or "") for label, value in (metadata.labels or {}).items())
    if len(text) > max_bytes:
        raise TooLarge(key, len(text), max_bytes)
    return Entry(write, key, text.decode(), metadata.uid or "", labels)


def _text_of(document: Storable, metadata: Any) -> bytes:
    """Write a document as `Stored.answer` sends it: metadata first, without a resourceVersion.

    Kind and apiVersion are those of the path that it is read on.
    """
    if isinstance(document, msgspec.Struct):
        first = msgspec.structs.replace(metadata, resource_version=None)
        others = {name: None for name in _FIRST if hasattr(document, name)}
        rest = msgspec.json.encode(msgspec.structs.replace(document, **others))
    else:
        first = {key: value for key, value in metadata.items() if key != "resourceVersion"}
        left_out = ("metadata", "kind", "apiVersion")
        rest = msgspec.json.encode(
            {key: value for key, value in document.items() if key not in left_out}
        )
    text = b'{"metadata":' + msgspec.json.encode(first)
    return text + (b"," + rest[1:] if rest != b"{}" else b"}")

"""A write made ready for a database, before any lock is taken: its key, its text, its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from .errors import Key
from .protocol import RESOURCES, Create, CreateIfAbsent, Delete, Storable, Update, Write


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


def entry_of(write: Write) -> Entry:
    """Read a write's document. Raises ValueError for one that cannot be stored."""
    if write.resource not in RESOURCES:
        raise ValueError(f"there is no resource {write.resource!r}: {', '.join(RESOURCES)}")
    match write:
        case Delete():
            return Entry(write, Key(write.resource, write.namespace or "", write.name))
        case Create() | CreateIfAbsent() | Update():
            return _with_document(write, write.document)


def _with_document(write: Write, document: Storable) -> Entry:
    is_model = isinstance(document, msgspec.Struct)
    part: Any = getattr(document, "metadata", None) if is_model else document.get("metadata")
    try:
        metadata = msgspec.convert(msgspec.to_builtins(part), _Metadata)
    except msgspec.ValidationError as error:
        raise ValueError(f"the metadata of this document cannot be stored: {error}") from error
    key = Key(write.resource, metadata.namespace or "", metadata.name)
    labels = tuple((label, value or "") for label, value in (metadata.labels or {}).items())
    return Entry(write, key, msgspec.json.encode(document).decode(), metadata.uid or "", labels)

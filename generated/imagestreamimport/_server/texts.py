"""Documents that a handler has as text: they are sent as they are, and nobody reads them before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JsonText:
    """An object as JSON text, instead of a model.

    text: a JSON object with at least one field. Neither kind nor apiVersion is among them: they are
    put in front of the others.
    """

    text: str


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list of objects, instead of a model; `metadata` is that of the list.

    items: JSON texts, or models or documents.
    more: those that follow, part by part, where all together are too many to be held at once. They
    are read and sent while the client takes them; an error ends the connection.
    """

    metadata: Any
    items: Sequence[Any]
    more: AsyncIterator[Sequence[Any]] | None = None


def text_bytes(items: Iterable[Any]) -> int:
    """About how large objects are, as far as they are texts."""
    return sum(len(item.text) for item in items if isinstance(item, JsonText))

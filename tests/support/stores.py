"""Documents for stores, and databases that tests open, close and open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from streamport.store.protocol import Store
from streamport.store.sqlite import SqliteStore
from streamport.store.transaction import History


class Database(Protocol):
    """A database of one kind, empty at first."""

    def open(self, **history: int) -> Store:
        """The store in it; `history` bounds the log of changes."""
        ...


@dataclass(frozen=True)
class SqliteDatabase:
    path: Path

    def open(self, **history: int) -> Store:
        return SqliteStore(self.path, History(**history))


def stream(
    name: str,
    namespace: str | None = "team",
    labels: Mapping[str, str] | None = None,
    uid: str | None = None,
    **spec: Any,
) -> dict[str, Any]:
    """A document as small as one may be."""
    metadata: dict[str, Any] = {"name": name, "uid": uid or f"uid-of-{name}"}
    if namespace is not None:
        metadata["namespace"] = namespace
    if labels is not None:
        metadata["labels"] = dict(labels)
    return {"metadata": metadata, "spec": spec}


def names(items: Any) -> list[str]:
    """The names of listed objects, in their order."""
    return [item.document["metadata"]["name"] for item in items]

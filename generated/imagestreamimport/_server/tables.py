"""Tables: what `kubectl get` prints, for clients that ask for `as=Table`.

A handler may say better columns: `table_columns`, a list of column definitions (name, type, format,
description, priority), and `table_row(object)`, the cells of one object.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from .._base.kinds import is_list, is_object
from .documents import text_in
from .kinds import Served

_COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "Name", "type": "string", "format": "name", "description": "Name of the object."},
    {"name": "Age", "type": "string", "format": "", "description": "Time since its creation."},
)
META = "meta.k8s.io/v1"


def wants_table(accept: str | None) -> bool:
    """Whether the client would rather have a table."""
    return accept is not None and "as=Table" in accept and "g=meta.k8s.io" in accept


def wants_metadata(accept: str | None) -> bool:
    """Whether the client would rather have the metadata alone."""
    return (
        accept is not None
        and "as=PartialObjectMetadata" in accept
        and "g=meta.k8s.io" in accept
        and "as=Table" not in accept
    )


def age(created: str, now: datetime | None = None) -> str:
    """The time since a moment as kubectl shortens it: 5s, 3m20s, 2h, 4d3h, 2y."""
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return "<unknown>"
    if moment.tzinfo is None:
        return "<unknown>"
    seconds = int(((now or datetime.now(UTC)) - moment).total_seconds())
    if seconds < -1:
        return "<invalid>"
    seconds = max(seconds, 0)
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 120:
        return f"{seconds}s"
    if minutes < 10:
        return _two(minutes, "m", seconds % 60, "s")
    if minutes < 180:
        return f"{minutes}m"
    if hours < 8:
        return _two(hours, "h", minutes % 60, "m")
    if hours < 48:
        return f"{hours}h"
    if days < 8:
        return _two(days, "d", hours % 24, "h")
    if days < 730:
        return f"{days}d"
    years = days // 365
    return _two(years, "y", days % 365, "d") if years < 8 else f"{years}y"


def _two(big: int, of_big: str, small: int, of_small: str) -> str:
    return f"{big}{of_big}{small}{of_small}" if small else f"{big}{of_big}"


def columns_of(served: Served) -> list[dict[str, Any]]:
    """The column definitions of a kind."""
    own: Iterable[Any] | None = getattr(served.handler, "table_columns", None)
    listed: Iterable[Any] = _COLUMNS if own is None else own
    return [
        {"format": "", "description": "", "priority": 0, **msgspec.to_builtins(column)}
        for column in listed
    ]


def _cells(served: Served, item: Any, metadata: dict[str, Any]) -> list[Any]:
    row = getattr(served.handler, "table_row", None)
    if row is not None:
        return list(row(item))
    return [text_in(metadata, "name"), age(text_in(metadata, "creationTimestamp"))]


def row_of(served: Served, item: Any, include: str | None, api_version: str) -> dict[str, Any]:
    """One object as a row; `include` says how much of it goes along: Object, None, Metadata."""
    found = item.get("metadata") if is_object(item) else getattr(item, "metadata", None)
    metadata: Any = msgspec.to_builtins(found)
    metadata = metadata if is_object(metadata) else {}
    row: dict[str, Any] = {"cells": _cells(served, item, metadata)}
    if include == "Object":
        head = {"kind": served.resource.kind, "apiVersion": api_version}
        row["object"] = {**msgspec.to_builtins(item), **head}
    elif include != "None":
        head = {"kind": "PartialObjectMetadata", "apiVersion": META}
        row["object"] = {**head, "metadata": metadata}
    return row


def table(
    served: Served,
    items: Iterable[Any],
    metadata: Any,
    include: str | None,
    api_version: str,
    has_columns: bool = True,
) -> dict[str, Any]:
    """A Table of objects; `metadata` is that of the list, or of the only object."""
    said: Any = msgspec.to_builtins(metadata) if metadata is not None else {}
    kept = ("resourceVersion", "continue", "remainingItemCount")
    return {
        "kind": "Table",
        "apiVersion": META,
        "metadata": {key: said[key] for key in kept if key in said} if is_object(said) else {},
        "columnDefinitions": columns_of(served) if has_columns else None,
        "rows": [row_of(served, item, include, api_version) for item in items],
    }


def items_of(result: Any) -> list[Any]:
    """The objects of a list, as the handler gave it."""
    items: Any = result.get("items") if is_object(result) else getattr(result, "items", None)
    return items if is_list(items) else []

"""Lists and changes of objects: what their models have beside the objects themselves."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from ._base.kubernetes import Model
from ._base.model import Int64

__all__ = ["Event", "ListMetadata"]


def __dir__() -> list[str]:
    return __all__


_Object = TypeVar("_Object")


class Event(Struct, Generic[_Object], kw_only=True):
    """One change that a watch tells of.

    type: ADDED, MODIFIED or DELETED; BOOKMARK has an object of which only the resourceVersion
    counts.
    """

    type: str
    object: _Object


class ListMetadata(Model, kw_only=True):
    """What a list says of itself: its revision and how to go on reading it."""

    continue_: str | None = None
    """Token for the next part of the list."""

    remaining_item_count: Int64 | None = None
    """How many objects follow this part of the list."""

    resource_version: str | None = None
    """Revision of the list, from which a watch can go on."""

    self_link: str | None = None
    """Server-relative URL; no longer filled in by newer servers."""

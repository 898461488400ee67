"""Filling in defaults: copies of JSON values of any depth, and ways to what lies in them."""

from __future__ import annotations

from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Fill: TypeAlias = Callable[[dict[str, Any]], None]


def deep_copy(value: Any) -> Any:
    """A copy that shares no list and no object with the value.

    Without recursion: a document may be nested deeper than Python's stack.
    """
    copied: list[Any] = [value]
    waiting: list[Any] = [copied]
    while waiting:
        place: Any = waiting.pop()
        items: Any = place.items() if is_object(place) else enumerate(place)
        for key, item in items:
            if is_object(item) or is_list(item):
                place[key] = item.copy()
                waiting.append(place[key])
    return copied[0]


def fill_object(value: Any, fill: Fill) -> None:
    """Fill an object, if it is one."""
    # Asked for every object of a request: the class is told quicker than a call asks.
    if value.__class__ is dict or is_object(value):
        fill(value)


def fill_list(value: Any, fill: Fill) -> None:
    """Fill each object in a list, if it is one."""
    if is_list(value):
        for item in value:
            fill_object(item, fill)


def fill_map(value: Any, fill: Fill) -> None:
    """Fill each object in a map, if it is one."""
    if is_object(value):
        for item in value.values():
            fill_object(item, fill)


def fill_inside(value: Any, marks: str, fill: Fill) -> None:
    """Fill each object in lists (`[`) and maps (`{`) in one another, the outermost first."""
    level: list[Any] = [value]
    for mark in marks:
        inner: list[Any] = []
        for holder in level:
            if mark == "[" and is_list(holder):
                inner += holder
            elif mark == "{" and is_object(holder):
                inner += holder.values()
        level = inner
    for item in level:
        fill_object(item, fill)

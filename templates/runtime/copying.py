"""Copies of JSON values of any depth."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def deep_copy(value: Any) -> Any:
    """A copy that shares no list and no object with the value.

    Without recursion: a document may be nested deeper than Python's stack.
    """
    copied: list[Any] = [value]
    waiting: list[Any] = [copied]
    while waiting:
        place = waiting.pop()
        for key, item in place.items() if isinstance(place, dict) else enumerate(place):
            if isinstance(item, (dict, list)):
                place[key] = inner = item.copy()
                waiting.append(inner)
    return copied[0]

"""Nulls in lists and maps: Go's decoder leaves the empty value of the wanted type there.

A null in a field that may be left out is as good as no field, and no finding.
"""

from __future__ import annotations

from ..causes import TYPE_INVALID, Findings, add, steps_to, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..causes import At, Finding

_EMPTY: dict[str, Callable[[], Any]] = {
    "string": str, "object": dict, "array": list, "boolean": bool, "integer": int, "number": int,
}  # fmt: skip


def note_null(found: list[Finding], at: At, wanted: str) -> None:
    """Note a null where a value of a type is wanted."""
    if not (isinstance(found, _Reading) and found.fill(at, wanted)):
        add(found, at, TYPE_INVALID, type_name(None), f"must be of type {wanted}")


def with_empty_values(
    document: Any, find: Callable[[Any, At, list[Finding]], None], most: int | None
) -> tuple[Any, Findings]:
    """The document as Go reads it, and what is found in it; the same one where it has no nulls."""
    reading = _Reading(document, most)
    find(document, (), reading)
    if reading.document is document:
        return document, reading
    found = Findings(most)
    find(reading.document, (), found)
    return reading.document, found


class _Reading(Findings):
    """Puts empty values in the place of nulls, in a copy of the document."""

    __slots__ = ("_own", "document")

    def __init__(self, document: Any, most: int | None) -> None:
        super().__init__(most)
        self.document = document
        self._own: set[int] = set()

    def fill(self, at: At, wanted: str) -> bool:
        """Put the empty value of a type at a place. Returns whether there is one."""
        steps = steps_to(at)
        if wanted not in _EMPTY or not steps:
            return False
        if not self._own:
            self.document = self.document.copy()
            self._own.add(id(self.document))
        place: Any = self.document
        *way, last = [step[0] if isinstance(step, tuple) else step for step in steps]
        for token in way:
            below: Any = place[token]
            if id(below) not in self._own:
                below = place[token] = below.copy()
                self._own.add(id(below))
            place = below
        place[last] = _EMPTY[wanted]()
        return True

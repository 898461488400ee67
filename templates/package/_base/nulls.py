"""Nulls in lists and maps: Go's decoder leaves the empty value of the wanted type there.

A null in a field that may be left out is as good as no field, and no finding.
"""

from __future__ import annotations

from ..causes import TYPE_INVALID, message, shown, steps_to, type_name
from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..causes import At, Finding

_EMPTY: dict[str, Callable[[], Any]] = {
    "string": str, "object": dict, "array": list, "boolean": bool, "integer": int, "number": int,
}  # fmt: skip


class WantedInstead(tuple["At", str, str]):
    """The finding that a null is no value of a type, with the type."""

    wanted: str


def note_null(found: list[Finding], at: At, wanted: str) -> None:
    """Note a null where a value of a type is wanted."""
    words = message(TYPE_INVALID, shown(type_name(None)), f"must be of type {wanted}")
    finding = WantedInstead((at, TYPE_INVALID, words))
    finding.wanted = wanted
    found.append(finding)


def with_empty_values(
    document: Any, found: list[Finding], find: Callable[[Any, At, list[Finding]], None]
) -> tuple[Any, list[Finding]]:
    """The document as Go reads it and what is found in it; the same two where it has no nulls."""
    filled = _filled(document, found)
    if filled is document:
        return document, found
    left: list[Finding] = []
    find(filled, (), left)
    return filled, left


def _filled(document: Any, found: list[Finding]) -> Any:
    """Put empty values in the place of nulls, in a copy; the document itself without nulls."""
    nulls = [finding for finding in found if isinstance(finding, WantedInstead)]
    nulls = [finding for finding in nulls if finding.wanted in _EMPTY]
    if not nulls or not (is_object(document) or is_list(document)):
        return document
    whole: Any = document.copy()
    own = {id(whole)}
    for finding in nulls:
        place: Any = whole
        *way, last = [step[0] if isinstance(step, tuple) else step for step in steps_to(finding[0])]
        for token in way:
            below: Any = place[token]
            if id(below) not in own:
                below = place[token] = below.copy()
                own.add(id(below))
            place = below
        place[last] = _EMPTY[finding.wanted]()
    return whole

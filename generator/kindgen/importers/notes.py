"""What an importer could not carry over, in words: alike notes together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_MOST_PLACES = 3  # that are named of alike ones


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not carried over."""

    pointer: str  # into the source
    what: str
    instead: str
    is_loss: bool = False  # it would have refused some values


def told(notes: Iterable[Note]) -> list[str]:
    """Return a line for each kind of note, those of lost checks first."""
    alike: dict[tuple[bool, str, str], list[str]] = {}
    for note in notes:
        alike.setdefault((not note.is_loss, note.what, note.instead), []).append(note.pointer)
    return [_line(what, instead, places) for (_, what, instead), places in _in_order(alike)]


def _in_order(
    alike: dict[tuple[bool, str, str], list[str]],
) -> list[tuple[tuple[bool, str, str], list[str]]]:
    return sorted(alike.items(), key=lambda item: item[0][0])  # within each, as they were met


def _line(what: str, instead: str, places: list[str]) -> str:
    if len(places) == 1:
        return f"{places[0]}: {what}, {instead}"
    named = ", ".join(places[:_MOST_PLACES])
    more = f" and {len(places) - _MOST_PLACES:,} more" if len(places) > _MOST_PLACES else ""
    return f"{named}{more}: {what}, {instead}"

"""Paths of fields that a request is told of: built when there is something to tell, within a bound.

A path may be as long as the document, and a document may have a path for each few of its bytes:
whoever builds them all needs the square of its size.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    # The place around, and the step from there: a key, or an index in a list; None at the root.
    Place: TypeAlias = "tuple[Place, str | int] | None"

MAX_CHARACTERS = 64 * 1024  # of all paths of one document
LONGEST_PATH = 1024


class NotedPaths:
    """Paths in the order in which they are noted, each once, until their bound is reached."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}
        self._left = MAX_CHARACTERS

    @property
    def is_full(self) -> bool:
        """Whether no more paths are taken."""
        return self._left <= 0

    def note(self, place: Place) -> None:
        """Take the path of a place; nothing where the bound is reached."""
        if not self.is_full:
            path = shown_path(place)
            if path not in self._paths:
                self._paths[path] = None
                self._left -= len(path)

    def all(self) -> list[str]:
        """The paths."""
        return list(self._paths)


def shown_path(place: Place) -> str:
    """The path of a place as messages have it, `spec.images[0].from`; a long one is cut."""
    steps: list[str | int] = []
    while place is not None:
        place, step = place
        steps.append(step)
    path = ""
    for step in reversed(steps):
        if len(path) > LONGEST_PATH:
            break
        text = f"[{step}]" if isinstance(step, int) else step[: LONGEST_PATH + 1]
        path += text if isinstance(step, int) or not path else f".{text}"
    return path if len(path) <= LONGEST_PATH else path[:LONGEST_PATH] + "…"

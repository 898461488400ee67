"""Makes a short text that a regular expression finds, for examples."""

from __future__ import annotations

import re

from ..schema.patterns import to_python
from ..schema.regex_tree import Character, Choice, Never, Node, Reference, Repeat, Sequence, parse

_LONGEST = 200  # characters
_LIKED = "aex1A0-"  # tried first, for a person has to read it


class _NoText(Exception):
    """A part that no short text has."""


def text_for(pattern: str) -> str | None:
    """Make a text that has the pattern; None where that is not easy."""
    try:
        tree = parse(to_python(pattern), re.ASCII)
        text = _Writer(tree.groups).text(tree.root)
        return text if re.search(to_python(pattern), text, re.ASCII) else None
    except (_NoText, ValueError, re.error, OverflowError, RecursionError):
        return None


class _Writer:
    def __init__(self, groups: dict[int, Node]) -> None:
        self._groups = groups
        self._left = 10 * _LONGEST  # steps: a group may be asked for again and again

    def text(self, node: Node) -> str:
        self._left -= 1
        if self._left < 0:
            raise _NoText
        match node:
            case Character(ranges):
                return _character(ranges)
            case Sequence(parts):
                return "".join(map(self.text, parts))
            case Choice(parts):
                return self._first(parts)
            case Repeat(least, most, inner):
                count = max(least, 1 if most is None or most > 0 else 0)
                text = self.text(inner) if count else ""
                if len(text) * count > _LONGEST or count > _LONGEST:
                    raise _NoText
                return text * count
            case Reference(group):
                return self.text(self._groups[group])
            case Never():
                raise _NoText
            case _:
                return ""

    def _first(self, parts: tuple[Node, ...]) -> str:
        for part in parts:
            try:
                return self.text(part)
            except _NoText:
                continue
        raise _NoText


def _character(ranges: list[tuple[int, int]]) -> str:
    for char in _LIKED:
        if any(low <= ord(char) <= high for low, high in ranges):
            return char
    if not ranges:
        raise _NoText
    return chr(ranges[0][0])

"""The tree of a regular expression, as the `re` of this Python reads it.

What a pattern means is best asked where it is compiled. This is the one module that knows the
private parser of `re`; tests/generator/test_regex_tree.py says whether a Python still has it as
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeAlias

_parser: Any = import_module("re._parser")

LAST_CHARACTER = 0x10FFFF

Ranges: TypeAlias = list[tuple[int, int]]  # the first and the last character of each


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times."""

    least: int
    most: int | None  # None: without end
    inner: Node


@dataclass(frozen=True, slots=True)
class Look:
    """A part that is looked at and not read: a lookahead or a lookbehind."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Reference:
    """What a group has read, once more."""

    group: int


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of the text."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A place between characters: the end of the text, a word boundary."""


@dataclass(frozen=True, slots=True)
class Never:
    """What no text has."""


Node: TypeAlias = (
    Character | Sequence | Choice | Repeat | Look | Reference | Start | Nothing | Never
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole pattern."""

    root: Node
    groups: dict[int, Node]  # by their numbers, for what refers to them


def parse(pattern: str, flags: int) -> Tree:
    """Return the tree of a pattern. Raises re.error for what `re` does not compile."""
    parsed = _parser.parse(pattern, flags)
    reader = _Reader()
    return Tree(reader.sequence(parsed, parsed.state.flags), reader.groups)


@dataclass(slots=True)
class _Reader:
    groups: dict[int, Node] = field(default_factory=dict[int, Node])

    def sequence(self, items: Iterable[Any], flags: int) -> Node:
        return Sequence(tuple(self.item(item[0].name, item[1], flags) for item in items))

    def item(self, name: str, value: Any, flags: int) -> Node:
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return Character(_ranges(name, value, flags))
        if name == "SUBPATTERN":
            number, more, fewer, items = value
            inner = self.sequence(items, (flags | more) & ~fewer)
            if number is not None:
                self.groups[number] = inner
            return inner
        if name == "BRANCH":
            return self.choice(value[1], flags)
        if name.endswith("_REPEAT"):
            least, most, items = value
            end = None if most == _parser.MAXREPEAT else int(most)
            return Repeat(int(least), end, self.sequence(items, flags))
        if name == "ATOMIC_GROUP":
            return self.sequence(value, flags)
        if name in ("ASSERT", "ASSERT_NOT"):
            return Look(self.sequence(value[1], flags))
        if name == "GROUPREF":
            return Reference(value)
        if name == "GROUPREF_EXISTS":
            return self.choice([items or () for items in value[1:]], flags)
        if name == "AT":
            return Start() if _is_start(value.name, flags) else Nothing()
        return Never() if name == "FAILURE" else Nothing()

    def choice(self, branches: Iterable[Iterable[Any]], flags: int) -> Node:
        return Choice(tuple(self.sequence(items, flags) for items in branches))


def _is_start(place: str, flags: int) -> bool:
    of_line = place == "AT_BEGINNING" and not flags & re.MULTILINE
    return of_line or place == "AT_BEGINNING_STRING"


# ------------------------------------------------------------------------------ sets of characters

_CATEGORIES: dict[str, Ranges] = {
    "DIGIT": [(48, 57)],
    "SPACE": [(9, 13), (32, 32)],
    "WORD": [(48, 57), (65, 90), (95, 95), (97, 122)],
}


def _ranges(name: str, value: Any, flags: int) -> Ranges:
    if name == "ANY":
        return [(0, LAST_CHARACTER)] if flags & re.DOTALL else _without([(10, 10)])
    if name == "IN":
        found = [pair for item in value for pair in _member(item[0].name, item[1], flags)]
    else:
        found = [(value, value)]
    if flags & re.IGNORECASE:
        found += [pair for low, high in found for pair in _other_case(low, high)]
    negated = name == "NOT_LITERAL" or (name == "IN" and value[0][0].name == "NEGATE")
    return _without(found) if negated else found


def _member(name: str, value: Any, flags: int) -> Ranges:
    if name == "LITERAL":
        return [(value, value)]
    if name == "RANGE":
        return [value]
    if name != "CATEGORY":
        return []
    word = value.name.rpartition("_")[2]
    if "_NOT_" in value.name:
        return _without(_CATEGORIES[word])
    # Beyond ASCII a character may be of any category: one is as good as another here.
    beyond = [] if flags & re.ASCII else [(128, LAST_CHARACTER)]
    return [*_CATEGORIES[word], *beyond]


def _other_case(low: int, high: int) -> Iterator[tuple[int, int]]:
    for begin, shift in ((65, 32), (97, -32)):
        start, end = max(low, begin), min(high, begin + 25)
        if start <= end:
            yield (start + shift, end + shift)
    if high >= 128:
        yield (128, LAST_CHARACTER)


def _without(ranges: Ranges) -> Ranges:
    """Return every character that is in none of the ranges."""
    found: Ranges = []
    begin = 0
    for low, high in sorted(ranges):
        if begin < low:
            found.append((begin, low - 1))
        begin = max(begin, high + 1)
    return [*found, (begin, LAST_CHARACTER)] if begin <= LAST_CHARACTER else found

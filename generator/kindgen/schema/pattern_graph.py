"""The graph of a pattern: the positions where it reads a character, and which follow which.

A graph like this is named after Glushkov (1961).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from .regex_tree import (
    LAST_CHARACTER,
    Character,
    Choice,
    Look,
    Never,
    Node,
    Nothing,
    Ranges,
    Reference,
    Repeat,
    Sequence,
    Start,
    Tree,
    parse,
)

# Steps of the search for one pattern: about a second, and a hundred times what usual ones take.
MOST_STEPS = 1_000_000
# Finite repetitions are written out up to so many copies, and are loops beyond.
_COPIES = 16
_MOST_POSITIONS = 3_000


class TooIntricate(Exception):
    """The pattern is too large to count its ways in bounded time."""


@dataclass(slots=True)
class Graph:
    """Positions of a pattern where a character is read.

    `sets[p]` is a bit mask of the classes of characters that p reads, `after[p]` says in how many
    ways (2 stands for more) each position may come after p.
    """

    sets: list[int]
    after: list[dict[int, int]]
    budget: int

    def spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise TooIntricate


def graph_of(pattern: str, flags: int, budget: int) -> Graph:
    """Make the graph of a pattern that `re` compiles with these flags. Raises TooIntricate."""
    return _Builder(_tree(pattern, flags), budget).graph()


def _tree(pattern: str, flags: int) -> Tree:
    try:
        return parse(_with_all_choices(pattern), flags)
    except re.error:
        return parse(pattern, flags)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: in how many ways it reads nothing, where it begins and where it ends."""

    empty: int = 1
    first: dict[int, int] = field(default_factory=dict[int, int])
    last: dict[int, int] = field(default_factory=dict[int, int])


_NOTHING = _Part()


class _Builder:
    """Makes the graph of a pattern."""

    def __init__(self, tree: Tree, budget: int) -> None:
        self.tree = tree
        self.budget = budget
        self.ranges: list[Ranges] = []
        self.after: list[dict[int, int]] = []
        self.copies = 1

    def graph(self) -> Graph:
        before = _NOTHING
        if not _is_anchored(self.tree.root):
            # The search may begin anywhere: as if any text came before.
            before = self.position([(0, LAST_CHARACTER)])
            self.follow(before.last, before.first)
        self.joined(before, self.part(self.tree.root))
        return Graph(_masks(self.ranges), self.after, self.budget)

    def position(self, ranges: Ranges) -> _Part:
        if len(self.ranges) == _MOST_POSITIONS:
            raise TooIntricate
        place = len(self.ranges)
        self.ranges.append(ranges)
        self.after.append({})
        return _Part(0, {place: 1}, {place: 1})

    def follow(self, last: dict[int, int], first: dict[int, int]) -> None:
        self.budget -= len(last) * len(first)
        if self.budget < 0:
            raise TooIntricate
        for place, ways in last.items():
            _add(self.after[place], first, ways)

    def part(self, node: Node) -> _Part:
        match node:
            case Character():
                return self.position(node.ranges)
            case Sequence():
                whole = _NOTHING
                for inner in node.parts:
                    whole = self.joined(whole, self.part(inner))
                return whole
            case Choice():
                return self.either(map(self.part, node.parts))
            case Repeat():
                return self.repeated(node.least, node.most, node.inner)
            case Look():
                return _Part(1, self.part(node.inner).first)
            case Reference():
                return self.part(self.tree.groups.get(node.group, Nothing()))
            case Never():
                return _Part(0)
            case Start() | Nothing():
                return _NOTHING

    def joined(self, one: _Part, two: _Part) -> _Part:
        self.follow(one.last, two.first)
        first, last = dict(one.first), dict(two.last)
        _add(first, two.first, one.empty)
        _add(last, one.last, two.empty)
        return _Part(min(2, one.empty * two.empty), first, last)

    def either(self, parts: Iterable[_Part]) -> _Part:
        empty, first, last = 0, dict[int, int](), dict[int, int]()
        for part in parts:
            empty = min(2, empty + part.empty)
            _add(first, part.first, 1)
            _add(last, part.last, 1)
        return _Part(empty, first, last)

    def repeated(self, least: int, most: int | None, inner: Node) -> _Part:
        if most is None or most * self.copies > _COPIES:
            part = self.part(inner)
            self.follow(part.last, part.first)
            if part.empty and (least > 1 or most is not None):
                # A round that reads nothing counts, and may be any of them: (a?){30}.
                self.follow(part.last, part.first)
            return part if least else _Part(min(2, part.empty + 1), part.first, part.last)
        outer, self.copies = self.copies, self.copies * max(1, most)
        whole = _NOTHING
        for number in reversed(range(most)):
            whole = self.joined(self.part(inner), whole)
            if number >= least:
                whole = _Part(min(2, whole.empty + 1), whole.first, whole.last)
        self.copies = outer
        return whole


def _add(counts: dict[int, int], more: dict[int, int], ways: int) -> None:
    if ways:
        for place, number in more.items():
            counts[place] = min(2, counts.get(place, 0) + number * ways)


def _with_all_choices(pattern: str) -> str:
    """Put an empty lookahead after each `|` of the pattern.

    The parser makes `[ab]` of `(a|b)` and `[a]` of `(a|a)`. Engines elsewhere do not.
    """
    out: list[str] = []
    in_class = escaped = False
    for char in pattern:
        out.append("|(?=)" if char == "|" and not in_class and not escaped else char)
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "[]":
            in_class = char == "["
    return "".join(out)


def _is_anchored(node: Node) -> bool:
    """Whether a match can begin at the beginning of the text only."""
    match node:
        case Start():
            return True
        case Sequence():
            # What reads nothing may stand before the beginning.
            first = (part for part in node.parts if not isinstance(part, Nothing | Look))
            return any(map(_is_anchored, islice(first, 1)))
        case Choice():
            return all(map(_is_anchored, node.parts))
        case _:
            return False


def _masks(sets: list[Ranges]) -> list[int]:
    """Return each set as a bit mask over the classes of characters that the sets tell apart."""
    cuts = sorted({cut for ranges in sets for low, high in ranges for cut in (low, high + 1)})
    numbers = {cut: number for number, cut in enumerate(cuts)}
    if len(cuts) * len(sets) > MOST_STEPS:
        raise TooIntricate
    return [
        sum(
            {
                1 << number
                for low, high in ranges
                for number in range(numbers[low], numbers[high + 1])
            }
        )
        for ranges in sets
    ]

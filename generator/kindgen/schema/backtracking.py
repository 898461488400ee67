"""How long `re` may search with a pattern: told from the pattern, before any text is searched.

`re` tries one way through a pattern after another, and a text that matches in no way is tried in
all of them. So the ways are counted: the pattern becomes a graph of its characters (Glushkov), and
the graph says how their number grows with the length of the text (Weber and Seidl, 1991):

* without end, twice as many for each character or two, where a loop can be gone round in two ways
  with the same text: `(a+)+`, `(a|aa)*`, `(\\w+\\s?)*`;
* with a power of the length, one more for each loop that can take over text from a loop before it:
  `a*a*`, `.*x.*y`. To begin anywhere, in a pattern without `^`, is such a loop too.

What it cannot see, and what it takes for worse than it is:

* one more power (each way costs the length of the text) is allowed and not told: `\\s+$` takes time
  in the square of the length, seconds for a text of 50,000 characters;
* ways of parts that are written out and in no loop, such as `(ab)?(ab)?(ab)?…`, are counted along
  a few texts only, made of one or two characters and of those of the pattern in their order;
* `x{0,61}` is taken for `x*`, lookarounds and `\\b` for always true, `\\1` for another copy of the
  group, atomic groups for plain ones: more ways than there are, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from .graphs import components
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

# Finite repetitions are written out up to so many copies, and are loops beyond.
_COPIES = 16
_MOST_POSITIONS = 3_000
# Steps of the search for one pattern: about a second, and a hundred times what usual ones take.
_MOST_STEPS = 1_000_000
# Ways along a text of so many characters, beyond which parts outside of loops are too ambiguous.
_TEXT_LENGTH, _MOST_WAYS = 64, 1_000_000


class TooIntricate(Exception):
    """The pattern is too large to count its ways in bounded time."""


@lru_cache(maxsize=2000)  # a schema is asked about its patterns more than once
def growth(pattern: str, flags: int, steps: int = _MOST_STEPS) -> tuple[int | None, int]:
    """The power of a text's length with which the ways to read it grow; None: without end.

    `pattern` is one that `re` compiles with these flags. The second number is that of the steps
    that it took to find out. Raises TooIntricate where more than `steps` would be needed.
    """
    allowed = min(steps, _MOST_STEPS)
    graph = _Builder(_tree(pattern, flags), allowed).graph()
    power = _power(graph)
    if power is not None and _most_ways(graph) > _MOST_WAYS * _TEXT_LENGTH ** max(0, power - 1):
        power = None
    return power, allowed - graph.budget


def _tree(pattern: str, flags: int) -> Tree:
    try:
        return parse(_with_all_choices(pattern), flags)
    except re.error:
        return parse(pattern, flags)


# -------------------------------------------------------------------- from a pattern to its graph


@dataclass(slots=True)
class _Graph:
    """Positions of a pattern where a character is read.

    `sets[p]` is a bit mask of the classes of characters that p reads, `after[p]` says in how many
    ways (2 stands for more) each position may come behind p.
    """

    sets: list[int]
    after: list[dict[int, int]]
    budget: int

    def spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise TooIntricate


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

    def graph(self) -> _Graph:
        before = _NOTHING
        if not _is_anchored(self.tree.root):
            # The search may begin anywhere: as if any text came before.
            before = self.position([(0, LAST_CHARACTER)])
            self.follow(before.last, before.first)
        self.joined(before, self.part(self.tree.root))
        return _Graph(_masks(self.ranges), self.after, self.budget)

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
    """The pattern with an empty lookahead behind each `|`.

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
    """Each set as a bit mask over the classes of characters that none of the sets tells apart."""
    cuts = sorted({cut for ranges in sets for low, high in ranges for cut in (low, high + 1)})
    numbers = {cut: number for number, cut in enumerate(cuts)}
    if len(cuts) * len(sets) > _MOST_STEPS:
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


# --------------------------------------------------------------------- from the graph to its growth

_Pair = tuple[int, int]


def _power(graph: _Graph) -> int | None:
    """The growth of the ways through the loops of the graph."""
    parts = list(components(range(len(graph.sets)), graph.after.__getitem__))
    loops = [set(part) for part in parts if len(part) > 1 or part[0] in graph.after[part[0]]]
    if any(_has_two_ways(graph, loop) for loop in loops):
        return None
    reached: dict[int, int] = {}  # position -> bit mask of the loops behind it
    numbers = {place: number for number, loop in enumerate(loops) for place in loop}
    for part in parts:
        behind = 0
        for place in part:
            for other in graph.after[place]:
                behind |= reached.get(other, 0)
                behind |= 1 << numbers[other] if other in numbers else 0
        reached |= dict.fromkeys(part, behind)
    powers: list[int] = []
    for number, loop in enumerate(loops):  # each behind those that it leads to
        behind = reached[min(loop)]
        powers.append(
            max(
                (
                    powers[other] + _takes_over(graph, loop, loops[other], reached, other)
                    for other in range(number)
                    if behind >> other & 1
                ),
                default=0,
            )
        )
    return max(powers, default=0)


def _has_two_ways(graph: _Graph, loop: set[int]) -> bool:
    """Whether the loop can be gone round in two ways with one text."""
    after = {place: [q for q in graph.after[place] if q in loop] for place in loop}
    if any(graph.after[place][other] > 1 for place in loop for other in after[place]):
        return True
    before: dict[_Pair, list[_Pair]] = {}
    seen: set[_Pair] = {(place, place) for place in loop}
    waiting = list(seen)
    while waiting:
        pair = waiting.pop()
        one, two = after[pair[0]], after[pair[1]]
        graph.spend(len(one) * len(two))
        for place in one:
            for other in two:
                if graph.sets[place] & graph.sets[other]:
                    following = (min(place, other), max(place, other))
                    before.setdefault(following, []).append(pair)
                    if following not in seen:
                        seen.add(following)
                        waiting.append(following)
    # These pairs are ways that have parted; do they meet again?
    meeting = {(place, place) for place in loop}
    waiting = list(meeting)
    while waiting:
        for pair in before.get(waiting.pop(), ()):
            if pair[0] != pair[1]:
                return True
            if pair not in meeting:
                meeting.add(pair)
                waiting.append(pair)
    return False


def _takes_over(
    graph: _Graph, one: set[int], two: set[int], reached: dict[int, int], number: int
) -> bool:
    """Whether a text leads round both loops, and from the one to the other."""

    def side_by_side(pair: _Pair) -> list[_Pair]:
        firsts = [place for place in graph.after[pair[0]] if place in one]
        seconds = [place for place in graph.after[pair[1]] if place in two]
        graph.spend(len(firsts) * len(seconds))
        return [(p, q) for p in firsts for q in seconds if graph.sets[p] & graph.sets[q]]

    pairs = [(p, q) for p in one for q in two if graph.sets[p] & graph.sets[q]]
    graph.spend(len(one) * len(two))
    for part in components(pairs, side_by_side):
        is_loop = len(part) > 1 or part[0] in side_by_side(part[0])
        if is_loop and _leads_over(graph, part[0], one, two, reached, number):
            return True
    return False


def _leads_over(
    graph: _Graph, pair: _Pair, one: set[int], two: set[int], reached: dict[int, int], number: int
) -> bool:
    """Whether one text leads from p to p, from p to q and from q to q."""
    p, q = pair
    seen = {(p, p, q)}
    waiting = [(p, p, q)]
    while waiting:
        first, middle, last = waiting.pop()
        firsts = [place for place in graph.after[first] if place in one]
        lasts = [place for place in graph.after[last] if place in two]
        graph.spend(len(firsts) * len(lasts) * len(graph.after[middle]))
        for place in firsts:
            for end in lasts:
                both = graph.sets[place] & graph.sets[end]
                if not both:
                    continue
                for between in graph.after[middle]:
                    if both & graph.sets[between] and (
                        between in two or reached[between] >> number & 1
                    ):
                        following = (place, between, end)
                        if following == (p, q, q):
                            return True
                        if following not in seen:
                            seen.add(following)
                            waiting.append(following)
    return False


# ------------------------------------------------------------------------------- along a few texts


def _most_ways(graph: _Graph) -> int:
    """The most ways to read one of a few texts, whatever position it begins behind."""
    most = 0
    size = sum(map(len, graph.after)) + 1
    for text in _texts(graph.sets):
        if size * len(text) > graph.budget:
            break
        graph.spend(size * len(text) // 10)
        ways = dict.fromkeys(range(len(graph.sets)), 1)
        for char in text:
            following: dict[int, int] = {}
            for place, number in ways.items():
                for other, times in graph.after[place].items():
                    if graph.sets[other] & char:
                        following[other] = following.get(other, 0) + number * times
            ways = following
            most = max(most, sum(ways.values()))
    return most


def _texts(sets: list[int]) -> Iterator[list[int]]:
    """Texts of classes of characters: those of the pattern in their order, then one or two each."""
    yield [chars & -chars for chars in sets if chars][: 4 * _TEXT_LENGTH]
    singles = sorted({chars & -chars for chars in sets if chars})
    for char in singles:
        yield [char] * _TEXT_LENGTH
    for char in singles:
        for other in singles:
            if char != other:
                yield [char, other] * (_TEXT_LENGTH // 2)

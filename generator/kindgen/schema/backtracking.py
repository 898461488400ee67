"""Tells how long `re` may search with a pattern, before any text is searched.

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

from collections.abc import Iterator
from functools import lru_cache

from .graphs import components
from .pattern_graph import MOST_STEPS, Graph, graph_of

# Ways along a text of so many characters, beyond which parts outside of loops are too ambiguous.
_TEXT_LENGTH, _MOST_WAYS = 64, 1_000_000


@lru_cache(maxsize=2000)  # a schema is asked about its patterns more than once
def growth(pattern: str, flags: int, steps: int = MOST_STEPS) -> tuple[int | None, int]:
    """Return the power of a text's length with which the ways to read it grow; None: without end.

    `pattern` is one that `re` compiles with these flags. The second number is that of the steps
    that it took to find out. Raises TooIntricate where more than `steps` would be needed.
    """
    allowed = min(steps, MOST_STEPS)
    graph = graph_of(pattern, flags, allowed)
    power = _power(graph)
    if power is not None and _most_ways(graph) > _MOST_WAYS * _TEXT_LENGTH ** max(0, power - 1):
        power = None
    return power, allowed - graph.budget


_Pair = tuple[int, int]


def _power(graph: Graph) -> int | None:
    """Return the growth of the ways through the loops of the graph."""
    parts = list(components(range(len(graph.sets)), graph.after.__getitem__))
    loops = [set(part) for part in parts if len(part) > 1 or part[0] in graph.after[part[0]]]
    if any(_has_two_ways(graph, loop) for loop in loops):
        return None
    reached: dict[int, int] = {}  # position -> bit mask of the loops after it
    numbers = {place: number for number, loop in enumerate(loops) for place in loop}
    for part in parts:
        after = 0
        for place in part:
            for other in graph.after[place]:
                after |= reached.get(other, 0)
                after |= 1 << numbers[other] if other in numbers else 0
        reached |= dict.fromkeys(part, after)
    powers: list[int] = []
    for number, loop in enumerate(loops):  # each after those that it leads to
        after = reached[min(loop)]
        powers.append(
            max(
                (
                    powers[other] + _takes_over(graph, loop, loops[other], reached, other)
                    for other in range(number)
                    if after >> other & 1
                ),
                default=0,
            )
        )
    return max(powers, default=0)


def _has_two_ways(graph: Graph, loop: set[int]) -> bool:
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
    graph: Graph, one: set[int], two: set[int], reached: dict[int, int], number: int
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
    graph: Graph, pair: _Pair, one: set[int], two: set[int], reached: dict[int, int], number: int
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


def _most_ways(graph: Graph) -> int:
    """Return the most ways to read one of a few texts, whatever position comes before it."""
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
    """Yield texts of classes of characters: those of the pattern in order, then one or two each."""
    yield [chars & -chars for chars in sets if chars][: 4 * _TEXT_LENGTH]
    singles = sorted({chars & -chars for chars in sets if chars})
    for char in singles:
        yield [char] * _TEXT_LENGTH
    for char in singles:
        for other in singles:
            if char != other:
                yield [char, other] * (_TEXT_LENGTH // 2)

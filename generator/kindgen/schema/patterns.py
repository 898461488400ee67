"""Regular expressions of a schema (ECMA 262) in the words of Python's `re`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf, prod

from .backtracking import growth
from .ecma import NotExact, to_python
from .pattern_graph import TooIntricate
from .regex_tree import Choice, Look, Node, Reference, Repeat, Sequence, parse

__all__ = ["SHORT", "Judge", "defect", "longest_text", "needs_length", "to_python"]

MAX_LENGTH = 10_000
# A text of n characters is searched in less than n to the power of this, plus one, steps: 1 for
# texts of any length (a text of 50,000 takes seconds), more where `maxLength` allows for it.
_GROWTH = 1
_STEPS_OF_A_SEARCH = 2**24
SHORT = 12  # characters: in so short a text any pattern is searched for in bounded time
_FEW_WAYS = 1_000  # through a pattern without a loop: it need not be judged
# All patterns of one schema may take so many steps to judge: less than a minute.
_STEPS_OF_A_SCHEMA = 20_000_000


def defect(pattern: str) -> str | None:
    """Say why Python cannot compile the pattern; None where it can."""
    try:
        with _quietly():
            re.compile(to_python(pattern), re.ASCII)
    except (NotExact, re.error, OverflowError, RecursionError) as error:
        return str(error)
    return None


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def longest_text(power: int) -> int:
    """Return the longest text that is searched in bounded time if ways grow with a power."""
    return int(_STEPS_OF_A_SEARCH ** (1 / (power + 1)) + 0.5)


def needs_length(pattern: str) -> bool:
    """Whether the pattern may be searched for only in texts that are known to be short."""
    try:
        with _quietly():
            power, _ = growth(to_python(pattern), re.ASCII)
    except TooIntricate:
        return False
    return power is not None and power > _GROWTH


def _ways(node: Node) -> float:
    """Return how many ways there are through a pattern, whatever the text; endless with a loop."""
    match node:
        case Sequence(parts):
            return prod(map(_ways, parts))
        case Choice(parts):
            return sum(map(_ways, parts))
        case Repeat(least, most, inner) if most is not None and most <= _FEW_WAYS:
            return (most - least + 1) * _ways(inner) ** most
        case Repeat() | Reference():
            return inf
        case Look(inner):
            return _ways(inner)
        case _:
            return 1


class Judge:
    """Tells which patterns of one schema could search without end; see `backtracking`."""

    def __init__(self) -> None:
        self._known: dict[str, int | str | None] = {}
        self._left = _STEPS_OF_A_SCHEMA

    def risk(self, pattern: str, longest: float | None = None) -> tuple[str, str] | None:
        """Return what is wrong with a pattern that compiles, and the cure; None for a good one.

        `longest` is the length beyond which the pattern is not searched for.
        """
        if len(pattern) > MAX_LENGTH:
            return f"is longer than {MAX_LENGTH:,} characters", "Take a shorter one."
        if pattern not in self._known:
            self._known[pattern] = self._growth(pattern)
        power = self._known[pattern]
        if longest is not None and longest <= SHORT:
            return None
        if isinstance(power, str):
            return power, "Write it in fewer parts."
        cure = "Rewrite it so that there is one way to read each text, as in (a+b)*, not (a+b?)*."
        if power is None:
            message = "can take time without end: twice as much for each character"
            return message, f'{cure} Or add an "x-pattern-longest" of at most {SHORT}.'
        if power <= _GROWTH or (longest is not None and longest <= longest_text(power)):
            return None
        bound = f'Or add a "maxLength" of at most {longest_text(power)}.'
        return f"takes time with the power {power + 1} of a text's length", f"{cure} {bound}"

    def _growth(self, pattern: str) -> int | str | None:
        try:
            with _quietly():
                if _ways(parse(to_python(pattern), re.ASCII).root) <= _FEW_WAYS:
                    return 0
                power, steps = growth(to_python(pattern), re.ASCII, self._left)
        except (TooIntricate, RecursionError):
            self._left -= min(self._left, _STEPS_OF_A_SCHEMA // 20)
            return "is too intricate to tell how long a search takes"
        self._left -= steps
        return power

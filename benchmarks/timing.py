"""Interleaved timing on a noisy machine, and tables of what came out.

Every candidate of a table is measured once in each round, in another order each time. A ratio is
the median of the rounds' own ratios, so that a slow minute of the machine hits both sides of it.
"""

from __future__ import annotations

import gc
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Measure = Callable[[], float]  # one measurement; seconds
SLICE_S = 0.02  # how long one measurement of a short call takes


class NotMeasured(Exception):
    """What was to be measured does not do what it should, so that its time would mean nothing."""


def per_call(call: Callable[[], object]) -> Measure:
    """Measures the processor seconds of one call; a short call is repeated for a slice of time."""
    repeats = 1
    while (spent := _seconds(call, repeats)) < SLICE_S / 4:
        repeats *= 4
    repeats = max(1, round(repeats * SLICE_S / spent))
    return lambda: _seconds(call, repeats) / repeats


def per_first_call(call: Callable[[], object]) -> Measure:
    """Like `per_call`, but no call finds anything in a cache of the package."""
    clears = _cache_clears()

    def clear() -> None:
        for each in clears:
            each()

    def clear_and_call() -> None:
        clear()
        call()

    both, alone = per_call(clear_and_call), per_call(clear)
    return lambda: both() - alone()


def _seconds(call: Callable[[], object], repeats: int) -> float:
    for clear in _cache_clears():
        clear()
    gc.collect()
    steps = range(repeats)
    # Not the time on the wall: a process that had to wait for a processor did not work meanwhile.
    started = time.process_time()
    for _ in steps:
        call()
    return time.process_time() - started


def _cache_clears() -> list[Callable[[], object]]:
    """What empties the functools caches of the generated package."""
    modules = [
        module
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "imagestreamimport"
    ]
    values = [value for module in modules for value in vars(module).values()]
    clears: list[Any] = [getattr(value, "cache_clear", None) for value in values]
    return [clear for clear in dict.fromkeys(clears) if callable(clear)]


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that came to its end."""

    wall_s: float
    processor_s: float
    output: str


def run(
    command: Sequence[str | Path], environment: Mapping[str, str], folder: Path | None = None
) -> Ended:
    """Runs a command to its end. Raises NotMeasured where that is a bad one."""
    words = [str(word) for word in command]
    before, started = _processor_s_of_children(), time.perf_counter()
    ended = subprocess.run(
        words, env=dict(environment), cwd=folder, capture_output=True, text=True, errors="replace"
    )
    wall_s, processor_s = time.perf_counter() - started, _processor_s_of_children() - before
    if ended.returncode:
        last_words = (ended.stderr or ended.stdout).strip()[-500:]
        raise NotMeasured(f"{' '.join(words)} ended with {ended.returncode}: {last_words}")
    return Ended(wall_s, processor_s, ended.stdout)


def _processor_s_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each candidate; the same index is the same round."""

    seconds: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        return statistics.median(self.seconds[name])

    def speed(self, name: str, against: str) -> float:
        """How many times as fast as another candidate: 2.0 is half the time."""
        return self._median_of(name, against, lambda ours, theirs: theirs / ours)

    def cost(self, name: str, against: str) -> float:
        """How many times the time of another candidate: 2.0 is twice the time."""
        return self._median_of(name, against, lambda ours, theirs: ours / theirs)

    def over(self, name: str, against: str) -> float:
        """How many seconds more than another candidate."""
        return self._median_of(name, against, lambda ours, theirs: ours - theirs)

    def _median_of(self, name: str, against: str, of: Callable[[float, float], float]) -> float:
        pairs = zip(self.seconds[name], self.seconds[against], strict=True)
        return statistics.median(of(*pair) for pair in pairs)


def interleaved(candidates: Mapping[str, Measure], rounds: int) -> Times:
    """Measures all candidates in every round."""
    shuffle = random.Random(0).shuffle
    names = list(candidates)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    # What the program itself is made of shall not cost each collection of garbage time.
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        shuffle(names)
        for name in names:
            seconds[name].append(candidates[name]())
    gc.unfreeze()
    return Times(seconds)


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound of a figure."""

    sign: str  # ">=" or "<="
    bound: float

    def is_met(self, figure: float) -> bool:
        return figure >= self.bound if self.sign == ">=" else figure <= self.bound


def at_least(bound: float) -> Goal:
    return Goal(">=", bound)


def at_most(bound: float) -> Goal:
    return Goal("<=", bound)


class Table:
    """Rows of one comparison: what was measured, and a figure made of it that may have a goal."""

    def __init__(self, title: str, measured: str, figure: str, unit: str = "x") -> None:
        self.title = title
        self.verdicts: list[str] = []
        self._unit = unit
        self._rows = [("", measured, figure, "goal", "")]

    def add(
        self, name: str, measured: str, figure: float | None = None, goal: Goal | None = None
    ) -> None:
        """One row; the verdict comes of the exact figure, which is shown rounded."""
        shown = "" if figure is None else f"{figure:#.3g}".rstrip(".") + self._unit
        bound = verdict = ""
        if goal is not None and figure is not None:
            bound = f"{goal.sign} {goal.bound:.3g}{self._unit}"
            verdict = "ok" if goal.is_met(figure) else "missed"
            self.verdicts.append(verdict)
        self._rows.append((name, measured, shown, bound, verdict))

    def show(self) -> None:
        widths = [max(map(len, column)) for column in zip(*self._rows, strict=True)]
        print(self.title)
        for name, measured, figure, goal, verdict in self._rows:
            cells = [
                name.ljust(widths[0]),
                measured.rjust(widths[1]),
                figure.rjust(widths[2]),
                goal.ljust(widths[3]),
                verdict,
            ]
            print(f"  {'  '.join(cells)}".rstrip())
        print(flush=True)


def shown_s(seconds: float) -> str:
    """A time with three digits and the unit that fits."""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "us")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"

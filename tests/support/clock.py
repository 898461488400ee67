"""Time that jumps: what would wait in a program without input and output is over at once."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Coroutine
from typing import Any, TypeVar
from unittest.mock import patch

_Value = TypeVar("_Value")


class _Clock:
    """A clock that stands still until somebody waits."""

    def __init__(self) -> None:
        self.now = time.monotonic()

    def __call__(self) -> float:
        return self.now


class _JumpingSelector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Lets the clock jump to the next timer where a loop would sleep until then."""

    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> Any:
        if timeout is not None and timeout > 0:
            self._clock.now += timeout
            timeout = 0
        return super().select(timeout)


def run_in_jumping_time(program: Coroutine[Any, Any, _Value]) -> _Value:
    """asyncio.run for a program that waits for timers alone, never for sockets or threads."""
    clock = _Clock()
    with patch("time.monotonic", clock):
        loop = asyncio.SelectorEventLoop(_JumpingSelector(clock))
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            return runner.run(program)

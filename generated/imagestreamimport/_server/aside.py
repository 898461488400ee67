"""Long work beside the event loop, so that a large request holds up nobody but itself.

Two threads at most: they share Python's one lock with the loop, which therefore waits for a slice
or two of time and no longer. See `sys.setswitchinterval`. And one very large request at a time:
read and checked, a body takes up to fifty times its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

from .._base.kinds import is_list, is_object
from ..errors import TooManyRequests

LARGE_BYTES = 32 * 1024  # of a body or a document; smaller ones take less than handing them over
HUGE_BYTES = 256 * 1024  # from here on requests take turns
MOST_WAITING = 32  # requests that wait for their turn, with their bodies
LONGEST_WAIT_S = 25.0  # for a turn
_THREADS = 2

_Result = TypeVar("_Result")
_limiter: RunVar[CapacityLimiter] = RunVar("limiter")
_turns: RunVar[CapacityLimiter] = RunVar("turns")


def bytes_about(value: Any) -> int:
    """About how many bytes of JSON a value has; no more is counted than tells that it is huge."""
    waiting: list[Any] = [value]
    size = 0
    while waiting and size < HUGE_BYTES:
        item = waiting.pop()
        size += 8 + len(item) if isinstance(item, str) else 8
        if is_object(item):
            size += 16 * len(item)
            waiting += item.values()
        elif is_list(item):
            waiting += item
    return size


async def aside(size_bytes: int, work: Callable[[], _Result]) -> _Result:
    """The result of the work, which is done in a thread where what it is about is large."""
    if size_bytes < LARGE_BYTES:
        return work()
    return await anyio.to_thread.run_sync(work, limiter=_of_loop(_limiter, _THREADS))


class Turn:
    """The turn of a request: one whose body or object is huge waits until others are done.

    Used in `async with`, which ends it.
    """

    def __init__(self) -> None:
        self._limiter: CapacityLimiter | None = None

    async def begin(self, size_bytes: int) -> None:
        """Wait for the turn, if a request of this size needs one and has none.

        Raises TooManyRequests where too many wait already, or it takes too long.
        """
        if size_bytes < HUGE_BYTES or self._limiter is not None:
            return
        limiter = _of_loop(_turns, 1)
        if limiter.statistics().tasks_waiting >= MOST_WAITING:
            raise TooManyRequests(retry_after_s=1)
        with anyio.move_on_after(LONGEST_WAIT_S):
            await limiter.acquire_on_behalf_of(self)
            self._limiter = limiter
        if self._limiter is None:
            raise TooManyRequests(retry_after_s=1)

    def end(self) -> None:
        """Let the next one begin."""
        limiter, self._limiter = self._limiter, None
        if limiter is not None:
            limiter.release_on_behalf_of(self)

    async def __aenter__(self) -> Turn:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.end()


def _of_loop(variable: RunVar[CapacityLimiter], places: int) -> CapacityLimiter:
    try:
        return variable.get()
    except LookupError:
        limiter = CapacityLimiter(places)
        variable.set(limiter)
        return limiter

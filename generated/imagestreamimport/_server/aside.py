"""Long work beside the event loop, so that a large request holds up nobody but itself.

Two threads at most: they share Python's one lock with the loop, which therefore waits for a slice
or two of time and no longer. See `sys.setswitchinterval`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

from .._base.kinds import is_list, is_object

LARGE_BYTES = 32 * 1024  # of a body or a document; smaller ones take less than handing them over
_THREADS = 2

_Result = TypeVar("_Result")
_limiter: RunVar[CapacityLimiter] = RunVar("limiter")


def bytes_about(value: Any) -> int:
    """About how many bytes of JSON a value has; no more is counted than tells that it is large."""
    waiting: list[Any] = [value]
    size = 0
    while waiting and size < LARGE_BYTES:
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
    try:
        limiter = _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(_THREADS)
        _limiter.set(limiter)
    return await anyio.to_thread.run_sync(work, limiter=limiter)

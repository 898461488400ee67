"""How long a handler may take: until the deadline of its request."""

from __future__ import annotations

import asyncio
import time
import types
from collections.abc import Coroutine, Generator
from typing import Any

import anyio

from ..errors import Timeout
from .context import RequestContext
from .query import DEFAULT_TIMEOUT_S, LONGEST_TIMEOUT_S


async def in_time(request: RequestContext, work: Any, timeout_s: float | None) -> Any:
    """What the handler gives back. Raises Timeout when the request's time is over."""
    seconds = DEFAULT_TIMEOUT_S if timeout_s is None else min(timeout_s, LONGEST_TIMEOUT_S)
    request.deadline = time.monotonic() + seconds
    if hasattr(work, "send"):  # a coroutine
        # A handler that never waits needs no timer, which would cost as much as all the rules.
        try:
            waiting = work.send(None)
        except StopIteration as done:
            return done.value
        work = _rest(work, waiting)
    try:
        limit: Any = asyncio.timeout(seconds)
    except RuntimeError:  # no event loop of asyncio's: anyio knows the others
        with anyio.move_on_after(seconds):
            return await work
    else:
        try:
            async with limit:
                return await work
        except TimeoutError:
            if not limit.expired():
                raise
    raise Timeout.of(
        "request did not complete within requested timeout - context deadline exceeded"
    )


@types.coroutine
def _rest(work: Coroutine[Any, Any, Any], waiting: Any) -> Generator[Any, Any, Any]:
    """The rest of a coroutine that waits for something, to be awaited as if it were the whole."""
    try:
        while True:
            try:
                got = yield waiting
            except GeneratorExit:
                work.close()
                raise
            except BaseException as error:
                waiting = work.throw(error)
            else:
                waiting = work.send(got)
    except StopIteration as done:
        return done.value

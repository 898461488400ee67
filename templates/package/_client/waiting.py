"""All that threads and event loops do differently: waiting, and what would block.

Event loops are those of asyncio and of trio.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

from .access import Credentials

_Type = TypeVar("_Type")

sleep = time.sleep


async def async_sleep(seconds: float) -> None:
    """Let others work for some seconds."""
    trio = _trio()
    await (asyncio.sleep(seconds) if trio is None else trio.sleep(seconds))


def headers_of(credentials: Credentials) -> Mapping[str, str]:
    """The headers of the credentials, if need be by running a plugin. Raises AccessError."""
    return credentials.headers()


async def async_headers_of(credentials: Credentials) -> Mapping[str, str]:
    """The same; a plugin runs beside the event loop. Raises AccessError."""
    if credentials.is_ready():
        return credentials.headers()
    return await _in_thread(credentials.headers)


async def _in_thread(call: Callable[[], _Type]) -> _Type:
    trio = _trio()
    if trio is None:
        return await asyncio.to_thread(call)
    found: _Type = await trio.to_thread.run_sync(call)
    return found


async def async_result(future: Future[_Type]) -> _Type:
    """The result of what runs in another thread; a wait that is cancelled cancels it."""
    trio = _trio()
    if trio is None:
        return await asyncio.wrap_future(future)
    done, token = trio.Event(), trio.lowlevel.current_trio_token()

    def tell(_: object) -> None:
        with contextlib.suppress(trio.RunFinishedError):
            token.run_sync_soon(done.set)

    future.add_done_callback(tell)
    try:
        await done.wait()
    except BaseException:
        future.cancel()
        raise
    return future.result()


def _trio() -> Any:
    """The library, if it runs us. Who does not use it does not need it."""
    trio: Any = sys.modules.get("trio")
    return trio if trio is not None and trio.lowlevel.in_trio_run() else None

"""Work that many wait for and that is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Work(Generic[Value]):
    task: asyncio.Task[Value]
    waiting: int = 0


class Shared(Generic[Value]):
    """Runs one piece of work per key at a time. It ends early when no caller waits any more."""

    def __init__(self) -> None:
        self._running: dict[Hashable, _Work[Value]] = {}

    async def result(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Value]]) -> Value:
        """Return or raise what the work does, for all who asked while it ran."""
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Work(asyncio.create_task(work()))
            running.task.add_done_callback(lambda task: self._end(key, running, task))
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting and not running.task.done():
                # Forgotten first: who comes now must not get work that is being cancelled.
                self._forget(key, running)
                running.task.cancel()

    def _end(self, key: Hashable, work: _Work[Value] | None, task: asyncio.Task[Value]) -> None:
        self._forget(key, work)
        if not task.cancelled():
            task.exception()  # looked at: who waited may just have been cancelled

    def _forget(self, key: Hashable, work: _Work[Value] | None) -> None:
        if self._running.get(key) is work:
            del self._running[key]

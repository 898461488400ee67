"""Limits for the calls that are in flight at once: at one host, and in all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Slots:
    """Places for calls. A host that is slow keeps its own places, never all of them."""

    def __init__(self, per_host: int, total: int) -> None:
        self._per_host = per_host
        self._total = asyncio.Semaphore(total)
        # A host is forgotten when no call waits for it or holds a place: users name many hosts.
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, host: str) -> AsyncIterator[None]:
        """Yield a place for one call to the host, when there is one."""
        at_host = self._hosts.get(host)
        if at_host is None:
            at_host = self._hosts[host] = asyncio.Semaphore(self._per_host)
        async with at_host, self._total:
            yield

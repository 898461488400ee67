"""Watchers that wait for changes, and the versions that have come. Lives in one event loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from .errors import Key

_READING_AT_ONCE = 4
_Topic = tuple[str, str | None]  # resource and namespace; None: all namespaces


class Feed:
    """The version that is durable, and those who are woken by the next that concerns them."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.closed = False
        # Watchers that read at once: all of them wake at the same change, each with its own copy.
        self.reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._latest: dict[_Topic, int] = {}
        self._started_at = version
        self._waiters: defaultdict[_Topic, set[asyncio.Future[None]]] = defaultdict(set)

    def publish(self, version: int, changed: Iterable[tuple[int, Key]]) -> None:
        """Tell those who wait that changes up to `version` may be read."""
        self.version = version
        topics: set[_Topic] = set()
        for at, key in changed:
            for topic in ((key.resource, key.namespace), (key.resource, None)):
                self._latest[topic] = at
                topics.add(topic)
        for topic in topics:
            self._wake(topic)

    def close(self) -> None:
        """Wake all who wait; from now on no call waits."""
        self.closed = True
        for topic in list(self._waiters):
            self._wake(topic)

    def has_after(self, version: int, resource: str, namespace: str | None) -> bool:
        """Whether there may be changes after a version."""
        # Nothing is known of the time before the store was opened.
        return self._latest.get((resource, namespace), self._started_at) > version

    async def wait(self, resource: str, namespace: str | None) -> None:
        """Wait for the next change of the resource, or for the end of the store."""
        if self.closed:
            return
        topic = (resource, namespace)
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters[topic].add(woken)
        try:
            await woken
        finally:
            waiters = self._waiters[topic]
            waiters.discard(woken)
            if not waiters:
                del self._waiters[topic]

    def _wake(self, topic: _Topic) -> None:
        for woken in self._waiters.get(topic, ()):
            if not woken.done():
                woken.set_result(None)

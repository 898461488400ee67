"""What watchers have not read yet: a bounded sum for the whole application.

A watcher that does not read keeps a line of its watch in memory. Where the lines of all of them
grow beyond the bound, those that have waited longest are told that their watch has expired; where
they do not read even that, they are cut off.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anyio import CancelScope

MAX_BYTES = 32 << 20  # of those who are waited for, and again of those who were told to go
SLOW_S = 30.0  # for one line
FAREWELL_S = 30.0  # for the last one


class Backlog:
    """The lines that are on their way, those that have been for longest first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._waiting = _Lines(max_bytes)
        self._leaving = _Lines(max_bytes)

    @contextmanager
    def waiting(self, size: int, watch: CancelScope) -> Generator[None]:
        """Count a line while it is sent; the watch is cancelled where there is no room for it."""
        with self._waiting.counted(size, watch):
            yield

    @contextmanager
    def leaving(self, size: int, farewell: CancelScope) -> Generator[None]:
        """Count the line of a watch that was ended, until its end is sent, or cancelled too."""
        with self._leaving.counted(size, farewell):
            yield


class _Lines:
    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._sizes: dict[CancelScope, int] = {}
        self._sum = 0

    @contextmanager
    def counted(self, size: int, scope: CancelScope) -> Generator[None]:
        self._sizes[scope] = size
        self._sum += size
        while self._sum > self._max_bytes and len(self._sizes) > 1:
            oldest = next(iter(self._sizes))
            self._forget(oldest)
            oldest.cancel()
        try:
            yield
        finally:
            self._forget(scope)

    def _forget(self, scope: CancelScope) -> None:
        self._sum -= self._sizes.pop(scope, 0)

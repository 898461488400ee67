"""So many rounds in any minute, and no more."""

from __future__ import annotations

import sys
from collections import deque

_MINUTE_MS = 60_000


class Pace:
    """Counts the rounds of the last minute. `per_minute` of 0 or less is no limit."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._begun: deque[int] = deque()

    def left(self, now: int) -> int:
        """Return how many may begin now."""
        if self._most <= 0:
            return sys.maxsize
        while self._begun and self._begun[0] <= now - _MINUTE_MS:
            self._begun.popleft()
        return self._most - len(self._begun)

    def begin(self, now: int, number: int) -> None:
        """Count rounds that begin."""
        if self._most > 0:
            self._begun.extend([now] * number)

    def give_back(self) -> None:
        """Take back one that was none after all."""
        if self._begun:
            self._begun.pop()

    def next_at(self) -> int:
        """Return when the next may begin, where none may now."""
        return self._begun[0] + _MINUTE_MS if self._begun else 0

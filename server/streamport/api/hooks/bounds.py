"""How often a hook may send, and that a body which never comes twice does not count twice."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

AT_ONCE = 100  # requests of one hook
PER_MINUTE = 300  # requests of one hook, after those
REMEMBERED = 10_000  # bodies
REMEMBERED_S = 3600.0


class Flood:
    """A bucket for each hook: it holds `AT_ONCE` requests and fills up again in time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_s(self, hook: str) -> float:
        """Take one request from the bucket; or return in how many seconds there is one."""
        now = self._clock()
        level, since = self._buckets.get(hook, (float(AT_ONCE), now))
        level = min(float(AT_ONCE), level + (now - since) * PER_MINUTE / 60)
        taken = level >= 1
        self._buckets[hook] = (level - 1 if taken else level, now)
        return 0.0 if taken else (1 - level) * 60 / PER_MINUTE

    def keep_only(self, hooks: set[str]) -> None:
        """Forget hooks that are no more."""
        self._buckets = {name: known for name, known in self._buckets.items() if name in hooks}


class Replays:
    """The bodies that were seen lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[tuple[str, bytes], float] = OrderedDict()

    def is_known(self, hook: str, body: bytes) -> bool:
        """Whether the hook has sent this body before."""
        seen = self._seen.get(_key(hook, body))
        return seen is not None and seen > self._clock() - REMEMBERED_S

    def note(self, hook: str, body: bytes) -> None:
        """Remember a body that was accepted."""
        key = _key(hook, body)
        self._seen.pop(key, None)
        self._seen[key] = self._clock()
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)


def _key(hook: str, body: bytes) -> tuple[str, bytes]:
    return hook, sha256(body).digest()

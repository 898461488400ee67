"""When what failed is tried again, and which registries are left alone for a while."""

from __future__ import annotations

from collections import OrderedDict

from streamport.store.work import Lane

# What may pass by itself: after 30 s, 2 min, 10 min, then hourly.
DELAYS_MS = (30_000, 120_000, 600_000, 3_600_000)
_LONGEST_ERROR_MS = 1_000_000
_MOST_LANES = 10_000


def delay_ms(failures: int) -> int:
    """Return how long to wait after so many failures in a row, the first is 1."""
    return DELAYS_MS[min(failures, len(DELAYS_MS)) - 1]


def error_delay_ms(errors: int) -> int:
    """Return how long to wait after an import that had no result: 1 ms, doubled each time."""
    return min(2 ** min(errors - 1, 30), _LONGEST_ERROR_MS)


class Pauses:
    """Registries that failed, as one namespace sees them: left alone, but for what is new.

    A namespace waits for its own failures alone: what it names must not stop what others do.
    """

    def __init__(self, longest_ms: int) -> None:
        """longest_ms: the interval of the schedule, which no pause is longer than."""
        self._longest_ms = longest_ms
        self._failed: OrderedDict[Lane, tuple[int, int]] = OrderedDict()

    def until(self, lane: Lane) -> int:
        """Return when the registry may be asked again, 0 for always."""
        known = self._failed.get(lane)
        return known[1] if known else 0

    def note(self, lane: Lane, *, failed: bool, now: int) -> None:
        """Learn how the registry has just answered."""
        failures, until = self._failed.pop(lane, (0, 0))
        if not failed:
            return
        if until <= now:  # of imports that ran side by side, one failure counts
            failures += 1
            until = now + min(delay_ms(failures), self._longest_ms)
        self._failed[lane] = failures, until
        while len(self._failed) > _MOST_LANES:
            self._failed.popitem(last=False)

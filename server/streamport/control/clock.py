"""The time that what is due goes by: it goes on evenly, however the clock of the machine is set."""

from __future__ import annotations

import time


class SteadyClock:
    """Milliseconds since 1970, as the machine's clock said at the start, and counted from there.

    A clock that is set neither delays what is due nor makes everything due at once.
    """

    def __init__(self) -> None:
        self._from = int(time.time() * 1000) - int(time.monotonic() * 1000)

    def now(self) -> int:
        """Return the instant."""
        return self._from + int(time.monotonic() * 1000)

    def shown(self, instant: int) -> float:
        """Return an instant as seconds since 1970 by the machine's clock of now."""
        return time.time() + (instant - self.now()) / 1000

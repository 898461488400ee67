"""Room that is kept on the disk of the database, so that what is deleted can be on a full one.

A deletion is written too: into the log of changes. Without the reserve nobody could make room by
deleting what is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SIZE_BYTES = 2 << 20
_LOOKED_AT_EVERY_S = 60.0


class Reserve:
    """A file beside the database; made again when there is room for it."""

    def __init__(self, database: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = database.with_name(f"{database.name}.reserve")
        self._clock = clock
        self._looked_at = -_LOOKED_AT_EVERY_S
        self.keep()

    def keep(self) -> None:
        """Make the file where it is not, now and then. A disk that has no room is left alone."""
        now = self._clock()
        if now - self._looked_at < _LOOKED_AT_EVERY_S:
            return
        self._looked_at = now
        with suppress(OSError):
            if self._path.stat().st_size == SIZE_BYTES:
                return
        try:
            self._path.write_bytes(bytes(SIZE_BYTES))
            self._path.chmod(0o600)
        except OSError:
            self.give()

    def give(self) -> bool:
        """Give the room back to the disk. Returns whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

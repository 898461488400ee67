"""A file that administrators change while the server runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from .faults import CannotStart

Parsed = TypeVar("Parsed")

# The file is looked at no more often than this.
_PAUSE_S = 1.0


class RereadFile(Generic[Parsed]):
    """The parsed content of a file. A file that breaks or vanishes leaves its last good state.

    Raises CannotStart if the file is broken at the start; later it is logged, once per change.
    """

    def __init__(
        self,
        path: Path,
        parse: Callable[[bytes, str], Parsed],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path, self._parse, self._clock = path, parse, clock
        self._looked_at = clock()
        try:
            self._seen = self._state()
            self._parsed = self._read()
        except OSError as error:
            raise CannotStart(f"{path}: {error.strerror}") from error

    def current(self) -> Parsed:
        """Return what the file said when it was last good."""
        now = self._clock()
        if now - self._looked_at >= _PAUSE_S:
            self._looked_at = now
            self._look()
        return self._parsed

    def _look(self) -> None:
        try:
            state = self._state()
            if state == self._seen:
                return
            self._seen = state
            self._parsed = self._read()
            _log.info("%s has changed and was read again", self._path)
        except OSError as error:
            if self._seen is not None:
                _log.error("%s: %s; its last state stays in force", self._path, error.strerror)
            self._seen = None
        except CannotStart as error:
            _log.error("%s\nthe last good state stays in force", error)

    def _state(self) -> tuple[int, int, int] | None:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> Parsed:
        return self._parse(self._path.read_bytes(), str(self._path))


_log = logging.getLogger(__name__)

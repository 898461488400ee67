"""The standard streams of a command: always there, and failing in one way.

By its buffering, Python alone ends a command whose output goes to a full disk with a traceback,
with a complaint of the interpreter or, where argparse prints, with nothing at all; and it prints
to standard output what is meant for a closed standard error.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any


class OutputError(Exception):
    """Standard output takes no more.

    Not an OSError: argparse, and whoever expects trouble with files, would take it for theirs.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(f"cannot write to standard output: {error.strerror}")
        self.has_no_reader = isinstance(error, BrokenPipeError)


class _Results(io.FileIO):
    """Standard output: the first failure is an OutputError, what is written later goes nowhere."""

    _has_failed = False

    def write(self, data: Any, /) -> int:
        if self._has_failed:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except OSError as error:
            self._has_failed = True
            raise OutputError(error) from error


class _Talk(io.FileIO):
    """Standard error: where it takes nothing, the exit code is all that is left to say."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def prepare_streams() -> None:
    """Put streams of ours in the place of Python's; those that somebody else put there stay."""
    _open_missing_descriptors()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _text(_Results(1, "w", closefd=False), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(_Talk(2, "w", closefd=False), sys.stderr)


def _open_missing_descriptors() -> None:
    """Take the numbers of streams that were closed before the command began.

    The next file that is opened would get one of them, and be written to by whoever prints.
    Reading is all that an output is opened for: so it fails, as a closed one does.
    """
    for number, flags in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, flags), True)


def _text(raw: io.FileIO, old: Any) -> io.TextIOWrapper:
    """The stream of a descriptor; what its encoding lacks is printed as escapes."""
    by_line = old is not None and (old.line_buffering or old.write_through)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=old.encoding if old is not None else "utf-8",
        errors="backslashreplace",
        line_buffering=by_line or isinstance(raw, _Talk),
    )

"""File permissions that hold for root too."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_DAC_OVERRIDE = 1 << 1


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable"))


@contextmanager
def permissions_hold() -> Iterator[None]:
    """Let this thread, and those that it starts, do to files only what their modes allow.

    Root passes over modes by a capability of Linux. It is put down here and taken up again.
    """
    if os.geteuid() != 0:
        yield
        return
    before, during = _capabilities(), _capabilities()
    during[0].effective &= ~_DAC_OVERRIDE
    _set(during)
    try:
        yield
    finally:
        _set(before)


def _capabilities() -> ctypes.Array[_Sets]:
    """The sets of this thread: those of the first 32 capabilities, then the others."""
    sets = (_Sets * 2)()
    _call("capget", sets)
    return sets


def _set(sets: ctypes.Array[_Sets]) -> None:
    _call("capset", sets)


def _call(name: str, sets: ctypes.Array[_Sets]) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(ctypes.byref(_Header(_VERSION_3, 0)), sets):
        raise OSError(ctypes.get_errno(), name)

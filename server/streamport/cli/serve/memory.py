"""Memory that large requests needed goes back to the system when they are done."""

from __future__ import annotations

import ctypes
import gc
import sys

# Of glibc's mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_BYTES, _ARENAS = 128 * 1024, 2
# A thread holds the lock of Python no longer than this while the event loop wants it.
_SLICE_S = 0.001
# Documents hold no cycles: to look through all that is there finds nothing, and stops everybody.
_FULL_COLLECTION_EVERY = 100


def prepare_memory() -> None:
    """Set up the process: small slices of time, buffers that are given back, few long pauses.

    Without it glibc keeps what the largest buffers needed, once for each thread.
    """
    sys.setswitchinterval(_SLICE_S)
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young * 10, middle, _FULL_COLLECTION_EVERY)
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return  # another C library, with rules of its own
    for option, value in (
        (_MMAP_THRESHOLD, _BYTES),
        (_TRIM_THRESHOLD, _BYTES),
        (_ARENA_MAX, _ARENAS),
    ):
        mallopt(option, value)

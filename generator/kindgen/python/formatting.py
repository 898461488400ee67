"""Black, the judge of how generated Python looks: for one text, and for many side by side."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

LINE_LENGTH = 100
TARGET = "py311"
_WORTH_A_PROCESS = 10_000  # characters, for which black takes as long as a process takes to begin


class NotPython(Exception):
    """Black cannot read the text; the message says where."""


@cache
def judge() -> str:
    """Name what the form of a text depends on besides the text, without loading black."""
    return f"black {version('black')}, {LINE_LENGTH} columns, {TARGET}"


def formatted(text: str) -> str:
    """Write the text as black does. Raises NotPython."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion[TARGET.upper()]})
    try:
        return black.format_str(text, mode=mode)
    except InvalidInput as error:
        raise NotPython(str(error)) from None


def formatted_each(texts: Sequence[str]) -> list[str | None]:
    """Write the texts as black does; None for one that it cannot read.

    They are shared out among as many processes as there are cores.
    """
    processes = min(os.cpu_count() or 1, sum(map(len, texts)) // _WORTH_A_PROCESS)
    # Only a process without other threads may fork, and only fork is quicker than one process.
    if processes < 2 or sys.platform != "linux" or threading.active_count() > 1:
        return [_formatted_or_none(text) for text in texts]
    import black as black  # loaded once, before the processes part ways

    # Frozen, or each of them would look through all of our memory for garbage, again and again.
    with multiprocessing.get_context("fork").Pool(processes, gc.freeze) as pool:
        return pool.map(_formatted_or_none, texts, chunksize=4)


def _formatted_or_none(text: str) -> str | None:
    try:
        return formatted(text)
    except NotPython:
        return None

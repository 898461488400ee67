"""The two colours of a client, for threads and for event loops, and the words in which they differ.

The template of `client` writes both. What it leans on is written once, for event loops; the module
for threads is the same module in other words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Colour:
    """The words in which the two differ."""

    prefix: str  # of class names
    define: str  # "async def"
    wait: str  # "await "
    example: str  # of a first use
    module: str  # of _client, which has the rest


COLOURS = (
    Colour("", "def", "", "with", "synchronous"),
    Colour("Async", "async def", "await ", "async with", "asynchronous"),
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A module of a package that is another one in other words.

    words: patterns and what takes their place, one after the other.
    """

    path: PurePosixPath
    source: PurePosixPath
    words: tuple[tuple[str, str], ...]

    def text_of(self, source: str) -> str:
        """The module that the text of its source makes, not formatted yet."""
        text = source
        for pattern, others in self.words:
            text = re.sub(pattern, others, text)
        return _IMPORT.sub(_sorted_import, text)


# Of any module for event loops.
_FOR_THREADS = (
    (r"\bfor event loops\b", "for threads"),
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\b__a(enter|exit|iter|next)__", r"__\1__"),
    (r"\ba(close|iter_bytes|next|read)\(", r"\1("),
    (r"Async(?=[A-Z])", ""),  # AsyncClient, StopAsyncIteration
    (r"async_(?=[a-z])", ""),  # async_sleep, handle_async_request
    (r"for (\w+) in (.+):\n +yield \1\n", r"yield from \2\n"),
)

DERIVED = (
    Derived(
        PurePosixPath("_client/synchronous.py"),
        PurePosixPath("_client/asynchronous.py"),
        (
            *_FOR_THREADS,
            (
                "`synchronous` is the same for threads. A listing and a watch belong to one task.",
                "`asynchronous` is the same for event loops. A connection may be used by many"
                " threads at once;\na listing and a watch belong to one.",
            ),
        ),
    ),
    Derived(
        PurePosixPath("_client/synchronous_extension.py"),
        PurePosixPath("_client/asynchronous_extension.py"),
        (
            *_FOR_THREADS,
            (r"from \.asynchronous import", "from .synchronous import"),
            (
                "`synchronous_extension` is the same for threads",
                "`asynchronous_extension` is the same for event loops",
            ),
        ),
    ),
)

_IMPORT = re.compile(r"^(from \S+ import )(\w+(?:, \w+)*)$", re.MULTILINE)


def _sorted_import(line: re.Match[str]) -> str:
    """The line with its names in the order of ruff: constants, classes, the rest."""
    names = line[2].split(", ")
    names.sort(key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    return line[1] + ", ".join(names)


def derived(files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The modules that these make in other words, but for those that are there already."""
    return {
        each.path: each.text_of(files[each.source])
        for each in DERIVED
        if each.source in files and each.path not in files
    }

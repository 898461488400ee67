"""The files that a command line names, and their text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from .findings import SYNTAX, UNREADABLE, Position

STDIN = "-"
_SUFFIXES = (".yaml", ".yml", ".json")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PIECE = 2**16


class Unreadable(Exception):
    """A file that gives no text: why, and where in it."""

    def __init__(self, message: str, reason: str = UNREADABLE, at: Position | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.position = at or Position()


def manifest_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files to check, each once: those named, and the manifests in folders named."""
    seen: set[str] = set()
    for path in paths:
        for file in _files_below(path) if Path(path).is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _files_below(folder: str) -> Iterator[str]:
    """Yield the manifests in a folder and all below it, by name; what is hidden is left out.

    Links to folders are not followed, as `kubectl apply -R` does not: nothing is met twice, and
    loops end. A folder that cannot be listed is given as if it were a file: reading it tells why.
    """
    top = os.path.normpath(folder)
    waiting = [(True, "" if top == os.curdir else top)]
    while waiting:
        is_folder, path = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path or os.curdir) as entries:
                inside = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield path
            continue
        for entry in inside:
            name = entry.name
            if name.startswith("."):
                continue
            place = entry.path if path else name
            if entry.is_dir(follow_symlinks=False):
                waiting.append((True, place))
            elif name.lower().endswith(_SUFFIXES) and _may_be_a_file(entry):
                waiting.append((False, place))


def _may_be_a_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is read: no pipe, which has no end, and no link to a folder."""
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return True  # a link that leads nowhere: reading it tells why


def read(path: str, largest: int) -> str:
    """Read the text of a file, or of standard input for `-`. Raises Unreadable."""
    is_stdin = path == STDIN
    try:
        with open(0 if is_stdin else path, "rb", closefd=not is_stdin) as file:
            return _decoded(_at_most(file, largest))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from None


def _at_most(file: IO[bytes], largest: int) -> bytes:
    # In pieces: what is asked for at once is set aside at once, however short the file.
    pieces: list[bytes] = []
    size = 0
    while piece := file.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise Unreadable(f"larger than {largest // 2**20} MiB; --max-size allows more")
    return b"".join(pieces)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(encoding, "ignore")
        at = Position(good.count("\n") + 1, len(good) - good.rfind("\n"))
        name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
        message = f"not {name} text: byte 0x{error.object[error.start]:02x}"
        raise Unreadable(message, SYNTAX, at) from None

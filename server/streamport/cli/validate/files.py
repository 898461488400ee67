"""The files that a command line names, and their text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from .findings import SYNTAX, UNREADABLE, Position

if TYPE_CHECKING:
    from .ignored import Ignored

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


def manifest_files(paths: Iterable[str], exclude: Iterable[str] = ()) -> Iterator[str]:
    """Yield the files to check, each once: those named, and the manifests in folders named.

    exclude: lines as of a .gitignore at the top of each folder.
    """
    seen: set[str] = set()
    exclude = tuple(exclude)
    for path in paths:
        for file in _files_below(path, exclude) if Path(path).is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _files_below(folder: str, exclude: tuple[str, ...]) -> Iterator[str]:
    """Yield the manifests in a folder and all below it, by name.

    What is hidden is left out, and what is excluded or ignored. Links to folders are not followed,
    as `kubectl apply -R` does not: nothing is met twice, and loops end. A folder that cannot be
    listed is given as if it were a file: reading it tells why.
    """
    # Here, since a single file need not pay for it.
    from .ignored import Ignored, ignored_above, lines_of

    top = os.path.normpath(folder)
    start = "" if top == os.curdir else top
    excluded = Ignored().and_lines(exclude)
    waiting = [_Found(start, "", ignored_above(Path(folder)))]
    while waiting:
        found = waiting.pop()
        if found.ignored is None:
            yield found.path
            continue
        try:
            with os.scandir(found.path or os.curdir) as entries:
                inside = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield found.path
            continue
        own = lines_of(Path(found.path or os.curdir))
        ignored = found.ignored.and_lines(own, below=len(found.place))
        for entry in inside:
            if entry.name.startswith("."):
                continue
            path = entry.path if found.path else entry.name
            if entry.is_dir(follow_symlinks=False):
                each = _Found(path, f"{found.place}{entry.name}/", ignored)
            elif entry.name.lower().endswith(_SUFFIXES) and _may_be_a_file(entry):
                each = _Found(path, found.place + entry.name, None)
            else:
                continue
            if not (excluded.leaves_out(each.place) or ignored.leaves_out(each.place)):
                waiting.append(each)


class _Found(NamedTuple):
    """A file, or a folder to be searched: its path as it is told, and that from the top."""

    path: str
    place: str  # with a slash at its end for a folder
    ignored: Ignored | None  # of a folder: what is left out in it


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

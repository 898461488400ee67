"""What a search through a folder leaves out: by --exclude, and by the .gitignore of each folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

_FILE = ".gitignore"
_LARGEST = 2**20  # characters of a .gitignore; real ones have some hundred lines


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one folder, and how paths below the top of the search read from there."""

    spec: GitIgnoreSpec
    above: str  # to put before a path: "apps/web/" where the folder is two above the top
    below: int  # characters to leave out of it, where the folder is below the top


@dataclass(frozen=True, slots=True)
class Ignored:
    """Lines of folders, those further above first. Paths are relative to the top of the search."""

    lines: tuple[_Lines, ...] = ()

    def and_lines(self, lines: Iterable[str], above: str = "", below: int = 0) -> Ignored:
        """Return these with lines for one more folder."""
        spec = GitIgnoreSpec.from_lines(lines)
        return Ignored((*self.lines, _Lines(spec, above, below))) if len(spec) else self

    def leaves_out(self, path: str) -> bool:
        """Whether a file, or a folder with a slash at its end, is left out: the nearest decide."""
        for lines in reversed(self.lines):
            said = lines.spec.check_file(lines.above + path[lines.below :]).include
            if said is not None:
                return said
        return False


def ignored_above(top: Path) -> Ignored:
    """Return what the folders above the top of a search ignore, within its repository."""
    folder, above = top.resolve(), ""
    found: list[tuple[Path, str]] = []
    while not (folder / ".git").exists():
        if folder == folder.parent:
            return Ignored()  # in no repository
        above = f"{folder.name}/{above}"
        folder = folder.parent
        found.append((folder, above))
    ignored = Ignored()
    for folder, above in reversed(found):
        ignored = ignored.and_lines(lines_of(folder), above)
    return ignored


def lines_of(folder: Path) -> list[str]:
    """Read the lines of the .gitignore of a folder; none where it has none."""
    try:
        with (folder / _FILE).open(encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST).splitlines()
    except OSError:
        return []

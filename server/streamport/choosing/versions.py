"""Tags read as versions, and ranges of versions as people write them.

A tag is a version if it is one to four numbers, perhaps with a `v` before and a word after them:
`1.2`, `v1.3.0`, `20.04`, `1.25.3-alpine`, `3.13.0rc1`. Missing numbers are 0; a word makes it a
prerelease, as in semver. Ranges are npm's: `>=1.2 <2`, `~1.4`, `^2`, `1.x || 3.0 - 3.4`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Any, NamedTuple

from nodesemver import ANY, Range

LONGEST_RANGE = 250  # characters
_LONGEST_TAG = 128  # characters, by the grammar of references
_TAG = re.compile(
    r"v?(?P<numbers>\d+(?:\.\d+){0,3})(?:-(?P<word>[0-9A-Za-z_.-]+)|(?P<glued>[A-Za-z][0-9A-Za-z.]*))?",
    re.ASCII,
).fullmatch
_RUNS = re.compile(r"[0-9]+|[A-Za-z-]+").findall  # `.` and `_` only part them
_ALONE = re.compile(r"[^\s.<>=~^v|]\*|\*[^\s.|]")  # a star beside what it cannot stand for
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "": eq, "=": eq, ">": gt, ">=": ge, "<": lt, "<=": le,
}  # fmt: skip
_Identifier = tuple[bool, int, str]


class BadRange(ValueError):
    """A text that is no range; the message says what is wrong and what to write."""


class Version(NamedTuple):
    """A version, compared as semver does: of equal numbers, that without a word is the newest.

    A tuple, since lists of many thousand tags are compared.
    """

    numbers: tuple[int, int, int, int]
    is_release: bool = True
    word: tuple[_Identifier, ...] = ()


def version_of(tag: str) -> Version | None:
    """Read a tag as a version; None if it is none."""
    found = _TAG(tag) if len(tag) <= _LONGEST_TAG else None
    if found is None:
        return None
    numbers = [int(part) for part in found["numbers"].split(".")]
    if found["glued"] and len(numbers) == 1:
        return None  # 3f2a91c is the name of a commit
    return _version(numbers, found["word"] or found["glued"] or "")


def _version(numbers: Iterable[int], word: str) -> Version:
    return Version(_four(numbers), not word, _identifiers(word))


def _four(numbers: Iterable[int]) -> tuple[int, int, int, int]:
    one, two, three, four = [*numbers, 0, 0, 0, 0][:4]
    return one, two, three, four


def _identifiers(word: str) -> tuple[_Identifier, ...]:
    """Take a word apart to compare it: numbers below letters, and `rc10` above `rc2`."""
    return tuple((False, int(run), "") if run.isdigit() else (True, 0, run) for run in _RUNS(word))


@dataclass(frozen=True, slots=True)
class _Comparator:
    holds: Callable[[Any, Any], bool]
    version: Version


class VersionRange:
    """A range: a version is in it that all comparators of one of its alternatives take."""

    __slots__ = ("_alternatives", "text")

    def __init__(self, text: str) -> None:
        """Raises BadRange."""
        self.text = text
        if len(text) > LONGEST_RANGE:
            raise BadRange(f"a range has at most {LONGEST_RANGE} characters; write it shorter")
        parts = [part.strip() for part in text.replace(",", " ").split("||")]
        if not all(parts):
            raise BadRange("one side of || is empty; write a range there or leave || out")
        if _ALONE.search(text):
            raise BadRange("a * stands for a whole number; write 1.2.* or >=1.2 <2")
        try:
            parsed = Range(" || ".join(parts), False)
        except ValueError as error:
            raise BadRange(_worded(error)) from None
        self._alternatives = [_comparators(alternative) for alternative in parsed.set]

    def __repr__(self) -> str:
        return f"VersionRange({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, VersionRange) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def takes(self, version: Version) -> bool:
        """Whether the version is in the range.

        A prerelease is only where the range names one of the same version, as npm has it:
        `>=1.3.0-0` takes 1.3.0-rc1, `>=1.2` does not.
        """
        return any(_holds(comparators, version) for comparators in self._alternatives)


def _comparators(alternative: Iterable[Any]) -> list[_Comparator]:
    found: list[_Comparator] = []
    for each in alternative:
        if each.semver is not ANY:
            parsed = each.semver
            word = ".".join(map(str, parsed.prerelease))
            version = _version((parsed.major, parsed.minor, parsed.patch), word)
            found.append(_Comparator(_OPERATORS[each.operator], version))
    return found


def _holds(comparators: list[_Comparator], version: Version) -> bool:
    if not all(each.holds(version, each.version) for each in comparators):
        return False
    if version.is_release:
        return True
    return any(
        not each.version.is_release and each.version.numbers == version.numbers
        for each in comparators
    )


def _worded(error: ValueError) -> str:
    part = str(error).rpartition(": ")[2]
    return f'"{part}" is no version to compare with; write a range such as ">=1.2 <2" or "1.x"'

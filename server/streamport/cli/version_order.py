"""The order in which people read tags: latest, versions from the newest on, then other names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_VERSION = re.compile(r"[vV]?(\d+(?:\.\d+)*)(.*)", re.DOTALL)
_PARTS = re.compile(r"(\d+)|(\D+)")
# Longer runs of digits are compared as the text that they are: real ones are dates at most.
_MOST_DIGITS = 20

_Key = tuple[tuple[int, int, str], ...]


def newest_first(tags: Iterable[str]) -> list[str]:
    """Sort tags: `latest`, then 1.10, 1.9, 1.9-rc1, then what is no version, by name."""
    versions: list[str] = []
    others: list[str] = []
    for tag in sorted(tags):
        (versions if _VERSION.fullmatch(tag) else others).append(tag)
    versions.sort(key=_key, reverse=True)
    others.sort(key=lambda tag: tag != "latest")
    is_first = others[:1] == ["latest"]
    return [*others[:is_first], *versions, *others[is_first:]]


def _key(tag: str) -> tuple[_Key, bool, _Key]:
    """Return a key that sorts 1.9-rc1 before 1.9 before 1.9.1 before 1.10."""
    found = _VERSION.fullmatch(tag)
    numbers, rest = found.groups() if found else ("", tag)
    return _parts(numbers.replace(".", " ")), not rest, _parts(rest)


def _parts(text: str) -> _Key:
    return tuple(
        (1, int(digits), "") if digits and len(digits) <= _MOST_DIGITS else (0, 0, digits or words)
        for digits, words in _PARTS.findall(text)
    )

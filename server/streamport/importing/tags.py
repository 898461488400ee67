"""The order in which the tags of a repository are imported, most wanted first.

Source: import semantics, section 8.4; versions are those of semver 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_NUMBER = r"(?:0|[1-9]\d*)"
_IDENTIFIER = rf"(?:{_NUMBER}|\d*[A-Za-z-][0-9A-Za-z-]*)"
_SEMVER = re.compile(
    rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})(?:-({_IDENTIFIER}(?:\.{_IDENTIFIER})*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
).fullmatch
_MINOR = re.compile(r"(\d+\.\d+)(-\w+)?", re.ASCII).fullmatch
_DIGITS = re.compile(r"\d+", re.ASCII).fullmatch

# Go reads the three numbers as unsigned integers of 64 bits; with a larger one it is not a version.
_LARGEST = 2**64 - 1


def prioritise(tags: Iterable[str]) -> list[str]:
    """Sort tags by priority, each once; an empty one counts as `latest`.

    `latest` first, then versions of two numbers, full versions (both from new to old), and the
    rest by byte order.
    """
    distinct = {tag or "latest" for tag in tags}
    ordered = sorted(distinct, key=_bytes)
    minor: list[tuple[Any, str]] = []
    full: list[tuple[Any, str]] = []
    other: list[str] = []
    for tag in ordered:
        if tag == "latest":
            continue
        bare = tag.removeprefix("v")
        if version := _version(bare):
            full.append((version, tag))
        elif version := _minor_version(bare):
            minor.append((version, tag))
        else:
            other.append(tag)
    first = ["latest"] if "latest" in distinct else []
    return [*first, *_newest_first(minor), *_newest_first(full), *other]


def _newest_first(versions: list[tuple[Any, str]]) -> list[str]:
    """Sort from new to old; of the same version the one without `v` comes first."""
    # Stable: byte order puts "1.0" before "v1.0", and reverse=True keeps that.
    return [tag for _, tag in sorted(versions, key=lambda entry: entry[0], reverse=True)]


def _bytes(tag: str) -> bytes:
    return tag.encode("utf-8", "surrogatepass")


def _minor_version(text: str) -> Any:
    """Return the precedence of `1.2` or `1.2-word`, read as `1.2.0` and `1.2.0-word`, else None."""
    found = _MINOR(text)
    return _version(f"{found[1]}.0{found[2] or ''}") if found else None


def _version(text: str) -> Any:
    """Return the precedence of a semver version as something to compare, else None."""
    found = _SEMVER(text)
    if found is None:
        return None
    *numbers, prerelease = found.groups()
    if any(len(part) > 20 or int(part) > _LARGEST for part in numbers):
        return None
    parts = prerelease.split(".") if prerelease else []
    if any(_DIGITS(part) and (len(part) > 20 or int(part) > _LARGEST) for part in parts):
        return None
    return (*map(int, numbers), not parts, tuple(map(_precedence, parts)))


def _precedence(identifier: str) -> tuple[bool, int, str]:
    """Return a prerelease identifier to compare: numbers below words."""
    if _DIGITS(identifier):
        return (False, int(identifier), "")
    return (True, 0, identifier)

"""Globs of hosts: `*` any text, `?` one character; in pull secrets `[a-z]` and `\\\\` as well.

Time grows with the length of the text alone, however many stars a user writes.
"""

from __future__ import annotations

import re
from functools import lru_cache


def glob_matches(glob: str, text: str) -> bool:
    """Whether the whole text matches a glob of `*` and `?`."""
    return _simple(glob).fullmatch(text) is not None


def path_glob_matches(glob: str, text: str) -> bool:
    """Whether the whole text matches a glob with sets and escapes too; a malformed one never does.

    Source: Go's path/filepath.Match, which the kubelet uses.
    """
    pattern = _path(glob)
    return pattern is not None and pattern.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _simple(glob: str) -> re.Pattern[str]:
    pieces: list[list[str]] = [[]]
    for character in glob:
        if character == "*":
            pieces.append([])
        else:
            pieces[-1].append("." if character == "?" else re.escape(character))
    return _compile(pieces, ".")


@lru_cache(maxsize=1024)
def _path(glob: str) -> re.Pattern[str] | None:
    pieces: list[list[str]] = [[]]
    position = 0
    while position < len(glob):
        character = glob[position]
        position += 1
        if character == "*":
            pieces.append([])
        elif character == "[":
            end = _end_of_set(glob, position)
            if end is None:
                return None
            pieces[-1].append(_set(glob[position:end]))
            position = end + 1
        elif character == "\\":
            if position == len(glob):
                return None
            pieces[-1].append(re.escape(glob[position]))
            position += 1
        else:
            pieces[-1].append("[^/]" if character == "?" else re.escape(character))
    try:
        return _compile(pieces, "[^/]")
    except re.error:  # such as a range that runs backwards
        return None


def _end_of_set(glob: str, start: int) -> int | None:
    position = start + (glob[start : start + 1] == "^")
    first = position
    while position < len(glob):
        if glob[position] == "]":
            return position if position > first else None
        position += 2 if glob[position] == "\\" else 1
    return None


def _set(inner: str) -> str:
    negated = inner.startswith("^")
    members = re.sub(r"\\(.)|([\[\]^&|~])", r"\\\1\2", inner[negated:], flags=re.DOTALL)
    return f"[{'^' if negated else ''}{members}]"


def _compile(pieces: list[list[str]], any_one: str) -> re.Pattern[str]:
    first, *others = ("".join(piece) for piece in pieces)
    if not others:
        return re.compile(first, re.DOTALL)
    # Each piece but the last is taken where it first fits, and never tried elsewhere.
    middle = "".join(f"(?>{any_one}*?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{middle}{any_one}*{others[-1]}", re.DOTALL)

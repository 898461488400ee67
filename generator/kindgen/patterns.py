"""Regular expressions of a schema (ECMA 262) in the words of Python's `re`."""

from __future__ import annotations

import re


def to_python(pattern: str) -> str:
    """The pattern with `$` as the very end of the text, as ECMA 262 and RE2 have it.

    Python's own `$` also matches before a last newline. Compile the result with `re.ASCII`: there
    too `\\d` and `\\w` are the ASCII ones.
    """
    out: list[str] = []
    in_class = escaped = False
    for char in pattern:
        if char == "$" and not escaped and not in_class:
            out.append(r"\Z")
        else:
            out.append(char)
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "[":
            in_class = True
        elif char == "]":
            in_class = False
    return "".join(out)


def defect(pattern: str) -> str | None:
    """Why Python cannot compile the pattern, or None."""
    try:
        re.compile(to_python(pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return None

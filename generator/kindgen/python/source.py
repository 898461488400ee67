"""Python source in small pieces: literals that cannot become code, and indented lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

INDENT = "    "
_ENDS = re.compile(r'"{3,}|"\Z')  # quotes that would end a docstring


def literal(value: Any) -> str:
    """Write the value as Python source, strings in double quotes where black would have them so.

    Text of a schema reaches generated code through this and `docstring` alone.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        items = ", ".join(literal(item) for item in value)
        if isinstance(value, tuple):
            return f"({items},)" if len(value) == 1 else f"({items})"
        return f"[{items}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _text(value: str) -> str:
    # What cannot be seen is escaped: bidi marks and zero-width characters must not hide code.
    body = "".join(_escaped(char) for char in value)
    if '"' in value and "'" not in value:
        return f"'{body}'"
    return '"' + body.replace('"', '\\"') + '"'


def _escaped(char: str) -> str:
    if char == "\\" or not char.isprintable():
        return char.encode("unicode_escape").decode()
    return char


def docstring(text: str) -> str:
    """Write the text as a docstring of one or more lines that cannot end early."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    body = "\n".join("".join(_escaped(char) for char in line) for line in lines)
    body = _ENDS.sub(lambda quotes: '\\"' * len(quotes[0]), body)
    return f'"""{body}"""' if len(lines) == 1 else f'"""{body}\n"""'


def indented(lines: Iterable[str], levels: int = 1) -> list[str]:
    """Move the lines to the right; empty ones stay empty."""
    return [INDENT * levels + line if line else line for line in lines]


def import_lines(names: Mapping[str, Iterable[str]]) -> list[str]:
    """Write relative imports of names from modules, one line a module, constants first."""
    return [
        f"from .{module} import {', '.join(sorted(wanted, key=_import_order))}"
        for module, wanted in sorted(names.items())
        if wanted
    ]


def _import_order(name: str) -> tuple[bool, bool, str]:
    return (not name.isupper(), not name[0].isupper(), name)


def packed(entries: Iterable[str], width: int) -> list[str]:
    """The entries, as many in a line as fit."""
    lines: list[str] = []
    for entry in entries:
        if lines and len(lines[-1]) + 1 + len(entry) <= width:
            lines[-1] += f" {entry}"
        else:
            lines.append(entry)
    return lines

"""Patterns of Go (RE2), which Kubernetes speaks, in the words of our dialect."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..schema import patterns

_POSIX = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "ascii": r"\x00-\x7F", "blank": r"\t ",
    "cntrl": r"\x00-\x1F\x7F", "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~",
    "punct": r"!-/:-@\[-`{-~", "space": r"\t\n\v\f\r ", "upper": "A-Z", "word": r"0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}  # fmt: skip
_CLASS = r"\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]"
_TOKEN = re.compile(rf"{_CLASS}|\\.|\(\?[is]+\)|\(\?:|\(\?P<\w+>|.", re.DOTALL)
_IN_CLASS = re.compile(r"\[:(\w+):\]|\\.|([-&|~])\2|[\[\]]|.", re.DOTALL)
_GO = {
    r"\A": "^", r"\z": "$", ".": r"[^\n]", r"\s": r"[\t\n\f\r ]", r"\S": r"[^\t\n\f\r ]",
    r"\a": r"\x07",
}  # fmt: skip
_UNNAMED = re.compile(r"(?<!\\)\[:\w+:\]")
_FLAGS = re.compile(r"^\^(\(\?[is]+\))")


class Read(NamedTuple):
    """A pattern in the words of the dialect, and why it cannot be one."""

    pattern: str
    defect: str | None
    is_slow: bool = False  # it may search without end: in short texts it can be one all the same


def to_pattern(expression: str, judge: patterns.Judge, longest: float | None = None) -> Read:
    """Write a pattern of Go (RE2) in the words of the dialect, and say why it cannot be one.

    `longest` is the length of the longest text that it is searched in, where there is one.
    """
    parts: list[str] = []
    closing: list[str] = []  # of each open group
    has_flags = re.search(r"\(\?[a-z]*s", expression) is not None
    for token in _TOKEN.findall(expression):
        if token[0] == "[" and len(token) > 1:
            start = 2 if token[1] == "^" else 1
            inside = (
                _in_class(found) for found in _IN_CLASS.finditer(token, start, len(token) - 1)
            )
            token = token[:start] + "".join(inside) + "]"
        elif token[:2] == "(?" and token[-1] == ")" and closing and parts[-1][0] == "(":
            token = f"{token[:-1]}:"  # flags at the beginning of a group are for the group alone
            closing[-1] += ")"
        elif token[0] == "(" and token[-1] != ")":
            closing.append(")")
            token = token.replace("(?P<", "(?<")
        elif token == ")" and closing:
            token = closing.pop()
        if token == "." and has_flags:
            token = "(?:.)"  # the flag tells whether it is any character
        parts.append(_GO.get(token, token))
    pattern = _FLAGS.sub(r"\1^", "".join(parts))
    if re.search(r"\(\?[a-z]*m", pattern):
        return Read(pattern, "lines of their own (?m)")
    unknown = next((found[0] for part in parts if (found := _UNNAMED.search(part, 1))), None)
    defect = f"there is no class {unknown}" if unknown else patterns.defect(pattern)
    risk = None if defect else judge.risk(pattern, longest)
    return _judged(pattern, defect, risk)


def ecma_pattern(expression: str, judge: patterns.Judge, longest: float | None = None) -> Read:
    """Return a pattern of JSON Schema (ECMA 262) and why it cannot be one of the dialect."""
    defect = patterns.defect(expression)
    risk = None if defect else judge.risk(expression, longest)
    return _judged(expression, defect, risk)


def _judged(pattern: str, defect: str | None, risk: tuple[str, str] | None) -> Read:
    if risk is None:
        return Read(pattern, defect)
    return Read(pattern, f"it {risk[0]}", len(pattern) <= patterns.MAX_LENGTH)


def _in_class(found: re.Match[str]) -> str:
    """Write a part of a class: POSIX names spelt out, what Python may take for sets escaped."""
    if found[1]:
        return _POSIX.get(found[1], found[0])
    if found[0] == r"\s":
        return r"\t\n\f\r "
    if found[2]:
        first, second = found[0]
        is_range = first == "-" and found.start() == found.pos  # from "-" to what comes
        return f"\\{first}{second}" if is_range else f"{first}\\{second}"
    return f"\\{found[0]}" if found[0] in ("[", "]") else found[0]

"""Regular expressions of ECMA 262 in the words of Python's `re`, where these say just the same."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# What the two call by other names; each is for `re.ASCII`.
_SPACE = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_NO_SPACE = (
    r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e"
    r"\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
)
_IN_LINE = r"[^\n\r\u2028\u2029]"
_TOKEN = re.compile(
    r"\\(?:[pP]\{[^}]*\}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|k<[^>]*>|.)"
    r"|\(\?(?:<[=!]|<[^>]*>|[=!:]|[a-z]*(?:-[a-z]+)?[:)]|.)"
    r"|\[(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]|\[\^?\]|\[\^?|\{,|(?:[*+?]|\{\d+(?:,\d*)?\})\+|.",
    re.DOTALL,
)
_ALL_LINES = re.compile(r"\(\?[im]*s")
_KNOWN_ESCAPES = frozenset("bBdDsSwWfnrtv0123456789")
_GENERAL = {
    "L": "Letter", "Lu": "Uppercase_Letter", "Ll": "Lowercase_Letter", "Lt": "Titlecase_Letter",
    "LC": "Cased_Letter", "Lm": "Modifier_Letter", "Lo": "Other_Letter", "M": "Mark",
    "Mn": "Nonspacing_Mark", "Mc": "Spacing_Mark", "Me": "Enclosing_Mark", "N": "Number",
    "Nd": "Decimal_Number", "Nl": "Letter_Number", "No": "Other_Number", "P": "Punctuation",
    "Pc": "Connector_Punctuation", "Pd": "Dash_Punctuation", "Ps": "Open_Punctuation",
    "Pe": "Close_Punctuation", "Pi": "Initial_Punctuation", "Pf": "Final_Punctuation",
    "Po": "Other_Punctuation", "S": "Symbol", "Sm": "Math_Symbol", "Sc": "Currency_Symbol",
    "Sk": "Modifier_Symbol", "So": "Other_Symbol", "Z": "Separator", "Zs": "Space_Separator",
    "Zl": "Line_Separator", "Zp": "Paragraph_Separator", "C": "Other", "Cc": "Control",
    "Cf": "Format", "Cs": "Surrogate", "Co": "Private_Use", "Cn": "Unassigned",
}  # fmt: skip
_BY_NAME = {
    **{name: short for short, name in _GENERAL.items()},
    **{short: short for short in _GENERAL},
    "digit": "Nd", "punct": "P", "cntrl": "Cc", "Combining_Mark": "M",
}  # fmt: skip


class NotExact(ValueError):
    """A pattern that is none of ECMA 262, or that `re` cannot read as it is meant."""


def to_python(pattern: str) -> str:
    """Return the pattern for `re`, to be compiled with `re.ASCII`.

    There `$` is the very end of the text. Flags for the whole pattern or a group, `(?i)`, pass as
    they are. Raises NotExact.
    """
    return "".join(_Translation(pattern).parts())


@cache
def category(name: str) -> str:
    """Return the characters of a general category as ranges, for a class. Raises NotExact."""
    short = _BY_NAME.get(name.removeprefix("General_Category=").removeprefix("gc="))
    if short is None:
        raise NotExact(f"there is no telling which characters \\p{{{name}}} stands for")
    wanted = ("Lu", "Ll", "Lt") if short == "LC" else (short,)
    ranges: list[list[int]] = []
    for code in range(0x110000):
        if unicodedata.category(chr(code)).startswith(wanted):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(
        _char(low) if low == high else f"{_char(low)}-{_char(high)}" for low, high in ranges
    )


def _char(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Translation:
    """One pattern on its way."""

    def __init__(self, pattern: str) -> None:
        self.tokens = _TOKEN.findall(pattern)
        self.in_class = False
        # With that flag, which patterns of Go have, a point is any character.
        self.point = "." if any(map(_ALL_LINES.match, self.tokens)) else _IN_LINE

    def parts(self) -> list[str]:
        made: list[str] = []
        high = None  # the first half of a surrogate pair
        for token in self.tokens:
            part = self.one(token, made)
            code = _half(token)
            if high is not None and code is not None and 0xDC00 <= code < 0xE000:
                made.pop()
                part = _char(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
                code = None
            high = code if code is not None and 0xD800 <= code < 0xDC00 else None
            made.append(part)
        return made

    def one(self, token: str, before: list[str]) -> str:
        if token[0] == "\\":
            return self.escape(token)
        if self.in_class:
            return self.member(token, before)
        if token[0] == "[":
            if token[-1] == "]" and len(token) > 3:
                return r"[\s\S]"  # any character, as people write it
            if token in ("[]", "[^]"):
                return "(?!)" if token == "[]" else r"[\s\S]"
            self.in_class = True
            return token
        if token[:2] == "(?":
            return self.group(token)
        if token[-1] == "+" and len(token) > 1:
            raise NotExact(f"{token} repeats a repetition")
        return {"$": r"\Z", ".": self.point, "{,": r"\{,"}.get(token, token)

    def member(self, token: str, before: list[str]) -> str:
        """Write a part of a class; what Python may one day take for an operator is escaped."""
        made = ""
        for char in token:
            if char == "]":
                self.in_class = False
                made += char
            elif char == "[" or (char in "&|~" and (made or before[-1])[-1:] == char):
                made += f"\\{char}"
            else:
                made += char
        return made

    def escape(self, token: str) -> str:
        kind, rest = token[1:2], token[2:]
        if kind in ("s", "S"):
            ranges = _SPACE if kind == "s" else _NO_SPACE
            return ranges if self.in_class else f"[{ranges}]"
        if kind in ("p", "P") and rest:
            return self.property(kind, rest[1:-1])
        if kind == "u" and rest[:1] == "{":
            return _char(int(rest[1:-1], 16))
        if kind == "c" and rest:
            return f"\\x{ord(rest) % 32:02x}"
        if kind == "k" and rest:
            return f"(?P={rest[1:-1]})"
        if kind in ("u", "x") and rest:
            return token
        if kind in _KNOWN_ESCAPES or not (kind.isascii() and kind.isalpha()):
            return token
        raise NotExact(f"there is no escape \\{kind} in ECMA 262")

    def property(self, kind: str, name: str) -> str:
        ranges = category(name)
        if not self.in_class:
            return f"[{'^' if kind == 'P' else ''}{ranges}]"
        if kind == "p":
            return ranges
        raise NotExact(f"\\P{{{name}}} within a class")

    def group(self, token: str) -> str:
        if token[2] in "=!:" or token[:4] in ("(?<=", "(?<!"):
            return token
        if token[2] == "<" and token[-1] == ">":
            name = token[3:-1]
            if not (name.isascii() and name.isidentifier()):
                raise NotExact(f"the name {name} of a group")
            return f"(?P<{name}>"
        if re.fullmatch(r"\(\?[ims]+(-[ims]+)?[:)]", token):
            return token  # flags, as patterns of Go have them
        raise NotExact(f"there is no group {token} in ECMA 262")


def _half(token: str) -> int | None:
    return int(token[2:], 16) if re.fullmatch(r"\\u[dD][89a-fA-F]..", token) else None

"""JSON as registries send it: keys in any case, and faults in words that people can search for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn


class BrokenJson(ValueError):
    """Not JSON, or JSON of another shape; the message says what is wrong."""


LONGEST_TEXT = 4096  # bytes of UTF-8, of what a registry says


def cut(text: str) -> str:
    """Return the text, or as much of it as is told, with `…` at its end."""
    if len(text) <= LONGEST_TEXT // 4 or len(text.encode("utf-8", "replace")) <= LONGEST_TEXT:
        return text
    return text.encode("utf-8", "replace")[: LONGEST_TEXT - 3].decode(errors="ignore") + "…"


def decode(data: bytes) -> Any:
    """Parse a JSON text.

    Raises BrokenJson, which begins as registry clients begin: `unexpected end of JSON input` or
    `invalid character …`.
    """
    try:
        return json.loads(data.decode("utf-8", "replace"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BrokenJson(_fault(error)) from None
    except RecursionError:
        raise BrokenJson("json: exceeded max depth") from None
    except BrokenJson:
        raise
    except ValueError:  # Python reads no numbers of thousands of digits
        raise BrokenJson("json: a number has too many digits") from None


def _no_constant(name: str) -> NoReturn:
    raise BrokenJson(f"invalid character {quoted(name[0])}: {name} is no JSON value")


def decode_object(data: bytes) -> dict[str, Any]:
    """Return the members of a JSON object; nothing for null. Raises BrokenJson."""
    return as_object(decode(data))


def as_object(value: object) -> dict[str, Any]:
    """Return the members of an object; nothing for null. Raises BrokenJson for any other value."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise BrokenJson(f"json: cannot read an object from {_name_of(value)}")


def member(members: Mapping[str, Any], name: str) -> Any:
    """Return the value of a key whatever its case, the last one where there are several; else None.

    Source: import semantics, section 8.5.
    """
    if len(members) < 2 and name in members:
        return members[name]
    folded, found = name.casefold(), None
    for key, value in members.items():
        if key == name or key.casefold() == folded:
            found = value
    return found


def text(value: object) -> str:
    """Return a string, empty for null. Raises BrokenJson for any other value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return well_formed(value)
    raise BrokenJson(f"json: cannot read a string from {_name_of(value)}")


def well_formed(value: str) -> str:
    """Return the text with U+FFFD for halves of surrogate pairs, which cannot be encoded."""
    if value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def quoted(value: str) -> str:
    """Put a text between double quotes, with escapes for what cannot be printed, as Go does."""
    return '"' + "".join(map(_escaped, value)) + '"'


_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
}  # fmt: skip


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if character.isprintable():
        return character
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fault(error: json.JSONDecodeError) -> str:
    rest = error.doc[error.pos :].lstrip(" \t\r\n")
    if not rest or _is_open_string(error.doc, error.pos):
        return "unexpected end of JSON input"
    return f"invalid character {quoted(rest[0])} at line {error.lineno}, column {error.colno}"


def _is_open_string(text: str, start: int) -> bool:
    """Whether a string begins there, where one may begin, and the text ends within it."""
    may_begin = text[:start].rstrip(" \t\r\n")[-1:] in ("", "{", "[", ",", ":")
    return may_begin and _OPEN_STRING.fullmatch(text, start) is not None


_OPEN_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*\\?', re.DOTALL)


def _name_of(value: object) -> str:
    kinds = {bool: "a boolean", str: "a string", list: "a list", dict: "an object"}
    return "null" if value is None else kinds.get(type(value), "a number")

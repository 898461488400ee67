"""From the text of a YAML scalar to a JSON value, as Kubernetes reads it.

Kubernetes turns YAML into JSON with sigs.k8s.io/yaml, which follows YAML 1.1: `yes` and `y` are
booleans, `012` is ten. Timestamps stay text there, and numbers in base 60 are unknown to it.
Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go and yaml.go.
"""

from __future__ import annotations

import json
import math
import re
import struct
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

# What the readers put for the tag of a scalar that has none: how it was written.
PLAIN, QUOTED, JSON_LITERAL = "?", "!", "json"
_YAML = "tag:yaml.org,2002:"

_WORDS: dict[str, bool | float | None] = {
    spelling: value
    for words, value in (
        ("y yes true on", True),
        ("n no false off", False),
        ("~ null", None),
    )
    for word in words.split()
    for spelling in (word, word.capitalize(), word.upper())
}
_WORDS[""] = None
_WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan)
for _sign, _value in (("", math.inf), ("+", math.inf), ("-", -math.inf)):
    _WORDS |= {_sign + spelling: _value for spelling in (".inf", ".Inf", ".INF")}

_NUMBER_BEGINS = frozenset("0123456789+-.")
_INTEGER = re.compile(
    r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))\Z", re.A
)
_FLOAT = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?\Z", re.ASCII)
_BASES = (16, 2, 8, 10)


class NoJson(Exception):
    """A scalar that no JSON value stands for; the text says why."""


def json_scalar(tag: str, text: str) -> Scalar:
    """The JSON value of a scalar with a tag. Raises NoJson."""
    if tag == PLAIN:
        value = plain(text)
    elif tag == JSON_LITERAL:
        value = json.loads(text, parse_int=_bounded_integer)
    elif tag.startswith(_YAML) and tag != _YAML + "str":
        value = _tagged(tag.removeprefix(_YAML), text)
    else:
        return text  # a tag of somebody's own says nothing to Kubernetes
    if isinstance(value, float) and not math.isfinite(value):
        raise NoJson(f"{text} is no number that JSON can write")
    return value


def plain(text: str) -> Scalar:
    """The value of a scalar without quotes and tag. Numbers that are whole become integers."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_BEGINS:
        return text
    digits = text if text[0] == "." else text.replace("_", "")
    match = _INTEGER.match(digits)
    if match and len(digits) < 40:
        value = _integer(match)
        if -(2**63) <= value < 2**64:
            return value
    if not _FLOAT.match(digits):
        return text
    number = float(digits)
    return _as_json_writes(number) if math.isfinite(number) else text


def _integer(match: re.Match[str]) -> int:
    sign, *digits = match.groups()
    value = next(int(text, base) for text, base in zip(digits, _BASES, strict=True) if text)
    return -value if sign == "-" else value


def _bounded_integer(text: str) -> int | float:
    """The integer; one beyond all formats as a float, for Python refuses to read long ones."""
    return int(text) if len(text) < 40 else float(text)


def _as_json_writes(number: float) -> int | float:
    """The number as it is read again: Go writes 1.0 as `1`, and from 1e21 on with an exponent."""
    return int(number) if number.is_integer() and abs(number) < 1e21 else number


_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),), "bool": (bool,), "int": (int,), "float": (int, float),
}  # fmt: skip


def _tagged(tag: str, text: str) -> Scalar:
    if tag == "binary":
        raise NoJson("JSON has no binary data: write the base64 text without !!binary")
    types = _TYPES.get(tag)
    if types is None:
        return text
    value = plain(text)
    if not isinstance(value, types) or (isinstance(value, bool) and tag != "bool"):
        raise NoJson(f'"{text}" cannot be read as !!{tag}')
    return value


def key_text(value: Scalar) -> str | None:
    """The name that a scalar is as a key, None for one that cannot be a key."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _short_float(value)


def _short_float(value: float) -> str:
    """A float as Go's FormatFloat(value, 'g', -1, 32): as few digits as single precision needs."""
    try:
        wanted = struct.pack("f", value)
    except OverflowError:
        return "+Inf" if value > 0 else "-Inf"
    needed = next(
        (digits for digits in range(9) if struct.pack("f", float(f"{value:.{digits}e}")) == wanted),
        9,
    )
    text = f"{value:.{needed}e}"
    exponent = int(text.partition("e")[2])
    return f"{value:.{max(needed - exponent, 0)}f}" if -4 <= exponent < 6 else text

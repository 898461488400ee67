"""From the text of a YAML scalar to a JSON value, as Kubernetes reads it.

Kubernetes turns YAML into JSON with sigs.k8s.io/yaml, which follows YAML 1.1: `yes` and `y` are
booleans, `012` is ten. Timestamps stay text there, and numbers in base 60 are unknown to it.
Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go and yaml.go; a table in the tests holds what kubectl
makes of each form.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from decimal import Decimal
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

# What a reader gives for the tag of a scalar that has none: how it was written.
PLAIN, QUOTED = "?", "!"
_YAML = "tag:yaml.org,2002:"

_WORDS: dict[str, bool | None] = {
    spelling: value
    for words, value in (("~ null", None), ("y yes true on", True), ("n no false off", False))
    for word in words.split()
    for spelling in (word, word.capitalize(), word.upper())
}
_WORDS[""] = None
_NO_NUMBERS = {".nan": math.nan, ".NaN": math.nan, ".NAN": math.nan} | {
    sign + spelling: value
    for sign, value in (("", math.inf), ("+", math.inf), ("-", -math.inf))
    for spelling in (".inf", ".Inf", ".INF")
}

_NUMBER_BEGINS = frozenset("0123456789+-.")
# At most 20 decimal digits: longer numbers have more than 64 bits.
_INTEGER = re.compile(
    r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]{0,19}))\Z"
)
_BASES = (16, 2, 8, 10)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


class NoJson(ValueError):
    """A scalar that no JSON value or no key stands for; the message says why."""


def json_value(tag: str, text: str) -> Scalar:
    """The JSON value of a scalar. Numbers that are whole are integers, as Go writes them.

    Raises NoJson.
    """
    value = _value(tag, text)
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        raise NoJson(f"{text} is no number that JSON can write")
    # Its shortest digits and zeros, as Go writes a number below 1e21 that is whole.
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < 1e21 else value


def key_name(tag: str, text: str) -> str:
    """The name that a scalar is as the key of an object. Raises NoJson for one that is none."""
    value = _value(tag, text)
    if isinstance(value, str):
        return value
    if value is None:
        raise NoJson("a key has to be text, not null")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _short_float(value)
    if value >= 2**63:
        raise NoJson(f"a key has to be text, not a number of 64 bits; quote {text}")
    return str(value)


def is_merge_key(tag: str, text: str) -> bool:
    """Whether a key merges the mapping of its value into that of its own."""
    return text == "<<" and tag in (PLAIN, _YAML + "merge")


def _value(tag: str, text: str) -> Scalar:
    """The value as Go has it between YAML and JSON: 1.0 is a float, infinity is a number."""
    if tag == PLAIN:
        return _plain(text)
    if tag.startswith(_YAML):
        return _tagged(tag.removeprefix(_YAML), text)
    return text  # quoted; a tag of somebody's own says nothing to Kubernetes


def _plain(text: str) -> Scalar:
    """The value of a scalar without quotes and tag."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_BEGINS:
        return text
    if text in _NO_NUMBERS:
        return _NO_NUMBERS[text]
    digits = text if text[0] == "." else text.replace("_", "")
    integer = _integer(digits)
    if integer is not None:
        return integer
    number = float(digits) if _FLOAT.match(digits) else math.inf
    return number if math.isfinite(number) else text


def _integer(digits: str) -> int | None:
    """The integer of 64 bits that the digits are; None for anything else."""
    match = _INTEGER.match(digits)
    if match is None:
        return None
    sign, *groups = match.groups()
    value = next(int(found, base) for found, base in zip(groups, _BASES, strict=True) if found)
    value = -value if sign == "-" else value
    # Without a sign Go reads unsigned integers too.
    return value if -(2**63) <= value < (2**63 if sign else 2**64) else None


_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),), "bool": (bool,), "int": (int,), "float": (int, float),
}  # fmt: skip


def _tagged(tag: str, text: str) -> Scalar:
    if tag == "binary":
        return _binary(text)
    types = _TYPES.get(tag)
    if types is None:
        return text
    value = _plain(text)
    if not isinstance(value, types) or (isinstance(value, bool) and tag != "bool"):
        raise NoJson(f'"{text}" cannot be read as !!{tag}')
    return float(value) if isinstance(value, int) and tag == "float" else value


def _binary(text: str) -> str:
    try:
        data = base64.b64decode(re.sub("[\r\n]", "", text), validate=True)
    except (binascii.Error, ValueError):
        raise NoJson(f'"{text}" is not base64, as !!binary has to be') from None
    return data.decode("utf-8", "replace")


def _short_float(value: float) -> str:
    """A float as Go's FormatFloat(value, 'g', -1, 32): as few digits as single precision needs."""
    value = _single(value)
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    digits = (n for n in range(8) if _single(float(f"{value:.{n}e}")) == value)
    needed = next(digits, 8)
    text = f"{value:.{needed}e}"
    exponent = int(text.partition("e")[2])
    return f"{value:.{max(needed - exponent, 0)}f}" if -4 <= exponent < 6 else text


def _single(value: float) -> float:
    """The nearest number of single precision."""
    single: float = struct.unpack("f", struct.pack("f", value))[0]
    return single

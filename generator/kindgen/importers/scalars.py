"""The JSON value of a YAML scalar, as Kubernetes reads it: YAML 1.1, without times and base 60.

The package has the same rules for its server, and the generator never imports the package: a table
in the tests holds both to what kubectl makes of each form.
"""

from __future__ import annotations

import base64
import math
import re
from decimal import Decimal
from typing import Any

Scalar = str | int | float | bool | None

TAG = "tag:yaml.org,2002:"
PLAIN, QUOTED = "?", "!"  # for the tag of a scalar that has none
_WORDS: dict[str, Scalar] = {
    spelling: value
    for words, value in (("~ null", None), ("y yes true on", True), ("n no false off", False))
    for word in words.split()
    for spelling in (word, word.capitalize(), word.upper())
}
_WORDS[""] = None
_NO_NUMBERS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

# At most 20 decimal digits: longer numbers have more than 64 bits.
_INTEGER = re.compile(
    r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]{0,19}))"
)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),), "bool": (bool,), "int": (int,), "float": (int, float),
}  # fmt: skip


def json_value(tag: str, text: str) -> Scalar:
    """Return the JSON value of a scalar. Raises ValueError where there is none."""
    if tag == PLAIN:
        value = _plain(text)
    elif tag == TAG + "binary":
        value = base64.b64decode(re.sub("[\r\n]", "", text), validate=True).decode(errors="replace")
    elif tag.removeprefix(TAG) in _TYPES and tag.startswith(TAG):
        value = _tagged(tag.removeprefix(TAG), text)
    else:
        value = text
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        raise ValueError(f"{text} is no number that JSON can write")
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < 1e21 else value


def _tagged(tag: str, text: str) -> Any:
    value = _plain(text)
    if not isinstance(value, _TYPES[tag]) or (isinstance(value, bool) and tag != "bool"):
        raise ValueError(f'"{text}" cannot be read as !!{tag}')
    return float(value) if isinstance(value, int) and tag == "float" else value


def _plain(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _NO_NUMBERS.fullmatch(text):
        return math.nan
    digits = text if text[0] == "." else text.replace("_", "")
    if match := _INTEGER.fullmatch(digits):
        sign, *groups = match.groups()
        bases = (16, 2, 8, 10)
        value = next(int(each, base) for each, base in zip(groups, bases, strict=True) if each)
        value = -value if sign == "-" else value
        if -(2**63) <= value < (2**63 if sign else 2**64):
            return value
    number = float(digits) if _FLOAT.fullmatch(digits) else math.inf
    return number if math.isfinite(number) else text

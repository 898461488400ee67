"""JSON of registries, read as the reference implementation reads it.

Keys match in any case, and each field has its type. Source: import semantics, section 8.5; the
rules are those of Go's encoding/json.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeAlias

import msgspec

from streamport.registry.jsontext import BrokenJson, decode

from .errors import BadJson
from .times import to_whole_seconds

# From a JSON value that is not null, and the place where it stands, to what we keep of it.
Read: TypeAlias = Callable[[Any, str], Any]

_decoder = msgspec.json.Decoder()
_INT64 = range(-(2**63), 2**63)


def read_json(data: bytes) -> Any:
    """Any JSON value. Raises BadJson for what is none.

    What is no UTF-8, and halves of surrogate pairs, become U+FFFD.
    """
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # once more, for the words and for what is read leniently
    try:
        return _without_surrogates(decode(data))
    except BrokenJson as fault:
        raise BadJson(str(fault)) from None


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value


class Fields:
    """The fields of a JSON object that matter, and how each is read."""

    def __init__(self, fields: Mapping[str, Read]) -> None:
        """`fields`: name on the wire -> how its value is read."""
        self.names = tuple(fields)
        self._known = {_folded(name): (name, read) for name, read in fields.items()}
        self._known |= {name: (name, read) for name, read in fields.items()}

    def read(self, value: Any, at: str = "") -> dict[str, Any]:
        """Name -> value of those fields that are there; what is null counts as not there.

        Keys match in any case, and the last of several spellings wins.
        Raises BadJson where a value is of another type.
        """
        if value is None:
            return {}
        if not isinstance(value, dict):
            wrong_type(value, "an object", at)
        found: dict[str, Any] = {}
        key: str
        for key, item in value.items():
            known = self._known.get(key) or self._known.get(_folded(key))
            if known is not None and item is not None:
                name, read = known
                found[name] = read(item, f"{at}.{name}" if at else name)
        return found


def _folded(key: str) -> str:
    # Two letters outside ASCII fold to ASCII ones: the Kelvin sign (lower() does it) and U+017F.
    return key.lower().replace("\u017f", "s")


def wrong_type(value: Any, expected: str, at: str) -> NoReturn:
    """Refuse a value of the wrong type."""
    names = {bool: "a boolean", str: "text", list: "a list", dict: "an object", type(None): "null"}
    place = f" at {at}" if at else ""
    raise BadJson(f"json: {names.get(type(value), 'a number')}{place} where {expected} should be")


# ------------------------------------------------------------------------------- kinds of values


def text(value: Any, at: str) -> str:
    """A string."""
    return value if isinstance(value, str) else wrong_type(value, "text", at)


def flag(value: Any, at: str) -> bool:
    """A boolean."""
    return value if isinstance(value, bool) else wrong_type(value, "a boolean", at)


def number(value: Any, at: str) -> int:
    """An integer of 64 bits, written without a fraction."""
    if isinstance(value, int) and not isinstance(value, bool) and value in _INT64:
        return value
    return wrong_type(value, "an integer of 64 bits", at)


def instant(value: Any, at: str) -> str | None:
    """A time in UTC and whole seconds; None for Go's zero. Raises BadContent for other texts."""
    return to_whole_seconds(text(value, at))


def texts(value: Any, at: str) -> list[str]:
    """A list of strings; null in it counts as empty text."""
    if not isinstance(value, list):
        wrong_type(value, "a list", at)
    return ["" if item is None else text(item, at) for item in value]


def text_map(value: Any, at: str) -> dict[str, str]:
    """An object of strings; null in it counts as empty text."""
    if not isinstance(value, dict):
        wrong_type(value, "an object", at)
    return {key: "" if item is None else text(item, at) for key, item in value.items()}


def name_set(value: Any, at: str) -> dict[str, dict[str, Any]]:
    """An object that is used as a set of its keys: the values are objects that say nothing."""
    if not isinstance(value, dict):
        wrong_type(value, "an object", at)
    for item in value.values():
        if item is not None and not isinstance(item, dict):
            wrong_type(item, "an object", at)
    return {key: {} for key in value}


def nested(fields: Fields) -> Read:
    """An object inside another one."""
    return fields.read


def list_of(fields: Fields) -> Read:
    """A list of objects."""

    def read(value: Any, at: str) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            wrong_type(value, "a list", at)
        return [fields.read(item, at) for item in value]

    return read

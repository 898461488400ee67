"""JSON of registries, read into structs as the reference implementation reads it.

Keys match in any case, what is not known is passed over, and null counts as absent. Source: import
semantics, section 8.5; the rules are those of Go's encoding/json.

Nearly all documents spell all keys as they should, and are read in one go. The others are read
once more, slowly.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct, structs

from streamport.registry.json_text import BrokenJson, decode, well_formed

from .errors import BadJson

_Read = TypeVar("_Read", bound=Struct)
# From a JSON value to the same with keys as they should be spelled.
_Respell: TypeAlias = Callable[[Any], Any]


class RegistryStruct(Struct, rename="camel", gc=False, forbid_unknown_fields=True):
    """Base of what is read. All fields have defaults; those that are not kept are `Passed`."""


# A field that is known and whose value does not matter. With it, reading stays on the fast way.
Passed: TypeAlias = msgspec.Raw | None


class Reader(Generic[_Read]):
    """Reads documents of one type."""

    def __init__(self, document: type[_Read]) -> None:
        self._type = document
        self._decode = msgspec.json.Decoder(document | None).decode
        self._respell = _respelling(document)

    def read(self, data: bytes) -> _Read:
        """Read a document; an empty one for null. Raises BadJson.

        Bytes that are not UTF-8, and halves of surrogate pairs, become U+FFFD.
        """
        try:
            return self._decode(data) or self._type()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self._read_slowly(data)

    def _read_slowly(self, data: bytes) -> _Read:
        try:
            value = _all_well_formed(decode(data))
            if value is not None and not isinstance(value, dict):
                raise BrokenJson("json: this is no object")
            return msgspec.convert(self._respell(value or {}), self._type)
        except RecursionError:
            raise BadJson("json: exceeded max depth") from None
        except BrokenJson as fault:
            raise BadJson(str(fault)) from None
        except msgspec.ValidationError as fault:
            raise BadJson(f"json: {fault}") from None


def _all_well_formed(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_all_well_formed(item) for item in value]
    if isinstance(value, dict):
        return {well_formed(key): _all_well_formed(item) for key, item in value.items()}
    return value


def _folded(key: str) -> str:
    # Two letters outside ASCII fold to ASCII ones: the Kelvin sign (lower() does it) and U+017F.
    return key.lower().replace("\u017f", "s")


def _respelling(kind: Any) -> _Respell:
    """Return the function that respells values of a type: structs, and lists of them."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _respelling_struct(kind)
    if get_origin(kind) is list:
        return _respelling_list(_respelling(get_args(kind)[0]))
    if get_origin(kind) is types.UnionType:
        inner = [part for part in get_args(kind) if part is not types.NoneType]
        return _respelling(inner[0]) if len(inner) == 1 else _as_it_is
    return _as_it_is


def _respelling_struct(kind: type[Struct]) -> _Respell:
    hints = get_type_hints(kind)
    known = {
        _folded(field.encode_name): (field.encode_name, _respelling(hints[field.name]))
        for field in structs.fields(kind)
        if hints[field.name] != Passed
    }

    def respell(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        found: dict[str, Any] = {}
        for key, item in value.items():
            name, inner = known.get(_folded(key), ("", _as_it_is))
            if name and item is not None:
                found[name] = inner(item)
        return found

    return respell


def _respelling_list(inner: _Respell) -> _Respell:
    def respell(value: Any) -> Any:
        return [inner(item) for item in value] if isinstance(value, list) else value

    return respell


def _as_it_is(value: Any) -> Any:
    return value

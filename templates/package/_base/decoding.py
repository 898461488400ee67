"""From JSON to models: one decoder for each type, and what msgspec does not do by itself."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec
from msgspec import inspect

from .kinds import is_list, is_object
from .kubernetes import Model

_Type = TypeVar("_Type")


class Decoder(Generic[_Type]):
    """Reads JSON as one type.

    As for Go, nulls in the lists and maps of Kubernetes' models are empty values of the type that
    belongs there. They are rare: they are looked for where msgspec refuses a document.
    """

    def __init__(self, type_: type[_Type]) -> None:
        self.type = type_
        self._decode = msgspec.json.Decoder(type_).decode

    def decode(self, data: bytes | str) -> _Type:
        """Read a document. Raises msgspec.DecodeError, and of these ValidationError for types."""
        try:
            return self._decode(data)
        except msgspec.ValidationError:
            try:
                value = msgspec.json.decode(data)
            except msgspec.DecodeError:
                value = None  # a number that no double holds: the first error names its place
            if value is None:
                raise
            value = _with_empty_values(value, inspect.type_info(self.type))
            return self._decode(msgspec.json.encode(value))
        except UnicodeDecodeError as error:
            raise msgspec.DecodeError(f"JSON is malformed: {error}") from None

    def convert(self, document: Any) -> _Type:
        """Read a document that is no JSON text any more. Raises msgspec.ValidationError."""
        try:
            return msgspec.convert(document, self.type)
        except msgspec.ValidationError:
            return self.decode(msgspec.json.encode(document))


_decoders: dict[Any, Decoder[Any]] = {}


def decoder_of(type_: type[_Type]) -> Decoder[_Type]:
    """Return the one decoder of a type."""
    found = _decoders.get(type_)
    if found is None:
        found = _decoders[type_] = Decoder(type_)
    return found


def refuse_another_kind(kind: object, wanted: str, call: str, known: dict[str, str]) -> None:
    """Raise msgspec.ValidationError where a document says that it is of another kind.

    known: the source of the type that reads it, by kind.
    """
    if kind in (None, "", wanted) or not isinstance(kind, str):
        return
    words = f"the document is of kind {kind!r}, not {wanted!r}"
    cure = f": {call}, {known[kind]})" if kind in known else ""
    raise msgspec.ValidationError(words + cure)


# The empty value of each type, to be read as one.
_EMPTY: dict[type[inspect.Type], Any] = {
    inspect.StrType: "",
    inspect.BoolType: False,
    inspect.IntType: 0,
    inspect.FloatType: 0,
    inspect.ListType: [],
    inspect.DictType: {},
    inspect.StructType: {},
}


def _with_empty_values(value: Any, form: inspect.Type, is_in_model: bool = False) -> Any:
    """Return the value with empty values in the place of nulls in lists and maps of models."""
    if isinstance(form, inspect.UnionType):
        form = next(each for each in form.types if not isinstance(each, inspect.NoneType))
    if isinstance(form, inspect.StructType) and is_object(value):
        if issubclass(form.cls, Model):
            forms = {field.encode_name: field.type for field in form.fields}
            return {
                name: _with_empty_values(item, forms[name], True) if name in forms else item
                for name, item in value.items()
            }
    elif isinstance(form, inspect.ListType) and is_list(value):
        return [_element(item, form.item_type, is_in_model) for item in value]
    elif isinstance(form, inspect.DictType) and is_object(value):
        return {key: _element(item, form.value_type, is_in_model) for key, item in value.items()}
    return value


def _element(item: Any, form: inspect.Type, is_in_model: bool) -> Any:
    if item is None and is_in_model:
        form = form.types[0] if isinstance(form, inspect.UnionType) else form
        return _EMPTY.get(type(form))
    return _with_empty_values(item, form, is_in_model)

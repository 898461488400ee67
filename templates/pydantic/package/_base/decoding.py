"""From JSON to models and back: one reader for each type, and what pydantic leaves to others."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from .kinds import is_list, is_object
from .model import Model

_Type = TypeVar("_Type")


class Decoder(Generic[_Type]):
    """Reads JSON as one type."""

    def __init__(self, type_: type[_Type]) -> None:
        self._adapter: TypeAdapter[_Type] = TypeAdapter(type_)

    def decode(self, data: bytes | str) -> _Type:
        """Read a document. Raises pydantic.ValidationError, which is a ValueError."""
        return self._adapter.validate_json(data)

    def convert(self, document: Any) -> _Type:
        """Read a document that is no JSON text any more. Raises ValueError."""
        # As a text: a list is a tuple where JSON is meant, and 1 is no date.
        return self._adapter.validate_json(to_json(document))


_decoders: dict[Any, Decoder[Any]] = {}


def decoder_of(type_: type[_Type]) -> Decoder[_Type]:
    """Return the one decoder of a type."""
    found = _decoders.get(type_)
    if found is None:
        found = _decoders[type_] = Decoder(type_)
    return found


def encoded(value: Any) -> bytes:
    """The JSON of a model, or of a value that has models in it."""
    return to_json(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return document_of_model(value)
    if is_object(value):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if is_list(value) else value


def document_of_model(model: Model) -> dict[str, Any]:
    """The JSON document that a model stands for."""
    return model._document()  # pyright: ignore[reportPrivateUsage]


def kind_of(data: bytes | str) -> object:
    """What a document says it is; None where it is no JSON, or no object."""
    try:
        document = from_json(data)
    except ValueError:
        return None  # whoever reads it will tell
    return document.get("kind") if is_object(document) else None


def refuse_another_kind(kind: object, wanted: str, call: str, known: dict[str, str]) -> None:
    """Raise ValueError where a document says that it is of another kind.

    known: the source of the type that reads it, by kind.
    """
    if kind in (None, "", wanted) or not isinstance(kind, str):
        return
    words = f"the document is of kind {kind!r}, not {wanted!r}"
    cure = f": {call}, {known[kind]})" if kind in known else ""
    raise ValueError(words + cure)

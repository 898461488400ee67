"""How objects are written in protobuf: from `x-field-number` to messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ir import messages as types
from ..ir.messages import Message, MessageField
from ..schema import pointers
from ..schema.document import Document

NUMBER = "x-field-number"
_SCALARS = {
    ("string", "byte"): types.BYTES,
    ("string", "date-time"): types.TIME,
    ("integer", "int32"): types.INT32,
}
_OTHERS = {
    "string": types.TEXT,
    "integer": types.INT64,
    "number": types.DOUBLE,
    "boolean": types.BOOL,
}


def build_messages(document: Document) -> tuple[Message, ...]:
    """Make the messages of the definitions that have fields with numbers."""
    return tuple(message for place in document.definitions() for message in _of(document, place))


def numbers_of(document: Document, place: str) -> dict[str, int]:
    """Return the number of each field of an object that has one, by wire name."""
    said = {
        name: document.keywords(pointers.join(place, "properties", name)).get(NUMBER)
        for name in document.keywords(place).get("properties", {})
    }
    return {name: number for name, number in said.items() if number is not None}


def _of(document: Document, place: str) -> Iterator[Message]:
    numbers = sorted(numbers_of(document, place).items(), key=lambda item: item[1])
    fields = tuple(
        _field(document, pointers.join(place, "properties", name), name, number)
        for name, number in numbers
    )
    name = document.name_of(place)
    if fields and name is not None:
        yield Message(name, fields)


def has_form(document: Document, place: str) -> bool:
    """Whether a field can be written in protobuf as its schema has it."""
    field = _field(document, place, "", 0)
    return bool(field.type) and field.container in types.CONTAINERS


def _field(document: Document, place: str, name: str, number: int) -> MessageField:
    end = document.at_end(place)
    container = ""
    for _ in range(2):  # a list, a map, or a map of lists
        key, mark = ("items", "[]") if "items" in document.keywords(end) else _MAP
        if _is_free(document, end) or key not in document.keywords(end):
            break
        container, end = container + mark, document.at_end(pointers.join(end, key))
    return MessageField(name, number, _type(document, end), container)


_MAP = ("additionalProperties", "{}")


def _type(document: Document, end: str) -> str:
    """Name the type of a value; nothing for one that has no form in protobuf."""
    schema: dict[str, Any] = document.keywords(end)
    if _is_free(document, end):
        return types.JSON
    if "properties" in schema:
        return document.name_of(end) or ""
    kind, form = schema.get("type"), schema.get("format")
    return _SCALARS.get((str(kind), str(form))) or _OTHERS.get(str(kind), "")


def _is_free(document: Document, end: str) -> bool:
    return bool(document.keywords(end).get("x-kubernetes-preserve-unknown-fields"))

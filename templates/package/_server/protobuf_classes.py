"""Classes of protobuf's messages, made from the numbers of fields.

Names do not matter on the wire, and a map is a list of pairs there: so it is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Its types are in a distribution of their own, which not everybody who checks types has.
from google.protobuf import (  # type: ignore[import-untyped, unused-ignore]
    descriptor_pb2,
    descriptor_pool,
    message_factory,
)

from .message_forms import Fields

PLAIN = frozenset({"string", "bytes", "bool", "int32", "int64", "double"})
_FIELD = descriptor_pb2.FieldDescriptorProto


def message_classes(objects: Mapping[str, Fields]) -> dict[str, Any]:
    """The class of each message, with `f1` for the field of number 1."""
    file = descriptor_pb2.FileDescriptorProto(name="objects", package="objects", syntax="proto2")
    names = dict.fromkeys(objects)
    for fields in objects.values():
        names |= dict.fromkeys(type_ for _, type_, _ in fields.values() if type_ not in PLAIN)
    places = {name: f"M{index}" for index, name in enumerate(names)}
    for name, place in places.items():
        made = file.message_type.add(name=place)
        for number, type_, container in objects.get(name, {}).values():
            _add(made, number, type_, container, places)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"objects.{place}"))
        for name, place in places.items()
    }


def _add(made: Any, number: int, type_: str, container: str, places: dict[str, str]) -> None:
    """Add a field to a message, and the pairs of a map beside it."""
    field = made.field.add(name=f"f{number}", number=number)
    field.label = _FIELD.LABEL_REPEATED if container else _FIELD.LABEL_OPTIONAL
    if container.startswith("{}"):
        pair = made.nested_type.add(name=f"Pair{number}")
        _add(pair, 1, "string", "", places)
        if container == "{}":
            _add(pair, 2, type_, "", places)
        else:
            _add(pair.nested_type.add(name="Items"), 1, type_, "[]", places)
            pair.field.add(
                name="f2",
                number=2,
                label=_FIELD.LABEL_OPTIONAL,
                type=_FIELD.TYPE_MESSAGE,
                type_name=f".objects.{made.name}.{pair.name}.Items",
            )
        field.type, field.type_name = _FIELD.TYPE_MESSAGE, f".objects.{made.name}.{pair.name}"
    elif type_ in PLAIN:
        # Text is decoded by who reads: the library gives out what is no UTF-8 as well.
        field.type = _FIELD.Type.Value(f"TYPE_{type_.upper().replace('STRING', 'BYTES')}")
    else:
        field.type, field.type_name = _FIELD.TYPE_MESSAGE, f".objects.{places[type_]}"

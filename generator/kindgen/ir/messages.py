"""How objects are written in protobuf, by the numbers of their fields."""

from __future__ import annotations

from dataclasses import dataclass

# Types of fields that are no messages; of all others the type is the name of a message.
TEXT, BYTES, BOOL, INT32, INT64, DOUBLE = "string", "bytes", "bool", "int32", "int64", "double"
TIME, JSON = "time", "json"  # messages that Kubernetes has for an instant and for any JSON


# What may hold values: nothing, a list, a map, a map of lists.
CONTAINERS = ("", "[]", "{}", "{}[]")


@dataclass(frozen=True, slots=True)
class MessageField:
    """A field that has a number."""

    wire_name: str
    number: int
    type: str  # one of the above, or the name of a message
    container: str  # one of CONTAINERS, once the schema is checked


@dataclass(frozen=True, slots=True)
class Message:
    """An object some of whose fields have numbers."""

    name: str  # that of the definition
    fields: tuple[MessageField, ...]  # by their numbers

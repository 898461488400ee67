"""Says which keywords hold schemas, and when an object is a class: once for the whole generator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import pointers

Schema = dict[str, Any] | bool

# Keywords whose value is a schema, a list of schemas, a map of them.
ONE_SCHEMA = (
    "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else",
    "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
SCHEMA_LISTS = ("prefixItems", "allOf", "anyOf", "oneOf")
SCHEMA_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")


def subschemas(schema: Schema, pointer: str) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas directly inside a schema, with their pointers, `$defs` included."""
    if not isinstance(schema, dict):
        return
    for key in ONE_SCHEMA:
        if key in schema:
            yield pointers.join(pointer, key), schema[key]
    for key in SCHEMA_LISTS:
        for index, item in enumerate(schema.get(key, ())):
            yield pointers.join(pointer, key, index), item
    for key in SCHEMA_MAPS:
        for name, item in schema.get(key, {}).items():
            yield pointers.join(pointer, key, name), item


def lists_all_fields(schema: dict[str, Any]) -> bool:
    """Whether a field that an object does not list is unknown to its schema."""
    return (
        "properties" in schema
        and not schema.get("x-kubernetes-preserve-unknown-fields")
        and "patternProperties" not in schema
        and schema.get("additionalProperties", False) is False
    )


def is_class(schema: Any) -> bool:
    """Whether the schema is an object with fields, all of them listed."""
    return (
        isinstance(schema, dict)
        and schema.get("type", "object") == "object"
        and bool(schema.get("properties"))
        and lists_all_fields(schema)
    )

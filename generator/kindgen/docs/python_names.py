"""What fields are called in Python: the class, the attribute, and its type as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..ir.models import INT32, INT64, INTEGER, JSON_OBJECT, Definition, Library, ModelField, Reading
from ..python import naming

_OWN_TYPES = {INT32: "int", INT64: "int", INTEGER: "int", JSON_OBJECT: "dict[str, Any]"}
_TYPES = {
    "array": "list[Any]", "boolean": "bool", "integer": "int", "null": "None", "number": "float",
    "object": "dict[str, Any]", "string": "str",
}  # fmt: skip

_ABSENT = {
    Library.MSGSPEC: {Reading.NONE: " | None", Reading.EXACTLY: " | None | UnsetType"},
    Library.PYDANTIC: {Reading.NONE: " | None", Reading.EXACTLY: " | None"},
}


@dataclass(frozen=True)
class PythonNames:
    """The classes of a package, found by places of the schema."""

    definitions: tuple[Definition, ...]
    model_library: Library = Library.MSGSPEC

    def attribute(self, field: ModelField) -> str:
        """Return the name of a field in its class."""
        if self.model_library is Library.PYDANTIC:
            return naming.name_in_pydantic(field.python_name)
        return field.python_name

    def annotation(self, field: ModelField) -> str:
        """Write the type of a field as a reader of the class sees it."""
        text = type_text(field.shape)
        absent = _ABSENT[self.model_library].get(field.reading, "")
        return text if text == "Any" else text + absent

    @cached_property
    def by_class(self) -> Mapping[str, Definition]:
        """Return the definitions by their names in Python."""
        return {item.class_name: item for item in self.definitions}

    @cached_property
    def by_pointer(self) -> Mapping[str, Definition]:
        """Return the definitions by their places in the schema."""
        return {item.pointer: item for item in reversed(self.definitions)}

    @cached_property
    def fields(self) -> Mapping[str, tuple[str, ModelField]]:
        """Return the first class that has a field, and the field, by the field's place."""
        return {
            field.pointer: (item.class_name, field)
            for item in reversed(self.definitions)
            for field in item.fields
        }


def type_text(shape: Mapping[str, Any]) -> str:
    """Write a bare type as Python has it."""
    if "$ref" in shape:
        name: str = shape["$ref"]
        return _OWN_TYPES.get(name, name)
    if "anyOf" in shape:
        return " | ".join(dict.fromkeys(map(type_text, shape["anyOf"])))
    if "prefixItems" in shape:
        return f"tuple[{', '.join(map(type_text, shape['prefixItems']))}]"
    if "items" in shape:
        return f"list[{type_text(shape['items'])}]"
    if "additionalProperties" in shape:
        return f"dict[str, {type_text(shape['additionalProperties'])}]"
    if "choices" in shape:
        return "str"  # the page lists the texts
    return _TYPES.get(shape.get("type", ""), "Any")

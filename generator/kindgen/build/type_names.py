"""Makes the type of a place in words, as the documented tree writes it."""

from __future__ import annotations

from ..ir.remarks import TypeName
from ..schema import pointers
from ..schema.document import Document

_MOST_STEPS = 50  # to the name of a type


def type_name(document: Document, pointer: str) -> TypeName:
    """Return the type of the place: that of a definition is its name."""
    containers: list[str] = []
    for _ in range(_MOST_STEPS):
        schema = document.keywords(pointer)
        if "$ref" in schema:
            pointer = document.targets[pointer]
            if name := document.name_of(pointer):
                return TypeName(tuple(containers), name, None)
            continue
        kind = schema.get("type", "any")
        if isinstance(kind, list):
            kind = "|".join(kind)
        if kind == "array" and "items" in schema:
            containers.append("array")
            pointer = pointers.join(pointer, "items")
        elif kind == "object" and "additionalProperties" in schema and "properties" not in schema:
            containers.append("map")
            pointer = pointers.join(pointer, "additionalProperties")
        elif kind == "array":
            return TypeName((*containers, "array"), "any", None)
        else:
            return TypeName(tuple(containers), str(kind), schema.get("format"))
    return TypeName(tuple(containers), "…", None)  # most likely a list of itself

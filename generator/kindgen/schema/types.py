"""The type of a place in words, as the documented tree writes it."""

from __future__ import annotations

from . import pointers
from .resolve import Document

_MOST_STEPS = 50  # to the name of a type


def type_name(document: Document, pointer: str) -> str:
    """The type as the documented tree writes it: `string:date-time`, `array<TagEvent>`."""
    around: list[str] = []
    for _ in range(_MOST_STEPS):
        schema = document.keywords(pointer)
        if "$ref" in schema:
            pointer = document.targets[pointer]
            if name := document.name_of(pointer):
                return _inside(around, name)
            continue
        kind = schema.get("type", "any")
        if isinstance(kind, list):
            kind = "|".join(kind)
        if kind == "array" and "items" in schema:
            around.append("array")
            pointer = pointers.join(pointer, "items")
        elif kind == "object" and "additionalProperties" in schema and "properties" not in schema:
            around.append("map")
            pointer = pointers.join(pointer, "additionalProperties")
        elif kind == "array":
            return _inside(around, "array<any>")
        else:
            form = schema.get("format")
            return _inside(around, str(kind) if form is None else f"{kind}:{form}")
    return _inside(around, "…")  # most likely a list of itself


def _inside(around: list[str], name: str) -> str:
    return "".join(f"{kind}<" for kind in around) + name + ">" * len(around)

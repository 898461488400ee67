"""How objects are put together, as far as patches, owners of fields and writing need to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ir.shapes import Part, Shape
from ..schema import pointers
from ..schema.document import Document


def build_shapes(document: Document, kinds: tuple[str, ...]) -> tuple[Shape, ...]:
    """Make the shapes of the objects of the kinds, each with its fields that have parts.

    Names are those of definitions; an object in place has the name of its pointer.
    """
    waiting = [pointers.join("/$defs", kind) for kind in kinds]
    waiting = [
        "" if document.name_of("") == kind else place
        for kind, place in zip(kinds, waiting, strict=True)
    ]
    shapes: dict[str, Shape] = {}
    while waiting:
        pointer = document.at_end(waiting.pop(0))
        name = _name(document, pointer)
        if name in shapes or "properties" not in document.keywords(pointer):
            continue
        parts: list[Part] = []
        for part, below in _parts(document, pointer):
            parts.append(part)
            waiting += [below] if below is not None else []
        atomic = document.keywords(pointer).get("x-kubernetes-map-type") == "atomic"
        written = dict(_said(document, pointer, "x-written-when-empty"))
        kept = dict(_said(document, pointer, "x-kept-when-empty"))
        is_free = bool(document.keywords(pointer).get("x-kubernetes-preserve-unknown-fields"))
        shapes[name] = Shape(name, atomic, tuple(parts), written, tuple(kept), is_free)
    return tuple(shapes.values())


def leaves_out_empty(document: Document) -> bool:
    """Whether servers leave out fields that were set to an empty value."""
    return bool(document.keywords().get("x-empty-values") == "left-out")


def _said(document: Document, pointer: str, keyword: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an object that have a keyword, with its value."""
    for wire_name in document.keywords(pointer)["properties"]:
        said = document.keywords(pointers.join(pointer, "properties", wire_name))
        if keyword in said:
            yield wire_name, said[keyword]


def _name(document: Document, pointer: str) -> str:
    return document.name_of(pointer) or pointer


def _parts(document: Document, pointer: str) -> Iterator[tuple[Part, str | None]]:
    """Yield the fields of an object that have parts, and the pointer of each part's own schema."""
    for wire_name in document.keywords(pointer)["properties"]:
        place = pointers.join(pointer, "properties", wire_name)
        said: dict[str, Any] = document.keywords(place)
        end = document.at_end(place)
        schema = document.keywords(end)
        container = ""
        if "properties" not in schema:
            for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
                if isinstance(schema.get(key), dict):
                    container, end = mark, document.at_end(pointers.join(end, key))
        below = end if "properties" in document.keywords(end) else None
        merge_key = said.get("x-kubernetes-patch-merge-key") if container == "[]" else None
        keys = tuple(said.get("x-kubernetes-list-map-keys", ())) or (
            (merge_key,) if merge_key else ()
        )
        is_set = container == "[]" and said.get("x-kubernetes-list-type") == "set"
        if container or below is not None:
            name = None if below is None else _name(document, below)
            fields = document.keywords(end).get("properties", {})
            absent = {
                key: fields[key]["default"]
                for key in keys
                if isinstance(fields.get(key), dict) and "default" in fields[key]
            }
            part = Part(wire_name, container, name, keys, merge_key is not None, is_set, absent)
            yield part, below

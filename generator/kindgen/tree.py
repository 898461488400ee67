"""The fields of the root as an indented tree, one line a field: name, tab, type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import pointers
from .build import type_name
from .resolve import Document, Schema

_SUFFIXES = {"array": "[]", "map": "{}"}


def tree(document: Document, everything: bool = False) -> Iterator[str]:
    """The lines of the tree, in the order of the schema.

    Without `everything`, fields that came later (`x-availability: since`) are left out; with it,
    each line ends with the releases that have the field.
    """
    yield from _members(document, document.root, "", everything, ())


def availability(schema: Schema) -> str:
    """The releases that have a field, in words."""
    said: dict[str, str] = schema.get("x-availability", {}) if isinstance(schema, dict) else {}
    return ", ".join(f"{key} {release}" for key, release in said.items()) or "every release"


def _members(
    document: Document, schema: Schema, indent: str, everything: bool, inside: tuple[int, ...]
) -> Iterator[str]:
    schema = document.follow(schema)
    if not isinstance(schema, dict):
        return
    for name, field in schema.get("properties", {}).items():
        said: dict[str, Any] = field if isinstance(field, dict) else {}
        if not everything and "since" in said.get("x-availability", {}):
            continue
        text = type_name(document, field)
        suffix = _SUFFIXES.get(text.partition("<")[0], "")
        yield _line(indent + name + suffix, text, availability(field) if everything else "")
        yield from _below(document, field, indent + "  ", everything, inside)


def _below(
    document: Document, field: Schema, indent: str, everything: bool, inside: tuple[int, ...]
) -> Iterator[str]:
    schema = document.follow(field)
    if not isinstance(schema, dict):
        return
    element = schema.get("items", schema.get("additionalProperties", True))
    if "properties" not in schema and isinstance(element, dict):
        below = document.follow(element)
        if not (isinstance(below, dict) and "properties" in below):
            yield _line(f"{indent}[string]", type_name(document, element), "")
            return
        schema = below
    if id(schema) in inside:
        yield _line(f"{indent}…", "as above", "")
        return
    yield from _members(document, schema, indent, everything, (*inside, id(schema)))


def _line(name: str, text: str, releases: str) -> str:
    line = f"{pointers.shown_name(name)}\t{text}"
    return f"{line}\t{releases}" if releases else line

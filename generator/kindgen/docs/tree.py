"""The fields of the root as an indented tree, one line a field: name, tab, type."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema import pointers
from ..schema.resolve import Document
from ..schema.types import type_name

_SUFFIXES = {"array": "[]", "map": "{}"}


def tree(document: Document, everything: bool = False) -> Iterator[str]:
    """The lines of the tree, in the order of the schema.

    Without `everything`, fields that came later (`x-availability: since`) are left out; with it,
    each line ends with the releases that have the field.
    """
    yield from _members(document, document.at_end(""), "", everything, ())


def availability(document: Document, pointer: str) -> str:
    """The releases that have a field, in words."""
    said: dict[str, str] = document.keywords(pointer).get("x-availability", {})
    return ", ".join(f"{key} {release}" for key, release in said.items()) or "every release"


def _members(
    document: Document, pointer: str, indent: str, everything: bool, inside: tuple[str, ...]
) -> Iterator[str]:
    """The lines below an object; `inside` are the objects around it."""
    if pointer in inside:
        yield f"{indent}…\tas above"
        return
    for name in document.keywords(pointer).get("properties", {}):
        place = pointers.join(pointer, "properties", name)
        if not everything and "since" in document.keywords(place).get("x-availability", {}):
            continue
        text = type_name(document, place)
        suffix = _SUFFIXES.get(text.partition("<")[0], "")
        known = pointers.shown_name(availability(document, place))
        releases = f"\t{known}" if everything else ""
        yield f"{indent}{pointers.shown_name(name)}{suffix}\t{pointers.shown_name(text)}{releases}"
        yield from _below(
            document, document.at_end(place), indent + "  ", everything, (*inside, pointer)
        )


def _below(
    document: Document, pointer: str, indent: str, everything: bool, inside: tuple[str, ...]
) -> Iterator[str]:
    """The lines below a field: members of an object, of a list's items or of a map's values."""
    schema = document.keywords(pointer)
    if "properties" in schema:
        yield from _members(document, pointer, indent, everything, inside)
        return
    for key in ("items", "additionalProperties"):
        place = pointers.join(pointer, key)
        if not isinstance(schema.get(key), dict):
            continue
        if "properties" in document.keywords(document.at_end(place)):
            yield from _members(document, document.at_end(place), indent, everything, inside)
        else:
            yield f"{indent}[string]\t{pointers.shown_name(type_name(document, place))}"

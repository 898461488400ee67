"""By which field the elements of lists are told apart: what a strategic merge patch needs to know.

What leads to no list that has such a key is left out.
"""

from __future__ import annotations

from typing import Any

from . import pointers
from .ir import MergeKeys
from .resolve import Document


def build_merge_keys(document: Document) -> MergeKeys:
    """Definition, and of each of its fields: the definition below it, and the merge key or None."""
    fields: dict[str, list[tuple[str, str, str | None]]] = {}
    above: dict[str, list[str]] = {}
    for pointer in document.schemas:
        if "properties" in document.keywords(pointer):
            fields[pointer] = list(_fields(document, pointer))
            for _, below, _ in fields[pointer]:
                above.setdefault(below, []).append(pointer)
    leading: set[str] = set()
    waiting = [pointer for pointer, found in fields.items() if any(key for _, _, key in found)]
    while waiting:  # up from those that have such a list
        pointer = waiting.pop()
        if pointer not in leading:
            leading.add(pointer)
            waiting += above.get(pointer, ())
    return tuple(
        (
            _name(document, pointer),
            tuple(
                (field, _name(document, below), key)
                for field, below, key in fields[pointer]
                if key is not None or below in leading
            ),
        )
        for pointer in sorted(leading)
    )


def _fields(document: Document, pointer: str) -> Any:
    """Each field that holds an object or a list of objects."""
    for name in document.keywords(pointer)["properties"]:
        place = _end(document, pointers.join(pointer, "properties", name))
        said = document.keywords(place)
        key = _key(document.keywords(pointers.join(pointer, "properties", name)) | said)
        if "items" in said:
            place = _end(document, pointers.join(place, "items"))
        yield name, place, key


def _end(document: Document, pointer: str) -> str:
    """The schema behind references, also behind one that stands alone in an allOf."""
    pointer = document.at_end(pointer)
    said = document.keywords(pointer)
    if len(said.get("allOf", ())) == 1 and "type" not in said:
        return document.at_end(pointers.join(pointer, "allOf", 0))
    return pointer


def _key(said: dict[str, Any]) -> str | None:
    """The merge key of a list; a map by one key has it too."""
    if said.get("type") != "array":
        return None
    key: str | None = said.get("x-kubernetes-patch-merge-key")
    listed = said.get("x-kubernetes-list-map-keys", ())
    if key is None and len(listed) == 1:
        return str(listed[0])
    return key


def _name(document: Document, pointer: str) -> str:
    return document.name_of(pointer) or pointer

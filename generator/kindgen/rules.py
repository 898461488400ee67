"""The rules of a document: where they stand, and which field each path of theirs means."""

from __future__ import annotations

from typing import Any

from . import pointers
from .resolve import Document

Rule = dict[str, Any]


class PathError(Exception):
    """A path of a rule that the schema has no field for."""


def rules_at(document: Document, pointer: str) -> list[Rule]:
    """The rules that the object at the pointer states."""
    rules: list[Rule] = document.keywords(pointer).get("x-rules", [])
    return rules


def reported_fields(rules: list[Rule]) -> frozenset[str]:
    """The required fields whose absence the rules report themselves."""
    names: set[str] = set()
    for rule in rules:
        names.update(rule.get("reports-missing", ()))
        names |= reported_fields(rule.get("first", []) + rule.get("rules", []))
    return frozenset(names)


def follow_path(document: Document, pointer: str, path: str) -> str:
    """The pointer of the schema that a path of a rule leads to; `[]` and `{}` enter elements.

    Raises PathError.
    """
    place = document.at_end(pointer)
    for token in path.split(".") if path else ():
        name = token.removesuffix("[]").removesuffix("{}")
        place = _child(document, place, "properties", name)
        if token.endswith("[]"):
            place = _child(document, place, "items")
        elif token.endswith("{}"):
            place = _child(document, place, "additionalProperties")
    return place


def _child(document: Document, pointer: str, *tokens: str) -> str:
    place = pointers.join(pointer, *tokens)
    if place not in document.schemas:
        raise PathError(tokens[-1])
    return document.at_end(place)

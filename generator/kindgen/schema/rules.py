"""The rules of a document: where they stand, and which field each path of theirs means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import pointers
from .resolve import Document

StatedRule = dict[str, Any]  # as the schema has it; its facts are those of `ir.rules`


class PathError(Exception):
    """A path of a rule that the schema has no field for, and the fields that it has there."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = list(known)


def rules_at(document: Document, pointer: str) -> list[StatedRule]:
    """Return the rules that the object at the pointer states."""
    rules: list[StatedRule] = document.keywords(pointer).get("x-rules", [])
    return rules


def reported_fields(rules: list[StatedRule]) -> frozenset[str]:
    """Return the required fields whose absence the rules report themselves."""
    names: set[str] = set()
    for rule in rules:
        names.update(rule.get("reports-missing", ()))
        names |= reported_fields(rule.get("first", []) + rule.get("rules", []))
    return frozenset(names)


def follow_path(document: Document, pointer: str, path: str) -> str:
    """Follow a path of a rule to the pointer of its schema; `[]` and `{}` enter elements.

    Raises PathError.
    """
    place = document.at_end(pointer)
    for token in path.split(".") if path else ():
        name = token.removesuffix("[]").removesuffix("{}")
        known = document.keywords(place).get("properties", {})
        if name not in known:
            raise PathError(name, known)
        place = document.at_end(pointers.join(place, "properties", name))
        for mark, key in (("[]", "items"), ("{}", "additionalProperties")):
            if token.endswith(mark):
                if key not in document.keywords(place):
                    raise PathError(token, known)
                place = document.at_end(pointers.join(place, key))
    return place

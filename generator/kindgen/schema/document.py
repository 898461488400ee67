"""A schema file as a graph: every place in it that holds a schema, and where each `$ref` leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from . import pointers
from .keywords import Schema


@dataclass(frozen=True, slots=True)
class Document:
    """A checked schema document.

    `schemas` maps the pointer of every schema in it to that schema, `targets` the pointer of every
    schema with a `$ref` to the one that it refers to. `is_package` tells whether it is in our
    dialect: null is then allowed for every field, and standard formats are checked.
    """

    name: str
    root: Schema
    schemas: dict[str, Schema]
    targets: dict[str, str]
    is_package: bool
    _ends: dict[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)

    @property
    def is_of_kubernetes(self) -> bool:
        """Whether the package is of kinds that servers of Kubernetes read, which are Go."""
        return self.is_package and "x-kubernetes-resources" in self.keywords()

    def keywords(self, pointer: str = "") -> dict[str, Any]:
        """Return what the schema at the pointer says; nothing for `true` and `false`."""
        schema = self.schemas[pointer]
        return schema if isinstance(schema, dict) else {}

    def definitions(self) -> list[str]:
        """Return the pointers of the root and of each definition, in their order."""
        return ["", *(pointers.join("/$defs", name) for name in self.keywords().get("$defs", {}))]

    def at_end(self, pointer: str) -> str:
        """Return the pointer at the end of a chain of `$ref`s."""
        passed: dict[str, None] = {}
        while (
            pointer not in self._ends and pointer not in passed and "$ref" in self.keywords(pointer)
        ):
            passed[pointer] = None
            pointer = self.targets[pointer]
        end = self._ends.get(pointer, pointer)
        self._ends.update(dict.fromkeys(passed, end))
        return end

    def name_of(self, pointer: str) -> str | None:
        """Name the definition at this very pointer: a key of `$defs`, or the title of the root."""
        if pointer == "":
            return str(self.keywords().get("title") or "Document")
        tokens = pointers.split(pointer)
        return tokens[1] if len(tokens) == 2 and tokens[0] == "$defs" else None

"""From schemas to the source of two functions each: one that tells whether a value fits, and one
that finds everything that does not.

Standard keywords only; rules are `rulecode`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..python.naming import snake_case
from ..python.source import literal
from ..schema import pointers
from ..schema.resolve import Document
from .contents import Function
from .finds import FindWriter
from .tests import TestWriter

_LONGEST_NAME = 200


@dataclass(slots=True)
class Structure:
    """Writes the functions of every schema of a document that needs its own."""

    document: Document
    formats: frozenset[str]  # formats that are checked; the others are annotations
    reported_by_rules: dict[str, frozenset[str]]  # pointer -> required fields that rules report
    names: dict[str, str] = field(default_factory=dict[str, str])
    patterns: dict[str, str] = field(default_factory=dict[str, str])
    values: dict[str, str] = field(default_factory=dict[str, str])
    _waiting: list[str] = field(default_factory=list[str])
    _taken: set[str] = field(default_factory=set[str])
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    def functions(self) -> list[tuple[str, Function, Function]]:
        """Pointer, test and find of each schema, definitions first and in their order."""
        for pointer in self.document.definitions():
            self.name_of(pointer)
        done: list[tuple[str, Function, Function]] = []
        while self._waiting:
            pointer = self._waiting.pop(0)
            name, schema = self.names[pointer], self.document.schemas[pointer]
            place = self.document.name_of(pointer) or pointers.to_fragment(pointer)
            test = TestWriter(self).body(schema, pointer)
            find = FindWriter(self).body(schema, pointer)
            done.append(
                (
                    pointer,
                    Function(f"_is_{name}", place, (*test, "return True")),
                    Function(f"_find_in_{name}", place, tuple(find or ["return"])),
                )
            )
        return done

    def name_of(self, pointer: str) -> str:
        """The name that the functions of a schema share; asking for it has them written."""
        if pointer not in self.names:
            tokens = [self.document.name_of(pointer) or pointer.replace("/$defs/", "", 1)]
            base = snake_case("_".join(tokens))[:_LONGEST_NAME].strip("_") or "root"
            name = base
            while name in self._taken:
                self._counts[base] = self._counts.get(base, 1) + 1
                name = f"{base}_{self._counts[base]}"
            self._taken.add(name)
            self.names[pointer] = name
            self._waiting.append(pointer)
        return self.names[pointer]

    def pattern(self, expression: str) -> str:
        """The name of the constant that holds the compiled pattern's search."""
        return self.patterns.setdefault(expression, f"_PATTERN_{len(self.patterns) + 1}")

    def constant(self, value: Any) -> str:
        """The name of the constant that holds a value too long to stand in a line of code."""
        return self.values.setdefault(literal(value), f"_VALUES_{len(self.values) + 1}")

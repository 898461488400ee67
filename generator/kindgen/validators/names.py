"""Names of the functions and constants of a validator module, each given once.

Asking for the name of a value's functions has them written.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..ir.values import Value, Values
from ..python.naming import snake_case
from ..python.source import literal
from ..schema import pointers

_LONGEST = 200
_OF_NAMES = ("$defs", "properties", "patternProperties", "dependentSchemas")
_OF_LISTS = ("prefixItems", "allOf", "anyOf", "oneOf")
# What is said of a keyword that holds one schema or a list of them.
_WORDS = {
    "items": "item", "additionalProperties": "entry", "contains": "contained",
    "propertyNames": "key", "prefixItems": "item", "if": "condition",
}  # fmt: skip


@dataclass(slots=True)
class Names:
    """The names of one module."""

    values: Values
    patterns: dict[str, str] = field(default_factory=dict[str, str])
    constants: dict[str, str] = field(default_factory=dict[str, str])  # by their source
    _labels: dict[str, str] = field(default_factory=dict[str, str])  # by pointer
    _waiting: deque[Value] = field(default_factory=deque[Value])
    _taken: set[str] = field(default_factory=set[str])
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    def label(self, value: Value) -> str:
        """What the functions of a value are called after their verb."""
        if value.pointer not in self._labels:
            base = snake_case(value.name or spoken(value.pointer))[:_LONGEST].strip("_")
            self._labels[value.pointer] = self.free(base or "root")
            self._waiting.append(value)
        return self._labels[value.pointer]

    def free(self, base: str) -> str:
        """The name, or with a number behind it where it is taken."""
        name = base
        while name in self._taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            name = f"{base}_{self._counts[base]}"
        self._taken.add(name)
        return name

    def waiting(self) -> Iterator[Value]:
        """The values whose functions are still to be written, those found meanwhile too."""
        while self._waiting:
            yield self._waiting.popleft()

    def pattern(self, expression: str) -> str:
        """The constant that holds the search of a compiled pattern."""
        return self.patterns.setdefault(expression, f"_PATTERN_{len(self.patterns) + 1}")

    def constant(self, value: Any) -> str:
        """The constant that holds a value too long to stand in a line of code."""
        return self.constants.setdefault(literal(value), f"_VALUES_{len(self.constants) + 1}")


def spoken(pointer: str) -> str:
    """The place of a schema in words: `Secret data entry` for an element of that map."""
    words: list[str] = []
    tokens = iter(pointers.split(pointer))
    for keyword in tokens:
        if keyword in _OF_NAMES:
            words += [re.sub(r"\W+", "_", next(tokens, ""))]
        elif keyword in _OF_LISTS:
            words += [_WORDS.get(keyword, keyword), next(tokens, "")]
        else:
            words.append(_WORDS.get(keyword, keyword))
    return "_".join(words)

"""Remarks of a place of the schema for its readers. No value is refused for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type in words, as the documented tree writes it: `string:date-time`, `array<TagEvent>`."""

    containers: tuple[str, ...]  # "array" or "map", the outer one first
    name: str  # of a definition, or of a type of JSON
    format: str | None

    def __str__(self) -> str:
        inner = self.name if self.format is None else f"{self.name}:{self.format}"
        return "".join(f"{kind}<" for kind in self.containers) + inner + ">" * len(self.containers)


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks of one place."""

    doc: str = ""
    since: str | None = None  # the first release that has it
    until: str | None = None  # the last one
    known_values: tuple[str, ...] = ()  # of a set that may grow
    examples: tuple[Any, ...] = ()
    is_deprecated: bool = False
    is_read_only: bool = False
    keeps_unknown_fields: bool = False
    is_int_or_string: bool = False

    @property
    def availability(self) -> str:
        """Say in words which releases have the place."""
        marks = (("since", self.since), ("until", self.until))
        said = [f"{word} {release}" for word, release in marks if release]
        return ", ".join(said) or "every release"


NO_REMARKS = Remarks()

"""How objects are written in protobuf, as the server stub is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

DELETE_OPTIONS = "DeleteOptions"  # what a deletion is told, of which no schema knows

# Number; a type of protobuf, `time`, `json` or another object; "", "[]", "{}" or "{}[]".
MessageField: TypeAlias = tuple[int, str, str]
Fields: TypeAlias = Mapping[str, MessageField]


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """The fields of each object that have numbers; others are read in JSON and YAML alone."""

    objects: Mapping[str, Fields] = field(default_factory=dict[str, Fields])

    def has(self, kind: str) -> bool:
        """Whether bodies of the kind may be in protobuf."""
        return kind in self.objects or kind == DELETE_OPTIONS

    def fields(self, kind: str) -> Fields:
        """The fields of an object; none of one that is not known."""
        return self.objects.get(kind, {})

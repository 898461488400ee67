"""Defaults: values that absent fields stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Default:
    """A value that is filled in where a field is absent or null."""

    value: Any
    replaced: tuple[Any, ...]  # further values in whose place it is put


@dataclass(frozen=True, slots=True)
class DerivedDefault:
    """A value that is made of a part of another field's text."""

    path: tuple[str, ...]  # of that field, from the object that holds the default
    format: str  # of that text
    part: str  # "tag"
    into: str  # the field of the new object that gets the part

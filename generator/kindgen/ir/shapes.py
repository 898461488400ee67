"""How objects are put together, as far as patches, owners of fields and writing need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A field that has parts: an object, a list or a map."""

    wire_name: str
    container: str  # "[]", "{}", or "" for an object
    shape: str | None  # of the object, or of the elements
    keys: tuple[str, ...]  # fields that tell elements of a list apart
    is_merged: bool  # a strategic merge patch finds elements by the first key
    is_set: bool  # elements are values, each once
    absent: dict[str, Any]  # key -> its default, of the keys that have one


@dataclass(frozen=True, slots=True)
class Shape:
    """An object as patches and servers that write it see it."""

    name: str
    is_atomic: bool
    parts: tuple[Part, ...]
    written: dict[str, Any]  # field -> what servers write where it is absent or null
    kept: tuple[str, ...]  # fields whose empty values servers write too
    is_free: bool  # whether it may have any fields, which nobody knows

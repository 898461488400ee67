"""The fields that a document may have, and what may be below each: for what tells unknown ones.

`Below` says where to look further inside a value: nowhere (None), into an object by its name, or
into the parts of an array or a map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ListBelow:
    """An array: what is below its first elements, and below the others."""

    each: Below
    first: tuple[Below, ...] = ()


@dataclass(frozen=True, slots=True)
class MapBelow:
    """An object with any fields: what is below those that are listed or like a pattern, others."""

    others: Below
    listed: tuple[tuple[str, Below], ...] = ()
    patterns: tuple[tuple[str, Below], ...] = ()
    knows_others: bool = True  # otherwise others are unknown


@dataclass(frozen=True, slots=True)
class EitherBelow:
    """What is an array or an object."""

    options: tuple[Below, ...]


@dataclass(frozen=True, slots=True)
class TagBelow:
    """One of several objects: the text of a field tells which."""

    field: str
    options: tuple[tuple[str, Below], ...]


Below: TypeAlias = str | ListBelow | MapBelow | EitherBelow | TagBelow | None


@dataclass(frozen=True, slots=True)
class KnownFields:
    """All that is known of one document."""

    # By a name the fields of an object, beside which others are unknown; or what leads to itself.
    objects: Mapping[str, Mapping[str, Below] | Below]
    kinds: Mapping[str, Below]  # what is below a document of each kind

"""The classes of a package: definitions and their fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

# Names under which datamodel-code-generator is told of our own types.
INT32, INT64, INTEGER = "KindgenInt32", "KindgenInt64", "KindgenInteger"
JSON_OBJECT = "KindgenJsonObject"


class Absence(Enum):
    """How a package reads what is not there (`x-absence` of its schema)."""

    EXACT = "exact"  # absent is UNSET, null is None
    KUBERNETES = "kubernetes"  # absent, null and empty are the same


class Library(StrEnum):
    """What the classes of models are made with (`--models`, `x-models` of a schema)."""

    MSGSPEC = "msgspec"
    PYDANTIC = "pydantic"


class Reading(Enum):
    """What a field reads as where it is absent or null."""

    EXACTLY = "exactly"  # absent is UNSET, null is None
    NONE = "none"
    UNSENT = "unsent"  # None too, but a server always sends it, and so the type has no None
    LIST = "list"  # an empty list
    MAP = "map"  # an empty map


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a class."""

    wire_name: str  # "from"
    python_name: str  # "from_"
    explicit_name: str | None  # wire name to state in the class, where msgspec would derive another
    type_name: str  # "string:date-time", as the documented tree writes it
    # The bare type, for datamodel-code-generator. A set of texts has `choices`, and `is_open` where
    # newer servers may send others.
    shape: dict[str, Any]
    doc: str
    pointer: str  # "/$defs/ImageImportSpec/properties/from"
    required_on_write: bool  # a request needs it
    required_on_read: bool  # a server always sends it
    nullable: bool  # null may stand for an absent field
    reading: Reading
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Tag:
    """The field that tells a class from others that may stand in its place."""

    wire_name: str
    python_name: str
    text: str  # its one value
    doc: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition: a class where it has fields of its own, else an alias of another type."""

    name: str  # key in $defs, or the title of the root
    class_name: str
    doc: str
    pointer: str
    fields: tuple[ModelField, ...]
    shape: dict[str, Any] | None  # of an alias; None for a class
    tag: Tag | None = None
    other_kinds: tuple[str, ...] = ()  # types of JSON that a value may have instead of a class

    @property
    def is_class(self) -> bool:
        return self.shape is None

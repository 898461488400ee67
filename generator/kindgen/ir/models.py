"""The classes of a package: definitions and their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Names under which datamodel-code-generator is told of our own types.
INT32, INT64, INTEGER = "KindgenInt32", "KindgenInt64", "KindgenInteger"
JSON_OBJECT = "KindgenJsonObject"


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a class."""

    wire_name: str  # "from"
    python_name: str  # "from_"
    explicit_name: str | None  # wire name to state in the class, where msgspec would derive another
    type_name: str  # "string:date-time", as the documented tree writes it
    shape: dict[str, Any]  # the bare type, for datamodel-code-generator
    doc: str
    pointer: str  # "/$defs/ImageImportSpec/properties/from"
    required_on_write: bool  # a request needs it
    required_on_read: bool  # a server always sends it
    nullable: bool  # null may stand for an absent field
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

"""The intermediate representation: everything a template needs, already decided.

Frozen values; templates loop over them and compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .resolve import Document
from .structure import Function


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object."""

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
class Definition:
    """One definition: a class where it has fields of its own, else an alias of another type."""

    name: str  # key in $defs, or the title of the root
    class_name: str
    doc: str
    pointer: str
    fields: tuple[Field, ...]
    shape: dict[str, Any] | None  # of an alias; None for a class

    @property
    def is_class(self) -> bool:
        return self.shape is None


@dataclass(frozen=True, slots=True)
class Kind:
    """A definition as the validators know it: the names of its functions."""

    name: str
    test: str
    find: str
    rules: str | None


@dataclass(frozen=True, slots=True)
class Validators:
    """The content of a validator module."""

    default_kind: str
    kinds: tuple[Kind, ...]
    tests: tuple[Function, ...]
    finds: tuple[Function, ...]
    rules: tuple[Function, ...]
    patterns: tuple[tuple[str, str], ...]  # constant, expression for re.compile
    values: tuple[tuple[str, str], ...]  # constant, source
    known_fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # see `unknown.py`
    imports: tuple[str, ...]  # lines


@dataclass(frozen=True, slots=True)
class Defaults:
    """The content of the defaults module."""

    default_kind: str
    functions: tuple[Function, ...]
    kinds: tuple[tuple[str, str | None], ...]  # definition, function or None where nothing defaults
    imports: tuple[str, ...]  # lines


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, before any text is made of it."""

    name: str
    version: str
    title: str
    doc: str
    document: Document
    definitions: tuple[Definition, ...]
    validators: Validators
    defaults: Defaults

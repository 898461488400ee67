"""Demands on values: each schema of the document as typed facts.

A `Value` says what one place of the schema demands of a value. Places inside it are values too;
what `$ref` leads to is named by its pointer and found in `Values`, since it may lead back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .defaults import Default, DerivedDefault
from .known import KnownFields
from .remarks import NO_REMARKS, Remarks, TypeName
from .rules import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The demands of one place on a value. All that are stated must hold; none allow anything."""

    pointer: str  # "/$defs/ImageImportSpec/properties/from"
    name: str | None  # of the definition that this is: "ImageImportSpec"
    type_name: TypeName
    asserts: frozenset[str]  # keywords here that restrict the value
    is_forbidden: bool = False  # the schema `false`
    is_anything: bool = False  # the schema `true`
    refers_to: str | None = None  # pointer of the value that it must be as well
    types: tuple[str, ...] = ()  # of JSON; none stands for any
    format: str | None = None
    checked_format: str | None = None  # by whose rules; None where the format is a remark
    choices: tuple[Any, ...] | None = None  # the only values (`enum`)
    constant: tuple[Any] | None = None  # the one and only value (`const`)
    text: Text | None = None
    number: Number | None = None
    elements: Elements | None = None
    fields: Fields | None = None
    all_of: tuple[Value, ...] = ()
    any_of: tuple[Value, ...] | None = None
    one_of: tuple[Value, ...] | None = None
    excluded: Value | None = None  # what it must not be (`not`)
    condition: Condition | None = None
    unevaluated_fields: Value | None = None  # fields that nothing else here says anything of
    unevaluated_items: Value | None = None  # elements, in the same way
    rules: tuple[Rule, ...] = ()
    default: Default | None = None
    derived_default: DerivedDefault | None = None
    remarks: Remarks = NO_REMARKS

    @property
    def is_format_checked(self) -> bool:
        """Whether the format restricts the value."""
        return self.checked_format is not None

    @property
    def allows_all(self) -> bool:
        """Whether nothing is demanded."""
        return not self.asserts and not self.is_forbidden

    @property
    def is_boolean(self) -> bool:
        """Whether the schema is `true` or `false`, which say nothing more."""
        return self.is_anything or self.is_forbidden

    @property
    def lists_fields(self) -> bool:
        """Whether it is an object of which fields are known."""
        return "properties" in self.asserts

    @property
    def listed(self) -> tuple[Field, ...]:
        """Return the fields that are known."""
        return self.fields.listed if self.fields else ()

    @property
    def steps(self) -> tuple[tuple[str, Value], ...]:
        """Return each step that paths take to elements, `[]` or `{}`, and what those must be."""
        inside = (
            ("[]", self.elements.each if self.elements else None),
            ("{}", self.fields.others if self.fields else None),
        )
        return tuple((step, value) for step, value in inside if value is not None)

    @property
    def is_reference(self) -> bool:
        """Whether the place only refers to another one."""
        return self.asserts == {"$ref"}

    def is_only(self, kind: str, *keywords: str) -> bool:
        """Whether the type is stated, and besides it at most these keywords."""
        return self.types == (kind,) and self.asserts <= {"type", *keywords}


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Demands on a string, if the value is one; lengths in characters."""

    min_length: int | None
    max_length: int | None
    pattern: str | None  # ECMA 262
    needs_max_length: bool  # the pattern may be searched for in short texts only
    longest_searched: int | None = None  # texts beyond that pass the pattern


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """Demands on a number, if the value is one."""

    minimum: float | None
    exclusive_minimum: float | None
    maximum: float | None
    exclusive_maximum: float | None
    multiple_of: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """Demands on an array, if the value is one."""

    least: int | None
    most: int | None
    are_unique: bool
    first: tuple[Value, ...]  # by position (`prefixItems`)
    each: Value | None  # those after the first ones
    contained: Contained | None
    keys: tuple[str, ...]  # the fields that tell elements apart
    last_wins: bool  # rules see only the last element of each key

    @property
    def key(self) -> str | None:
        """Name the field that tells elements apart in paths."""
        return self.keys[0] if self.keys else None


@dataclass(frozen=True, slots=True, eq=False)
class Contained:
    """How many elements of an array must be as described."""

    value: Value
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """Demands on an object, if the value is one."""

    least: int | None
    most: int | None
    required: tuple[str, ...]  # without those whose absence a rule reports
    needed_beside: tuple[tuple[str, tuple[str, ...]], ...]  # a field, and those it needs
    demanded_beside: tuple[tuple[str, Value], ...]  # a field, and what the object must be then
    listed: tuple[Field, ...]
    patterns: tuple[tuple[str, Value], ...]  # fields by a pattern of their names
    others: Value | None  # fields that neither are listed nor have such a name
    names: Value | None
    are_all_listed: bool  # another field is unknown to the schema

    @property
    def by_name(self) -> dict[str, Field]:
        """Return the listed fields by their names."""
        return {field.name: field for field in self.listed}


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One listed field of an object."""

    name: str  # on the wire: "from"
    value: Value
    is_required: bool
    is_nullable: bool  # null stands for an absent field
    is_always_sent: bool  # by servers


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A demand on values that are as described, and one on all others."""

    test: Value
    then: Value | None
    otherwise: Value | None


@dataclass(frozen=True, slots=True)
class Values:
    """Every value of a document."""

    by_pointer: Mapping[str, Value]
    definitions: tuple[Value, ...]  # the root, then each definition in its order
    known: KnownFields
    fills_nulls: bool  # whether nulls in lists and maps are read as empty values, as Go reads them

    @property
    def open_kinds(self) -> tuple[str, ...]:
        """Name the definitions whose values may be something else than an object.

        Of a schema that is not Kubernetes' any JSON value may be looked at.
        """
        return tuple(
            value.name or ""
            for value in self.definitions
            if not (self.fills_nulls and self.at_end(value).types == ("object",))
        )

    def at_end(self, value: Value) -> Value:
        """Return the value at the end of a chain of references."""
        while value.refers_to is not None:
            value = self.by_pointer[value.refers_to]
        return value

    def find(self, pointer: str) -> Value:
        """Return the value at a pointer, at the end of a chain of references."""
        return self.at_end(self.by_pointer[pointer])

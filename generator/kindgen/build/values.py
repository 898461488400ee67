"""Makes the facts of `ir.values` from the schemas of a document.

Children are made before the places that hold them, without recursion: schemas may be nested deeply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..ir.defaults import Default, DerivedDefault
from ..ir.models import Absence
from ..ir.remarks import Remarks
from ..ir.values import (
    Condition,
    Contained,
    Elements,
    Field,
    Fields,
    Number,
    Text,
    Value,
    Values,
)
from ..schema import formats, pointers
from ..schema.document import Document
from ..schema.keywords import lists_all_fields
from ..schema.patterns import needs_length
from ..schema.rules import reported_fields, rules_at
from .known import known_fields
from .models import absence_of
from .rules import build_rules
from .type_names import type_name

_TEXT = ("minLength", "maxLength", "pattern")
_NUMBER = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")
_ELEMENTS = ("minItems", "maxItems", "uniqueItems", "prefixItems", "items", "contains")
_FIELDS = (
    "minProperties", "maxProperties", "required", "dependentRequired", "dependentSchemas",
    "properties", "patternProperties", "additionalProperties", "propertyNames",
)  # fmt: skip
# Keywords that say something about a value; the others are remarks.
_ASSERTIONS = frozenset(
    [
        *_TEXT, *_NUMBER, *_ELEMENTS, *_FIELDS, "$ref", "type", "format", "enum", "const",
        "minContains", "maxContains", "x-kubernetes-list-map-keys", "allOf", "anyOf", "oneOf",
        "not", "if", "unevaluatedProperties", "unevaluatedItems",
    ]
)  # fmt: skip


def build_values(document: Document) -> Values:
    """Make every value of the document, by its pointer."""
    maker = _Maker(document, _checked_formats(document))
    for pointer in reversed(document.schemas):  # what lies inside a schema stands after it
        maker.made[pointer] = maker.value(pointer)
    by_pointer = {pointer: maker.made[pointer] for pointer in document.schemas}
    definitions = tuple(by_pointer[place] for place in document.definitions())
    fills_nulls = absence_of(document) is Absence.KUBERNETES
    known = known_fields(document)
    return Values(by_pointer, definitions, known, fills_nulls)


def _checked_formats(document: Document) -> dict[str, str]:
    """Map the formats that are checked to the ones by which; the others are annotations."""
    own = {name: name for name in formats.OWN_FORMATS}
    if document.is_of_kubernetes:
        return own | {name: name for name in formats.KUBERNETES_FORMATS}
    # JSON Schema 2020-12, section 7.2.1: without a word on it, a format is an annotation.
    names_the_standard = "json-schema.org/draft/" in str(document.keywords().get("$schema", ""))
    if names_the_standard and not document.is_package:
        return own
    standard = {name: name for name in formats.STANDARD_FORMATS}
    return own | standard | {"date-time": formats.RFC3339_TIME}


@dataclass(slots=True)
class _Maker:
    document: Document
    checked_formats: dict[str, str]  # by which format each is checked
    made: dict[str, Value] = field(default_factory=dict[str, Value])

    def value(self, pointer: str) -> Value:
        schema = self.document.schemas[pointer]
        name = self.document.name_of(pointer)
        words = type_name(self.document, pointer)
        if not isinstance(schema, dict):
            return Value(pointer, name, words, frozenset(), schema is False, schema is True)
        types = schema.get("type", ())
        form = schema.get("format")
        return Value(
            pointer=pointer,
            name=name,
            type_name=words,
            asserts=_ASSERTIONS & schema.keys(),
            refers_to=self.document.targets[pointer] if "$ref" in schema else None,
            types=(types,) if isinstance(types, str) else tuple(types),
            format=form,
            checked_format=self.checked_formats.get(form) if isinstance(form, str) else None,
            choices=tuple(schema["enum"]) if "enum" in schema else None,
            constant=(schema["const"],) if "const" in schema else None,
            text=_text(schema),
            number=_number(schema),
            elements=self.elements(schema, pointer),
            fields=self.fields(schema, pointer),
            all_of=self.options(schema, pointer, "allOf") or (),
            any_of=self.options(schema, pointer, "anyOf"),
            one_of=self.options(schema, pointer, "oneOf"),
            excluded=self.child(schema, pointer, "not"),
            condition=self.condition(schema, pointer),
            unevaluated_fields=self.child(schema, pointer, "unevaluatedProperties"),
            unevaluated_items=self.child(schema, pointer, "unevaluatedItems"),
            rules=build_rules(self.document, pointer),
            default=_default(schema),
            derived_default=_derived_default(schema),
            remarks=_remarks(schema),
        )

    def child(self, schema: dict[str, Any], pointer: str, key: str) -> Value | None:
        return self.made[pointers.join(pointer, key)] if key in schema else None

    def options(
        self, schema: dict[str, Any], pointer: str, key: str
    ) -> tuple[Value, ...] | None:
        if key not in schema:
            return None
        return tuple(
            self.made[pointers.join(pointer, key, index)] for index in range(len(schema[key]))
        )

    def named(
        self, schema: dict[str, Any], pointer: str, key: str
    ) -> Iterator[tuple[str, Value]]:
        """Yield the values of a keyword that holds a map of schemas."""
        for name in schema.get(key, ()):
            yield name, self.made[pointers.join(pointer, key, name)]

    def condition(self, schema: dict[str, Any], pointer: str) -> Condition | None:
        test = self.child(schema, pointer, "if")
        if test is None:
            return None
        then, otherwise = (self.child(schema, pointer, key) for key in ("then", "else"))
        return Condition(test, then, otherwise)

    def elements(self, schema: dict[str, Any], pointer: str) -> Elements | None:
        if not any(key in schema for key in _ELEMENTS):
            return None
        contained = self.child(schema, pointer, "contains")
        return Elements(
            least=_count(schema.get("minItems")),
            most=_count(schema.get("maxItems")),
            are_unique=bool(schema.get("uniqueItems")),
            first=self.options(schema, pointer, "prefixItems") or (),
            each=self.child(schema, pointer, "items"),
            contained=None
            if contained is None
            else Contained(
                contained,
                int(schema.get("minContains", 1)),
                _count(schema.get("maxContains")),
            ),
            keys=tuple(schema.get("x-kubernetes-list-map-keys", ())),
            last_wins=schema.get("x-list-duplicates") == "last-wins",
        )

    def fields(self, schema: dict[str, Any], pointer: str) -> Fields | None:
        if not any(key in schema for key in _FIELDS):
            return None
        reported = reported_fields(rules_at(self.document, pointer))
        required = schema.get("required", [])
        return Fields(
            least=_count(schema.get("minProperties")),
            most=_count(schema.get("maxProperties")),
            required=tuple(name for name in required if name not in reported),
            needed_beside=tuple(
                (name, tuple(needed))
                for name, needed in schema.get("dependentRequired", {}).items()
            ),
            demanded_beside=tuple(self.named(schema, pointer, "dependentSchemas")),
            listed=tuple(self.listed(schema, pointer, frozenset(required) - reported)),
            patterns=tuple(self.named(schema, pointer, "patternProperties")),
            others=self.child(schema, pointer, "additionalProperties"),
            names=self.child(schema, pointer, "propertyNames"),
            are_all_listed=lists_all_fields(schema),
        )

    def listed(
        self, schema: dict[str, Any], pointer: str, demanded: frozenset[str]
    ) -> Iterator[Field]:
        required = frozenset(schema.get("required", ()))
        sent = frozenset(schema.get("x-required-on-read", ()))
        for name, value in self.named(schema, pointer, "properties"):
            yield Field(
                name=name,
                value=value,
                is_required=name in required,
                is_nullable=self.document.is_package and name not in demanded,
                is_always_sent=name in sent,
            )


def _text(schema: dict[str, Any]) -> Text | None:
    if not any(key in schema for key in _TEXT):
        return None
    pattern = schema.get("pattern")
    longest = _count(schema.get("maxLength"))
    needs = pattern is not None and longest is not None and needs_length(pattern)
    searched = _count(schema.get("x-pattern-longest"))
    return Text(_count(schema.get("minLength")), longest, pattern, needs, searched)


def _number(schema: dict[str, Any]) -> Number | None:
    if not any(key in schema for key in _NUMBER):
        return None
    return Number(*(schema.get(key) for key in _NUMBER))


def _default(schema: dict[str, Any]) -> Default | None:
    if "default" not in schema:
        return None
    return Default(schema["default"], tuple(schema.get("x-default-replaces", ())))


def _derived_default(schema: dict[str, Any]) -> DerivedDefault | None:
    rule = schema.get("x-default-from")
    if rule is None:
        return None
    return DerivedDefault(
        tuple(rule["field"].split(".")), rule["format"], rule["part"], rule["into"]
    )


def _remarks(schema: dict[str, Any]) -> Remarks:
    availability = schema.get("x-availability", {})
    return Remarks(
        doc=schema.get("description", ""),
        since=availability.get("since"),
        until=availability.get("until"),
        known_values=tuple(schema.get("x-known-values", ())),
        examples=tuple(schema.get("examples", ())),
        is_deprecated=schema.get("deprecated") is True,
        is_read_only=schema.get("readOnly") is True,
        keeps_unknown_fields=schema.get("x-kubernetes-preserve-unknown-fields") is True,
        is_int_or_string=schema.get("x-kubernetes-int-or-string") is True,
    )


def _count(number: float | None) -> int | None:
    """Return a count, which JSON may write as 2.0."""
    return None if number is None else int(number)

"""The objects that the reference page shows, each stated once: a schema may refer to itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..ir.remarks import NO_REMARKS
from ..ir.values import Field, Value, Values
from ..schema import pointers
from .facts import demands, ownership
from .python_names import PythonNames

Row = dict[str, Any]
_STEPS = frozenset({"items", "additionalProperties"})
_CHOICES = frozenset({"anyOf", "oneOf"})
# Keywords that say what a value holds; beside a `$ref` they make it an object of its own.
_CONTENT = _STEPS | _CHOICES | {"properties", "patternProperties", "prefixItems", "allOf"}


@dataclass(slots=True)
class Objects:
    """The objects that kinds lead to, by number: a name, a description and rows.

    A row is a field or has no name of its own (`unnamed`): an element of a list or a map (`step`),
    one of several choices. Where its value holds more, `into` is the number of that object, and
    `element` the step before it. `python` is the type of the attribute, which is called as the
    field unless `attribute` says otherwise, in the class of the object unless `of` does.
    """

    values: Values
    names: PythonNames
    _numbers: dict[Value, int] = field(default_factory=dict[Value, int])
    _asked: list[Value] = field(default_factory=list[Value])

    def number_of(self, value: Value) -> int:
        """Return the number of an object; asking for it has it listed."""
        if value not in self._numbers:
            self._numbers[value] = len(self._asked)
            self._asked.append(value)
        return self._numbers[value]

    @property
    def places(self) -> list[str]:
        """Return the pointers of all objects, by their numbers."""
        return [value.pointer for value in self._asked]

    def content(self, value: Value) -> Value:
        """Follow `$ref`s that have nothing beside them to where the content is stated."""
        while value.refers_to is not None and not value.asserts & _CONTENT:
            value = self.values.by_pointer[value.refers_to]
        return value

    def all(self) -> list[Row]:
        """List every object that was asked for, and those they lead to, by their numbers."""
        listed: list[Row] = []
        for value in self._asked:  # it grows meanwhile
            found = {(row["name"], row.get("step")): row for row in reversed([*self._rows(value)])}
            rows = list(reversed(found.values()))
            own = self.names.by_pointer.get(value.pointer)
            owner = own.class_name if own and own.is_class else None
            owner = owner or next((row["of"] for row in rows if "of" in row), None)
            for row in rows:
                if row.get("of") == owner:
                    row.pop("of", None)
            listed.append(
                _without_nothing(
                    **{"name": value.name, "doc": value.remarks.doc, "class": owner, "rows": rows}
                )
            )
        return listed

    def _rows(self, value: Value) -> Iterator[Row]:
        for item in value.listed:
            yield self._row(item.value, item.name, item)
        for name, inner in value.fields.patterns if value.fields else ():
            yield self._row(inner, f"/{name}/")
        for index, inner in enumerate(value.elements.first if value.elements else ()):
            yield self._row(inner, f"[{index}]")
        for step, inner in value.steps:
            if not inner.is_boolean:
                kind = replace(inner.type_name, format=None)
                yield {**self._row(inner, f"[{kind}]"), "step": step}
        for inner in value.all_of:
            yield from self._rows(inner)
        for word, choices in (("any of", value.any_of), ("one of", value.one_of)):
            for number, inner in enumerate(choices or (), 1):
                yield self._row(inner, f"({word}, {number})")
        if value.refers_to is not None:
            yield from self._rows(self.values.by_pointer[value.refers_to])

    def _row(self, place: Value, name: str, item: Field | None = None) -> Row:
        target = self.values.at_end(place)
        remarks = place.remarks
        shown = pointers.shown_name(name) or '""'
        suffix, element, into = self._inside(place)
        owner, attribute = self.names.fields.get(place.pointer, (None, None))
        python_name = self.names.attribute(attribute) if attribute else name
        python_name = self.names.attribute(attribute) if attribute else name
        row = _without_nothing(
            shown=None if shown == name else shown,
            unnamed=item is None,
            suffix=suffix,
            type=str(place.type_name),
            doc=remarks.doc or target.remarks.doc,
            required=item is not None and item.is_required,
            deprecated=remarks.is_deprecated,
            since=remarks.since,
            until=remarks.until,
            element=element,
            into=into,
            facts=list(self._facts(place, item)),
            place=pointers.to_fragment(place.pointer),
            of=owner,
            attribute=None if python_name == name else python_name,
            python=self.names.annotation(attribute) if attribute else None,
        )
        return {"name": name, **row}

    def _inside(self, place: Value) -> tuple[str | None, str | None, int | None]:
        """Return the mark of elements, the step to the object inside, and that object's number.

        A list of objects leads straight to their fields, as the documented tree has it.
        """
        inside = self.content(place)
        steps = [(step, inner) for step, inner in inside.steps if not inner.is_boolean]
        suffix = steps[0][0] if steps else None
        if steps and len(inside.asserts & _CONTENT) == 1:
            element = self.content(steps[0][1])
            if element.lists_fields:
                return suffix, suffix, self.number_of(element)
        return suffix, None, self.number_of(inside) if _holds_more(inside) else None

    def _facts(self, place: Value, item: Field | None) -> Iterator[list[Any]]:
        """Yield what is known about a value, `[name, text]` each, or `[name, list of values]`."""
        told: dict[str, Any] = dict(ownership(item)) if item else {}
        told["availability"] = place.remarks.availability
        value: Value | None = place
        while value is not None:
            for name, said in _said(value):
                told.setdefault(name, said)
            refers_to = value.refers_to
            value = None if refers_to is None else self.values.by_pointer[refers_to]
        yield from ([name, said] for name, said in told.items())


def _holds_more(value: Value) -> bool:
    fields, elements = value.fields, value.elements
    return bool(
        value.listed
        or (fields and fields.patterns)
        or (elements and elements.first)
        or value.all_of
        or value.any_of
        or value.one_of
        or any(inner.asserts or inner.remarks != NO_REMARKS for _, inner in value.steps)
    )


def _without_nothing(**values: Any) -> Row:
    """Leave out values that say nothing: a field that is not there takes no room in the page."""
    said = {key: value for key, value in values.items() if value is not None}
    return {
        key: value for key, value in said.items() if value is not False and value not in ("", [])
    }


# -------------------------------------------------------------------------------------- the facts

_NAMES = {
    "const": "always",
    "minLength": "length from",
    "maxLength": "length up to",
    "pattern": "matches",
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "multiple of",
    "minItems": "elements from",
    "maxItems": "elements up to",
    "uniqueItems": "each element once",
    "minProperties": "keys from",
    "maxProperties": "keys up to",
}


def _said(value: Value) -> Iterator[tuple[str, Any]]:
    """Yield what a place itself says of a value, references left alone."""
    remarks = value.remarks
    if derived := value.derived_default:
        source = f"{derived.part} of {'.'.join(derived.path)} ({derived.format})"
        yield "default", f"{derived.into}: the {source}"
    if value.default is not None:
        yield "default", json.dumps(value.default.value)
    for keyword, said in demands(value):
        if keyword != "enum":
            yield _NAMES[keyword], _json(said)
    if value.default is not None and value.default.replaced:
        yield "default also for", ", ".join(map(_json, value.default.replaced))
    for name, listed in (
        ("one of", value.choices),
        ("known values", remarks.known_values),
        ("examples", remarks.examples),
    ):
        if listed:
            yield name, [item or '""' if isinstance(item, str) else _json(item) for item in listed]
    if remarks.keeps_unknown_fields:
        yield "other keys", "any, kept as they are"
    if value.fields and value.fields.others and value.fields.others.is_anything:
        yield "other keys", "any"
    if remarks.is_int_or_string:
        yield "value", "an integer or a string"
    if remarks.is_read_only:
        yield "set by", "the server alone"
    if value.elements and value.elements.keys:
        yield "elements named by", ", ".join(value.elements.keys)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Makes whole example documents of what the schema says: examples, defaults, choices, patterns.

A document that is stated (`examples` of a definition) is taken before one that is made.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..ir.resources import Resource
from ..ir.values import Field, Value, Values
from .pattern_text import text_for

Fits: TypeAlias = Callable[[Value, Any], bool]  # whether a document is one of a definition

_FORMATS = {
    "byte": "ZXhhbXBsZQ==",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "dns-label": "example",
    "dns-subdomain": "example",
    "duration": "PT1H",
    "email": "someone@example.com",
    "hostname": "host.example",
    "idn-email": "someone@example.com",
    "idn-hostname": "host.example",
    "image-reference": "registry.example/team/app:1.0",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "iri": "https://example.com/",
    "iri-reference": "/example",
    "json-pointer": "/example",
    "label-value": "example",
    "path-segment": "example",
    "qualified-name": "example",
    "regex": "^example$",
    "relative-json-pointer": "0",
    "rfc3339-date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "uri": "https://example.com/",
    "uri-reference": "/example",
    "uri-template": "/example",
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
}
_MOST_FIELDS = 40  # of one document
_DEEPEST = 12
_LONGEST = 300  # characters of one text
_MOST_ELEMENTS = 10


class _Impossible(Exception):
    """A value that no simple way makes."""


def example_of(values: Values, kind: Value, resource: Resource | None, fits: Fits) -> Any:
    """Return a document of a kind; None where none is stated and none can be made."""
    for document in _candidates(values, kind, resource):
        if document != {} and fits(kind, document):
            return document
    return None


def _candidates(values: Values, kind: Value, resource: Resource | None) -> Iterator[Any]:
    for place in _chain(values, kind):
        yield from place.remarks.examples
    if values.at_end(kind).allows_all:
        return  # anything will do, and so nothing is an example
    for optional in (True, False):
        maker = _Maker(values, optional)
        try:
            made = maker.value(kind, 0)
        except (_Impossible, RecursionError):
            continue
        yield _as_object(made, maker.names(kind), resource) if resource else made


def _as_object(made: Any, names: set[str], resource: Resource) -> Any:
    """Give a document what every object of Kubernetes has, as far as it has such fields."""
    if not isinstance(made, dict):
        return made
    parts = resource.name_parts
    name = parts.separator.join(parts.names) if parts else "example"
    head = {"apiVersion": resource.api_version, "kind": resource.kind, "metadata": {"name": name}}
    known = {field: value for field, value in head.items() if field in names}
    return {**known, **_without(made, *head)}


def _without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


def _chain(values: Values, place: Value) -> list[Value]:
    """Return a place, and those that it refers to."""
    found = [place]
    while (pointer := found[-1].refers_to) is not None and len(found) < 100:
        found.append(values.by_pointer[pointer])
    return found


@dataclass(slots=True)
class _Maker:
    """Makes one document; `optional` fields too, or only what is needed."""

    values: Values
    optional: bool
    _fields: int = 0

    def value(self, place: Value, depth: int) -> Any:
        """Make a value of a place. Raises _Impossible."""
        if depth > _DEEPEST:
            raise _Impossible
        places = list(self._all(place))
        for found in _stated(places):
            return copy.deepcopy(found)
        for one in places:
            for option in (one.one_of, one.any_of):
                if option and not any(other.listed for other in places):
                    return self._first(option, depth)
        kind = _kind_of(places)
        if kind == "object":
            chosen = [one[0] for place in places for one in (place.one_of, place.any_of) if one]
            more = [place for option in chosen for place in self._all(option)]
            return self._object([*places, *more], depth)
        if kind == "array":
            return self._array(places, depth)
        if kind == "string":
            return _text(places)
        if kind in ("integer", "number"):
            return _number(places, kind == "integer")
        return {"boolean": True, "null": None}.get(kind, "example")

    def names(self, place: Value) -> set[str]:
        """Return the names of the fields that a value of a place may have."""
        return {item.name for one in self._all(place) for item in one.listed}

    def _all(self, place: Value) -> Iterator[Value]:
        """Yield every place whose demands a value has to meet, the nearest one first."""
        waiting = _chain(self.values, place)
        for count, one in enumerate(waiting):
            if count > 100 or one.is_forbidden:
                raise _Impossible
            yield one
            for inner in one.all_of:
                waiting += _chain(self.values, inner)

    def _first(self, options: Iterable[Value], depth: int) -> Any:
        for option in options:
            if option.types == ("null",):
                continue
            try:
                return self.value(option, depth + 1)
            except _Impossible:
                continue
        raise _Impossible

    def _object(self, places: list[Value], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        needed = {name for place in places if place.fields for name in place.fields.required}
        for item in (item for place in places for item in place.listed):
            if item.name in made:
                continue
            is_needed = item.is_required or item.name in needed
            if not is_needed and not self._is_shown(item, depth):
                continue
            self._fields += 1
            try:
                value = self.value(item.value, depth + 1)
            except _Impossible:
                if is_needed:
                    raise
                continue
            if is_needed or value not in ({}, []):
                made[item.name] = value
        if needed - made.keys():
            raise _Impossible
        return made or self._map(places, depth)

    def _is_shown(self, item: Field, depth: int) -> bool:
        """Whether an optional field is worth its line."""
        target = self.values.at_end(item.value)
        remarks = item.value.remarks
        if not self.optional or self._fields >= _MOST_FIELDS:
            return False
        if remarks.is_read_only or remarks.is_deprecated or remarks.until:
            return False
        if remarks.examples or target.remarks.examples:
            return True
        return depth < 3 and item.name not in ("status", "metadata")

    def _map(self, places: list[Value], depth: int) -> dict[str, Any]:
        """Make a map of one element, where a value has more than any."""
        if not self.optional or any(place.listed for place in places):
            return {}
        for place in places:
            others = place.fields.others if place.fields else None
            if others is not None and not others.is_boolean:
                return {"example": self.value(others, depth + 1)}
        return {}

    def _array(self, places: list[Value], depth: int) -> list[Any]:
        elements = next((place.elements for place in places if place.elements), None)
        if elements is None:
            return []
        made = [self.value(place, depth + 1) for place in elements.first]
        least = max((place.elements.least or 0 for place in places if place.elements), default=0)
        if least > _MOST_ELEMENTS:
            raise _Impossible
        wanted = max(least, 1 if self.optional else 0)
        if elements.each is not None and not elements.each.is_boolean:
            made += [self.value(elements.each, depth + 1) for _ in range(wanted - len(made))]
        return made if least or made != [{}] else []


def _stated(places: list[Value]) -> Iterator[Any]:
    """Yield the values that the schema itself names, the best one first."""
    for place in places:
        yield from (value for value in place.remarks.examples if value is not None)
    for place in places:
        if place.constant is not None:
            yield place.constant[0]
    for place in places:
        if place.default is not None and place.default.value not in (None, {}, []):
            yield place.default.value
    for place in places:
        named = [*(place.choices or ()), *place.remarks.known_values]
        yield from (value for value in named if value not in (None, ""))


def _kind_of(places: list[Value]) -> str:
    for place in places:
        for kind in place.types:
            if kind != "null":
                return kind
    if any(place.fields for place in places):
        return "object"
    if any(place.elements for place in places):
        return "array"
    if any(place.number for place in places):
        return "integer"
    return "null" if any(place.types for place in places) else "string"


def _text(places: list[Value]) -> str:
    for place in places:
        if place.format in _FORMATS:
            return _FORMATS[place.format]
    least, most = 0, _LONGEST
    for place in places:
        if place.text is not None:
            least = max(least, place.text.min_length or 0)
            most = min(most, _LONGEST if place.text.max_length is None else place.text.max_length)
    pattern = next((place.text.pattern for place in places if place.text), None)
    text = "example" if pattern is None else text_for(pattern)
    if text is None or least > _LONGEST:
        raise _Impossible
    return text[:most].ljust(least, "x")


def _number(places: list[Value], is_whole: bool) -> float | int:
    numbers = [place.number for place in places if place.number]
    step = next((number.multiple_of for number in numbers if number.multiple_of), 1)
    low = [number.minimum for number in numbers if number.minimum is not None]
    low += [
        number.exclusive_minimum + step
        for number in numbers
        if number.exclusive_minimum is not None
    ]
    high = [number.maximum for number in numbers if number.maximum is not None]
    high += [
        number.exclusive_maximum - step
        for number in numbers
        if number.exclusive_maximum is not None
    ]
    value = max(low) if low else min([step, *high])
    return int(value) if is_whole or value == int(value) else value

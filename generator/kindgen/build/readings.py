"""What all schemas that apply to one value say of it together, as far as its type goes.

What is told here is never more than what holds for every value that fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..schema import pointers
from ..schema.document import Document
from .views import DEEPEST, SAYS_NOTHING, Follower, Spread, View, Views, parts_of

_MOST_LEVELS, _MOST_OPTIONS = 2, 40  # of choices made of the fields of choices


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an object."""

    certain: dict[str, Views]  # what each must be; none of a field that nothing certain describes
    every: dict[str, tuple[str, ...]]  # all schemas that describe it, where they hold
    required: frozenset[str]
    is_open: bool  # other fields are described as well, all of them or those by patterns
    has_rest: bool  # all of them are
    is_free: bool  # an option of a choice takes any object at all
    values: Views | None  # what each value of a map must be, where no field is listed


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of an array."""

    each: Views | None  # what each must be; None: anything
    first: tuple[Views, ...]  # by position, where there are just so many


class Reader(Follower):
    """Reads the objects and the arrays of one document."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._fields: dict[tuple[Views, int], Fields] = {}
        self._tags: dict[str, tuple[str, str]] | None = None

    def lists_no_fields(self, pointer: str) -> bool:
        """Whether a schema names no field itself: what it is an object of is said elsewhere."""
        return "properties" not in self.said(pointer)

    # ------------------------------------------------------------------------------------- objects

    def fields(self, views: Views, depth: int = 0) -> Fields:
        """Return the fields of a value that is an object."""
        key = (views, depth)
        if key not in self._fields:
            self._fields[key] = self._fields_of(views, depth)
        return self._fields[key]

    def _fields_of(self, views: Views, depth: int) -> Fields:
        spread = self.spread(views, "object")
        certain: dict[str, list[View]] = {}
        every: dict[str, list[str]] = {}
        required: set[str] = set()
        is_open = has_rest = not spread.is_whole
        for pointer in spread.every:
            schema = self.said(pointer)
            holds = pointer in spread.certain
            for name in schema.get("properties", ()):
                place = pointers.join(pointer, "properties", name)
                every.setdefault(name, []).append(place)
                if holds:
                    certain.setdefault(name, []).append(place)
            for name in _named_fields(schema):
                every.setdefault(name, [])
            if holds:
                required |= set(schema.get("required", ()))
            is_open |= describes_others(schema)
            has_rest |= describes_rest(schema)
        is_free = any(self._is_free(option) for choice in spread.choices for option in choice)
        if depth < DEEPEST:
            for choice in spread.choices:
                self._add_chosen(choice, certain, depth)
        return Fields(
            {name: tuple(certain.get(name, ())) for name in every},
            {name: tuple(places) for name, places in every.items()},
            frozenset(required),
            is_open,
            has_rest,
            is_free,
            self._values(spread),
        )

    def _add_chosen(
        self, choice: tuple[Views, ...], certain: dict[str, list[View]], depth: int
    ) -> None:
        """Add what a field must be where every option of a choice describes it."""
        options = [self.fields(option, depth + 1).certain for option in choice]
        for name in options[0]:
            views = tuple(option.get(name, ()) for option in options)
            if all(views):
                certain.setdefault(name, []).extend(_one_of(views))

    def _is_free(self, option: Views) -> bool:
        """Whether an option takes any object at all."""
        for view in option:
            schema = self.document.schemas[view] if isinstance(view, str) else False
            if isinstance(schema, dict):
                kinds = schema.get("type")
                is_object = kinds == "object" or (isinstance(kinds, list) and "object" in kinds)
                if schema and not (is_object and schema.keys() <= SAYS_NOTHING | {"type"}):
                    return False
            elif not schema:
                return False
        return True

    def _values(self, spread: Spread) -> Views | None:
        found: list[View] = []
        for pointer in spread.certain:
            schema = self.said(pointer)
            if "patternProperties" in schema or schema.get("properties"):
                continue
            if isinstance(schema.get("additionalProperties"), dict):
                found.append(pointers.join(pointer, "additionalProperties"))
        return tuple(found) or None

    # --------------------------------------------------------------------------------------- tags

    def tag_of(self, definition: str) -> tuple[str, str] | None:
        """Return the field that tells a definition from others of a choice, and its text there."""
        if self._tags is None:
            self._tags = tags = dict[str, tuple[str, str]]()
            if not self.document.is_of_kubernetes:
                for pointer in self.document.schemas:
                    for key in ("oneOf", "anyOf"):
                        places = parts_of(self.said(pointer), pointer, key)
                        self._note_tags(tuple((place,) for place in places), tags)
        return self._tags.get(definition)

    def _note_tags(self, options: tuple[Views, ...], tags: dict[str, tuple[str, str]]) -> None:
        """Note how the options of a choice are told apart, where a field does."""
        definitions = self._object_options(options)
        if len(definitions) < 2:
            return
        texts = [self._constants(definition) for definition in definitions]
        for name in texts[0]:
            values = [own.get(name) for own in texts]
            if None not in values and len(set(values)) == len(values):
                for definition, value in zip(definitions, values, strict=True):
                    tags.setdefault(definition, (name, str(value)))
                return

    def _object_options(self, options: tuple[Views, ...]) -> list[str]:
        """Return the definitions that all options for objects are; none where one is another."""
        able = [option for option in options if "object" in self.kinds(option)]
        places = [
            self.settled(option[0])
            for option in able
            if len(option) == 1 and isinstance(option[0], str)
        ]
        named = [place for place in places if self.document.name_of(place) is not None]
        return named if len(named) == len(able) == len(set(named)) else []

    def _constants(self, definition: str) -> dict[str, str]:
        """Return the required fields of an object that can only be one text, each with it."""
        fields = self.fields((definition,))
        is_class = self.said(definition).get("properties") and all(map(is_possible, fields.every))
        is_object = self.kinds((definition,)) == {"object"}
        if not is_class or not is_object or fields.is_open or fields.is_free:
            return {}
        found: dict[str, str] = {}
        for name in fields.required:
            for place in fields.certain.get(name, ()):
                said = self.said(self.settled(place)) if isinstance(place, str) else {}
                values = [said["const"]] if "const" in said else said.get("enum", [])
                if len(values) == 1 and isinstance(values[0], str):
                    found[name] = values[0]
        return found

    def tagged(self, views: Views) -> tuple[str, dict[str, str]] | None:
        """Return the field that tells which of several definitions an object is, and these by text.

        None where a value is not just one of several definitions.
        """
        spread = self.spread(views, "object")
        if len(spread.choices) != 1 or any(map(_speaks_of_fields, map(self.said, spread.certain))):
            return None
        definitions = self._object_options(spread.choices[0])
        tags = [self.tag_of(definition) for definition in definitions]
        names = {tag[0] for tag in tags if tag is not None}
        texts = [tag[1] for tag in tags if tag is not None]
        if len(names) != 1 or not len(definitions) == len(set(texts)) == len(tags) > 1:
            return None
        return names.pop(), dict(zip(texts, definitions, strict=True))

    # -------------------------------------------------------------------------------------- arrays

    def elements(self, views: Views, depth: int = 0) -> Elements:
        """Return the elements of a value that is an array."""
        spread = self.spread(views, "array")
        each: list[View] = []
        for pointer in spread.certain:
            each += self._each(pointer)
        if depth < DEEPEST:
            for choice in spread.choices:
                options = [self.elements(option, depth + 1).each for option in choice]
                if all(options):
                    each += _one_of(tuple(option or () for option in options))
        return Elements(tuple(dict.fromkeys(each)) or None, self._positions(spread))

    def _each(self, pointer: str) -> list[View]:
        """Return what each element must be by one schema, wherever it stands."""
        schema = self.said(pointer)
        first: list[View] = list(parts_of(schema, pointer, "prefixItems"))
        items = pointers.join(pointer, "items") if "items" in schema else None
        if not first:
            return [] if items is None else [items]
        if items is None:
            if schema.get("maxItems", len(first) + 1) > len(first):
                return []
        elif schema["items"] is not False:
            first.append(items)
        return list(_one_of(tuple((view,) for view in first)))

    def _positions(self, spread: Spread) -> tuple[Views, ...]:
        """Return what the elements must be one by one, where there are just so many."""
        said = [self.said(pointer) for pointer in spread.certain]
        with_first = [
            (pointer, schema)
            for pointer, schema in zip(spread.certain, said, strict=True)
            if "prefixItems" in schema
        ]
        if len(with_first) != 1 or any("items" in it and "prefixItems" not in it for it in said):
            return ()
        pointer, schema = with_first[0]
        count = len(schema["prefixItems"])
        most = min((it.get("maxItems", count + 1) for it in said), default=count + 1)
        most = count if schema.get("items") is False else most
        least = max((it.get("minItems", 0) for it in said), default=0)
        if not least == most == count:
            return ()
        return tuple((place,) for place in parts_of(schema, pointer, "prefixItems"))


def _one_of(options: tuple[Views, ...]) -> Views:
    """Return a choice of views; nothing where it would be too intricate, which is always true."""
    options = tuple(dict.fromkeys(options))
    if len(options) == 1:
        return options[0]
    return (options,) if _levels(options) <= _MOST_LEVELS and len(options) <= _MOST_OPTIONS else ()


def _levels(view: View | Views) -> int:
    """Return how many choices there are within one another."""
    if isinstance(view, str):
        return 0
    inner = [part for option in view for part in ([option] if isinstance(option, str) else option)]
    return 1 + max(map(_levels, inner), default=0)


def is_possible(wire_name: str) -> bool:
    """Whether a field of a model may have the name on the wire."""
    return not any(char in '"\\' or ord(char) < 0x20 for char in wire_name)


def describes_others(schema: dict[str, Any]) -> bool:
    """Whether a schema describes fields of an object that it does not list."""
    return bool(schema.get("patternProperties")) or describes_rest(schema)


def describes_rest(schema: dict[str, Any]) -> bool:
    """Whether a schema describes every field of an object."""
    return bool(
        schema.get("x-kubernetes-preserve-unknown-fields")
        or schema.get("additionalProperties", False) is not False
        or schema.get("unevaluatedProperties", False) is not False
    )


def _speaks_of_fields(schema: dict[str, Any]) -> bool:
    keys = {"properties", "if", "dependentSchemas", "enum", "const"}
    return (
        describes_others(schema)
        or bool(keys & schema.keys())
        or any(_named_fields(schema))
    )


def _named_fields(schema: dict[str, Any]) -> Iterator[str]:
    """Yield the fields that a schema speaks of without describing them."""
    yield from schema.get("required", ())
    for name, needed in schema.get("dependentRequired", {}).items():
        yield from (name, *needed)
    yield from schema.get("dependentSchemas", ())
    for value in (*schema.get("enum", ()), schema.get("const")):
        if isinstance(value, dict):
            yield from value

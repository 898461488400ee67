"""From the schemas of a document to the classes and fields of its models.

A class has the fields that any schema describes which applies to the same value. Where that cannot
be said of a class, so that something would be lost, a value keeps all its keys: it is a dict.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from ..ir.models import (
    INT32,
    INT64,
    INTEGER,
    JSON_OBJECT,
    Absence,
    Definition,
    ModelField,
    Reading,
    Tag,
)
from ..python import naming
from ..schema import formats, pointers
from ..schema.document import Document
from .readings import Fields, Reader, is_possible
from .type_names import type_name
from .views import ALL_KINDS, Views

_ANY: dict[str, Any] = {}
_NULL: dict[str, Any] = {"type": "null"}
_ANY_LIST: dict[str, Any] = {"type": "array", "items": _ANY}
_MOST_CLASSES = 5_000  # of objects without a name
_DEEPEST = 60  # lists of maps of lists …; beyond, the type is not told

_Key: TypeAlias = tuple[Any, ...]


class Rename(NamedTuple):
    """A name that another one had already, and what is taken instead."""

    pointer: str
    wanted: str
    name: str
    first: str  # pointer of what has the wanted name


def absence_of(document: Document) -> Absence:
    """Return how the package reads what is not there."""
    return Absence(document.keywords().get("x-absence", "exact"))


def definitions_of(document: Document) -> tuple[Definition, ...]:
    """Make every class and alias of the package, the root first."""
    return classes_of(document)[0]


def classes_of(document: Document) -> tuple[tuple[Definition, ...], tuple[Rename, ...]]:
    """Make every class and alias of the package, and tell which names had to be changed."""
    shapes = _Shapes(document, Reader(document), absence_of(document))
    return tuple(shapes.definitions()), tuple(shapes.renames)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A class that is still to be made."""

    name: str  # key in $defs, or the path of an object in place
    class_name: str
    pointer: str
    views: Views


@dataclass(slots=True)
class _Shapes:
    """Turns schemas into the bare types of models; an object in place becomes a definition."""

    document: Document
    reader: Reader
    absence: Absence
    renames: list[Rename] = field(default_factory=list[Rename])
    _classes: frozenset[str] = frozenset()  # of definitions
    _numbers: dict[str, int] = field(default_factory=dict[str, int])  # the last one of a name
    _owners: dict[str, str] = field(default_factory=dict[str, str])  # class -> pointer
    _names: dict[str, str] = field(default_factory=dict[str, str])  # pointer -> class
    _by_fields: dict[_Key, str] = field(default_factory=dict[_Key, str])  # fields -> class
    _waiting: list[_Waiting] = field(default_factory=list[_Waiting])

    def definitions(self) -> Iterator[Definition]:
        """Yield the root, then each definition of the document, followed by those inside it."""
        places = self.document.definitions()
        for pointer in sorted(places, key=self._has_no_name_of_its_own):
            self._names[pointer] = self._class_of(pointer)
        self._classes = frozenset(self._names.values())
        # Where several definitions are the same object, the one that lists its fields is the class.
        for pointer in sorted(places, key=self.reader.lists_no_fields):
            fields = self._class_fields((pointer,), pointer)
            if fields is not None:
                self._by_fields.setdefault(_key(fields), self._names[pointer])
        for pointer in places:
            name = self.document.name_of(pointer) or ""
            yield self._definition(pointer, name)
            while self._waiting:
                yield self._class(self._waiting.pop(0))

    def _has_no_name_of_its_own(self, pointer: str) -> bool:
        return "x-python-name" not in self.document.keywords(pointer)

    def _class_of(self, pointer: str) -> str:
        own = self.document.keywords(pointer).get("x-python-name")
        return self._free_class(own or self.document.name_of(pointer) or "", pointer, bool(own))

    def _free_class(self, wanted: str, pointer: str, is_stated: bool = False) -> str:
        """Return the name of a class, with a number where another class has it."""
        name = wanted = wanted if is_stated else naming.class_name(wanted)
        while name in self._owners and not is_stated:
            self._numbers[wanted] = number = self._numbers.get(wanted, 1) + 1
            name = f"{wanted}{number}"
        if name != wanted:
            self.renames.append(Rename(pointer, wanted, name, self._owners[wanted]))
        self._owners.setdefault(name, pointer)
        return name

    def _definition(self, pointer: str, name: str) -> Definition:
        said = self.document.keywords(pointer)
        class_name = self._names[pointer]
        doc = said.get("description", "")
        fields = self._class_fields((pointer,), pointer)
        if fields is not None and self._by_fields[_key(fields)] == class_name:
            return self._class(_Waiting(name, class_name, pointer, (pointer,)))
        shape = self.shape((pointer,), pointer, class_name)
        return Definition(name, class_name, doc, pointer, (), shape)

    def _class(self, made: _Waiting) -> Definition:
        fields = self.reader.fields(made.views)
        doc = self.document.keywords(made.pointer).get("description", "")
        listed = list(self._fields(fields, made))
        tag = self._tag(made, listed)
        if tag is not None:
            listed = [item for item in listed if item.wire_name != tag.wire_name]
        kinds = self.reader.kinds(made.views) - {"object"}
        others = tuple(sorted(kinds)) if kinds else ()
        return Definition(
            made.name, made.class_name, doc, made.pointer, tuple(listed), None, tag, others
        )

    def _tag(self, made: _Waiting, fields: list[ModelField]) -> Tag | None:
        found = self.reader.tag_of(made.pointer) if made.views == (made.pointer,) else None
        if found is None:
            return None
        name, text = found
        field = next(item for item in fields if item.wire_name == name)
        return Tag(name, field.python_name, text, field.doc)

    def _class_fields(self, views: Views, pointer: str) -> Fields | None:
        """Return the fields of a class; None for what is no object, or one with other fields too.

        A definition that is an object among other things is a class as well.
        """
        kinds = self.reader.kinds(views)
        if "object" not in kinds or (kinds - {"object", "null"} and not self._is_open_kind(views)):
            return None
        return None if self.reader.tagged(views) else self._listed(views)

    def _is_open_kind(self, views: Views) -> bool:
        """Whether nothing says of which type the value is."""
        return self.reader.kinds(views) == ALL_KINDS

    def _listed(self, views: Views) -> Fields | None:
        fields = self.reader.fields(views)
        has_names = any(fields.every.values()) and all(map(is_possible, fields.every))
        return fields if has_names and not (fields.is_open or fields.is_free) else None

    def _fields(self, fields: Fields, made: _Waiting) -> Iterator[ModelField]:
        numbers: dict[str, int] = {}
        taken = {
            own: places[0]
            for places in fields.every.values()
            if (own := self._stated_name(places)) is not None
        }
        on_read = self.document.keywords(made.pointer).get("x-required-on-read", ())
        for wire_name, places in fields.every.items():
            place = places[0] if places else pointers.join(made.pointer, "required")
            said = self.document.keywords(place) if places else {}
            python_name = self._stated_name(places)
            if python_name is None:
                python_name = self._free_field(wire_name, taken, numbers, place)
            taken.setdefault(python_name, place)
            derived = naming.camel_case(python_name) == wire_name
            availability = said.get("x-availability", {})
            views = fields.certain[wire_name]
            name = made.class_name + (naming.pascal_case(wire_name) or "Field")
            shape = self._field(views, place, name)
            is_always_there = wire_name in fields.required or wire_name in on_read
            yield ModelField(
                wire_name=wire_name,
                python_name=python_name,
                explicit_name=None if derived else wire_name,
                type_name=str(type_name(self.document, place)) if places else "any",
                shape=shape,
                doc=_field_doc(said, wire_name in fields.required),
                pointer=place,
                required_on_write=wire_name in fields.required,
                required_on_read=wire_name in on_read,
                nullable=wire_name not in fields.required,
                reading=self._reading(shape, place, is_always_there),
                since=availability.get("since"),
                until=availability.get("until"),
            )

    def _reading(self, shape: dict[str, Any], pointer: str, is_always_there: bool) -> Reading:
        """Tell what a field reads as where it is absent or null."""
        if self.absence is Absence.EXACT:
            return Reading.EXACTLY
        container = _container(shape) or self._container_there(pointer)
        if container is not None:
            return container
        return Reading.UNSENT if is_always_there else Reading.NONE

    def _container_there(self, pointer: str) -> Reading | None:
        """Tell whether a reference leads to a definition that is a list or a map."""
        passed: set[str] = set()
        while self.reader.only_refers(pointer) and pointer not in passed:
            passed.add(pointer)
            pointer = self.document.targets[pointer]
        if not passed or pointer in passed or self._class_fields((pointer,), pointer) is not None:
            return None
        return _container(self.shape((pointer,), pointer, "", is_field=True))

    def _field(self, views: Views, place: str, name: str) -> dict[str, Any]:
        if not views:
            return _ANY
        return _without_null(self.shape(views, place, name, is_field=True))

    def _stated_name(self, places: tuple[str, ...]) -> str | None:
        names = (self.document.keywords(place).get("x-python-name") for place in places)
        return next((name for name in names if name is not None), None)

    def _free_field(
        self, wire_name: str, taken: dict[str, str], numbers: dict[str, int], place: str
    ) -> str:
        """Return the name of a field, with a number where another one has it.

        `taken` has the place of each field by its name.
        """
        wanted = name = naming.field_name(wire_name, self._classes)
        while name in taken or not naming.is_field_name(name, self._classes):
            numbers[wanted] = number = numbers.get(wanted, 1) + 1
            name = f"{wanted}_{number}"
        if name != wanted:
            self.renames.append(Rename(place, wanted, name, taken.get(wanted, place)))
        return name

    # ------------------------------------------------------------------------------------- shapes

    def shape(
        self, views: Views, pointer: str, name: str, depth: int = 0, is_field: bool = False
    ) -> dict[str, Any]:
        """Return the bare type of a value; `name` is for the class of an object that has none.

        A field may be null in any case.
        """
        if depth > _DEEPEST:
            return _ANY
        if target := self._definition_of(views, pointer):
            return {"$ref": self._names[target]}
        kinds = self.reader.kinds(views)
        shapes: list[dict[str, Any]] = []
        if "object" in kinds:
            shapes += self._objects(views, pointer, name, depth)
        if "array" in kinds:
            # datamodel-code-generator knows tuples, but none in unions, lists and maps.
            others = kinds - {"array", "null"} if is_field else kinds - {"array"}
            may_be_tuple = not depth and not others
            shapes.append(self._array(views, pointer, name, depth, may_be_tuple))
        if kinds == ALL_KINDS and shapes == [{"$ref": JSON_OBJECT}, _ANY_LIST]:
            return _ANY
        shapes += self._scalars(views, kinds)
        if len(shapes) == 1:
            return shapes[0]
        if is_field and shapes[1:] == [_NULL]:
            return shapes[0]
        return {"anyOf": shapes} if shapes else _ANY

    def _definition_of(self, views: Views, pointer: str) -> str | None:
        """Return the definition that a place is the same as, as far as its type goes."""
        if len(views) != 1 or not isinstance(views[0], str):
            return None
        if self.reader.only_refers(pointer):
            target = self.document.targets[pointer]
            if target in self._names and self._is_named(target):
                return target
        spread = self.reader.spread(views, "object")
        for target in spread.certain:
            if target != pointer and target in self._names and self._are_alike(views, (target,)):
                return target if self._is_named(target) else None
        return None

    def _is_named(self, target: str) -> bool:
        """Whether the name of a definition says all that a value may be.

        That of a class is the name of an object; of a value of another type it says nothing.
        """
        fields = self._class_fields((target,), target)
        is_class = fields is not None and self._by_fields.get(_key(fields)) == self._names[target]
        return not is_class or self.reader.kinds((target,)) == {"object"}

    def _are_alike(self, one: Views, other: Views) -> bool:
        """Whether values of two places have the same type."""
        reader = self.reader
        kinds = reader.kinds(one)
        if kinds != reader.kinds(other):
            return False
        if "object" in kinds and _key(reader.fields(one)) != _key(reader.fields(other)):
            return False
        return "array" not in kinds or reader.elements(one) == reader.elements(other)

    def _objects(self, views: Views, pointer: str, name: str, depth: int) -> list[dict[str, Any]]:
        """Return the types of an object: several where a field tells which it is."""
        if tagged := self.reader.tagged(views):
            return [{"$ref": self._names[definition]} for definition in tagged[1].values()]
        return [self._object(views, pointer, name, depth)]

    def _object(self, views: Views, pointer: str, name: str, depth: int) -> dict[str, Any]:
        fields = self._listed(views)
        if fields is not None:
            return self._class_for(fields, views, pointer, name)
        whole = self.reader.fields(views)
        if any(whole.every.values()) or whole.values is None:
            return {"$ref": JSON_OBJECT}
        place = _first_pointer(whole.values)
        values = self.shape(whole.values, place, name + "Value", depth + 1)
        return {"type": "object", "additionalProperties": values}

    def _class_for(self, fields: Fields, views: Views, pointer: str, name: str) -> dict[str, Any]:
        key = _key(fields)
        if key not in self._by_fields:
            if len(self._by_fields) > _MOST_CLASSES:
                return {"$ref": JSON_OBJECT}
            class_name = self._free_class(name, pointer)
            self._by_fields[key] = class_name
            self._waiting.append(_Waiting(name, class_name, pointer, views))
        return {"$ref": self._by_fields[key]}

    def _array(
        self, views: Views, pointer: str, name: str, depth: int, may_be_tuple: bool
    ) -> dict[str, Any]:
        elements = self.reader.elements(views)
        if elements.first and may_be_tuple:
            members = [
                self.shape(view, _first_pointer(view), f"{name}Item{index + 1}", depth + 1)
                for index, view in enumerate(elements.first)
            ]
            count = len(members)
            return {"type": "array", "prefixItems": members, "minItems": count, "maxItems": count}
        if elements.each is None:
            return _ANY_LIST
        place = _first_pointer(elements.each)
        return {
            "type": "array",
            "items": self.shape(elements.each, place, name + "Item", depth + 1),
        }

    def _scalars(self, views: Views, kinds: frozenset[str]) -> Iterator[dict[str, Any]]:
        if "string" in kinds:
            yield {"type": "string", **self._choices(self._certain_words(views, "string"))}
        if "boolean" in kinds:
            yield {"type": "boolean"}
        if "integer" in kinds:
            said = self._certain_words(views, "integer")
            form = said.get("format")
            if form in formats.INTEGER_FORMATS and "number" not in kinds:
                yield {"$ref": INT32 if form == "int32" else INT64}
            elif "number" in kinds or said.get("x-kubernetes-int-or-string"):
                yield {"type": "integer"}
            else:
                yield {"$ref": INTEGER}
        if "number" in kinds:
            yield {"type": "number"}  # whole numbers stay whole on a round trip
        if "null" in kinds:
            yield _NULL

    def _choices(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a text that is one of a set."""
        known = said.get("x-known-values", ())
        values = [said["const"]] if "const" in said else said.get("enum", known)
        if not values or not all(isinstance(value, str) or value is None for value in values):
            return {}
        # An empty text is as good as none for Kubernetes: nobody has to be offered it.
        is_left_out = (None, "") if self.absence is Absence.KUBERNETES else (None,)
        choices = [value for value in values if value not in is_left_out]
        return {"choices": choices, "is_open": values is known} if choices else {}

    def _certain_words(self, views: Views, kind: str) -> dict[str, Any]:
        """Return what the schemas say that hold for certain of a kind, the first one first."""
        said: dict[str, Any] = {}
        for view in views:
            for place in self.reader.spread((view,), kind).certain:
                said = {**self.document.keywords(place), **said}
        return said


def _container(shape: dict[str, Any]) -> Reading | None:
    """Tell whether a type is that of a list or a map."""
    if shape.get("type") == "array" and "prefixItems" not in shape:
        return Reading.LIST
    return Reading.MAP if "additionalProperties" in shape else None


def _key(fields: Fields) -> _Key:
    """Return what two objects have in common that can be the same class."""
    return (
        tuple((name, fields.certain[name], places) for name, places in fields.every.items()),
        fields.is_open,
        fields.values,
    )


def _first_pointer(views: Views) -> str:
    view: Any = views
    while isinstance(view, tuple):
        view = view[0]
    return str(view)


def _without_null(shape: dict[str, Any]) -> dict[str, Any]:
    """Return the type of a field, which may be null in any case."""
    options = [option for option in shape.get("anyOf", ()) if option != _NULL]
    if not options:
        return _ANY if shape == _NULL else shape
    return options[0] if len(options) == 1 else {"anyOf": options}


def _field_doc(schema: dict[str, Any], is_required: bool) -> str:
    """Return the description of a field, and what an editor should show beside it."""
    parts = [schema.get("description", ""), "Required." if is_required else ""]
    values = schema.get("enum") or schema.get("x-known-values")
    if values:
        listed = ", ".join(str(value) for value in values if value != "")
        parts.append(f"{'One of' if 'enum' in schema else 'Known values'}: {listed}.")
    if "default" in schema and schema["default"] != {}:
        parts.append(f"Default: {json.dumps(schema['default'], ensure_ascii=False)}.")
    availability = schema.get("x-availability", {})
    if "since" in availability:
        parts.append(f"Since {availability['since']}.")
    if "until" in availability:
        parts.append(f"Until {availability['until']}.")
    return " ".join(part for part in parts if part)

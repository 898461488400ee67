"""The defaults module of a document: functions that fill absent fields in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..ir.defaults import Default, DerivedDefault
from ..ir.values import Value, Values
from ..python.naming import snake_case
from ..python.nodes import (
    Assign,
    Block,
    Do,
    Expression,
    If,
    Literal,
    Name,
    Object,
    Statement,
    Store,
    call,
    compare,
    is_none,
    method,
    names_in,
)
from ..python.printing import lines
from ..python.source import import_lines
from ..schema import pointers
from ..schema.graphs import in_loops
from .contents import Defaults, Function
from .names import spoken
from .words import VALUE, function_of

_LONGEST_NAME = 200
_TEXT, _PART = Name("text"), Name("part")
# What the module calls, and where it is.
_HELPERS = {
    "_base.filling": ("fill_inside", "fill_list", "fill_map"),
    "_base.checks": ("opened",),
}
_BY_MARK = {"": "fill_object", "[": "fill_list", "{": "fill_map"}


class _Part(NamedTuple):
    """An object in or below a field: the lists `[` and maps `{` on the way, and the object."""

    field: str
    marks: str
    value: Value


def build_defaults(values: Values) -> Defaults:
    """One function for each object in or below which something has a default."""
    maker = _Maker(values)
    kinds = [(value.name or value.pointer, maker.name(value)) for value in values.definitions]
    bodies = {pointer: maker.body(values.by_pointer[pointer]) for pointer in maker.names}
    functions = tuple(
        Function(maker.names[pointer], _doc(values.by_pointer[pointer]), tuple(lines(body)))
        for pointer, body in bodies.items()
    )
    asked = names_in(statement for body in bodies.values() for statement in body)
    imports = {
        module: [name for name in names if name in asked] for module, names in _HELPERS.items()
    }
    imports["_base.documents"] = ["document_of"]
    imports["_base.filling"] += ["deep_copy", "fill_object"]
    imports["_base.formats"] = sorted(maker.readers & asked)
    root = values.definitions[0].name or ""
    return Defaults(root, values.open_kinds, functions, tuple(kinds), tuple(import_lines(imports)))


def _doc(value: Value) -> str:
    return value.name or pointers.to_fragment(value.pointer)


@dataclass(slots=True)
class _Maker:
    values: Values
    names: dict[str, str] = field(default_factory=dict[str, str])  # by pointer
    readers: set[str] = field(default_factory=set[str])  # functions that take texts apart
    _filling: set[str] = field(default_factory=set[str])
    _looping: set[str] = field(default_factory=set[str])
    _taken: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        self._filling = self._objects_that_fill()
        self._looping = self._objects_in_loops()

    def name(self, value: Value) -> str | None:
        """The function for an object, or None where nothing has a default."""
        value = self.values.by_pointer[value.pointer]
        waiting = [value]
        while waiting:
            place = waiting.pop()
            if place.pointer in self._filling and place.pointer not in self.names:
                self.names[place.pointer] = self._free_name(place)
                waiting += [part.value for part in reversed(list(self._parts(place)))]
        return self.names.get(value.pointer)

    def _free_name(self, value: Value) -> str:
        name = f"_fill_{snake_case(value.name or spoken(value.pointer))[:_LONGEST_NAME].strip('_')}"
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _objects_that_fill(self) -> set[str]:
        """Pointers of the objects in or below which something has a default."""
        owners: dict[str, list[str]] = {}
        waiting: list[str] = []
        for pointer, value in self.values.by_pointer.items():
            for part in self._parts(value):
                owners.setdefault(part.value.pointer, []).append(pointer)
            if any(item.value.default or item.value.derived_default for item in value.listed):
                waiting.append(pointer)
        found: set[str] = set()
        while waiting:
            pointer = waiting.pop()
            if pointer not in found:
                found.add(pointer)
                waiting += owners.get(pointer, ())
        return found

    def _parts(self, value: Value) -> Iterator[_Part]:
        """The objects below an object whose own fields are listed."""
        for listed in value.listed:
            if reached := self._reached(listed.value):
                yield _Part(listed.name, *reached)

    def _reached(self, value: Value) -> tuple[str, Value] | None:
        """The lists and maps on the way to an object whose fields are listed, and the object."""
        marks = ""
        seen: set[str] = set()  # a list may be one of lists like itself
        inside: Value | None = value
        while inside is not None:
            inside = self.values.at_end(inside)
            if inside.pointer in seen:
                return None
            seen.add(inside.pointer)
            if "properties" in inside.asserts:
                return marks, inside
            if inside.elements is not None and inside.elements.each is not None:
                marks, inside = f"{marks}[", inside.elements.each
            else:
                marks += "{"
                inside = inside.fields.others if inside.fields is not None else None
        return None

    # -------------------------------------------------------------------------------- statements

    def body(self, value: Value) -> Block:
        """What fills an object: first its own fields, then the objects below it.

        What is in a field before its default is, where the object of the default would get the
        same default again, and so without end.
        """
        parts = [(part, self.name(part.value)) for part in self._parts(value)]
        endless = {part.field for part, _ in parts if self._is_endless(value, part)}
        block: list[Statement] = [
            _descend(part, Name(function))
            for part, function in parts
            if function is not None and part.field in endless
        ]
        for listed in value.listed:
            default, derived = listed.value.default, listed.value.derived_default
            if derived is not None:
                block.append(self._derived(listed.name, derived))
            if default is not None:
                block.append(_default(listed.name, default))
        block += [
            _descend(part, Name(function))
            for part, function in parts
            if function is not None and part.field not in endless
        ]
        return tuple(block)

    def _is_endless(self, value: Value, part: _Part) -> bool:
        """Whether the default of a field leads back to it."""
        return part.field in self._defaulted(value) and part.value.pointer in self._looping

    def _defaulted(self, value: Value) -> set[str]:
        """The fields of an object whose defaults have parts of their own."""
        return {
            item.name
            for item in value.listed
            if item.value.default is not None and isinstance(item.value.default.value, (dict, list))
        }

    def _objects_in_loops(self) -> set[str]:
        """Pointers of the objects whose defaults hold such an object again."""

        def below(pointer: str) -> list[str]:
            value = self.values.by_pointer[pointer]
            named = self._defaulted(value)
            return [part.value.pointer for part in self._parts(value) if part.field in named]

        return set(in_loops(self._filling, below))

    def _derived(self, name: str, default: DerivedDefault) -> If:
        """A new object with the part of another field's text, if there is such a part."""
        *parents, last = default.path
        owner: Expression = VALUE
        for parent in parents:
            owner = call("opened", method(owner, "get", Literal(parent)))
        reader = f"{function_of(default.format)}_parts"
        self.readers.add(reader)
        made = Object(((default.into, _PART),))
        part = method(call(reader, _TEXT), "get", Literal(default.part))
        return If(
            is_none(_held(name)),
            (
                Assign(_TEXT, method(owner, "get", Literal(last))),
                Assign(_PART, part),
                If(_PART, (Store(VALUE, Literal(name), made),)),
            ),
        )


def _held(name: str) -> Expression:
    return method(VALUE, "get", Literal(name))


def _default(name: str, default: Default) -> If:
    test = is_none(_held(name))
    if default.replaced:
        test = compare(_held(name), "in", Literal((None, *default.replaced)))
    return If(test, (Store(VALUE, Literal(name), Literal(default.value)),))


def _descend(part: _Part, function: Name) -> Do:
    held = _held(part.field)
    if len(part.marks) > 1:
        return Do(call("fill_inside", held, Literal(part.marks), function))
    return Do(call(_BY_MARK[part.marks], held, function))

"""The validator module of a document: which functions it has, and what it imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..ir.values import Value, Values
from ..python.naming import snake_case
from ..python.nodes import Block, names_in
from ..python.printing import lines
from ..python.source import import_lines, literal
from ..schema import patterns, pointers
from .contents import Function, Kind, Validators
from .evaluated import EvaluatedTable
from .finds import Finds
from .helpers import HELPERS
from .known_fields import known_fields, other_kinds
from .messages import Descriptions
from .names import Names
from .rules import RulesFunction, RulesMaker
from .tests import Tests, unevaluated_of

# The classes that functions ask for, by the constants that hold them.
_CLASSES = {
    "STRING": "str", "OBJECT": "dict", "LIST": "list", "INTEGER": "int", "BOOLEAN": "bool",
    "STRING_OR_NULL": "(str, type(None))", "BOOLEAN_OR_NULL": "(bool, type(None))",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Made:
    """A function before it is written down."""

    name: str
    doc: str  # empty where the name says it all
    body: Block
    takes_skip: bool = False

    def written(self) -> Function:
        return Function(self.name, self.doc, tuple(lines(self.body)), self.takes_skip)


def build_validators(values: Values) -> Validators:
    """Everything a validator module says about the values of a document."""
    names = Names(values)
    tests, finds, evaluated = _structural(names, values)
    descriptions = Descriptions(names)
    rules_maker = RulesMaker(names, descriptions)
    rules = [_rules(made, names) for made in rules_maker.functions(values.definitions)]
    words = [_Made(name, _doc(value, names), body) for name, value, body in descriptions.bodies()]
    kinds = tuple(_kinds(names, values, _twins(rules)))
    known = tuple(known_fields(values.known, names.pattern))
    others = tuple(other_kinds(values.known, names.pattern))
    every = [*tests, *finds, *rules, *words]
    used = _used(kinds, every, evaluated.functions)
    asked = names_in(statement for made in every if made.name in used for statement in made.body)
    asked |= {"Evaluated"} if "_EVALUATED" in asked else set()

    def written(functions: Iterable[_Made]) -> tuple[Function, ...]:
        return tuple(made.written() for made in functions if made.name in used)

    return Validators(
        default_kind=values.definitions[0].name or "Document",
        kinds=kinds,
        open_kinds=values.open_kinds,
        tests=written(tests),
        finds=written(finds),
        rules=written(rules),
        descriptions=written(words),
        classes=tuple(
            (name, source)
            for name, source in _CLASSES.items()
            if name in asked or name == "OBJECT"  # which the end of the module asks for
        ),
        patterns=tuple(
            (name, literal(patterns.to_python(expression)))
            for expression, name in names.patterns.items()
        ),
        values=tuple((name, source) for source, name in names.constants.items()),
        known_fields=known,
        other_kinds=others,
        evaluated=tuple(evaluated.lines()),
        fills_nulls=values.fills_nulls,
        imports=_imports(asked, bool(names.patterns), values.fills_nulls),
    )


def _structural(names: Names, values: Values) -> tuple[list[_Made], list[_Made], EvaluatedTable]:
    """The tests and the finds, definitions first and in their order, and the table they read."""
    for value in values.definitions:
        names.label(value)
    test_maker = Tests(names)
    find_maker = Finds(names, test_maker)
    tests: list[_Made] = []
    finds: list[_Made] = []
    evaluated = EvaluatedTable(names, test_maker)
    for value in names.waiting():
        label = names.label(value)
        place = _doc(value, names)
        tests.append(_Made(f"_is_{label}", place, test_maker.body(value)))
        finds.append(_Made(f"_find_in_{label}", place, find_maker.body(value)))
        if any(not inner.allows_all for _, inner, _ in unevaluated_of(value)):
            evaluated.add(value)
    return tests, finds, evaluated


def _rules(made: RulesFunction, names: Names) -> _Made:
    doc = _doc(made.value, names)
    if made.element_of:
        doc = f"Each of {made.element_of} in {_place(made.value)}"
    return _Made(made.name, doc, made.body, made.takes_skip)


def _doc(value: Value, names: Names) -> str:
    """The place of a value in the schema, unless its label tells it."""
    is_told = value.name is not None and snake_case(value.name) == names.label(value)
    return "" if is_told else _place(value)


def _place(value: Value) -> str:
    """The place of a value in the schema, for people."""
    return value.name or pointers.to_fragment(value.pointer)


def _twins(rules: Iterable[_Made]) -> dict[str, str]:
    """The first function that does the same as each: kinds may have the same rules."""
    first: dict[tuple[object, ...], str] = {}
    return {
        made.name: first.setdefault((made.takes_skip, *lines(made.body)), made.name)
        for made in rules
    }


def _kinds(names: Names, values: Values, twins: dict[str, str]) -> Iterable[Kind]:
    kinds: dict[str, Kind] = {}
    for value in values.definitions:
        label = names.label(value)
        rules = twins[f"_rules_of_{label}"] if value.rules else None
        name = value.name or label
        kinds.setdefault(name, Kind(name, f"_is_{label}", f"_find_in_{label}", rules))
    return kinds.values()


def _used(kinds: tuple[Kind, ...], functions: list[_Made], of_table: set[str]) -> set[str]:
    """Names of the functions that the kinds lead to, or the table of what is evaluated."""
    calls = {made.name: names_in(made.body) for made in functions}
    waiting = [name for kind in kinds for name in (kind.test, kind.find, kind.rules) if name]
    waiting += of_table
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in calls and name not in used:
            used.add(name)
            waiting += calls[name]
    return used


def _imports(asked: set[str], has_patterns: bool, fills_nulls: bool) -> tuple[str, ...]:
    """Import lines for what the functions call, and for what the ends of the module need."""
    needed = {
        module: [name for name in names if name in asked] for module, names in HELPERS.items()
    }
    needed["causes"] = sorted(
        {*needed["causes"], "Cause", "Findings", "causes_of", "put_in_document_order"},
        key=lambda name: (not name.isupper(), name.islower(), name),
    )
    needed["_base.documents"] = ["document_of"]
    needed["_base.unknown"] = ["find_unknown"]
    needed["_base.nulls"] = ["with_empty_values"] if fills_nulls else []
    head = ["import re", ""] if has_patterns else []
    return (*head, *import_lines(needed))

"""The validator module of a document: which functions it has, and what it imports."""

from __future__ import annotations

import re

from ..python.source import import_lines, literal
from ..schema import formats, patterns, pointers
from ..schema.resolve import Document, Schema
from ..schema.rules import reported_fields, rules_at
from .contents import Function, Kind, Validators
from .helpers import HELPERS
from .names import Structure
from .rules import RuleCode

_CALLED = re.compile(r"\b_(?:is|find_in|rules_of)_\w+")


def build_validators(document: Document) -> Validators:
    """Everything a validator module says about the document."""
    checked = formats.OWN_FORMATS
    if document.is_package or not _names_the_standard(document):
        # JSON Schema 2020-12, section 7.2.1: without a word on it, a format is an annotation.
        checked = checked | formats.STANDARD_FORMATS
    reported = {
        pointer: reported_fields(rules_at(document, pointer)) for pointer in document.schemas
    }
    structure = Structure(
        document, checked, {key: names for key, names in reported.items() if names}
    )
    structural = structure.functions()
    rule_code = RuleCode(document, structure)
    rules = rule_code.functions()
    kinds = tuple(_kinds(document, structure, rules))
    used = _used(kinds, [*(f for _, *pair in structural for f in pair), *rules.values()])
    functions = [function for function in rules.values() if function.name in used]
    tests = [test for _, test, _ in structural if test.name in used]
    finds = [find for _, _, find in structural if find.name in used]
    return Validators(
        default_kind=document.name_of("") or "Document",
        kinds=kinds,
        tests=tuple(tests),
        finds=tuple(finds),
        rules=tuple(functions),
        patterns=tuple(
            (name, literal(patterns.to_python(expression)))
            for expression, name in structure.patterns.items()
        ),
        values=tuple((name, source) for source, name in structure.values.items()),
        known_fields=tuple(_known_fields(document)),
        imports=_imports([*tests, *finds, *functions], bool(structure.patterns)),
    )


def _used(kinds: tuple[Kind, ...], functions: list[Function]) -> set[str]:
    """Names of the functions that the kinds lead to."""
    calls = {
        function.name: {word for line in function.lines for word in _CALLED.findall(line)}
        for function in functions
    }
    waiting = [name for kind in kinds for name in (kind.test, kind.find, kind.rules) if name]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += calls.get(name, ())
    return used


def _names_the_standard(document: Document) -> bool:
    return "json-schema.org/draft/" in str(document.keywords().get("$schema", ""))


def _kinds(document: Document, structure: Structure, rules: dict[str, Function]) -> list[Kind]:
    kinds: dict[str, Kind] = {}
    for pointer in document.definitions():
        label = structure.name_of(pointer)
        name = document.name_of(pointer) or label
        rule = f"_rules_of_{label}"
        kinds.setdefault(
            name, Kind(name, f"_is_{label}", f"_find_in_{label}", rule if rule in rules else None)
        )
    return list(kinds.values())


def _imports(functions: list[Function], has_patterns: bool) -> tuple[str, ...]:
    """Import lines for what the functions call, and for what the ends of the module need."""
    lines = [line for function in functions for line in function.lines]
    words = {word for line in lines for word in re.findall(r"\w+", line)}
    needed = {
        module: [name for name in names if name in words] for module, names in HELPERS.items()
    }
    needed["causes"] += ["Cause", "causes_of", "in_document_order"]
    needed["_base.unknown"] = ["find_unknown"]
    head = ["import re", ""] if has_patterns else []
    return (*head, *import_lines(needed))


def _known_fields(document: Document) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """For each object with listed fields: its fields, and what lies below each, as source."""
    table: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for pointer, schema in _in_order(document):
        if _lists_its_fields(schema):
            fields = tuple(
                (name, _below(document, child, pointers.join(pointer, "properties", name)))
                for name, child in document.keywords(pointer)["properties"].items()
            )
            table.append((_known_name(document, pointer), fields))
    return table


def _in_order(document: Document) -> list[tuple[str, Schema]]:
    """The schemas: the root, the definitions as they are listed, then the rest by their place."""
    listed = document.definitions()
    others = sorted(document.schemas.keys() - set(listed))
    return [(pointer, document.schemas[pointer]) for pointer in (*listed, *others)]


def _known_name(document: Document, pointer: str) -> str:
    return document.name_of(pointer) or pointer


def _lists_its_fields(schema: Schema) -> bool:
    return (
        isinstance(schema, dict)
        and "properties" in schema
        and not schema.get("x-kubernetes-preserve-unknown-fields")
        and "patternProperties" not in schema
        and schema.get("additionalProperties", False) is False
    )


def _below(document: Document, schema: Schema, pointer: str) -> str:
    """What to look into below a field: a name of the table, a list or a map of one, or None."""
    while isinstance(schema, dict) and "$ref" in schema:
        pointer = document.targets[pointer]
        schema = document.schemas[pointer]
    if not isinstance(schema, dict):
        return "None"
    if _lists_its_fields(schema):
        return literal(_known_name(document, pointer))
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if key in schema and "properties" not in schema:
            inner = _element_below(document, schema[key], pointers.join(pointer, key))
            return "None" if inner == "None" else f'("{mark}", {inner})'
    return "None"


def _element_below(document: Document, schema: Schema, pointer: str) -> str:
    # A list of itself (a recursive array) would never end; its elements have no fields to know.
    if isinstance(schema, dict) and "$ref" in schema:
        target = document.targets[pointer]
        if not _lists_its_fields(document.schemas[target]):
            return "None"
    return _below(document, schema, pointer)

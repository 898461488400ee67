"""Schemas over which other generators stumbled, each as a user reported it, in our own words.

A document that the schema takes comes through the models as it was, and is known to the last field;
one that it does not take is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kindgen.importers.openapi import import_openapi
from tests.support.generator import TEXT, Schema, array, make, record, ref, schema_of

INTEGER: Schema = {"type": "integer"}
OPENAPI = "#/components/schemas/"


@dataclass(frozen=True)
class Report:
    """A schema, what it takes, what it does not take, and what the models must say of it."""

    name: str
    fields: dict[str, Schema]
    good: tuple[Any, ...]
    bad: tuple[Any, ...] = ()
    definitions: tuple[tuple[str, Schema], ...] = ()
    said: tuple[str, ...] = ()


def _tagged(text: str, **fields: Schema) -> Schema:
    return {**record(kind={"enum": [text]}, **fields), "required": ["kind"]}


REPORTS = [
    Report(
        "a nullable set that lists null",
        {"a": {"type": ["string", "null"], "enum": ["x", None]}},
        ({"a": "x"}, {"a": None}),
        ({"a": "y"},),
    ),
    Report("a set of null alone", {"a": {"enum": [None]}}, ({"a": None}, {}), ({"a": 1},)),
    Report(
        "objects told apart by a set of one",
        {"pet": {"oneOf": [ref("Cat"), ref("Dog")]}},
        ({"pet": {"kind": "cat", "meows": True}}, {"pet": {"kind": "dog", "barks": 2}}),
        ({"pet": {"kind": "cow"}},),
        (("Cat", _tagged("cat", meows={})), ("Dog", _tagged("dog", barks={}))),
        ("pet: Cat | Dog |", 'tag_field="kind", tag="cat"'),
    ),
    Report(
        "a field that is called as its format",
        {"date": {"type": "string", "format": "date"}},
        ({"date": "2026-02-28"},),
        ({"date": "2026-02-30"},),
    ),
    Report(
        "a field that is called as its definition",
        {"Colour": ref("Colour"), "colour": ref("Colour")},
        ({"Colour": "red", "colour": "red"},),
        ({"colour": "blue"},),
        (("Colour", {"type": "string", "enum": ["red"]}),),
    ),
    Report(
        "fields that are called as methods",
        dict.fromkeys(("register", "schema", "json", "copy", "validate"), INTEGER),
        ({"register": 1, "schema": 2, "json": 3, "copy": 4, "validate": 5},),
        ({"json": "x"},),
    ),
    Report(
        "parts of parts without fields beside them",
        {"a": {"allOf": [{"allOf": [ref("One"), ref("Two")]}, ref("Three")]}},
        ({"a": {"x": 1, "y": 2, "z": 3}},),
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": "1", "y": 2, "z": 3}}),
        tuple(
            (name, {**record(**{field: INTEGER}), "required": [field]})
            for name, field in (("One", "x"), ("Two", "y"), ("Three", "z"))
        ),
        ("x: Integer |", "y: Integer |", "z: Integer |"),
    ),
    Report(
        "patterns of names behind a reference",
        {"a": ref("Map")},
        ({"a": {"x_1": 1}}, {"a": {}}),
        ({"a": {"x_1": "s"}}, {"a": {"y": 1}}),
        (
            (
                "Map",
                {
                    "type": "object",
                    "patternProperties": {"^x_": INTEGER},
                    "additionalProperties": False,
                },
            ),
        ),
    ),
    Report(
        "any name, and values of two types",
        {"a": {"type": "object", "patternProperties": {".*": {"type": ["array", "string"]}}}},
        ({"a": {"x": ["y"], "z": "w"}},),
        ({"a": {"x": 1}},),
    ),
    Report("a field called field", {"field": TEXT}, ({"field": "x"},), ({"field": 1},)),
    Report("names that begin with digits", {"1Q": TEXT, "2Q": TEXT}, ({"1Q": "a", "2Q": "b"},)),
    Report(
        "a set with hyphens, and a UUID",
        {
            "30d_active": {"type": "boolean"},
            "a": {"type": "string", "enum": ["in-stock", "sold-out"]},
            "id": {"type": "string", "format": "uuid"},
        },
        (
            {
                "30d_active": True,
                "a": "in-stock",
                "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            },
        ),
        ({"id": "6ba7b810"}, {"a": "gone"}),
    ),
    Report(
        "objects that hold each other",
        {"tree": ref("Tree")},
        ({"tree": {"left": {"leaf": {"tree": {}}}, "right": None}},),
        ({"tree": {"left": {"leaf": 1}}},),
        (
            ("Tree", record(left=ref("Branch"), right=ref("Branch"))),
            ("Branch", record(leaf=record(tree=ref("Tree")))),
        ),
    ),
    Report(
        "a map of lists that have a name",
        {"a": {"type": "object", "additionalProperties": ref("Names")}},
        ({"a": {"x": ["y"]}},),
        ({"a": {"x": [1]}},),
        (("Names", array(TEXT)),),
    ),
    Report(
        "words of Python",
        dict.fromkeys(("import", "from", "schema", "self", "property"), TEXT),
        ({"import": "a", "from": "b", "schema": "c", "self": "d", "property": "e"},),
    ),
    Report(
        "a number or a text",
        {"port": {"anyOf": [INTEGER, TEXT], "x-kubernetes-int-or-string": True}},
        ({"port": 80}, {"port": "http"}),
        ({"port": True}, {"port": []}),
    ),
]

_TRY = """
import json, sys
from thing import validators
for document in json.load(sys.stdin):
    came = json.loads(encode(decode(json.dumps(document))))
    causes = list(map(str, validators.validate(document)))
    print(json.dumps([came == document, causes, validators.unknown_fields(document)]))
"""
_REFUSE = """
import json, sys
from thing import validators
print([document for document in json.load(sys.stdin) if validators.is_valid(document)])
"""


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_what_others_reported_works_here(report: Report, tmp_path: Path) -> None:
    made = make(tmp_path, schema_of(report.fields, dict(report.definitions)))
    tried = made.run(_TRY, json.dumps(report.good)).splitlines()
    assert [json.loads(line) for line in tried] == [[True, [], []]] * len(report.good)
    assert made.run(_REFUSE, json.dumps(report.bad)) == "[]\n"
    models = (made.folder / "models.py").read_text()
    assert [words for words in report.said if words not in models] == []


# ------------------------------------------------------------------------------- by import-openapi


def _imported(folder: Path, kind: str, schemas: dict[str, Schema]) -> Any:
    document = {"openapi": "3.0.3", "paths": {}, "components": {"schemas": schemas}}
    root, _ = import_openapi(json.dumps(document).encode(), "api.json", kind, "thing")
    return make(folder, root)


def test_fields_of_a_variant_survive_where_the_tag_is_in_the_parent(tmp_path: Path) -> None:
    choice = [{"$ref": OPENAPI + name} for name in ("Cat", "Dog")]
    pet = {**record(kind=TEXT), "discriminator": {"propertyName": "kind"}, "oneOf": choice}
    variants = {
        name: {**record(**{field: TEXT}), "required": [field]}
        for name, field in (("Cat", "meows"), ("Dog", "barks"))
    }
    made = _imported(
        tmp_path, "Owner", {**variants, "Pet": pet, "Owner": record(pet={"$ref": OPENAPI + "Pet"})}
    )
    tried = made.run(_TRY, json.dumps([{"pet": {"kind": "dog", "barks": "w"}}]))
    assert json.loads(tried) == [True, [], []]


def test_inherited_fields_stay_required(tmp_path: Path) -> None:
    child = {"allOf": [{"$ref": OPENAPI + "Base"}, {"required": ["id"]}]}
    made = _imported(tmp_path, "Child", {"Base": record(id=TEXT, size=INTEGER), "Child": child})
    assert json.loads(made.run(_TRY, '[{"id": "a", "size": 1}]')) == [True, [], []]
    assert made.run(_REFUSE, '[{"size": 1}]') == "[]\n"


def test_null_for_a_required_list_is_read_and_told(tmp_path: Path) -> None:
    status = {**record(conditions=array(TEXT)), "required": ["conditions"]}
    made = make(tmp_path, schema_of({"status": status}))
    read, causes, _ = json.loads(made.run(_TRY, '[{"status": {"conditions": null}}]'))
    assert read
    assert causes == ['status.conditions: Invalid value: "null": must be of type array']

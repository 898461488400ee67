"""What is wrong with a schema although its form is right, check by check."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kindgen.build.models import definitions_of
from kindgen.checks.defaults import default_problems
from kindgen.checks.package import package_problems
from kindgen.checks.resources import resource_problems
from kindgen.checks.rules import rule_problems
from kindgen.schema.document import Document
from kindgen.schema.resolve import resolve
from tests.support.generator import TEXT, Schema, array, mapping, record, ref


def document_of(schema: Schema) -> Document:
    """A document whose references are right."""
    root = {"title": "Thing", **json.loads(json.dumps(schema))}
    document, problems = resolve("a", root)
    assert not problems
    return document


def told(problems: Any) -> list[str]:
    """Pointer and message of each problem."""
    return [f"{problem.pointer}: {problem.message}" for problem in problems]


# --------------------------------------------------------------------------------------- defaults


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "string", "default": 5}, "5 is not of type 'string'"),
        ({"type": "string", "maxLength": 1, "default": "ab"}, "'ab' is too long"),
        ({"enum": ["a"], "default": "b"}, "'b' is not one of ['a']"),
        ({"type": "string", "pattern": "^a$", "default": "a\n"}, "does not match"),
        ({**record(a=TEXT), "required": ["a"], "default": {}}, "'a' is a required property"),
        ({**array(TEXT), "default": [1]}, "1 is not of type 'string'"),
        ({**ref("Part"), "default": 5}, "5 is not of type 'object'"),
        ({"type": "array", "uniqueItems": True, "default": [1, 1]}, "non-unique"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_default_that_its_own_field_refuses_is_told(schema: Schema, message: str) -> None:
    found = told(
        default_problems(
            document_of({"properties": {"x": schema}, "$defs": {"Part": {"type": "object"}}})
        )
    )
    assert len(found) == 1
    assert found[0].startswith("/properties/x/default: the default ")
    assert message in found[0]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "default": "a"},
        {"default": None},
        {"type": "object", "default": {}},
        {"type": "integer", "default": 1.0},
        {"type": "string", "pattern": "^a$", "default": "a"},
        {**ref("Part"), "default": {"id": "x"}},
    ],
    ids=str,
)
def test_a_default_that_its_field_takes_is_no_problem(schema: Schema) -> None:
    schemas = {"properties": {"x": schema}, "$defs": {"Part": record(id=TEXT)}}
    assert told(default_problems(document_of(schemas))) == []


def test_defaults_are_found_wherever_they_stand() -> None:
    wrong = {"type": "string", "default": 5}
    schema = {"properties": {"a": array(wrong), "b": mapping(wrong)}, "allOf": [wrong]}
    places = {line.partition(": ")[0] for line in told(default_problems(document_of(schema)))}
    assert places == {
        "/properties/a/items/default",
        "/properties/b/additionalProperties/default",
        "/allOf/0/default",
    }


# -------------------------------------------------------------------------------------- resources


def resources_told(*resources: dict[str, Any], **definitions: Schema) -> list[str]:
    head = {"scope": "Cluster", "group": "", "versions": ["v1"], "verbs": ["get"]}
    document = document_of(
        {
            "x-kubernetes-resources": [{**head, **resource} for resource in resources],
            "$defs": {"Book": record(a=TEXT), **definitions},
        }
    )
    return told(resource_problems(document, definitions_of(document)))


def test_a_subresource_of_a_kind_that_is_not_defined_is_told() -> None:
    parts = ["status", {"name": "page", "kind": "Page"}]
    book = {"kind": "Book", "plural": "books", "subresources": parts}
    place = "/x-kubernetes-resources/0/subresources/1/kind"
    assert resources_told(book) == [f'{place}: the kind "Page" is not defined here']
    assert resources_told(book, Page=record(a=TEXT)) == []


def test_two_resources_of_one_name_are_told() -> None:
    book = {"kind": "Book", "plural": "books"}
    assert resources_told(book, book) == [
        '/x-kubernetes-resources/1: the plural "books" is taken by "#/x-kubernetes-resources/0"',
        '/x-kubernetes-resources/1: the class name "Books" is taken by '
        '"#/x-kubernetes-resources/0"',
    ]
    assert resources_told(book, {"kind": "Book", "plural": "tomes"}) == []


# ------------------------------------------------------------------------------------------ rules

RULED = {
    "name": TEXT,
    "count": {"type": "integer"},
    "parts": array(ref("Part")),
    "labels": mapping(TEXT),
}


def rules_told(*rules: Any, required: tuple[str, ...] = ()) -> list[str]:
    """What is told of rules of the root, with pointers from the first rule on."""
    part = {**record(id=TEXT), "x-rules": [{"check": "required", "field": "id", "id": "named"}]}
    document = document_of(
        {
            "properties": RULED,
            "required": list(required),
            "x-rules": list(rules),
            "$defs": {"Part": part},
        }
    )
    return [line.removeprefix("/x-rules") for line in told(rule_problems(document))]


@pytest.mark.parametrize(
    "rule",
    [
        {"check": "required", "field": "name"},
        {"check": "format", "field": "name", "format": "dns-label"},
        {"check": "minimum", "field": "count", "limit": 1},
        {"check": "unique", "field": "parts", "keys": ["id"]},
        {"apply": "parts[]"},
        {"apply": "parts[]", "except": ["named"]},
        {"each": "parts[]", "rules": [{"check": "required", "field": "id"}]},
        {"each": "labels{}", "rules": [{"check": "pattern", "pattern": "^a"}]},
        {"first": [{"check": "required", "field": "name"}]},
        {"check": "required", "field": "name", "detail": "{name!q} {count} {{x}}"},
    ],
    ids=str,
)
def test_a_rule_that_can_be_checked_is_no_problem(rule: dict[str, Any]) -> None:
    assert rules_told(rule) == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (
            {"check": "required", "field": "nmae"},
            '/0/field: the rule speaks of "nmae": there is no "nmae"',
        ),
        (
            {"check": "required", "field": "name", "when": {"cuont": {"present": True}}},
            '/0/when/cuont: the rule speaks of "cuont": there is no "cuont"',
        ),
        (
            {"each": "name[]", "rules": [{"check": "required"}]},
            '/0/each: the rule speaks of "name[]": there is no "name[]"',
        ),
        ({"apply": "name"}, '/0: there are no rules to apply at "name"'),
        ({"apply": ""}, "/0: the rules of an object cannot apply themselves to it"),
        ({"apply": "parts[]", "except": ["nmaed"]}, '/0: no rule has the id "nmaed"'),
        ({"check": "minimum", "field": "count"}, '/0: a "minimum" check needs "limit"'),
        ({"check": "format", "field": "name", "format": "x"}, '/0: no format of texts: "x"'),
        (
            {"check": "format", "field": "name", "format": "int32"},
            '/0: no format of texts: "int32"',
        ),
        (
            {"check": "lacks", "field": "name", "format": "image-reference", "parts": ["tga"]},
            '/0: the format "image-reference" has no part "tga"',
        ),
        (
            {"check": "pattern", "field": "name", "pattern": "("},
            '/0: the pattern "(" does not compile',
        ),
        (
            {"check": "required", "field": "name", "detail": "{name"},
            "/0/detail: the text has a brace too many",
        ),
        (
            {"check": "required", "field": "name", "detail": "{name!r}"},
            '/0/detail: after "name" there may be only !q or !p',
        ),
        (
            {"check": "required", "field": "name", "detail": "{name:>5}"},
            '/0/detail: after "name" there may be only !q or !p',
        ),
        (
            {"check": "required", "field": "name", "shown": "{nmae}"},
            '/0/shown: the rule speaks of "nmae"',
        ),
        (
            {"check": "unique", "field": "parts", "keys": ["di"]},
            '/0/keys/0: the rule speaks of "di"',
        ),
        (
            {"check": "required", "field": "name", "reports-missing": ["name"]},
            '/0: reports-missing names "name", which is not required here',
        ),
        (
            {"first": [{"check": "required", "field": "name"}] * 101},
            "/0: too many rules in one choice: 101, at most 100",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_cannot_be_checked_is_told_with_its_place(
    rule: dict[str, Any], line: str
) -> None:
    found = rules_told(rule)
    assert any(text.startswith(line) for text in found), found


def test_a_rule_may_report_what_is_required() -> None:
    rule = {"check": "required", "field": "name", "reports-missing": ["name"]}
    assert rules_told(rule, required=("name",)) == []


def test_rules_inside_rules_are_looked_at_where_they_apply() -> None:
    inner = {"check": "required", "field": "di"}
    assert rules_told({"each": "parts[]", "rules": [inner]}) == [
        '/0/rules/0/field: the rule speaks of "di": there is no "di"'
    ]
    assert rules_told({"first": [inner]})[0].startswith("/0/first/0/field")


# ------------------------------------------------------------------------------- whole packages


@pytest.mark.parametrize(
    ("schema", "line"),
    [
        ({"x-package": "class"}, '/x-package: "class" is a keyword of Python'),
        ({"x-package": "a" * 101}, "/x-package: a package name has at most 100 characters"),
        (
            record(**{"a-b": {**TEXT, "x-python-name": "a"}, "a": {**TEXT, "x-python-name": "a"}}),
            '/properties/a: the Python name "a" is taken by "#/properties/a-b"',
        ),
        (
            {"$defs": {name: {**record(a=TEXT), "x-python-name": "A"} for name in "ab"}},
            '/$defs/b: the class name "A" is taken by "#/$defs/a"',
        ),
        (
            record(a={**TEXT, "x-python-name": "class"}),
            '/properties/a: no field can have the Python name "class"',
        ),
        (
            {**record(a=TEXT), "x-required-on-read": ["b"]},
            '/x-required-on-read: there is no field "b"',
        ),
        (
            record(a={**array(record(b=TEXT)), "x-kubernetes-list-map-keys": ["c"]}),
            '/properties/a/x-kubernetes-list-map-keys: there is no field "c"',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_keeps_a_package_from_being_built_is_told(schema: Schema, line: str) -> None:
    found = told(package_problems(document_of(schema)))
    assert any(text.startswith(line) for text in found), found


def test_a_schema_without_a_fault_has_no_problem() -> None:
    assert package_problems(document_of({"x-package": "thing", "properties": RULED,
                                         "$defs": {"Part": record(id=TEXT)}})) == []  # fmt: skip


def test_a_default_whose_names_are_told_by_a_unicode_pattern_stops_no_run() -> None:
    names = {"type": "object", "patternProperties": {"^\\p{L}+$": TEXT}, "default": {"x": "y"}}
    schema = {**record(names={**names, "additionalProperties": False})}
    assert told(default_problems(document_of(schema))) == []

"""Rules stand in the schema and nowhere else: change one there, and the package does as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kindgen
from tests.support.generator import (
    CANONICAL,
    ROOT,
    TEMPLATES,
    TEXT,
    Made,
    Schema,
    array,
    make,
    mapping,
    problems_of,
    record,
    run_python,
    schema_of,
)

# -------------------------------------------------------------------- the canonical schema, changed


def _changed(change: Callable[[Schema], None]) -> Schema:
    schema: Schema = json.loads(CANONICAL.read_text("utf-8"))
    change(schema)
    return schema


def _validators_of(schema: Schema, folder: Path) -> Path:
    """A folder with a module `validators` for the schema."""
    (folder / "validators.py").write_text(kindgen.validator_source(schema), "utf-8")
    return folder


def _causes(folder: Path, document: object) -> list[list[str]]:
    printed = run_python(
        "import json, validators\n"
        f"causes = validators.validate(json.loads({json.dumps(document)!r}))\n"
        "print(json.dumps([[c.field, c.reason, c.message] for c in causes]))",
        folder,
    )
    found: list[list[str]] = json.loads(printed)
    return found


def _rule(schema: Schema, definition: str, **wanted: str) -> Schema:
    """The one rule of a definition that says these things."""
    rules: list[Schema] = schema["$defs"][definition]["x-rules"]
    (found,) = [rule for rule in rules if wanted.items() <= rule.items()]
    return found


def _request(**changes: Any) -> Schema:
    image = {"from": {"kind": "DockerImage", "name": "a/b:1"}, "to": {"name": "1"}}
    return {"metadata": {"name": "app"}, "spec": {"images": [{**image, **changes}]}}


def test_another_kind_is_allowed_once_the_schema_allows_it(tmp_path: Path) -> None:
    document = _request(**{"from": {"kind": "OtherImage", "name": "a/b:1"}})

    def allow(schema: Schema) -> None:
        rule = _rule(schema, "ImageImportSpec", field="from.kind", check="enum")
        rule["values"].append("OtherImage")

    before = _validators_of(_changed(lambda schema: None), tmp_path)
    assert [cause[0] for cause in _causes(before, document)] == ["spec.images[0].from.kind"]
    assert _causes(_validators_of(_changed(allow), tmp_path), document) == []


def test_a_message_is_the_one_of_the_schema(tmp_path: Path) -> None:
    def reword(schema: Schema) -> None:
        rule = _rule(schema, "ImageImportSpec", field="from.kind", check="enum")
        rule["detail"] = "what else?"
        rule["reason"] = "FieldValueForbidden"

    document = _request(**{"from": {"kind": "Other", "name": "a/b:1"}})
    (cause,) = _causes(_validators_of(_changed(reword), tmp_path), document)
    assert cause == ["spec.images[0].from.kind", "FieldValueForbidden", "Forbidden: what else?"]


def test_causes_come_in_the_order_of_the_schema(tmp_path: Path) -> None:
    document = {**_request(to={"name": ""}), "metadata": {"name": ""}}
    fields = ["spec.images[0].to.name", "metadata.name"]

    def turn_around(schema: Schema) -> None:
        schema["x-rules"].reverse()

    before = _validators_of(_changed(lambda schema: None), tmp_path)
    assert [cause[0] for cause in _causes(before, document)] == fields
    after = _validators_of(_changed(turn_around), tmp_path)
    assert [cause[0] for cause in _causes(after, document)] == fields[::-1]


def test_a_rule_that_is_taken_out_is_gone(tmp_path: Path) -> None:
    def take_out(schema: Schema) -> None:
        rules = schema["$defs"]["ImageImportSpec"]["x-rules"]
        rules.remove(_rule(schema, "ImageImportSpec", field="to.name"))

    document = _request(to={"name": ""})
    assert len(_causes(_validators_of(_changed(lambda schema: None), tmp_path), document)) == 1
    assert _causes(_validators_of(_changed(take_out), tmp_path), document) == []


def test_a_field_takes_another_format_from_the_schema(tmp_path: Path) -> None:
    def restrict(schema: Schema) -> None:
        schema["$defs"]["LocalObjectReference"]["properties"]["name"]["format"] = "dns-label"

    (cause,) = _causes(_validators_of(_changed(restrict), tmp_path), _request(to={"name": "A"}))
    assert cause[0] == "spec.images[0].to.name"
    assert "RFC 1123 label" in cause[2]


def test_a_limit_is_the_one_of_the_schema(tmp_path: Path) -> None:
    def lower(schema: Schema) -> None:
        _rule(schema, "ObjectMeta", check="max-bytes", field="annotations")["limit"] = 3

    document = _request()
    document["metadata"]["annotations"] = {"a": "bcd"}
    (cause,) = _causes(_validators_of(_changed(lower), tmp_path), document)
    assert cause[:2] == ["metadata.annotations", "FieldValueTooLong"]
    assert "3 bytes" in cause[2]


def test_a_default_is_the_one_of_the_schema(tmp_path: Path) -> None:
    def change(schema: Schema) -> None:
        schema["$defs"]["TagReferencePolicy"]["properties"]["type"]["default"] = "Local"
        schema["$defs"]["TagReferencePolicy"]["properties"]["type"]["x-default-replaces"] = ["?"]

    made = make(tmp_path, _changed(change))
    made.run(f"""
        from {made.name}.defaults import apply
        def of(given):
            return apply({{"spec": {{"images": [given]}}}})["spec"]["images"][0]["referencePolicy"]
        assert of({{}}) == {{"type": "Local"}}
        assert of({{"referencePolicy": {{"type": "?"}}}}) == {{"type": "Local"}}
        assert of({{"referencePolicy": {{"type": ""}}}}) == {{"type": ""}}
    """)


# --------------------------------------------------------------------- kinds of rules, on their own


_PERSON = record(name=TEXT, first=TEXT, age={"type": "integer"}, tags=array(TEXT))


def _said(folder: Path, rules: list[Schema], document: object, **more: Schema) -> list[str]:
    """`field: message` of each cause, for an object whose rules these are."""
    schema = schema_of({**_PERSON["properties"], **more}, **{"x-rules": rules})
    causes = _causes(_validators_of(schema, folder), document)
    return [f"{field}: {message}" for field, _, message in causes]


def test_required_takes_null_and_empty_for_absent(tmp_path: Path) -> None:
    rules = [{"check": "required", "field": "name", "detail": "who?"}]
    for document in ({}, {"name": None}, {"name": ""}):
        assert _said(tmp_path, rules, document) == ["name: Required value: who?"]
    assert _said(tmp_path, rules, {"name": "a"}) == []


def test_a_rule_is_checked_when_its_condition_holds_and_unless_the_other_does(
    tmp_path: Path,
) -> None:
    rules = [
        {
            "check": "required",
            "field": "first",
            "when": {"name": {"in": ["a", "b"]}},
            "unless": {"age": {"present": True}, "tags": {"empty": False}},
        }
    ]
    assert len(_said(tmp_path, rules, {"name": "a"})) == 1
    assert len(_said(tmp_path, rules, {"name": "a", "age": 1})) == 1
    assert _said(tmp_path, rules, {"name": "a", "age": 1, "tags": ["x"]}) == []
    assert _said(tmp_path, rules, {"name": "c"}) == []
    assert _said(tmp_path, rules, {}) == []


def test_only_the_first_of_several_rules_reports(tmp_path: Path) -> None:
    first = [
        {"check": "pattern", "field": "name", "pattern": "^[a-z]*$", "detail": "one"},
        {"check": "max-bytes", "field": "name", "limit": 2},
    ]
    assert len(_said(tmp_path, [{"first": first}], {"name": "ABC"})) == 1
    assert len(_said(tmp_path, first, {"name": "ABC"})) == 2


def test_a_folded_rule_reports_all_its_failures_as_one(tmp_path: Path) -> None:
    rules = [
        {
            "fold": {"field": "elsewhere", "reason": "FieldValueInvalid", "detail": "all: {*}"},
            "rules": [
                {"check": "required", "field": "name"},
                {"check": "required", "field": "first"},
            ],
        }
    ]
    (said,) = _said(tmp_path, rules, {})
    assert said.startswith("elsewhere: ")
    assert "name: Required value" in said
    assert "first: Required value" in said
    assert _said(tmp_path, rules, {"name": "a", "first": "b"}) == []


def test_each_element_of_a_list_and_of_a_map_is_checked_at_its_place(tmp_path: Path) -> None:
    rules = [
        {"each": "people[]", "rules": [{"check": "required", "field": "name"}]},
        {
            "each": "labels{}",
            "rules": [
                {"check": "format", "subject": "key", "format": "dns-label"},
                {"check": "enum", "values": ["x", ""], "detail": "x only"},
            ],
        },
    ]
    document = {"people": [{"name": "a"}, {}], "labels": {"ok": "x", "Bad": "y"}}
    more = {"people": array(record(name=TEXT)), "labels": mapping(TEXT)}
    said = _said(tmp_path, rules, document, **more)
    assert [text.split(": ")[0] for text in said] == [
        "people[1].name",
        "labels[Bad]",
        "labels[Bad]",
    ]


def test_a_list_with_keys_is_told_by_them_and_the_last_one_wins(tmp_path: Path) -> None:
    rules = [{"each": "people[]", "rules": [{"check": "required", "field": "age"}]}]
    people = {
        **array(record(name=TEXT, age={"type": "integer"})),
        "x-kubernetes-list-map-keys": ["name"],
        "x-list-duplicates": "last-wins",
    }
    document = {"people": [{"name": "a"}, {"name": "b"}, {"name": "a", "age": 1}]}
    said = _said(tmp_path, rules, document, people=people)
    assert said == ["people[b].age: Required value"]


def test_at_most_one_names_the_two_that_collide(tmp_path: Path) -> None:
    check = {
        "check": "at-most-one",
        "where": {"rare": {"in": [True]}},
        "detail": "{first.name} and {this.name}",
    }
    rules = [{"each": "people[]", "rules": [check]}]
    people = array(record(name=TEXT, rare={"type": "boolean"}))
    document = {"people": [{"name": "a", "rare": True}, {"name": "b"}, {"name": "c", "rare": True}]}
    (said,) = _said(tmp_path, rules, document, people=people)
    assert said.endswith("a and c")


@pytest.mark.parametrize("around", ["nothing", "first", "each and first"])
def test_at_most_one_is_refused_where_nothing_is_counted(around: str, tmp_path: Path) -> None:
    check = {"check": "at-most-one", "where": {"name": {"in": ["a"]}}}
    choice = {"first": [{"check": "required", "field": "name"}, check]}
    of_each = {"each": "people[]", "rules": [choice]}
    rule = {"nothing": check, "first": choice, "each and first": of_each}[around]
    schema = schema_of({"name": TEXT, "people": array(record(name=TEXT))}, **{"x-rules": [rule]})
    (problem,) = problems_of(tmp_path, schema)
    assert 'an "at-most-one" check is about the elements of a list' in problem
    assert 'with "each"' in problem


def test_unique_names_the_element_that_came_twice(tmp_path: Path) -> None:
    rules = [{"check": "unique", "field": "people", "keys": ["name"]}]
    people = array(record(name=TEXT))
    document = {"people": [{"name": "a"}, {"name": "b"}, {"name": "a"}]}
    (said,) = _said(tmp_path, rules, document, people=people)
    assert said == 'people[2]: Duplicate value: "a"'


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ({"check": "minimum", "field": "age", "limit": 3}, {"age": 3}, {"age": 2}),
        ({"check": "max-bytes", "field": "name", "limit": 3}, {"name": "äb"}, {"name": "äbc"}),
        ({"check": "enum", "field": "name", "values": ["a"]}, {"name": "a"}, {}),
        ({"check": "enum", "field": "name", "values": ["a", ""]}, {}, {"name": "b"}),
        ({"check": "enum", "field": "age", "values": [1]}, {}, {"age": 2}),
        (
            {"check": "forbid", "field": "name", "when": {"name": {"empty": False}}},
            {"name": ""},
            {"name": "a"},
        ),
        (
            {"check": "not-together", "field": "tags", "values": ["a", "b"]},
            {"tags": ["a"]},
            {"tags": ["b", "c", "a"]},
        ),
        (
            {"check": "lacks", "field": "name", "format": "image-reference", "parts": ["tag"]},
            {"name": "a/b"},
            {"name": "a/b:1"},
        ),
        ({"check": "pattern", "field": "name", "pattern": "^a$"}, {}, {"name": "a\n"}),
        (
            {"check": "pattern", "field": "name", "pattern": "^a$", "and-empty": True},
            {"name": "a"},
            {},
        ),
        ({"check": "format", "field": "name", "format": "dns-label"}, {"name": ""}, {"name": "A"}),
    ],
    ids=lambda value: value.get("check") if isinstance(value, dict) else None,
)
def test_a_kind_of_check_tells_good_from_bad(
    rule: Schema, good: Schema, bad: Schema, tmp_path: Path
) -> None:
    assert _said(tmp_path, [rule], good) == []
    assert len(_said(tmp_path, [rule], bad)) == 1


def test_a_rule_passes_over_a_value_of_the_wrong_type(tmp_path: Path) -> None:
    rules = [
        {"check": "required", "field": "name"},
        {"check": "max-bytes", "field": "name", "limit": 1},
        {"check": "minimum", "field": "age", "limit": 3},
        {"check": "unique", "field": "tags", "keys": ["a"]},
    ]
    said = _said(tmp_path, rules[:3], {"name": 1, "age": "x", "tags": {}})
    assert [text.split(": ")[0] for text in said] == ["name", "age", "tags"]
    assert all("must be of type" in text for text in said)


# ------------------------------------------------------------------- nothing of the API in the tool


_FILES = [
    *sorted((ROOT / "generator" / "kindgen").rglob("*.py")),
    ROOT / "schema" / "dialect.schema.json",
    *sorted(TEMPLATES.rglob("*.jinja*")),
]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_the_tool_does_not_know_what_it_is_used_for(path: Path) -> None:
    # Docstrings may give examples from Kubernetes; these names belong to one schema.
    text = path.read_text("utf-8")
    assert re.findall(r"(?i)imagestream|openshift", text) == []


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_no_field_of_the_canonical_schema_stands_in_the_tool(path: Path) -> None:
    """Names of fields that could mean nothing else; prose and doctests included."""
    schema = json.loads(CANONICAL.read_text("utf-8"))
    names = {
        name
        for definition in [schema, *schema["$defs"].values()]
        for name in definition.get("properties", {})
        if re.search(r"^docker|[a-z](Policy|Repository|Import|Signature|Manifest)s?$", name)
    }
    assert len(names) > 10
    code = re.sub(r'"""(.|\n)*?"""|#.*', "", path.read_text("utf-8"))
    assert sorted(name for name in names if re.search(rf"\b{name}\b", code)) == []


def test_copied_modules_know_formats_but_no_field() -> None:
    for path in (TEMPLATES / "package").rglob("*.py"):
        text = path.read_text("utf-8")
        code = re.sub(r'"""(.|\n)*?"""|#.*', "", text)
        assert re.findall(r"(?i)imagestream|openshift", code) == [], path.name


def test_another_schema_makes_another_package_without_a_trace(tmp_path: Path) -> None:
    case = json.loads((Path(__file__).parent / "cases" / "library" / "schema.json").read_text())
    made: Made = make(tmp_path, case)
    for path in made.folder.rglob("*.py"):
        if path.name != "references.py":
            code = re.sub(r'"""(.|\n)*?"""|#.*', "", path.read_text("utf-8"))
            assert re.findall(r"(?i)imagestream|openshift", code) == [], path.name

"""What explain, tree and reference page say of fields, from the same facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindgen.docs.explain import NoSuchField, explain
from kindgen.docs.reference import build_reference, script_json
from kindgen.docs.tree import tree
from kindgen.ir.package import Package
from kindgen.pipeline import represent
from kindgen.render.trying import fits_of
from tests.support.generator import (
    TEXT,
    Schema,
    array,
    mapping,
    record,
    ref,
    schema_of,
    write_schema,
)


def package_of(folder: Path, properties: dict[str, Any], **definitions: Schema) -> Package:
    return represent(write_schema(folder, schema_of(properties, definitions or None)))


def page_of(package: Package) -> dict[str, Any]:
    """The data of the page."""
    data: dict[str, Any] = json.loads(build_reference(package, fits_of(package)).data)
    return data


def rows_of(package: Package) -> dict[str, dict[str, Any]]:
    """The rows of the root by their names."""
    page = page_of(package)
    return {row["name"]: row for row in page["objects"][page["kinds"][0]["into"]]["rows"]}


FACTS = [
    ({"type": "string", "minLength": 1, "maxLength": 5}, {"length from": "1", "length up to": "5"}),
    ({"type": "string", "pattern": "^é"}, {"matches": '"^é"'}),
    ({"minimum": 1, "exclusiveMaximum": 2.5}, {"at least": "1", "less than": "2.5"}),
    ({"exclusiveMinimum": 0, "maximum": 9}, {"more than": "0", "at most": "9"}),
    ({"multipleOf": 0.5}, {"multiple of": "0.5"}),
    (
        {**array(TEXT), "minItems": 1, "maxItems": 2, "uniqueItems": True},
        {"elements from": "1", "elements up to": "2", "each element once": "true"},
    ),
    ({**mapping(TEXT), "minProperties": 1}, {"keys from": "1"}),
    ({**mapping(TEXT), "maxProperties": 3}, {"keys up to": "3"}),
    ({"const": "x"}, {"always": '"x"'}),
    ({"type": "string", "enum": ["a", ""]}, {"one of": ["a", '""']}),
    ({"x-known-values": ["a"]}, {"known values": ["a"]}),
    ({"examples": [1, "b"]}, {"examples": ["1", "b"]}),
    (
        {"type": "string", "default": "a", "x-default-replaces": [""]},
        {"default": '"a"', "default also for": '""'},
    ),
    (
        {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
        {"other keys": "any, kept as they are"},
    ),
    ({"type": "object", "additionalProperties": True}, {"other keys": "any"}),
    ({"x-kubernetes-int-or-string": True}, {"value": "an integer or a string"}),
    ({"type": "string", "readOnly": True}, {"set by": "the server alone"}),
]


@pytest.mark.parametrize(("schema", "facts"), FACTS, ids=lambda value: str(value)[:40])
def test_the_page_tells_each_fact_of_a_field(
    schema: Schema, facts: dict[str, Any], tmp_path: Path
) -> None:
    told = dict(rows_of(package_of(tmp_path, {"field": schema}))["field"]["facts"])
    assert {key: told.get(key) for key in facts} == facts
    assert (told["required"], told["availability"]) == ("no", "every release")


@pytest.mark.parametrize(
    "schema", [schema for schema, _ in FACTS], ids=lambda value: str(value)[:40]
)
def test_explain_tells_every_keyword_that_limits_a_field(schema: Schema, tmp_path: Path) -> None:
    lines = explain(package_of(tmp_path, {"field": schema}), "field").splitlines()
    told = {line.split()[0]: line.split(None, 1)[1] for line in lines if line.startswith("  ")}
    for keyword, value in schema.items():
        if not keyword.startswith("x-") and keyword not in (
            "type", "items", "additionalProperties", "readOnly", "examples",
        ):  # fmt: skip
            assert told[keyword] == json.dumps(value, ensure_ascii=False)


def test_a_field_that_a_request_needs_and_one_that_a_server_sends(tmp_path: Path) -> None:
    part = {**record(a=TEXT, b=TEXT), "required": ["a"], "x-required-on-read": ["a", "b"]}
    package = package_of(tmp_path, {"part": ref("Part")}, Part=part)
    assert "required      in a request" in explain(package, "part.a")
    assert "always sent   by a server" in explain(package, "part.b")
    assert "always sent" not in explain(package, "part")
    assert "required" not in explain(package, "#/$defs/Part")


def test_an_element_is_no_field_and_neither_needed_nor_sent(tmp_path: Path) -> None:
    properties = {"list": array(TEXT), "map": mapping(TEXT)}
    package = package_of(tmp_path, properties)
    for path in ("list[]", "list[0]", "map.x", "map[x]", "#/properties/list/items"):
        assert "required" not in explain(package, path), path


def test_facts_of_a_reference_come_before_those_of_what_it_leads_to(tmp_path: Path) -> None:
    part = {"type": "string", "maxLength": 9, "minLength": 1, "description": "Far."}
    package = package_of(
        tmp_path, {"near": {**ref("Part"), "maxLength": 3, "description": "Near."}}, Part=part
    )
    row = rows_of(package)["near"]
    assert row["doc"] == "Near."
    assert dict(row["facts"]) | {"length up to": "3", "length from": "1"} == dict(row["facts"])
    assert "Near." in explain(package, "near")


def test_a_definition_speaks_for_a_field_that_says_nothing(tmp_path: Path) -> None:
    package = package_of(
        tmp_path, {"part": ref("Part")}, Part={**record(a=TEXT), "description": "D."}
    )
    assert rows_of(package)["part"]["doc"] == "D."
    assert "\n  D.\n" in explain(package, "part")


def test_a_list_of_objects_leads_straight_to_their_fields(tmp_path: Path) -> None:
    package = package_of(tmp_path, {"parts": array(ref("Part")), "map": mapping(ref("Part"))},
                         Part=record(id=TEXT))  # fmt: skip
    rows = rows_of(package)
    assert (rows["parts"]["suffix"], rows["parts"]["element"]) == ("[]", "[]")
    assert (rows["map"]["suffix"], rows["map"]["element"]) == ("{}", "{}")
    assert rows["parts"]["into"] == rows["map"]["into"]


def test_elements_without_a_name_and_choices_are_rows_too(tmp_path: Path) -> None:
    choice = {"anyOf": [TEXT, record(a=TEXT)]}
    package = package_of(tmp_path, {"lists": array(array(TEXT)), "choice": choice, "pair":
                         {"type": "array", "prefixItems": [TEXT, {}]}})  # fmt: skip
    page = page_of(package)
    rows = rows_of(package)
    inside = {name: page["objects"][rows[name]["into"]]["rows"] for name in rows}
    assert [(row["name"], row.get("step")) for row in inside["lists"]] == [
        ("[array<string>]", "[]")
    ]
    assert [row["name"] for row in inside["choice"]] == ["(any of, 1)", "(any of, 2)"]
    assert [row["name"] for row in inside["pair"]] == ["[0]", "[1]"]
    assert all(row["unnamed"] for name in inside for row in inside[name])


def test_releases_are_listed_in_their_order_and_rows_refer_to_them(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        {
            "new": {**TEXT, "x-availability": {"since": "4.12"}},
            "old": {**TEXT, "x-availability": {"until": "4.9"}},
        },
    )
    assert page_of(package)["releases"] == ["4.9", "4.12"]
    assert rows_of(package)["new"]["since"] == 1
    assert rows_of(package)["old"]["until"] == 0


def test_a_schema_that_holds_itself_is_stated_once(tmp_path: Path) -> None:
    package = package_of(tmp_path, {"node": ref("Node")}, Node=record(next=ref("Node")))
    page = page_of(package)
    node = rows_of(package)["node"]["into"]
    assert page["objects"][node]["rows"][0]["into"] == node
    assert len(page["objects"]) == 2


def test_a_name_that_cannot_be_seen_is_shown_with_escapes(tmp_path: Path) -> None:
    rows = rows_of(package_of(tmp_path, {"a\u202eb": TEXT, "": TEXT}))
    assert rows["a\u202eb"]["shown"] == "a\\u202eb"
    assert rows[""]["shown"] == '""'


def test_nothing_that_could_end_a_script_stands_in_the_data() -> None:
    value = {"a": "</script><!--&\u2028\x00😀", "list": [{"b": "<"}, {}], "empty": []}
    text = script_json(value)
    assert not set("<>&\u2028\x00") & set(text)
    assert json.loads(text) == value
    assert text.count("\n") == 5


# ------------------------------------------------------------------------------------------- tree


def test_the_tree_shows_elements_where_they_are_no_objects(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        {
            "labels": mapping(TEXT),
            "names": array(TEXT),
            "grid": array(array(TEXT)),
            "parts": mapping(ref("Part")),
            "free": {"type": "object", "additionalProperties": True},
            "any": {"type": "object", "additionalProperties": {}},
        },
        Part=record(id=TEXT),
    )
    assert list(tree(package)) == [
        "labels{}\tmap<string>",
        "  [string]\tstring",
        "names[]\tarray<string>",
        "  [string]\tstring",
        "grid[]\tarray<array<string>>",
        "  [string]\tarray<string>",
        "parts{}\tmap<Part>",
        "  id\tstring",
        "free{}\tmap<any>",
        "any{}\tmap<any>",
        "  [string]\tany",
    ]


def test_newer_fields_are_in_the_whole_tree_alone(tmp_path: Path) -> None:
    package = package_of(tmp_path, {"a": TEXT, "b": {**TEXT, "x-availability": {"since": "2"}}})
    assert list(tree(package)) == ["a\tstring"]
    assert list(tree(package, everything=True)) == [
        "a\tstring\tevery release",
        "b\tstring\tsince 2",
    ]


# ---------------------------------------------------------------------------------------- explain


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nmae", 'the document has no field "nmae". Did you mean "name"?'),
        ("parts.idd", 'no field "idd". Did you mean "id"?'),
        ("parts[].idd", 'parts[] has no field "idd". Did you mean "id"?'),
        ("name.more", 'name has no field "more".'),
        ("#/$defs/Prat", 'the schema has no "#/$defs/Prat". Did you mean "#/$defs/Part"?'),
        ("/parts/0/idd", 'parts[] has no field "idd"'),
    ],
)
def test_a_path_that_leads_nowhere_is_told_with_the_most_similar_field(
    path: str, words: str, tmp_path: Path
) -> None:
    package = package_of(
        tmp_path, {"name": TEXT, "parts": array(ref("Part"))}, Part=record(id=TEXT)
    )
    with pytest.raises(NoSuchField) as raised:
        explain(package, path)
    assert words in str(raised.value)


def test_the_fields_of_an_object_are_listed_with_their_types(tmp_path: Path) -> None:
    package = package_of(tmp_path, {"parts": array(ref("Part"))}, Part=record(id=TEXT, size={}))
    lines = explain(package, "parts[]").splitlines()
    assert lines[0] == "parts[]  Part"
    assert lines[-3:] == ["  fields", "    id  string", "    size  any"]

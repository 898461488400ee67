"""JSON Schema as people write it, of any draft and in several files, as a schema of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindgen import validator_source
from kindgen.cli import main
from kindgen.importers.json_schema import import_schema
from kindgen.schema.problems import SchemaError
from tests.support.generator import Schema, problems_of

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema"
TEXT: Schema = {"type": "string"}


def imported(folder: Path, schema: Any, name: str = "thing.json") -> tuple[Schema, list[str]]:
    """Our schema for one file, from which a package can be made, and what was not carried over."""
    (folder / name).write_text(json.dumps(schema), "utf-8")
    made, notes = import_schema(folder / name)
    assert problems_of(folder / "made", made) == []
    return made, notes


def bare(made: Schema) -> Schema:
    """Our schema without its head."""
    head = ("$schema", "title", "description", "x-package", "x-version")
    return {key: value for key, value in made.items() if key not in head}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        (
            {"dependencies": {"a": ["b"], "c": {"required": ["d"]}, "e": "f"}},
            {
                "dependentRequired": {"a": ["b"], "e": ["f"]},
                "dependentSchemas": {"c": {"required": ["d"]}},
            },
        ),
        (
            {"items": [TEXT, True], "additionalItems": False},
            {"prefixItems": [TEXT, True], "items": False},
        ),
        ({"items": TEXT, "additionalItems": False}, {"items": TEXT}),
        ({"items": []}, {}),
        ({"properties": {"a": {"required": True}}}, {"properties": {"a": {}}, "required": ["a"]}),
        ({"$id": "https://schemas.test/thing", "$anchor": "top"}, {}),
        ({"writeOnly": True, "contentEncoding": "base64"},) * 2,
        ({"unevaluatedProperties": False},) * 2,
        ({"format": "email"},) * 2,
    ],
    ids=str,
)
def test_older_words_become_those_of_the_last_draft(
    source: Schema, expected: Schema, tmp_path: Path
) -> None:
    made, notes = imported(tmp_path, {**source})
    assert (bare(made), notes) == (expected, [])


def test_definitions_are_carried_over_used_or_not(tmp_path: Path) -> None:
    made, notes = imported(
        tmp_path,
        {
            "$schema": DRAFT_7,
            "definitions": {"size": {"type": "integer"}, "spare": TEXT},
            "properties": {"x": {"$ref": "#/definitions/size"}},
        },
    )
    assert made["properties"]["x"] == {"$ref": "#/$defs/size"}
    assert made["$defs"] == {"size": {"type": "integer"}, "spare": TEXT}
    assert notes == []


def test_what_a_draft_passes_over_beside_a_reference_is_left_out_and_named(tmp_path: Path) -> None:
    beside = {"$ref": "#/definitions/a", "maxLength": 3, "description": "A short one."}
    schema = {"definitions": {"a": TEXT}, "properties": {"x": beside}}
    old, notes = imported(tmp_path, {"$schema": DRAFT_7, **schema})
    assert old["properties"]["x"] == {"$ref": "#/$defs/a", "description": "A short one."}
    assert notes == [
        'thing.json#/properties/x: beside "$ref" this draft passes over maxLength, left out'
    ]
    new, notes = imported(tmp_path, {"$schema": DRAFT_2019, **schema})
    assert new["properties"]["x"]["maxLength"] == 3
    assert notes == []


@pytest.mark.parametrize(
    ("reference", "definition"),
    [
        ("#/definitions/a", {}),
        ("#/definitions/a%25b", {}),
        ("#/definitions/a~1b", {}),
        ("#plain", {"$id": "#plain"}),
        ("#plain", {"$anchor": "plain"}),
        ("part.json", {"$id": "part.json"}),
        ("https://schemas.test/part.json#", {"$id": "part.json"}),
        ("urn:uuid:deadbeef-1234-ffff-ffff-4321feebdaed", {
            "$id": "urn:uuid:deadbeef-1234-ffff-ffff-4321feebdaed"
        }),
        ("#/properties/deep/items", {}),
        ("#/nowhere/near", {}),
    ],
)  # fmt: skip
def test_references_lead_where_the_standard_says(
    reference: str, definition: Schema, tmp_path: Path
) -> None:
    wanted = {"type": "integer", **definition}
    name = {"#/definitions/a%25b": "a%b", "#/definitions/a~1b": "a/b"}.get(reference, "a")
    made, notes = imported(
        tmp_path,
        {
            "$id": "https://schemas.test/thing",
            "definitions": {name: wanted},
            "properties": {"x": {"$ref": reference}, "deep": {"items": {"type": "integer"}}},
            "nowhere": {"near": {"type": "integer"}},
        },
    )
    reached = made["$defs"][made["properties"]["x"]["$ref"].removeprefix("#/$defs/")
                            .replace("%25", "%").replace("~1", "/")]  # fmt: skip
    assert reached == {"type": "integer"}
    assert [note for note in notes if "nowhere" not in note] == []


def test_a_reference_to_what_is_not_here_is_named_and_nothing_is_fetched(tmp_path: Path) -> None:
    made, notes = imported(
        tmp_path, {"properties": {"x": {"$ref": "https://schemas.test/no.json"}}}
    )
    assert made["properties"]["x"] == {}
    assert notes == [
        'thing.json#/properties/x: $ref to "https://schemas.test/no.json", which is not here, '
        "read as any value"
    ]


@pytest.mark.parametrize("reference", ["part.json", "https://schemas.test/v1/part", "./part"])
def test_files_refer_to_each_other(reference: str, tmp_path: Path) -> None:
    part = {
        "$id": "https://schemas.test/v1/part",
        "properties": {"back": {"$ref": "thing.json"}, "size": {"$ref": "#/definitions/size"}},
        "definitions": {"size": {"type": "integer"}},
    }
    (tmp_path / "part.json").write_text(json.dumps(part), "utf-8")
    root = {"type": "object", "properties": {"part": {"$ref": reference}}}
    made, notes = imported(tmp_path, root)
    assert made["properties"]["part"] == {"$ref": "#/$defs/Part"}
    assert made["$defs"]["size"] == {"type": "integer"}
    # Relative to the name that the part gives itself there is no thing.json, but a file is.
    assert notes == []


def test_a_file_that_leads_elsewhere_by_its_own_name_is_not_where_it_leads(tmp_path: Path) -> None:
    made, notes = imported(tmp_path, {"$ref": "https://schemas.test/thing.json"})
    assert bare(made) == {}
    assert "which is not here" in notes[0]


def test_a_folder_begins_with_the_file_that_no_other_refers_to(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"type": "integer"}))
    (folder / "b.yaml").write_text("properties: {x: {$ref: a.json}}\n")
    made, _ = import_schema(folder)
    assert made["title"] == "B"
    assert made["$defs"] == {"A": {"type": "integer"}}
    (folder / "c.json").write_text("{}")
    with pytest.raises(SchemaError, match=r"referred to by no other: b\.yaml, c\.json"):
        import_schema(folder)


def test_a_recursive_reference_leads_to_the_root(tmp_path: Path) -> None:
    tree = {
        "$schema": DRAFT_2019,
        "$recursiveAnchor": True,
        "properties": {"children": {"items": {"$recursiveRef": "#"}}},
    }
    made, notes = imported(tmp_path, tree)
    assert made["properties"]["children"] == {"items": {"$ref": "#"}}
    assert notes == []


def test_remarks_of_tools_are_told_once_and_left_out(tmp_path: Path) -> None:
    fields = {name: {"markdownDescription": "*x*", "x-order": 1} for name in "abcde"}
    made, notes = imported(tmp_path, {"properties": fields})
    assert made["properties"] == {name: {} for name in "abcde"}
    assert len(notes) == 2
    assert 'and 2 more: our dialect has no keyword "markdownDescription", left out' in notes[0]


def test_the_command_prints_the_schema_and_what_was_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my-thing.schema.json").write_text(json.dumps({"$schema": DRAFT_4, "enum": [1]}))
    assert main(["import-schema", str(tmp_path / "my-thing.schema.json"), "--package", "mine"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["title"], made["x-package"], made["enum"]) == ("MyThing", "mine", [1])


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        (
            {"$schema": DRAFT_7, "definitions": {"a": {"type": "integer"}},
             "properties": {"x": {"$ref": "#/definitions/a"}}},
            {"x": 1}, {"x": "1"},
        ),
        ({"$schema": DRAFT_4, "minimum": 1, "exclusiveMinimum": True}, 2, 1),
        ({"items": [TEXT], "additionalItems": False}, ["a"], ["a", "b"]),
        ({"dependencies": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
        ({"$schema": DRAFT_7, "$ref": "#/definitions/a", "maxLength": 1,
          "definitions": {"a": TEXT}}, "more than one", 1),
        ({"$schema": DRAFT_7, "format": "ipv4"}, "no address", None),
    ],
    ids=str,
)  # fmt: skip
def test_a_validator_reads_each_draft_by_its_own_rules(
    schema: Schema, right: Any, wrong: Any
) -> None:
    names: dict[str, Any] = {}
    exec(compile(validator_source(schema), "validator", "exec"), names)
    assert names["is_valid"](right)
    assert wrong is None or not names["is_valid"](wrong)


def test_a_validator_of_an_older_draft_loses_no_check_in_silence() -> None:
    with pytest.raises(SchemaError, match=r"schemas\.test/elsewhere.*which is not here"):
        validator_source({"$schema": DRAFT_7, "$ref": "https://schemas.test/elsewhere"})

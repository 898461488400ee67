"""The schemas that a package publishes: standard keywords, and null where fields may be absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kindgen.build.published import build_published
from kindgen.ir.published import PublishedSchema, Reference
from kindgen.openapi.json_schema import as_component, published_document
from kindgen.pipeline import represent
from kindgen.schema.resolve import resolve
from tests.support.generator import TEXT, Schema, array, record, ref, schema_of, write_schema


def published(folder: Path, *arguments: Any, **root: Any) -> dict[str, Any]:
    """The schema.json of a package of the given fields."""
    return published_document(represent(write_schema(folder, schema_of(*arguments, **root))))


def field(folder: Path, schema: Schema | bool, **root: Any) -> Any:
    """A field, which a request does not need, as it is published."""
    return published(folder, {"field": schema}, **root)["properties"]["field"]


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        (TEXT, {"type": ["string", "null"]}),
        ({"type": "null"}, {"type": ["null"]}),
        ({}, {}),
        (True, True),
        (
            {"type": "string", "enum": ["a", "b"]},
            {"type": ["string", "null"], "enum": ["a", "b", None]},
        ),
        (
            {"type": "string", "enum": ["a"], "minLength": 1},
            {
                "anyOf": [
                    {"type": "string", "enum": ["a"], "minLength": 1},
                    {"type": "null"},
                ]
            },
        ),
        (
            {"description": "Words.", "type": "string", "not": {"const": "x"}},
            {
                "anyOf": [{"type": "string", "not": {"const": "x"}}, {"type": "null"}],
                "description": "Words.",
            },
        ),
    ],
    ids=str,
)
def test_a_field_that_a_request_does_not_need_may_be_null(
    schema: Any, wanted: Any, tmp_path: Path
) -> None:
    assert field(tmp_path, schema) == wanted


def test_a_field_that_a_request_needs_may_not_be_null(tmp_path: Path) -> None:
    assert field(tmp_path, TEXT, required=["field"]) == TEXT


def test_a_reference_or_null_is_a_choice(tmp_path: Path) -> None:
    made = published(tmp_path, {"part": ref("Part")}, {"Part": record(name=TEXT)})
    assert made["properties"]["part"] == {"anyOf": [ref("Part"), {"type": "null"}]}
    assert made["$defs"]["Part"]["properties"]["name"] == {"type": ["string", "null"]}


def test_own_keywords_are_left_out_and_those_of_kubernetes_stay(tmp_path: Path) -> None:
    keyed = {
        **array(ref("Part")),
        "x-kubernetes-list-map-keys": ["name"],
        "x-list-duplicates": "last-wins",
    }
    made = published(
        tmp_path, {"parts": keyed}, {"Part": record(name=TEXT)}, **{"x-version": "1.0.0"}
    )
    assert "x-kubernetes-list-map-keys" in made["properties"]["parts"]
    assert "x-list-duplicates" not in made["properties"]["parts"]
    assert not any(key.startswith("x-") for key in made)


def test_known_values_become_examples_unless_there_are_some(tmp_path: Path) -> None:
    known = {"type": "string", "x-known-values": ["a", "b"]}
    assert field(tmp_path, known)["examples"] == ["a", "b"]
    assert field(tmp_path, {**known, "examples": ["c"]})["examples"] == ["c"]


def test_what_is_gone_is_deprecated(tmp_path: Path) -> None:
    gone = {"type": "string", "x-availability": {"until": "3.1"}}
    assert field(tmp_path, gone)["deprecated"] is True
    newer = {"type": "string", "x-availability": {"since": "3.1"}}
    assert "deprecated" not in field(tmp_path, newer)


def test_data_that_looks_like_a_schema_stays_data(tmp_path: Path) -> None:
    odd = {"type": "object", "default": {"$ref": "#/x", "x-word": 1, "properties": {"a": {}}}}
    assert field(tmp_path, odd)["default"] == odd["default"]
    made = published(tmp_path, {"$ref": TEXT, "x-field": TEXT, "properties": TEXT})
    assert list(made["properties"]) == ["$ref", "x-field", "properties"]


def test_definitions_come_last_and_the_standard_first(tmp_path: Path) -> None:
    made = published(tmp_path, {"part": ref("Part")}, {"Part": record(name=TEXT)})
    assert next(iter(made)) == "$schema"
    assert list(made)[-1] == "$defs"


KINDS = {"kind": {"type": "string", "enum": ["Thing"]}, "size": {"type": "integer"}}


def test_a_document_of_another_served_kind_is_judged_by_its_kind(tmp_path: Path) -> None:
    other = record(kind=TEXT, colour={"type": "string", "minLength": 3})
    served = {
        "kind": "Other", "plural": "others", "scope": "Cluster", "group": "a.example",
        "versions": ["v1"], "verbs": ["get"],
    }  # fmt: skip
    made = published(
        tmp_path,
        KINDS,
        {"Other": other},
        required=["size"],
        **{"x-kubernetes-resources": [served]},
    )
    validator = Draft202012Validator(made)
    assert validator.is_valid({"kind": "Thing", "size": 1})
    assert not validator.is_valid({"kind": "Thing"})
    assert not validator.is_valid({"kind": "Thing", "size": None})
    assert validator.is_valid({"kind": "Other", "colour": "red"})
    assert not validator.is_valid({"kind": "Other", "colour": "r"})
    assert not validator.is_valid({"kind": "Nothing", "size": 1})


def component(schema: Schema, pointer: str) -> Any:
    """A place for another document, in which places are called by their pointers in brackets."""
    document, problems = resolve("schema", schema)
    assert not problems
    return as_component(build_published(document).by_pointer[pointer], lambda place: f"<{place}>")


def test_a_part_for_another_document_names_places_as_that_does() -> None:
    schema = {
        "$id": "https://a.example/thing",
        "$defs": {
            "A": {"$anchor": "a", "type": "string"},
            "B": {"properties": {"a": {"$ref": "#a"}, "b": {"$ref": "thing#/$defs/B"}}},
        },
    }
    assert component(schema, "/$defs/B") == {
        "properties": {
            "a": {"anyOf": [{"$ref": "</$defs/A>"}, {"type": "null"}]},
            "b": {"anyOf": [{"$ref": "</$defs/B>"}, {"type": "null"}]},
        }
    }
    assert component(schema, "/$defs/A") == {"type": "string"}
    assert component(schema, "") == {}


def test_a_reference_keeps_its_words_and_knows_where_it_leads() -> None:
    document, _ = resolve("schema", {"not": {"$ref": "#a"}, "$defs": {"A": {"$anchor": "a"}}})
    schema = build_published(document).by_pointer["/not"]
    assert schema == PublishedSchema({"$ref": Reference("#a", "/$defs/A")})


def test_a_place_by_itself_has_no_null_of_its_field() -> None:
    assert component(record(name=TEXT), "/properties/name") == TEXT
    assert component(record(name=True), "/properties/name") is True

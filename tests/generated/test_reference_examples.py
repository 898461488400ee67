"""The documents and calls that the reference page shows: valid, alike in each form, and runnable."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from imagestreamimport import client, models, validators
from kindgen.docs.examples import example_of
from kindgen.docs.pattern_text import text_for
from kindgen.docs.reference import build_reference
from kindgen.docs.yaml_text import yaml_text
from kindgen.pipeline import represent
from kindgen.render.trying import fits_of
from tests.support.generator import (
    SCHEMA, TEXT, Schema, array, mapping, record, ref, schema_of, write_schema,
)  # fmt: skip


def data_of(schema: Path) -> dict[str, Any]:
    package = represent(schema)
    data: dict[str, Any] = json.loads(build_reference(package, fits_of(package)).data)
    return data


KINDS = {kind["name"]: kind for kind in data_of(SCHEMA)["kinds"]}


@pytest.mark.parametrize("name", KINDS)
def test_the_document_of_each_kind_is_valid_and_the_same_in_each_form(name: str) -> None:
    sample = KINDS[name]["sample"]
    document = json.loads(sample["json"])
    assert validators.validate(document, name) == []
    assert validators.unknown_fields(document, name) == []
    assert yaml.safe_load(sample["yaml"]) == document
    made: dict[str, Any] = {}
    exec(sample["models"], made)
    assert isinstance(made["document"], getattr(models, name))
    assert json.loads(models.encode(made["document"])) == document
    exec(sample["check"], made)
    assert validators.validate(made["document"], name) == []


@pytest.mark.parametrize("name", KINDS)
def test_each_call_in_python_is_one_of_the_client(name: str) -> None:
    kind = KINDS[name]
    requests = [request for request in kind["requests"] if "python" in request]
    for request in requests:
        (call,) = [
            node
            for node in ast.walk(ast.parse(request["python"]))
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("client.")
        ]
        _, attribute, method = ast.unparse(call.func).split(".")
        protocol = getattr(client.Client, attribute).func.__annotations__["return"]
        signature = inspect.signature(getattr(getattr(client, protocol), method))
        given = {word.arg or "": None for word in call.keywords}
        signature.bind(None, *call.args, **given)  # raises TypeError
    assert len(requests) == len(kind["requests"]) > 0


# --------------------------------------------------------------------------- made from the schema


def made(folder: Path, schema: Schema) -> Any:
    """The document that the page of a schema shows."""
    sample = data_of(write_schema(folder, schema))["kinds"][0].get("sample")
    return json.loads(sample["json"]) if sample else None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({**TEXT, "examples": ["mine"]}, "mine"),
        ({**TEXT, "default": "usual"}, "usual"),
        ({"const": 7}, 7),
        ({**TEXT, "enum": ["", "a", "b"]}, "a"),
        ({**TEXT, "pattern": "^v[0-9]{2}$"}, "v11"),
        ({**TEXT, "minLength": 9}, "examplexx"),
        ({**TEXT, "maxLength": 3}, "exa"),
        ({"type": "integer", "minimum": 10}, 10),
        ({"type": "number", "exclusiveMaximum": 0}, -1),
        ({"type": "integer", "multipleOf": 5}, 5),
        ({"type": ["null", "boolean"]}, True),
        ({**array(TEXT), "minItems": 2}, ["example", "example"]),
        (mapping(TEXT), {"example": "example"}),
        ({"oneOf": [{"type": "null"}, record(a=TEXT)]}, {"a": "example"}),
        ({**TEXT, "format": "date-time"}, "2026-01-31T12:00:00Z"),
        (
            {
                **record(a=TEXT),
                "oneOf": [
                    {"required": ["b"], **record(b=TEXT)},
                    {"required": ["c"], **record(c=TEXT)},
                ],
            },
            {"a": "example", "b": "example"},
        ),
        ({"allOf": [record(a=TEXT), record(b={"type": "boolean"})]}, {"a": "example", "b": True}),
    ],
)
def test_a_value_is_made_of_what_the_schema_says(field: Any, value: Any, tmp_path: Path) -> None:
    assert made(tmp_path, schema_of({"field": field}, required=["field"])) == {"field": value}


def test_a_kind_without_metadata_has_none_in_its_document(tmp_path: Path) -> None:
    resource = {
        "kind": "Thing", "plural": "things", "scope": "Cluster", "group": "a.example",
        "versions": ["v1"], "verbs": ["create"],
    }  # fmt: skip
    fields = {"kind": TEXT, "apiVersion": TEXT, "size": {"type": "integer"}}
    schema = schema_of(fields, **{"x-kubernetes-resources": [resource]})
    assert made(tmp_path, schema) == {"apiVersion": "a.example/v1", "kind": "Thing", "size": 1}


def test_an_example_that_the_schema_refuses_is_not_shown(tmp_path: Path) -> None:
    fields = {"size": {"type": "integer", "minimum": 3}}
    schema = schema_of(fields, examples=[{"size": 1}, {"size": 8}])
    assert made(tmp_path, schema) == {"size": 8}


def test_fields_that_exclude_each_other_leave_what_is_needed(tmp_path: Path) -> None:
    fields = {"name": TEXT, "left": TEXT, "right": TEXT}
    schema = schema_of(fields, required=["name"])
    schema["not"] = {"required": ["left", "right"]}
    assert made(tmp_path, schema) == {"name": "example"}


def test_what_no_simple_way_makes_has_no_example(tmp_path: Path) -> None:
    pattern = {**TEXT, "pattern": "^(?=b)a"}
    assert made(tmp_path, schema_of({"name": pattern}, required=["name"])) is None


def test_what_holds_itself_ends(tmp_path: Path) -> None:
    node = record(name=TEXT, next=ref("Node"))
    document = made(tmp_path, schema_of({"top": ref("Node")}, {"Node": node}))
    assert document["top"]["name"] == "example"
    endless = {**node, "required": ["next"]}
    assert made(tmp_path, schema_of({"top": ref("Node")}, {"Node": endless})) in (None, {})


@pytest.mark.parametrize(
    "pattern", ["^[a-z]+(-[a-z]+)*$", r"^\d{4}-\d\d$", "a|b", "^(x)\\1$", "[^a]", "", "^.*$"]
)
def test_a_text_is_found_for_a_pattern(pattern: str) -> None:
    import re

    text = text_for(pattern)
    assert text is not None and re.search(pattern, text)


@pytest.mark.parametrize("pattern", ["(?!)", "^(?=b)a", "a{9000}", "((((a{9}){9}){9}){9}){9}"])
def test_no_long_search_for_a_text(pattern: str) -> None:
    assert text_for(pattern) is None


def test_yaml_reads_as_what_was_written() -> None:
    texts = [
        "", "a", "1", "1.2", "yes", "No", "null", "~", "a: b", "a #b", "- a", "x\ny", "é", "\x07",
        "0x1f", "1e3", "2026-01-31", "a b", "'", '"', "*a", "{a}", "on", "\u2028", "\U0001f600",
        "a:b", "a: ", "y", "=", "<<", "12:30",
    ]  # fmt: skip
    document = {"texts": texts, "map": {text: text for text in texts}, "lists": [[], [[1]], {}]}
    document["more"] = [{"a": [1, {"b": None}]}, True, 1.5, -3]
    assert yaml.safe_load(yaml_text(document)) == document


def test_a_document_is_tried_before_it_is_shown() -> None:
    package = represent(SCHEMA)
    kind = package.values.definitions[0]
    assert example_of(package.values, kind, None, lambda *_: False) is None

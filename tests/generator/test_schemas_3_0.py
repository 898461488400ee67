"""Schemas of OpenAPI 3.0: what that can say is kept, and nothing more is refused."""

from __future__ import annotations

from typing import Any

import pytest

from kindgen.openapi.schemas_3_0 import as_3_0

REF = {"$ref": "#/components/schemas/Part"}


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        (True, {}),
        (False, {"not": {}}),
        ({}, {}),
        ({"type": "string", "minLength": 1}, {"type": "string", "minLength": 1}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"type": ["string", "integer"]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        (
            {"type": ["string", "integer", "null"]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": True},
        ),
        ({"type": "null"}, {"nullable": True, "enum": [None]}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"type": "array", "prefixItems": [{}], "items": {"type": "string"}},
            {"type": "array", "items": {"type": "string"}},
        ),
        ({"const": 1}, {"enum": [1]}),
        (
            {"type": ["string", "null"], "enum": ["a", None]},
            {"type": "string", "nullable": True, "enum": ["a"]},
        ),
        ({"enum": [None]}, {"enum": [None]}),
        ({"exclusiveMinimum": 1}, {"minimum": 1, "exclusiveMinimum": True}),
        ({"exclusiveMaximum": 1, "maximum": 2}, {"maximum": 2}),
        (REF, REF),
        ({**REF, "description": "d"}, {"description": "d", "allOf": [REF]}),
        ({**REF, "allOf": [{"minLength": 1}]}, {"allOf": [REF, {"minLength": 1}]}),
        ({"anyOf": [REF, {"type": "null"}]}, {"allOf": [REF], "nullable": True}),
        (
            {"anyOf": [REF, {"type": "null"}], "description": "d"},
            {"description": "d", "allOf": [REF], "nullable": True},
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}], "type": "string"},
            {"type": "string", "anyOf": [{"type": "string"}, {"nullable": True, "enum": [None]}]},
        ),
        ({"anyOf": [REF, REF]}, {"anyOf": [REF, REF]}),
        ({"required": []}, {}),
        ({"required": ["a"]}, {"required": ["a"]}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        (
            {"additionalProperties": {"type": ["string", "null"]}},
            {"additionalProperties": {"type": "string", "nullable": True}},
        ),
        (
            {"properties": {"type": {"type": ["string", "null"]}, "not": True}},
            {"properties": {"type": {"type": "string", "nullable": True}, "not": {}}},
        ),
        ({"not": {"const": 1}}, {"not": {"enum": [1]}}),
        (
            {
                "patternProperties": {},
                "if": {},
                "contains": {},
                "propertyNames": {},
                "$comment": "c",
            },
            {},
        ),
        ({"examples": ["a"], "deprecated": True}, {"deprecated": True}),
        (
            {"x-kubernetes-list-map-keys": ["a"]},
            {"x-kubernetes-list-map-keys": ["a"], "x-kubernetes-list-type": "map"},
        ),
        (
            {"x-kubernetes-patch-merge-key": "a"},
            {"x-kubernetes-patch-merge-key": "a", "x-kubernetes-patch-strategy": "merge"},
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_schema_in_the_words_of_3_0(schema: Any, wanted: dict[str, Any]) -> None:
    assert as_3_0(schema) == wanted


def test_what_was_given_is_not_touched() -> None:
    schema = {**REF, "allOf": [{"type": ["string", "null"]}]}
    as_3_0(schema)
    assert schema == {**REF, "allOf": [{"type": ["string", "null"]}]}

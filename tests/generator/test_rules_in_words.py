"""Rules as `kindgen explain` and the reference page tell them, and for which field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindgen.docs.reference import build_reference
from kindgen.docs.rules import rules_for
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

FIELDS: dict[str, Schema] = {
    "name": TEXT,
    "image": TEXT,
    "count": {"type": "integer"},
    "labels": mapping(TEXT),
    "parts": array(ref("Part")),
    "part": ref("Part"),
}


def package_of(folder: Path, *rules: Any, part: tuple[Any, ...] = (), **more: Schema) -> Package:
    """A package whose root states some rules, and whose parts do."""
    stated = {"x-rules": list(part)} if part else {}
    definitions = {"Part": {**record(id=TEXT, size={"type": "integer"}), **stated}}
    return represent(
        write_schema(folder, schema_of(FIELDS | more, definitions, **{"x-rules": list(rules)}))
    )


def told(package: Package, *steps: str) -> list[str]:
    """The rules that tell of a place."""
    return list(rules_for(package.values, "", list(steps)))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"check": "required"}, "is needed"),
        ({"check": "format", "format": "dns-label"}, "must have the format dns-label"),
        (
            {"check": "lacks", "format": "image-reference", "parts": ["tag", "digest"]},
            "must not have a tag or digest",
        ),
        ({"check": "enum", "values": ["a", "b"]}, 'must be "a" or "b"'),
        ({"check": "pattern", "pattern": "^a"}, "must match ^a"),
        ({"check": "max-bytes", "limit": 5}, "must have at most 5 bytes"),
        (
            {"check": "forbid", "when": {"count": {"present": True}}},
            "count must not be set",
        ),
        (
            {"check": "required", "unless": {"image": {"empty": False}}},
            "is needed, unless image is set",
        ),
        (
            {"check": "required", "when": {"image": {"present": False, "empty": True}}},
            "is needed when image is left out",
        ),
        (
            {"check": "required", "when": {"image": {"in": ["a", ""]}, "count": {"not-in": [1]}}},
            'is needed when image is "a" or "" and count is not 1',
        ),
        (
            {"check": "required", "detail": "needs {image!q} of {count} at {labels!p}, {{so}}"},
            'is needed: "needs {image!q} of {count} at {labels!p}, {so}"',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else value["check"],
)
def test_a_rule_is_told_with_its_conditions_and_its_message(
    rule: dict[str, Any], words: str, tmp_path: Path
) -> None:
    package = package_of(tmp_path, {"field": "name", **rule})
    assert told(package, "name") == [words]
    assert told(package, "image") == []


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (
            {"parts": {"empty": True}, "image": {"present": False}},
            "at least one of parts and image is needed",
        ),
        ({"image": {"empty": True}}, "image is needed"),
        ({"image": {"empty": False}}, "image must not be set"),
        (
            {"image": {"empty": False}, "part": {"present": True}},
            "image and part must not both be set",
        ),
        (
            {"image": {"not-in": ["a", "b"]}, "part": {"present": True}},
            'is not allowed when image is none of "a" and "b" and part is given',
        ),
    ],
    ids=["missing", "one-missing", "set", "together", "mixed"],
)
def test_what_is_forbidden_is_told_by_what_is_asked_for(
    when: dict[str, Any], words: str, tmp_path: Path
) -> None:
    package = package_of(tmp_path, {"field": "name", "check": "forbid", "when": when})
    assert told(package, "name") == [words]


@pytest.mark.parametrize(
    ("rule", "steps", "words"),
    [
        ({"check": "minimum", "field": "count", "limit": 1}, ["count"], "must be at least 1"),
        (
            {"check": "unique", "field": "parts", "keys": ["id", "size"]},
            ["parts"],
            "no two elements may have the same id and size",
        ),
        (
            {
                "each": "labels{}",
                "rules": [{"check": "format", "subject": "key", "format": "dns-label"}],
            },
            ["labels", "{}"],
            "each key must have the format dns-label",
        ),
        (
            {
                "each": "parts[]",
                "rules": [{"check": "at-most-one", "where": {"id": {"in": ["a"]}}}],
            },
            ["parts", "[]"],
            'must be the only one whose id is "a": "only one may be set"',
        ),
    ],
    ids=["minimum", "unique", "key", "at-most-one"],
)
def test_a_rule_is_told_where_it_looks(
    rule: dict[str, Any], steps: list[str], words: str, tmp_path: Path
) -> None:
    assert told(package_of(tmp_path, rule), *steps) == [words]


def test_rules_are_told_through_lists_maps_choices_and_folds(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        {"each": "parts[]", "rules": [{"check": "required", "field": "id"}]},
        {
            "first": [
                {"check": "required", "field": "name"},
                {"check": "required", "field": "image"},
            ]
        },
        {
            "fold": {"field": "part", "reason": "FieldValueInvalid", "detail": "{*}"},
            "rules": [{"check": "minimum", "field": "part.size", "limit": 2}],
        },
    )
    assert told(package, "parts", "[]", "id") == ["is needed"]
    assert told(package, "name") == told(package, "image") == ["is needed"]
    assert told(package, "part", "size") == ["must be at least 2"]
    assert told(package, "parts", "[]") == told(package) == []


def test_rules_of_another_object_are_told_where_they_are_applied(tmp_path: Path) -> None:
    own = (
        {"check": "required", "field": "id", "id": "named"},
        {"check": "minimum", "field": "size", "limit": 1},
    )
    package = package_of(
        tmp_path, {"apply": "part", "except": ["named"]}, {"apply": "parts[]"}, part=own
    )
    assert told(package, "part", "id") == []
    assert told(package, "part", "size") == ["must be at least 1"]
    assert told(package, "parts", "[]", "id") == ["is needed"]


def test_rules_that_apply_themselves_for_ever_end_in_the_page(tmp_path: Path) -> None:
    again = ({"check": "required", "field": "id"}, {"apply": "inner"})
    inner = {"Part": {**record(id=TEXT, inner=ref("Part")), "x-rules": list(again)}}
    schema = schema_of({"part": ref("Part")}, inner, **{"x-rules": [{"apply": "part"}]})
    package = represent(write_schema(tmp_path, schema))
    assert told(package, "part", *["inner"] * 30, "id") == ["is needed"]
    states = json.loads(build_reference(package, fits_of(package)).data)["rules"]
    assert len(states) < 10
    assert _told_in_page(states, ["part", "inner", "inner", "id"]) == ["is needed"]


def _told_in_page(states: list[dict[str, Any]], names: list[str]) -> list[str]:
    """What the states of a page tell of a field, followed as the page's script does."""
    here = {0}
    for name in names:
        here |= {other for state in here for other in states[state].get("also", ())}
        here = {
            number
            for state in here
            for step, number in states[state].get("next", ())
            if step == f".{name}"
        }
    return [text for state in sorted(here) for text in states[state].get("told", ())]

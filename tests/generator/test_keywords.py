"""Every keyword that our dialect supports, case by case, through a generated validator.

The cases are data: cases/keywords/*.json. Each is judged by `jsonschema` as well; where that says
something else, the case says why.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kindgen import SchemaError, validator_source
from kindgen.schema.dialect import dialect
from kindgen.schema.keywords import (
    ONE_SCHEMA,
    SCHEMA_LISTS,
    SCHEMA_MAPS,
    is_class,
    lists_all_fields,
    subschemas,
)
from tests.support.cases import KeywordCase, keyword_cases
from tests.support.documents import nested
from tests.support.mutate import made_up_schemas
from tests.support.seeds import seeds

CASES = keyword_cases()
# What binds nothing, or only in a package.
REMARKS = {
    "$comment", "title", "description", "deprecated", "examples", "readOnly", "default", "$schema",
    "$id", "$defs", "writeOnly", "contentEncoding", "contentMediaType",
}  # fmt: skip


def name_of(case: KeywordCase) -> str:
    return f"{case.file}: {case.group}: {case.description}"


def fresh(schema: Any) -> Any:
    """The schema as text, by which it is found again."""
    return json.dumps(schema)


@cache
def module_for(schema: str) -> SimpleNamespace:
    """The generated validator module of a schema, executed."""
    names: dict[str, Any] = {"__name__": "generated_validator"}
    exec(compile(validator_source(json.loads(schema)), "generated_validator", "exec"), names)
    return SimpleNamespace(**names)


@cache
def second_opinion(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_value_is_judged_as_the_standard_says(case: KeywordCase) -> None:
    module = module_for(fresh(case.schema))
    assert module.is_valid(case.value) is case.valid
    assert (not module.validate(case.value)) is case.valid


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_second_opinion_is_the_same_or_explained(case: KeywordCase) -> None:
    try:
        other = second_opinion(fresh(case.schema)).is_valid(case.value)
    except OverflowError:
        other = None
    assert (other != case.valid) == (case.differs is not None)


SCHEMAS = {fresh(case.schema): case.group for case in CASES}
# Where one value of a group is judged differently for a reason, others of its kind will be.
EXPLAINED = {fresh(case.schema) for case in CASES if case.differs}


@pytest.mark.parametrize("schema", SCHEMAS, ids=SCHEMAS.values())
def test_any_value_gets_an_answer_from_any_schema(schema: str) -> None:
    module, other = module_for(schema), second_opinion(schema)
    for case in islice(CASES, len(schema) % 3, None, 3):
        causes = module.validate(case.value)
        assert module.is_valid(case.value) is (not causes), case
        assert all(cause.message and cause.reason for cause in causes), case
        assert isinstance(module.unknown_fields(case.value), list), case
        divided = isinstance(case.value, int | float) and '"multipleOf"' in schema
        if schema not in EXPLAINED and not divided:
            assert other.is_valid(case.value) is (not causes), case


def judge_of(schema: Any) -> SimpleNamespace | None:
    """The generated validator of a schema; None for one that refers to itself without end."""
    try:
        return module_for(fresh(schema))
    except SchemaError as error:
        if "without end" in str(error):
            return None
        raise


@seeds(8)
def test_made_up_schemas_are_read_as_the_second_opinion_reads_them(seed: int) -> None:
    schemas = 0
    for schema, values in made_up_schemas(40, seed):
        if (module := judge_of(schema)) is None:
            continue
        schemas += 1
        other = Draft202012Validator(schema)
        for value in values:
            expected = other.is_valid(value)
            assert module.is_valid(value) is expected, (schema, value)
            assert (not module.validate(value)) is expected, (schema, value)
    assert schemas > 20


def test_every_keyword_of_the_dialect_has_a_case() -> None:
    known = set(dialect()["$defs"]["schema"]["properties"])
    standard = {name for name in known if not name.startswith("x-")}

    def said(schema: Any) -> set[str]:
        if isinstance(schema, dict):
            return set(schema).union(*map(said, schema.values()))
        return set().union(*map(said, schema)) if isinstance(schema, list) else set()

    assert standard - said([case.schema for case in CASES]) == set()
    assert standard >= REMARKS


def test_all_that_is_wrong_is_told_at_once() -> None:
    schema = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {
            "c": {"type": "string", "minLength": 3, "pattern": "^x"},
            "d": {"type": "array", "items": {"type": "integer", "minimum": 5}, "maxItems": 1},
        },
        "additionalProperties": False,
    }
    causes = module_for(fresh(schema)).validate({"c": "y", "d": [1, "a", 7], "e": None})
    assert sorted((cause.pointer, cause.reason) for cause in causes) == [
        ("/a", "FieldValueRequired"),
        ("/b", "FieldValueRequired"),
        ("/c", "FieldValueInvalid"),
        ("/c", "FieldValueInvalid"),
        ("/d", "FieldValueTooMany"),
        ("/d/0", "FieldValueInvalid"),
        ("/d/1", "FieldValueTypeInvalid"),
        ("/e", "FieldValueForbidden"),
    ]


def run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout


def test_a_validator_needs_nothing_but_the_standard_library() -> None:
    source = validator_source({"type": ["integer", "string"], "format": "image-reference"})
    asked = "\nprint(is_valid(1), is_valid('app:v1'), is_valid('a//b'), unknown_fields({}))\n"
    assert run("-I", "-S", "-c", source + asked) == "True True False []\n"


def test_the_function_is_there_under_its_short_name_at_once() -> None:
    asked = "import kindgen; print('def is_valid' in kindgen.validator_source(True))"
    assert run("-c", asked) == "True\n"


def test_the_public_functions_stay_functions() -> None:
    asked = "import kindgen; kindgen.validator_source(True); print(callable(kindgen.generate))"
    assert run("-c", asked) == "True\n"


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [True, {"$ref": "#"}]}}},
        {"$ref": "#/$defs/nowhere"},
        {"$ref": "https://schemas.test/other"},
        {"pattern": "["},
        {"type": "text"},
        {"minLength": -1},
        {"minLength": 1.5},
        {"multipleOf": 0},
        {"unevaluatedProperties": 1},
        {"$dynamicRef": "#a"},
        {"required": "a"},
        {"required": ["a", "a"]},
        {"properties": {"a": 1}},
        [],
        1,
        None,
    ],
    ids=json.dumps,
)
def test_a_schema_that_is_none_is_refused_with_its_problems(schema: Any) -> None:
    with pytest.raises(SchemaError) as caught:
        validator_source(schema)
    assert caught.value.problems


@pytest.mark.parametrize("of", ["object", "array"])
def test_a_value_deeper_than_the_stack_is_refused_not_raised(of: str) -> None:
    schema = {
        "items": {"$ref": "#"},
        "additionalProperties": {"$ref": "#"},
        "uniqueItems": True,
        "not": {"const": 5},
    }
    module, deep = module_for(fresh(schema)), nested(3000, of=of)
    assert module.is_valid(deep) is False
    assert [cause.message for cause in module.validate(deep)] == [
        "Invalid value: nested too deeply"
    ]


# ------------------------------------------------------------------------ what holds schemas


def test_the_dialect_says_the_same_of_what_holds_schemas() -> None:
    inside = {"$ref": "#/$defs/schema"}
    definitions = dialect()["$defs"]
    found: dict[str, set[str]] = {"one": set(), "list": set(), "map": set()}
    for key, said in definitions["schema"]["properties"].items():
        said = definitions["schemas"] if said == {"$ref": "#/$defs/schemas"} else said
        if said.get("$ref") == inside["$ref"]:
            found["one"].add(key)
        elif said.get("items") == inside:
            found["list"].add(key)
        elif said.get("additionalProperties") == inside:
            found["map"].add(key)
    assert found == {"one": set(ONE_SCHEMA), "list": set(SCHEMA_LISTS), "map": set(SCHEMA_MAPS)}


def test_every_schema_inside_another_is_found_with_its_pointer() -> None:
    schema = {"not": True, "allOf": [{"type": "string"}], "properties": {"a/b": {}}, "enum": [{}]}
    assert list(subschemas(schema, "#")) == [
        ("#/not", True),
        ("#/allOf/0", {"type": "string"}),
        ("#/properties/a~1b", {}),
    ]
    assert list(subschemas(True, "")) == []


@pytest.mark.parametrize(
    "more",
    [
        {"additionalProperties": True},
        {"additionalProperties": {"type": "string"}},
        {"patternProperties": {"^x": {}}},
        {"x-kubernetes-preserve-unknown-fields": True},
    ],
    ids=lambda more: next(iter(more)),
)
def test_an_object_that_takes_other_fields_is_no_class(more: dict[str, Any]) -> None:
    listed = {"properties": {"name": {}}}
    assert is_class(listed)
    assert is_class({**listed, "type": "object", "additionalProperties": False})
    assert not is_class({**listed, **more})
    assert not lists_all_fields({**listed, **more})


def test_an_object_without_fields_is_no_class() -> None:
    assert not is_class({"type": "object", "properties": {}})
    assert lists_all_fields({"type": "object", "properties": {}})
    assert not is_class({"type": ["object", "null"], "properties": {"name": {}}})
    assert not is_class(True)

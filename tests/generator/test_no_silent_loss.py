"""Nothing is lost between a document and its model, but for what no schema describes."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support.imported import modules_of
from tests.support.seeds import seeds
from tests.support.whole_dialect import Source, made_up_package, unknown_paths, value_of


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal as JSON: 1 is 1.0, and `true` is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def without(document: Any, paths: list[str]) -> Any:
    """The document without the fields at those paths."""
    left = copy.deepcopy(document)
    for path in reversed(paths):  # an inner one before the one around it
        *steps, last = re.findall(r"[^.\[\]]+", path)
        place = left
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place.get(step, {})
        if isinstance(place, dict):
            place.pop(last, None)
    return left


@seeds(3)
def test_models_give_back_what_the_validators_accept(seed: int, tmp_path: Path) -> None:
    source = Source(seed)
    accepted = tried = 0
    for round_number in range(2):
        schema = made_up_package(source, 30)
        models, validators = modules_of(schema, tmp_path / str(round_number))
        for name in schema["properties"]:
            for _ in range(40):
                document = {name: value_of(source)}
                tried += 1
                if not validators.is_valid(document):
                    continue
                accepted += 1
                known = validators.unknown_fields(document)
                wanted = list(unknown_paths(document, [schema], schema))
                assert known == wanted, (schema["properties"][name], document)
                made = json.loads(models.encode(models.decode(json.dumps(document))))
                assert same(without(made, known), without(document, known)), (
                    schema["properties"][name], document, made
                )  # fmt: skip
    assert accepted > tried // 10 > 0


TEXT = {"type": "string"}
BASE = {"type": "object", "properties": {"a": {"type": "integer"}}}
TAGGED = [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]
ANIMALS = {
    name: {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": [name.lower()]}, "lives": {"type": kind}},
    }
    for name, kind in (("Cat", "integer"), ("Dog", "string"))
}
VARIANTS = [
    {"properties": {"m": TEXT}, "required": ["m"]},
    {"properties": {"n": TEXT}, "required": ["n"]},
]
CASES: list[tuple[Any, Any]] = [
    ({"allOf": [{"$ref": "#/$defs/Base"}], "properties": {"b": TEXT}}, {"a": 1, "b": "x"}),
    ({"$ref": "#/$defs/Base", "properties": {"b": TEXT}}, {"a": 1, "b": "x"}),
    ({"type": "object", "properties": {"b": TEXT}, "oneOf": VARIANTS}, {"b": "x", "m": "y"}),
    ({"type": "object", "properties": {"b": TEXT}, "anyOf": VARIANTS}, {"b": "x", "n": "y"}),
    (
        {**BASE, "if": {"required": ["a"]}, "then": VARIANTS[0], "else": VARIANTS[1]},
        {"a": 1, "m": "x", "n": "y"},
    ),
    ({**BASE, "dependentSchemas": {"a": VARIANTS[0]}}, {"a": 1, "m": "x"}),
    ({**BASE, "required": ["b"]}, {"a": 1, "b": [1]}),
    ({**BASE, "dependentRequired": {"a": ["b"]}}, {"a": 1, "b": None}),
    ({"allOf": [{"allOf": [BASE, VARIANTS[0]]}, VARIANTS[1]]}, {"a": 1, "m": "x", "n": "y"}),
    ({"properties": {"b": TEXT}}, "no object"),
    ({"properties": {"b": TEXT}}, {"b": "x"}),
    ({**BASE, "type": ["object", "null"]}, {"a": 1}),
    ({**BASE, "patternProperties": {"^x": TEXT}}, {"a": 1, "xx": "y"}),
    ({"properties": {'"': TEXT, "\n": TEXT, "b": TEXT}}, {'"': "x", "\n": "y", "b": "z"}),
    ({"type": "integer"}, 1.0),
    ({"type": "number"}, 1),
    ({"type": "integer"}, 10**30),
    ({"type": "array", "items": {"type": ["string", "null"]}}, ["a", None]),
    ({"type": "array", "prefixItems": [TEXT, {"type": "integer"}]}, ["a"]),
    ({"prefixItems": [TEXT, BASE], "minItems": 2, "items": False}, ["a", {"a": 1}]),
    (
        {"items": {"type": "array", "prefixItems": [TEXT, BASE], "minItems": 2, "maxItems": 2}},
        [["a", {"a": 1}]],
    ),
    ({"anyOf": [{"$ref": "#/$defs/Base"}, {"type": "null"}]}, {"a": 1}),
    ({"anyOf": [{"$ref": "#/$defs/Base"}, TEXT]}, "x"),
    ({"oneOf": [{"$ref": "#/$defs/Base"}, VARIANTS[0]]}, {"a": "no integer", "m": "x"}),
    ({"enum": [{"a": 1}, 2]}, {"a": 1}),
    ({"properties": {"日本": {"type": "integer"}, "中国": TEXT}}, {"日本": 1, "中国": "x"}),
    ({"oneOf": TAGGED}, {"kind": "cat", "lives": 9}),
    ({"anyOf": [*TAGGED, {"type": "null"}]}, {"kind": "dog", "lives": "many"}),
    ({"type": "array", "items": {"oneOf": TAGGED}}, [{"kind": "cat"}, {"kind": "dog"}]),
    ({"oneOf": [*TAGGED, {"type": "array"}]}, [1]),
    ({"oneOf": TAGGED, "properties": {"more": TEXT}}, {"kind": "cat", "lives": 1, "more": "x"}),
    ({"$ref": "#/$defs/Cat"}, {"kind": "cat", "lives": 1}),
    (
        {"properties": {"fooBar": {"type": "integer"}, "foo_bar": TEXT}},
        {"fooBar": 1, "foo_bar": ""},
    ),
]


@pytest.fixture(scope="module")
def package_of_cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    fields = {f"f{index}": schema for index, (schema, _) in enumerate(CASES)}
    root = {"title": "Root", "x-package": "many_cases", "type": "object", "properties": fields}
    return modules_of(
        {**root, "$defs": {"Base": BASE, **ANIMALS}}, tmp_path_factory.mktemp("cases")
    )


@pytest.mark.parametrize("index", range(len(CASES)), ids=lambda index: str(CASES[index])[:60])
def test_a_field_beside_or_below_another_keyword_is_kept(
    index: int, package_of_cases: tuple[Any, Any]
) -> None:
    models, validators = package_of_cases
    document = {f"f{index}": CASES[index][1]}
    assert validators.validate(document) == []
    assert validators.unknown_fields(document) == []
    assert same(json.loads(models.encode(models.decode(json.dumps(document)))), document)


def test_an_option_that_a_field_tells_is_a_class_of_its_own(
    package_of_cases: tuple[Any, Any],
) -> None:
    models, validators = package_of_cases
    index = next(i for i, (schema, _) in enumerate(CASES) if schema == {"oneOf": TAGGED})
    field = f"f{index}"
    cat = {field: {"kind": "cat", "lives": 9}}
    value = getattr(models.decode(json.dumps(cat)), field)
    assert isinstance(value, models.Cat)
    assert (value.kind, value.lives) == ("cat", 9)
    assert json.loads(models.encode(models.Dog(lives="x"))) == {"kind": "dog", "lives": "x"}
    assert validators.unknown_fields({field: {"kind": "cat", "barks": 1}}) == [f"{field}.barks"]
    for wrong in ({"kind": "cow"}, {"kind": "dog", "lives": 9}):
        assert not validators.is_valid({field: wrong})
        with pytest.raises(msgspec.ValidationError):
            models.decode(json.dumps({field: wrong}))


def test_what_is_of_another_type_is_refused_by_both(package_of_cases: tuple[Any, Any]) -> None:
    models, validators = package_of_cases
    for index, value in ((14, 1.5), (14, True), (15, "1"), (21, 5), (22, 5), (17, [1])):
        document = {f"f{index}": value}
        assert not validators.is_valid(document)
        with pytest.raises(msgspec.ValidationError, match=f"f{index}"):
            models.decode(json.dumps(document))


def test_a_document_without_a_type_may_be_no_object(tmp_path: Path) -> None:
    schema = {"title": "Root", "x-package": "untyped", "properties": {"a": TEXT}}
    models, validators, defaults = modules_of(
        schema, tmp_path, ("models", "validators", "defaults")
    )
    for document in ("text", [1, {"a": 2}], None, 1.5, {"a": "x"}):
        assert validators.validate(document) == []
        assert json.loads(models.encode(models.decode(json.dumps(document)))) == document
    assert defaults.apply({"a": "x"}) == {"a": "x"}


def test_a_default_that_holds_itself_is_filled_in_once(tmp_path: Path) -> None:
    fields = {"inner": {"$ref": "#", "default": {}}, "size": {"type": "integer", "default": 1}}
    schema = {"title": "Root", "x-package": "endless", "type": "object", "properties": fields}
    (defaults,) = modules_of(schema, tmp_path, ("defaults",))
    assert defaults.apply({}) == {"inner": {}, "size": 1}
    filled = {"inner": {"inner": {}, "size": 5}, "size": 1}
    assert defaults.apply({"inner": {"size": 5}}) == filled


_TYPES_ALONE: dict[str, Any] = {
    "text": TEXT,
    "count": {"type": "integer"},
    "size": {"type": "number"},
    "flag": {"type": "boolean"},
    "either": {"type": ["string", "integer"]},
    "base": {"$ref": "#/$defs/Base"},
    "bases": {"type": "array", "items": {"$ref": "#/$defs/Base"}},
    "texts": {"type": "array", "items": {"type": ["string", "null"]}},
    "map": {"type": "object", "additionalProperties": {"type": "integer"}},
    "anything": {},
    "list": {"type": "array"},
    "free": {"type": "object"},
    "pair": {"type": "array", "prefixItems": [TEXT, BASE], "minItems": 2, "maxItems": 2},
    "optional": {"anyOf": [{"$ref": "#/$defs/Base"}, {"type": "null"}]},
    "animal": {"oneOf": TAGGED},
    "untyped": {"properties": {"a": TEXT}},
}


@seeds(3)
def test_validators_and_models_take_the_same_types(seed: int, tmp_path: Path) -> None:
    root = {"title": "Root", "x-package": "typed", "type": "object", "properties": _TYPES_ALONE}
    models, validators = modules_of({**root, "$defs": {"Base": BASE, **ANIMALS}}, tmp_path)
    source, answers = Source(seed), set[tuple[str, bool]]()
    for name in _TYPES_ALONE:
        for _ in range(300):
            document = {name: value_of(source)}
            try:
                models.decode(json.dumps(document))
                is_taken = True
            except msgspec.ValidationError:
                is_taken = False
            assert validators.is_valid(document) is is_taken, document
            answers.add((name, is_taken))
    assert {name for name, is_taken in answers if is_taken} >= _TYPES_ALONE.keys() - {"animal"}


def test_a_number_that_no_double_holds_is_refused_with_its_place(tmp_path: Path) -> None:
    fields = {"size": {"type": "number"}, "sizes": {"type": "array", "items": {"type": "number"}}}
    schema = {"title": "Root", "x-package": "large_numbers", "type": "object", "properties": fields}
    models, validators = modules_of(schema, tmp_path)
    for text, place in (('{"size": 1e400}', "size"), ('{"sizes": [1, -1e400]}', "sizes.1")):
        with pytest.raises(msgspec.ValidationError, match=f"out of range - at .*{place}"):
            models.decode(text)
    assert validators.is_valid({"size": 10**400})


def test_a_choice_of_tagged_objects_has_a_name_of_its_own(tmp_path: Path) -> None:
    definitions = {**ANIMALS, "Pet": {"oneOf": TAGGED}}
    fields = {"pet": {"$ref": "#/$defs/Pet"}, "pets": {"items": {"$ref": "#/$defs/Pet"}}}
    root = {"title": "Root", "x-package": "pets", "type": "object", "properties": fields}
    models, validators = modules_of({**root, "$defs": definitions}, tmp_path)
    document = {"pet": {"kind": "cat", "lives": 9}, "pets": [{"kind": "dog", "lives": "x"}]}
    made = models.decode(json.dumps(document))
    assert (type(made.pet), type(made.pets[0])) == (models.Cat, models.Dog)
    assert json.loads(models.encode(made)) == document
    assert validators.unknown_fields({"kind": "cat", "barks": 1}, "Pet") == ["barks"]


def test_a_field_that_no_pattern_knows_is_unknown_and_kept(tmp_path: Path) -> None:
    schema = {
        "title": "Root", "x-package": "patterns", "type": "object",
        "properties": {"a": TEXT}, "patternProperties": {"^x": BASE},
    }  # fmt: skip
    models, validators = modules_of(schema, tmp_path)
    document = {"a": "b", "x1": {"a": 1, "c": 2}, "y": 3}
    assert validators.unknown_fields(document) == ["[x1].c", "y"]
    assert json.loads(models.encode(models.decode(json.dumps(document)))) == document

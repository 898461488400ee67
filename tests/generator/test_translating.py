"""Single keywords of OpenAPI in our dialect, and the names that what is imported gets."""

from __future__ import annotations

from typing import Any

import pytest

from kindgen.importers.names import name_everything, package_of
from kindgen.importers.translate import Translator, has_scalar_keys
from tests.support.generator import TEXT, Schema, array, record, ref


def translated(source: Any, is_field: bool = False, **options: Any) -> tuple[Any, list[str]]:
    """Our schema for one of the source, and what could not be carried over."""
    translator = Translator([], **options)
    made = translator.schema(source, "", is_field)
    return made, translator.told()


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ({"type": "string", "maxLength": 5}, {"type": "string", "maxLength": 5}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"exclusiveMaximum": 4}, {"exclusiveMaximum": 4}),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": ["string", "null"], "nullable": True}, {"type": ["string", "null"]}),
        ({"nullable": True}, {}),
        ({"example": 1}, {"examples": [1]}),
        ({"example": 1, "examples": [2]}, {"examples": [2]}),
        (
            {
                "x-kubernetes-int-or-string": True,
                "anyOf": [{"type": "integer"}, {"type": "string"}],
            },
            {"type": ["integer", "string"], "x-kubernetes-int-or-string": True},
        ),
        (
            {"format": "int-or-string", "type": "string"},
            {"type": ["integer", "string"], "x-kubernetes-int-or-string": True},
        ),
        ({"x-kubernetes-map-type": "granular"},) * 2,
        ({"x-kubernetes-map-type": "atomic"},) * 2,
        (True, True),
        ({"items": False, "type": "array"}, {"items": False, "type": "array"}),
    ],
    ids=str,
)
def test_a_keyword_is_carried_over_without_a_word(source: Any, wanted: Any) -> None:
    assert translated(source) == (wanted, [])


@pytest.mark.parametrize(
    ("source", "wanted", "note"),
    [
        ({"type": "file"}, {}, '/type: "file" is no type of JSON, not checked'),
        (
            {"type": ["string", "file"]},
            {"type": ["string"]},
            "/type: ['string', 'file'] is no type of JSON, not checked",
        ),
        (
            {"format": "uint"},
            {"format": "uint"},
            '/format: the format "uint" is not one that is checked, a remark',
        ),
        ({"minLength": "1"}, {}, '/minLength: "1" is no value of this keyword, left out'),
        ({"minLength": -1}, {}, "/minLength: -1 is no value of this keyword, left out"),
        ({"required": ["a", "a"]}, {}, "is no value of this keyword, left out"),
        (
            {"discriminator": {}},
            {},
            '/discriminator: our dialect has no keyword "discriminator", left out',
        ),
        ({"$ref": "#/a"}, {}, '$ref to "#/a", read as any value'),
        ({"pattern": "("}, {}, '/pattern: the pattern "(":'),
        (
            {"x-kubernetes-validations": [{"rule": "self > 1"}]},
            {},
            '/x-kubernetes-validations/0: the rule in CEL "self > 1", not checked',
        ),
        ({"x-kubernetes-patch-strategy": "retainKeys"}, {}, 'the patch strategy "retainKeys"'),
        (5, {}, ": no schema: 5, read as any value"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_carried_over_is_named_with_its_place(
    source: Any, wanted: Any, note: str
) -> None:
    made, notes = translated(source)
    assert made == wanted
    assert len(notes) == 1
    assert note in notes[0]


@pytest.mark.parametrize("key", ["not", "oneOf", "if"])
def test_what_looser_parts_would_make_stricter_is_left_out_whole(key: str) -> None:
    part = {"type": "string", "pattern": "("}
    made, notes = translated({key: [part] if key == "oneOf" else part})
    assert made == {}
    assert notes[-1] == f"/{key}: parts of it are not checked, nor is the whole"
    kept, _ = translated({"anyOf": [part]})
    assert kept == {"anyOf": [{"type": "string"}]}


def test_null_needs_no_word_where_a_field_may_be_absent() -> None:
    source = {
        "properties": {"a": {"type": "string", "nullable": True}, "b": {"nullable": True, **TEXT}},
        "required": ["b"],
    }
    made, _ = translated(source)
    assert made["properties"] == {"a": TEXT, "b": {"type": ["string", "null"]}}


def test_null_beside_a_reference_is_a_choice() -> None:
    made, _ = translated({"$ref": "#/x", "nullable": True}, reference=lambda ref: "#/$defs/X")
    assert made == {"anyOf": [{"$ref": "#/$defs/X"}, {"type": "null"}]}


def test_lists_of_custom_resources_that_are_sets_have_each_element_once() -> None:
    source = {"type": "array", "items": TEXT, "x-kubernetes-list-type": "set"}
    assert translated(source, is_custom=True)[0]["uniqueItems"] is True
    assert "uniqueItems" not in translated(source)[0]


def test_what_is_read_is_prepared_first() -> None:
    def prepare(source: Schema, pointer: str) -> Schema:
        return {**source, "description": pointer}

    made, _ = translated({"properties": {"a": {}}}, prepare=prepare)
    assert made["properties"]["a"]["description"] == "/properties/a"


# ------------------------------------------------------------------------------ the whole of it


def finished(source: Schema, **options: Any) -> tuple[Schema, list[str]]:
    """A finished document of one schema."""
    translator = Translator([], **options)
    made = translator.schema(source, "")
    translator.finish(made)
    return made, translator.told()


def test_a_default_of_another_type_is_taken_out() -> None:
    made, notes = finished({"properties": {"a": {**TEXT, "default": 5}, "b": {"default": 5}}})
    assert made["properties"] == {"a": TEXT, "b": {"default": 5}}
    assert notes == ["/properties/a/default: the default 5 is of another type, left out"]


def test_a_default_of_null_goes_without_a_word() -> None:
    made, notes = finished({"properties": {"a": {**TEXT, "default": None}}})
    assert made["properties"] == {"a": TEXT}
    assert notes == []


@pytest.mark.parametrize(
    ("keys", "left", "words"),
    [
        (["name"], True, None),
        (["nmae"], False, "the elements have no fields nmae"),
        (["size"], True, None),
        (["more"], True, "more are not all of them scalars, not compared"),
    ],
)
def test_keys_of_lists_name_fields_of_their_elements(
    keys: list[str], left: bool, words: str | None
) -> None:
    items = record(name=TEXT, size={"type": "integer"}, more={"type": "object"})
    source = {**array(items), "x-kubernetes-list-map-keys": keys}
    made, notes = finished({"properties": {"a": source}}, is_custom=True)
    assert ("x-kubernetes-list-map-keys" in made["properties"]["a"]) is left
    assert [note.partition(": ")[2].partition(", left")[0] for note in notes] == (
        [words] if words else []
    )


def test_text_keys_are_told_through_references() -> None:
    root = {"$defs": {"Part": record(name=TEXT)}}
    keyed = {**array(ref("Part")), "x-kubernetes-list-map-keys": ["name"]}
    assert has_scalar_keys(keyed, root)
    assert not has_scalar_keys(array(ref("Part")), root)
    assert not has_scalar_keys({**keyed, "x-kubernetes-list-map-keys": ["size"]}, root)


# ------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Widget", "widget"),
        ("My.Kind", "my_kind"),
        ("1st", "_1st"),
        ("Class", "class_"),
        ("Json", "json_"),
    ],
)
def test_a_package_is_named_after_its_kind(kind: str, name: str) -> None:
    assert package_of(kind, None) == name
    assert package_of(kind, "given") == "given"


def named(root: Schema) -> Schema:
    """The document with a name for everything."""
    root = {"title": "Thing", **root}
    name_everything(root)
    return root


def test_two_fields_of_one_python_name_get_two() -> None:
    made = named(record(**{"a-b": TEXT, "a_b": TEXT, "aB": TEXT}))
    names = [child.get("x-python-name") for child in made["properties"].values()]
    assert names == [None, "a_b_2", "a_b_3"]


def test_an_object_in_place_stays_where_its_class_name_is_free() -> None:
    made = named(record(spec=record(a=TEXT)))
    assert made["properties"]["spec"] == record(a=TEXT)
    assert "$defs" not in made


def test_an_object_whose_class_name_is_taken_moves_to_the_definitions() -> None:
    made = named({**record(spec=record(a=TEXT)), "$defs": {"ThingSpec": record(b=TEXT)}})
    name = made["properties"]["spec"]["$ref"].removeprefix("#/$defs/")
    assert name != "ThingSpec"
    assert made["$defs"][name] == record(a=TEXT)


def test_objects_that_are_the_same_share_a_definition() -> None:
    deep = record(value=record(x=TEXT))
    long = "a" * 45
    made = named(record(**{long: record(inner=deep), long + "b": record(inner=deep)}))
    first, second = made["properties"].values()
    assert first["$ref"] == second["$ref"]


def test_a_definition_whose_class_name_is_taken_gets_another() -> None:
    made = named({**record(), "$defs": {"a.b": {}, "a_b": {}}})
    assert "x-python-name" not in made["$defs"]["a.b"]
    assert made["$defs"]["a_b"]["x-python-name"] != "a_b"

"""What a place tells its readers, as facts of its value: type in words, releases, remarks."""

from __future__ import annotations

from typing import Any

import pytest

from kindgen.build.values import build_values
from kindgen.ir.remarks import NO_REMARKS, Remarks, TypeName
from kindgen.ir.values import Value, Values
from kindgen.schema.resolve import resolve
from tests.support.generator import TEXT, Schema, array, mapping, record, ref


def values_of(schema: Schema | bool) -> Values:
    document, problems = resolve("schema", schema)
    assert not problems
    return build_values(document)


def root_of(schema: Schema | bool) -> Value:
    return values_of(schema).find("")


PART = {"Part": record(name=TEXT)}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (TEXT, "string"),
        ({"type": "string", "format": "date-time"}, "string:date-time"),
        ({"type": ["integer", "string"]}, "integer|string"),
        ({}, "any"),
        (True, "any"),
        (ref("Part"), "Part"),
        (array(ref("Part")), "array<Part>"),
        (array({"type": "string", "format": "byte"}), "array<string:byte>"),
        ({"type": "array"}, "array<any>"),
        (mapping(array(TEXT)), "map<array<string>>"),
        ({"type": "object"}, "object"),
        (record(name=TEXT), "object"),
        ({"type": "object", "properties": {}, "additionalProperties": TEXT}, "object"),
    ],
    ids=str,
)
def test_a_type_is_told_as_the_documented_tree_writes_it(schema: Any, words: str) -> None:
    values = values_of({"properties": {"field": schema}, "$defs": PART})
    assert str(values.by_pointer["/properties/field"].type_name) == words


def test_a_list_of_itself_has_a_name_that_ends() -> None:
    values = values_of({"properties": {"loop": array({"$ref": "#/properties/loop"})}})
    assert str(values.by_pointer["/properties/loop"].type_name).startswith("array<array<array<")


def test_containers_of_a_type_are_told_apart_from_its_name() -> None:
    name = root_of(mapping(array({"type": "integer", "format": "int64"}))).type_name
    assert name == TypeName(("map", "array"), "integer", "int64")


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({}, "every release"),
        ({"since": "4.12"}, "since 4.12"),
        ({"until": "3.11"}, "until 3.11"),
        ({"until": "4.1", "since": "3.9"}, "since 3.9, until 4.1"),
    ],
    ids=str,
)
def test_availability_is_told_in_words(marks: dict[str, str], words: str) -> None:
    assert root_of({"x-availability": marks}).remarks.availability == words
    assert Remarks(**marks).availability == words


def test_remarks_are_kept_and_demand_nothing() -> None:
    value = root_of(
        {
            "description": "A word.",
            "deprecated": True,
            "readOnly": True,
            "examples": ["a", 1],
            "x-known-values": ["x", "y"],
            "x-kubernetes-int-or-string": True,
            "x-kubernetes-preserve-unknown-fields": True,
        }
    )
    assert value.allows_all
    assert value.remarks == Remarks(
        doc="A word.",
        known_values=("x", "y"),
        examples=("a", 1),
        is_deprecated=True,
        is_read_only=True,
        keeps_unknown_fields=True,
        is_int_or_string=True,
    )


def test_what_says_nothing_has_no_remarks() -> None:
    for schema in (True, False, {}, TEXT):
        assert root_of(schema).remarks == NO_REMARKS


def test_true_and_an_empty_schema_allow_the_same_and_are_told_apart() -> None:
    """Readers are shown the elements of a list with a schema, and none where it says `true`."""
    true, empty = root_of(True), root_of({})
    assert (true.allows_all, empty.allows_all) == (True, True)
    assert (true.is_boolean, empty.is_boolean, root_of(False).is_boolean) == (True, False, True)
    assert (true.is_anything, root_of(False).is_anything) == (True, False)


def test_a_default_stands_wherever_the_schema_states_one() -> None:
    value = root_of(array({"type": "string", "default": "a", "x-default-replaces": [""]}))
    assert value.elements is not None
    assert value.elements.each is not None
    default = value.elements.each.default
    assert default is not None
    assert (default.value, default.replaced) == ("a", ("",))
    assert value.default is None


def test_a_default_of_null_is_a_default() -> None:
    default = root_of({"default": None}).default
    assert default is not None
    assert default.value is None


def test_paths_go_on_to_elements_of_lists_and_of_maps() -> None:
    assert [step for step, _ in root_of(array(TEXT)).steps] == ["[]"]
    assert [step for step, _ in root_of(mapping(TEXT)).steps] == ["{}"]
    assert [step for step, _ in root_of({**array(TEXT), **mapping(TEXT)}).steps] == ["[]", "{}"]
    assert root_of(record(name=TEXT)).steps == ()
    assert [inner.pointer for _, inner in root_of(array(TEXT)).steps] == ["/items"]


def test_known_fields_are_told_from_no_fields() -> None:
    value = root_of(record(name=TEXT))
    assert [item.name for item in value.listed] == ["name"]
    assert (value.lists_fields, root_of(record()).lists_fields) == (True, True)
    assert (root_of({"required": ["a"]}).lists_fields, root_of(TEXT).listed) == (False, ())


def test_every_key_of_a_list_is_known() -> None:
    keyed = {**array(ref("Part")), "x-kubernetes-list-map-keys": ["name", "kind"]}
    elements = root_of({"properties": {"a": keyed}, "$defs": PART}).listed[0].value.elements
    assert elements is not None
    assert (elements.keys, elements.key) == (("name", "kind"), "name")


def test_values_stand_in_the_order_of_the_schema() -> None:
    values = values_of({"properties": {"b": TEXT, "a": array(TEXT)}, "$defs": PART})
    assert [value.name for value in values.definitions] == ["Document", "Part"]
    assert next(iter(values.by_pointer)) == ""

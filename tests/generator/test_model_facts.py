"""The facts about classes that build makes of a schema: names, fields, bare types."""

from __future__ import annotations

from typing import Any

import pytest

from kindgen.build.models import definitions_of
from kindgen.ir.models import INT32, INT64, INTEGER, JSON_OBJECT, Definition, ModelField
from kindgen.python import naming
from kindgen.schema.resolve import resolve
from tests.support.generator import TEXT, Schema, array, mapping, record, ref


def definitions(schema: Schema) -> dict[str, Definition]:
    """The definitions of a schema by the names of their classes."""
    document, problems = resolve("a", {"title": "Thing", **schema})
    assert not problems
    return {item.class_name: item for item in definitions_of(document)}


def field_of(schema: Any, **more: Any) -> ModelField:
    """A field `field` of the root."""
    made = definitions({**record(field=schema), "$defs": {"Part": record(name=TEXT)}, **more})
    return made["Thing"].fields[0]


ANY: Schema = {}


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        (TEXT, {"type": "string"}),
        ({"type": "boolean"}, {"type": "boolean"}),
        ({"type": "integer"}, {"$ref": INTEGER}),
        ({"type": "integer", "format": "int32"}, {"$ref": INT32}),
        ({"type": "integer", "format": "int64"}, {"$ref": INT64}),
        ({"type": "number"}, {"anyOf": [{"type": "integer"}, {"type": "number"}]}),
        ({"type": ["string", "null"]}, {"type": "string"}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"$ref": INTEGER}]}),
        ({"type": ["string", "array"]}, {"anyOf": [{"type": "array", "items": ANY}, TEXT]}),
        (array({"type": ["string", "null"]}), array({"anyOf": [TEXT, {"type": "null"}]})),
        ({"anyOf": [TEXT, {"type": "null"}]}, TEXT),
        ({"anyOf": [ref("Part"), {"type": "null"}]}, {"$ref": "Part"}),
        ({"anyOf": [TEXT, {"type": "boolean"}]}, {"anyOf": [TEXT, {"type": "boolean"}]}),
        ({**record(a=TEXT), "type": ["object", "null"]}, {"$ref": "ThingField"}),
        ({**ref("Part"), "properties": {"more": TEXT}}, {"$ref": "ThingField"}),
        ({"type": "object", "required": ["a"]}, {"$ref": JSON_OBJECT}),
        (
            {"type": "array", "prefixItems": [TEXT, {}], "items": False, "minItems": 2},
            {"type": "array", "prefixItems": [TEXT, ANY], "minItems": 2, "maxItems": 2},
        ),
        ({"type": "null"}, ANY),
        ({}, ANY),
        (True, ANY),
        ({"enum": ["a"]}, {**TEXT, "choices": ["a"], "is_open": False}),
        ({"enum": ["a", 1]}, ANY),
        ({"const": True}, {"type": "boolean"}),
        (
            {"x-kubernetes-int-or-string": True},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        (array(TEXT), {"type": "array", "items": {"type": "string"}}),
        ({"type": "array"}, {"type": "array", "items": ANY}),
        ({"type": "array", "prefixItems": [TEXT], "items": TEXT}, array(TEXT)),
        ({"type": "array", "prefixItems": [TEXT]}, {"type": "array", "items": ANY}),
        (mapping(TEXT), {"type": "object", "additionalProperties": {"type": "string"}}),
        ({"type": "object"}, {"$ref": JSON_OBJECT}),
        ({"type": "object", "additionalProperties": True}, {"$ref": JSON_OBJECT}),
        ({**record(a=TEXT), "additionalProperties": True}, {"$ref": JSON_OBJECT}),
        ({**record(a=TEXT), "patternProperties": {"^x": {}}}, {"$ref": JSON_OBJECT}),
        ({**mapping(TEXT), "patternProperties": {"^x": {}}}, {"$ref": JSON_OBJECT}),
        (ref("Part"), {"$ref": "Part"}),
        ({"allOf": [ref("Part")]}, {"$ref": "Part"}),
        ({"allOf": [ref("Part"), ref("Part")]}, {"$ref": "Part"}),
        ({"allOf": [TEXT], "type": "string"}, {"type": "string"}),
        ({"$ref": "#/$defs/Part/properties/name"}, TEXT),
        (record(a=TEXT), {"$ref": "ThingField"}),
        (array(record(a=TEXT)), {"type": "array", "items": {"$ref": "ThingFieldItem"}}),
        (
            mapping(array(record(a=TEXT))),
            {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {"$ref": "ThingFieldValueItem"},
                },
            },
        ),
    ],
    ids=str,
)
def test_a_field_has_the_bare_type_of_its_schema(schema: Any, shape: Schema) -> None:
    assert field_of(schema).shape == shape


def test_an_object_in_place_becomes_a_class_after_its_owner() -> None:
    made = definitions(
        {
            **record(spec=record(parts=array(record(id=TEXT)))),
            "$defs": {"Other": record(spec=record(a=TEXT))},
        }
    )
    assert list(made) == ["Thing", "ThingSpec", "ThingSpecPartsItem", "Other", "OtherSpec"]
    assert made["ThingSpecPartsItem"].pointer == "/properties/spec/properties/parts/items"


def test_a_definition_without_fields_of_its_own_is_an_alias() -> None:
    made = definitions({**record(a=ref("Names")), "$defs": {"Names": array(TEXT), "All": {}}})
    assert made["Thing"].is_class
    assert made["Names"].shape == {"type": "array", "items": {"type": "string"}}
    assert made["All"].shape == ANY
    assert not made["Names"].is_class


def test_names_of_the_schema_are_taken() -> None:
    part = {**record(a={**TEXT, "x-python-name": "letter"}), "x-python-name": "Piece"}
    made = definitions({**record(p=ref("Part")), "$defs": {"Part": part}})
    assert made["Piece"].name == "Part"
    assert made["Piece"].fields[0].python_name == "letter"
    assert made["Piece"].fields[0].explicit_name == "a"
    assert made["Thing"].fields[0].shape == {"$ref": "Piece"}


@pytest.mark.parametrize(
    ("wire", "python", "explicit"),
    [
        ("name", "name", None),
        ("importPolicy", "import_policy", None),
        ("from", "from_", None),
        ("publicKeyID", "public_key_id", "publicKeyID"),
        ("part-of", "part_of", "part-of"),
        ("1st", "field_1st", "1st"),
        ("", "field", ""),
        ("str", "str_", None),
        ("Thing", "thing", "Thing"),
    ],
)
def test_a_field_states_its_wire_name_where_it_does_not_follow(
    wire: str, python: str, explicit: str | None
) -> None:
    made = definitions(record(**{wire: TEXT}))["Thing"].fields[0]
    assert (made.wire_name, made.python_name, made.explicit_name) == (wire, python, explicit)


def test_a_field_says_when_it_is_needed_and_when_it_is_sent() -> None:
    made = field_of(TEXT, required=["field"], **{"x-required-on-read": ["field"]})
    assert (made.required_on_write, made.required_on_read, made.nullable) == (True, True, False)
    made = field_of(TEXT)
    assert (made.required_on_write, made.required_on_read, made.nullable) == (False, False, True)


def test_a_field_tells_its_readers_what_an_editor_should_show() -> None:
    said = {
        "type": "string",
        "description": "A word.",
        "enum": ["a", "b", ""],
        "default": "a",
        "x-availability": {"since": "4.1", "until": "4.9"},
    }
    made = field_of(said)
    assert made.doc == 'A word. One of: a, b. Default: "a". Since 4.1. Until 4.9.'
    assert (made.since, made.until) == ("4.1", "4.9")
    assert field_of({"type": "string", "x-known-values": ["x"]}).doc == "Known values: x."
    assert field_of({"type": "boolean", "default": False}).doc == "Default: false."
    assert field_of({"type": "object", "default": {}}).doc == ""


def test_a_field_knows_its_place_and_its_type_in_words() -> None:
    made = field_of(array(ref("Part")))
    assert (made.pointer, made.type_name) == ("/properties/field", "array<Part>")


# ---------------------------------------------------------------------------------------- naming


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("dockerImageLayers", "docker_image_layers"),
        ("publicKeyID", "public_key_id"),
        ("HTTPServer", "http_server"),
        ("a.b-c/d", "a_b_c_d"),
        ("aB2C", "a_b2_c"),
        ("lower", "lower"),
        ("été", "_t_"),
    ],
)
def test_a_wire_name_in_snake_case(wire: str, python: str) -> None:
    assert naming.snake_case(wire) == python


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        ("ObjectMeta", "ObjectMeta"),
        ("io.k8s.Pod", "io_k8s_Pod"),
        ("1st", "Definition1st"),
        ("", "Definition"),
        ("_x_", "x"),
        ("class", "class_"),
        ("None", "None_"),
        ("Any", "Any_"),
        ("list", "list_"),
    ],
)
def test_a_definition_gives_its_class_a_name(definition: str, name: str) -> None:
    assert naming.class_name(definition) == name
    assert naming.is_class_name(name)


@pytest.mark.parametrize("name", ["_private", "class", "Any", "msgspec", "Model"])
def test_a_name_that_no_class_can_have(name: str) -> None:
    assert not naming.is_class_name(name)


def test_no_field_hides_a_class_or_a_type_that_others_use() -> None:
    assert naming.field_name("int") == "int_"
    assert naming.field_name("part", classes={"part"}) == "part_"
    assert not naming.is_field_name("part", {"part"})
    assert not naming.is_field_name("_part", set())
    assert naming.is_field_name("part", set())


def test_camel_case_is_what_msgspec_makes_of_an_attribute() -> None:
    import msgspec

    class Trial(msgspec.Struct, rename="camel"):
        import_policy: int
        public_key_id: int
        a_2_b: int

    wire = [item.encode_name for item in msgspec.structs.fields(Trial)]
    assert wire == [naming.camel_case(name) for name in Trial.__struct_fields__]


@pytest.mark.parametrize(
    ("wire", "name"),
    [("importPolicy", "ImportPolicy"), ("part-of", "PartOf"), ("x", "X"), ("a.b_c", "ABC")],
)
def test_pascal_case_is_for_classes_of_fields(wire: str, name: str) -> None:
    assert naming.pascal_case(wire) == name

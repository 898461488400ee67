"""One kind of an OpenAPI document, with all that it refers to, as a schema of ours."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from kindgen.importers.openapi import import_openapi
from kindgen.schema.problems import SchemaError
from tests.support.generator import Schema, problems_of

TEXT = {"type": "string"}
META = "io.k8s.apimachinery.pkg.apis.meta.v1."
CORE = "io.example.api.core.v1."
TOYS = "io.example.api.toys.v1."


def ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def toy(*actions: str, **more: Any) -> Schema:
    """The operations of a path about a Toy."""
    kind = {"group": "toys.example.io", "version": "v1", "kind": "Toy"}
    operations = {method: {"x-kubernetes-group-version-kind": kind} for method in actions}
    return {**operations, "parameters": [{"name": "pretty"}], **more}


def kind_of(group: str, kind: str, version: str = "v1") -> list[Schema]:
    return [{"group": group, "version": version, "kind": kind}]


SWAGGER: Schema = {
    "swagger": "2.0",
    "info": {"title": "Toys", "version": "v1"},
    "paths": {
        "/apis/": {"get": {}},
        "/apis/toys.example.io/v1/toys": toy("get"),
        "/apis/toys.example.io/v1/namespaces/{namespace}/toys": toy("get", "post", "delete"),
        "/apis/toys.example.io/v1/namespaces/{namespace}/toys/{name}": toy(
            "get", "put", "patch", "delete"
        ),
        "/apis/toys.example.io/v1/namespaces/{namespace}/toys/{name}/status": toy("get", "put"),
        "/apis/toys.example.io/v1/watch/namespaces/{namespace}/toys": toy("get"),
        "/apis/toys.example.io/v1/boxes": {
            "post": {"parameters": [{"in": "body", "schema": ref(TOYS + "Box")}]}
        },
        "/oapi/v1/namespaces/{namespace}/toys": toy("get", "post"),
    },
    "definitions": {
        TOYS
        + "Toy": {
            "description": "A toy.",
            "type": "object",
            "required": ["spec"],
            "properties": {
                "apiVersion": TEXT,
                "kind": TEXT,
                "metadata": {**ref(META + "ObjectMeta"), "description": "Who it is."},
                "spec": ref(TOYS + "ToySpec"),
                "parent": ref(TOYS + "Toy"),
            },
            "x-kubernetes-group-version-kind": [
                *kind_of("", "Toy"),
                *kind_of("toys.example.io", "Toy"),
            ],
        },
        TOYS
        + "ToySpec": {
            "type": "object",
            "properties": {
                "size": ref("io.k8s.apimachinery.pkg.api.resource.Quantity"),
                "port": ref("io.k8s.apimachinery.pkg.util.intstr.IntOrString"),
                "raw": ref("io.k8s.apimachinery.pkg.runtime.RawExtension"),
                "value": ref("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON"),
                "seen": ref(META + "MicroTime"),
                "one": ref(CORE + "Event"),
                "other": ref(TOYS + "Event"),
                "part": ref(TOYS + "Toy/properties/metadata"),
                "lost": ref("nowhere"),
                "serial": {"type": "string", "readOnly": True, "example": "A1"},
                "secret": {"type": "string", "writeOnly": True},
                "level": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
                "parts": {
                    "type": "array",
                    "items": TEXT,
                    "x-kubernetes-patch-strategy": "merge",
                },
                "rooms": {
                    "type": "array",
                    "items": ref(TOYS + "Event"),
                    "x-kubernetes-patch-merge-key": "name",
                    "x-kubernetes-patch-strategy": "merge",
                    "x-kubernetes-list-type": "map",
                    "x-kubernetes-list-map-keys": ["gone"],
                },
            },
        },
        TOYS + "Event": {"type": "object", "properties": {"name": TEXT}, "discriminator": "name"},
        CORE + "Event": {"type": "object", "properties": {"event": TEXT}},
        META
        + "ObjectMeta": {
            "type": "object",
            "properties": {
                "name": TEXT,
                "creationTimestamp": ref(META + "Time"),
                "managedFields": {"type": "array", "items": ref(META + "FieldsV1")},
            },
        },
        META + "Time": {"type": "string", "format": "date-time"},
        META + "MicroTime": {"type": "string", "format": "date-time"},
        META + "FieldsV1": {"type": "object", "description": "Fields."},
        "io.k8s.apimachinery.pkg.api.resource.Quantity": TEXT,
        "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {
            "type": "string",
            "format": "int-or-string",
        },
        "io.k8s.apimachinery.pkg.runtime.RawExtension": {
            "type": "object",
            "required": ["Raw"],
            "properties": {"Raw": {"type": "string", "format": "byte"}},
        },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": {"description": "JSON."},
        TOYS + "Box": {"type": "object", "properties": {"lid": TEXT}},
        "v1beta1.Box": {"type": "object", "properties": {"lid": TEXT}},
        "unused": TEXT,
    },
}


def swagger(kind: str, document: Schema = SWAGGER) -> tuple[Schema, list[str]]:
    return import_openapi(json.dumps(document).encode(), "swagger.json", kind, None)


def openapi(schemas: Schema, kind: str = "Thing") -> tuple[Schema, list[str]]:
    """What becomes of a kind of a document of version 3."""
    document = {"openapi": "3.0.3", "info": {}, "paths": {}, "components": {"schemas": schemas}}
    return import_openapi(json.dumps(document).encode(), "api.json", kind, None)


def field(schema: Any, **others: Any) -> Any:
    """What becomes of a field in version 3."""
    root, _ = openapi({"Thing": {"type": "object", "properties": {"it": schema}}, **others})
    return root["properties"]["it"]


@pytest.fixture(scope="module")
def made() -> tuple[Schema, list[str]]:
    return swagger("Toy")


# ------------------------------------------------------------------------------------------ head


def test_the_head_says_what_paths_and_definitions_say(made: tuple[Schema, list[str]]) -> None:
    root, _ = made
    assert list(root)[:7] == [
        "$schema", "title", "description", "x-package", "x-version", "x-absence",
        "x-kubernetes-resources",
    ]  # fmt: skip
    assert (root["title"], root["description"], root["x-package"]) == ("Toy", "A toy.", "toy")
    assert root["x-kubernetes-resources"] == [
        {
            "kind": "Toy",
            "plural": "toys",
            "singular": "toy",
            "scope": "Namespaced",
            "group": "toys.example.io",
            "versions": ["v1"],
            "legacyPrefix": True,
            "verbs": [
                "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
            ],
            "subresources": ["status"],
        }
    ]  # fmt: skip


def test_api_version_and_kind_are_closed_sets(made: tuple[Schema, list[str]]) -> None:
    properties = made[0]["properties"]
    assert properties["apiVersion"]["enum"] == ["v1", "toys.example.io/v1"]
    assert properties["kind"]["enum"] == ["Toy"]


def test_what_every_group_has_is_of_no_group() -> None:
    document = copy.deepcopy(SWAGGER)
    kinds = [*kind_of("a", "Options"), *kind_of("b", "Options"), *kind_of("", "Options")]
    document["definitions"][META + "Options"] = {
        "type": "object",
        "properties": {"apiVersion": TEXT},
        "x-kubernetes-group-version-kind": kinds,
    }
    root, notes = swagger("Options", document)
    assert root["properties"]["apiVersion"] == TEXT
    assert "x-kubernetes-resources" not in root
    assert notes == ["/paths: no path serves Options, served as nothing"]


def test_a_path_may_tell_the_kind_by_its_body_alone() -> None:
    root, _ = swagger(TOYS + "Box")
    assert root["x-kubernetes-resources"] == [
        {
            "kind": "Box",
            "plural": "boxes",
            "singular": "box",
            "scope": "Cluster",
            "group": "toys.example.io",
            "versions": ["v1"],
            "verbs": ["create"],
        }
    ]


# ----------------------------------------------------------------------------------- definitions


def test_what_the_kind_refers_to_is_taken_along_under_short_names(
    made: tuple[Schema, list[str]],
) -> None:
    root, _ = made
    assert set(root["$defs"]) == {
        "ObjectMeta", "ToySpec", "Time", "FieldsV1", "Quantity", "IntOrString", "RawExtension",
        "JSON", "MicroTime", "CoreV1Event", "ToysV1Event", "metadata",
    }  # fmt: skip
    assert root["properties"]["spec"] == {"$ref": "#/$defs/ToySpec"}
    assert root["properties"]["parent"] == {"$ref": "#"}
    metadata = root["properties"]["metadata"]
    assert metadata == {"$ref": "#/$defs/ObjectMeta", "description": "Who it is."}


def spec_field(made: tuple[Schema, list[str]], name: str) -> Any:
    """The schema of a field of ToySpec, or the definition that it refers to."""
    schema = made[0]["$defs"]["ToySpec"]["properties"][name]
    return made[0]["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def test_types_of_kubernetes_are_read_as_they_are_written(made: tuple[Schema, list[str]]) -> None:
    assert spec_field(made, "port")["type"] == ["integer", "string"]
    assert spec_field(made, "port")["x-kubernetes-int-or-string"] is True
    assert spec_field(made, "size")["type"] == ["integer", "number", "string"]
    assert spec_field(made, "raw")["x-kubernetes-preserve-unknown-fields"] is True
    assert "required" not in spec_field(made, "raw")
    assert spec_field(made, "value") == {"description": "JSON."}
    assert spec_field(made, "seen")["format"] == "date-time"
    fields = made[0]["$defs"]["FieldsV1"]
    assert fields["x-kubernetes-preserve-unknown-fields"] is True


def test_a_type_of_kubernetes_need_not_even_be_defined() -> None:
    schema = {"$ref": f"#/components/schemas/{META}Time"}
    root, notes = openapi({"Thing": {"type": "object", "properties": {"at": schema}}})
    assert root["$defs"]["Time"]["format"] == "date-time"
    assert notes == ["/paths: no path serves Thing, served as nothing"]


def test_a_type_of_the_same_name_is_not_taken_for_one_of_kubernetes() -> None:
    time = {"type": "object", "properties": {"hour": {"type": "integer"}}}
    root, _ = openapi(
        {
            "Thing": {"properties": {"at": {"$ref": "#/components/schemas/my.Time"}}},
            "my.Time": time,
        }
    )
    assert root["$defs"]["Time"] == time


def test_a_reference_into_a_definition_makes_one_of_that_place(
    made: tuple[Schema, list[str]],
) -> None:
    assert made[0]["$defs"]["ToySpec"]["properties"]["part"] == {"$ref": "#/$defs/metadata"}
    assert made[0]["$defs"]["metadata"]["$ref"] == "#/$defs/ObjectMeta"


def test_what_could_not_be_carried_over_is_named(made: tuple[Schema, list[str]]) -> None:
    start = f"/definitions/{TOYS}ToySpec/properties"
    assert made[1] == [
        f'{start}/lost: $ref to "#/definitions/nowhere", read as any value',
        f'{start}/parts/x-kubernetes-patch-strategy: the patch strategy "merge", left out',
        f"/definitions/{TOYS}Event/discriminator: "
        'our dialect has no keyword "discriminator", left out',
        f"{start}/rooms/x-kubernetes-list-map-keys: the elements have no fields gone, left out",
    ]
    assert spec_field(made, "serial") == {**TEXT, "readOnly": True, "examples": ["A1"]}
    assert spec_field(made, "level") == {"type": "integer", "exclusiveMinimum": 0}


@pytest.mark.parametrize("kind", ["Toy", "unused", TOYS + "Box"])
def test_a_package_can_be_made_of_it(kind: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, swagger(kind)[0]) == []


# ------------------------------------------------------------------------------------- version 3


def test_null_is_said_where_it_is_not_allowed_anyway() -> None:
    thing = {"$ref": "#/components/schemas/Thing"}
    assert field({"type": "string", "nullable": True}) == TEXT
    assert field({"allOf": [thing], "nullable": True}) == {"$ref": "#"}
    listed = field({"type": "array", "items": {"allOf": [thing], "nullable": True}})
    assert listed["items"] == {"anyOf": [{"$ref": "#"}, {"type": "null"}]}
    assert field({"type": ["string", "null"]}) == {"type": ["string", "null"]}
    assert field({"type": "string", "x-nullable": True}) == TEXT


def test_an_all_of_around_one_reference_is_that_reference() -> None:
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Other"}],
        "default": {},
        "description": "It.",
    }
    other = {"type": "object", "properties": {"a": TEXT}}
    expected = {"$ref": "#/$defs/Other", "default": {}, "description": "It."}
    assert field(schema, Other=other) == expected


def test_objects_that_extend_others_become_one() -> None:
    base = {
        "description": "Base.",
        "type": "object",
        "required": ["id"],
        "properties": {"id": TEXT},
        "discriminator": {"propertyName": "id"},
    }
    middle = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"name": TEXT}}]}
    root, notes = openapi(
        {
            "Base": base,
            "Middle": middle,
            "Thing": {
                "description": "A thing.",
                "allOf": [
                    {"$ref": "#/components/schemas/Middle"},
                    {"type": "object", "required": ["size", "id"], "properties": {"size": TEXT}},
                ],
            },
        }
    )
    assert root["description"] == "A thing."
    assert list(root["properties"]) == ["id", "name", "size"]
    assert root["required"] == ["id", "size"]
    assert "$defs" not in root
    place = "/components/schemas/Thing/discriminator"
    assert f'{place}: our dialect has no keyword "discriminator", left out' in notes


def _pets(mapping: Schema | None, **more: Schema) -> dict[str, Schema]:
    base = {"type": "object", "properties": {"kind": TEXT}, "required": ["kind"]}
    cat = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"meows": TEXT}}]}
    dog = {"type": "object", "properties": {"kind": {"enum": ["dog", "wolf"]}, "barks": TEXT}}
    choice = [{"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog")]
    said = {"propertyName": "kind", **({} if mapping is None else {"mapping": mapping})}
    thing = {"type": "object", "properties": {"pet": {"oneOf": choice, "discriminator": said}}}
    return {"Thing": thing, "Base": base, "Cat": cat, "Dog": dog, **more}


@pytest.mark.parametrize("place", ["#/components/schemas/", ""])
def test_a_discriminator_gives_each_definition_its_text(place: str) -> None:
    root, notes = openapi(_pets({"cat": f"{place}Cat", "dog": f"{place}Dog"}))
    cat, dog = root["$defs"]["Cat"], root["$defs"]["Dog"]
    assert (cat["properties"]["kind"]["const"], dog["properties"]["kind"]["const"]) == (
        "cat", "dog",
    )  # fmt: skip
    assert cat["required"] == dog["required"] == ["kind"]
    assert not [note for note in notes if "discriminator" in note]


@pytest.mark.parametrize(
    "mapping",
    [
        None,  # the names of the definitions, which people do not write
        {"cat": "#/components/schemas/Cat"},
        {"cat": "#/components/schemas/Cat", "dog": "Dog", "wolf": "Dog"},
        {"cat": "Cat", "dog": "elsewhere.json#/Dog"},
    ],
)
def test_a_discriminator_that_names_no_one_text_for_each_is_told(mapping: Schema | None) -> None:
    root, notes = openapi(_pets(mapping))
    assert "const" not in json.dumps(root)
    assert [note for note in notes if 'no keyword "discriminator", left out' in note]


def test_a_definition_that_two_discriminators_tell_differently_keeps_its_texts() -> None:
    other = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"tom": "Cat"}},
    }
    pets = _pets({"cat": "Cat", "dog": "Dog"}, Other=other)
    pets["Thing"]["properties"]["other"] = {"$ref": "#/components/schemas/Other"}
    root, notes = openapi(pets)
    assert "const" not in root["$defs"]["Cat"]["properties"]["kind"]
    (note,) = [note for note in notes if "discriminator" in note]
    assert "/Thing/properties/pet/" in note
    assert "/Other/" in note


@pytest.mark.parametrize(
    "part",
    [
        {"type": "string"},
        {"properties": {"a": {"type": "integer"}}},
        {"additionalProperties": False},
        {"$ref": "#/components/schemas/Thing"},
        {"$ref": "elsewhere.json"},
        {"nullable": True},
    ],
)
def test_other_parts_of_an_all_of_stay_apart(part: Schema) -> None:
    first = {"type": "object", "properties": {"a": TEXT}}
    schema = field({"type": "array", "items": {"allOf": [first, part]}})["items"]
    assert schema["allOf"][0] == first
    assert len(schema["allOf"]) == 2


def test_a_type_that_extends_itself_ends() -> None:
    root, _ = openapi(
        {"Thing": {"allOf": [{"$ref": "#/components/schemas/Thing"}, {"properties": {"a": TEXT}}]}}
    )
    assert root["allOf"][0] == {"$ref": "#"}


def test_classes_in_place_get_names_that_are_free(tmp_path: Path) -> None:
    inner = {"type": "object", "properties": {"x": TEXT}}
    root, _ = openapi(
        {
            "Thing": {
                "type": "object",
                "properties": {
                    "spec": inner,
                    "a": {"$ref": "#/components/schemas/ThingSpec"},
                    "b": {"$ref": "#/components/schemas/a.b"},
                    "c": {"$ref": "#/components/schemas/a_b"},
                    "d": {"$ref": "#/components/schemas/volume"},
                },
            },
            "ThingSpec": inner,
            "a.b": inner,
            "a_b": inner,
            "b": inner,
            "volume": {"type": "object", "properties": {"volume": TEXT, "Volume": inner}},
        }
    )
    assert problems_of(tmp_path, root) == []


def test_yaml_is_read_as_well() -> None:
    text = """
openapi: 3.1.0
components:
  schemas:
    Thing:
      type: object
      properties:
        since: {type: string, examples: [2024-01-01]}
        both: {type: [string, integer], const: 1}
"""
    root, _ = import_openapi(text.encode(), "api.yaml", "Thing", "mine")
    assert root["x-package"] == "mine"
    assert root["properties"]["since"]["examples"] == ["2024-01-01"]
    assert root["properties"]["both"] == {"type": ["string", "integer"], "const": 1}


# -------------------------------------------------------------------------------------- problems


def test_a_kind_that_is_not_there_is_refused_with_a_hint() -> None:
    with pytest.raises(SchemaError) as caught:
        swagger("Tog")
    assert str(caught.value) == (
        'swagger.json#/definitions: there is no definition "Tog"\n  Did you mean "Toy"?'
    )


def test_one_of_several_kinds_is_not_guessed() -> None:
    with pytest.raises(SchemaError) as caught:
        swagger("Box")
    assert str(caught.value) == (
        f"swagger.json#/definitions: there are several: {TOYS}Box, v1beta1.Box\n"
        "  Give the whole name."
    )


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("[]", "x#: no OpenAPI document"),
        ("a: 1", "x#: no OpenAPI document"),
        ("swagger: '2.0'", "x#/definitions: there are no definitions"),
        ("openapi: 3.0.0\ncomponents: {}", "x#/components/schemas: there are no definitions"),
        ("definitions: [1]", "x#/definitions: there are no definitions"),
        ("{", "x#: not JSON"),
    ],
)
def test_what_is_no_openapi_document_is_refused(document: str, problem: str) -> None:
    with pytest.raises(SchemaError) as caught:
        import_openapi(document.encode(), "x", "Thing", None)
    assert str(caught.value).startswith(problem)

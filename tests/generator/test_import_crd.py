"""Custom resources: from a CustomResourceDefinition to a schema of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindgen import validator_source
from kindgen.importers.crd import import_crd
from kindgen.schema.problems import SchemaError
from tests.support.generator import Schema, problems_of

SCALE = {
    "name": "scale",
    "kind": "Scale",
    "apiVersion": "autoscaling/v1",
    "scale": {"specReplicasPath": "spec.replicas", "statusReplicasPath": "status.replicas"},
}
WIDGETS = (Path(__file__).parent / "cases" / "other" / "widgets.crd.yaml").read_bytes()
SPEC = "/spec/versions/1/schema/openAPIV3Schema/properties/spec"


def crd(schema: Any, **spec: Any) -> dict[str, Any]:
    """A definition with one version that has the schema."""
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "things.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Cluster",
            "names": {"kind": "Thing", "plural": "things"},
            "versions": [
                {
                    "name": "v1",
                    "served": True,
                    "storage": True,
                    "schema": {"openAPIV3Schema": schema},
                }
            ],
            **spec,
        },
    }


def imported(schema: Any, **spec: Any) -> tuple[Schema, list[str]]:
    return import_crd(json.dumps(crd(schema, **spec)).encode(), "crd.json", None, None)


def field(schema: Any) -> tuple[Any, list[str]]:
    """What becomes of a field, and the notes on it without their common beginning."""
    root, notes = imported({"type": "object", "properties": {"spec": schema}})
    start = "/spec/versions/0/schema/openAPIV3Schema/properties/spec"
    return root["properties"]["spec"], [note.removeprefix(start) for note in notes]


def items(schema: Any) -> Any:
    """What becomes of the elements of a list."""
    return field({"type": "array", "items": schema})[0]["items"]


@pytest.fixture(scope="module")
def widget() -> tuple[Schema, list[str]]:
    return import_crd(WIDGETS, "widgets.crd.yaml", None, None)


def of(widget: tuple[Schema, list[str]], name: str) -> Any:
    return widget[0]["properties"]["spec"]["properties"][name]


# ------------------------------------------------------------------------------------------ head


def test_the_head_says_what_the_definition_says(widget: tuple[Schema, list[str]]) -> None:
    root, _ = widget
    assert root["title"] == "Widget"
    assert root["description"] == "A widget and what it is made of."
    assert root["x-package"] == "widget"
    assert root["x-version"] == "0.1.0"
    assert root["x-kubernetes-resources"] == [
        {
            "kind": "Widget",
            "plural": "widgets",
            "singular": "widget",
            "shortNames": ["wd"],
            "categories": ["all", "toys"],
            "scope": "Namespaced",
            "group": "example.com",
            "versions": ["v1"],
            "verbs": [
                "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
            ],
            "subresources": ["status", SCALE],
        }
    ]  # fmt: skip


def test_api_version_and_kind_are_closed_sets(widget: tuple[Schema, list[str]]) -> None:
    properties = widget[0]["properties"]
    assert properties["apiVersion"]["enum"] == ["example.com/v1"]
    assert properties["kind"]["enum"] == ["Widget"]


def test_metadata_refers_to_a_definition_and_keeps_its_own_limits(
    widget: tuple[Schema, list[str]],
) -> None:
    root, _ = widget
    metadata = root["properties"]["metadata"]
    assert metadata["$ref"] == "#/$defs/ObjectMeta"
    assert metadata["properties"] == {"name": {"type": "string", "maxLength": 20}}
    fields = root["$defs"]["ObjectMeta"]["properties"]
    assert {"name", "namespace", "labels", "ownerReferences", "managedFields"} <= fields.keys()
    assert {"apply": "metadata", "absent": "empty"} in root["x-rules"]


def test_another_version_may_be_asked_for() -> None:
    root, _ = import_crd(WIDGETS, "widgets.crd.yaml", "toys", "v1alpha1")
    assert root["x-package"] == "toys"
    assert root["x-kubernetes-resources"][0]["versions"] == ["v1alpha1"]
    spec = root["properties"]["spec"]
    assert spec == {"type": "object", "x-kubernetes-preserve-unknown-fields": True}


def test_json_is_read_as_well_as_yaml() -> None:
    root, notes = imported({"type": "object", "properties": {"spec": {"type": "string"}}})
    assert root["title"] == "Thing"
    assert root["x-kubernetes-resources"][0]["scope"] == "Cluster"
    assert notes == []


@pytest.mark.parametrize(
    ("kind", "package"),
    [("Lambda", "lambda_"), ("Operator", "operator_"), ("ÄThing", "_thing"), ("Pod", "pod")],
)
def test_the_package_gets_a_name_that_can_be_imported(kind: str, package: str) -> None:
    root, _ = imported({"type": "object"}, names={"kind": kind, "plural": "things"})
    assert root["x-package"] == package


def test_the_oldest_form_has_one_version_and_one_schema() -> None:
    old = crd(None)
    old["apiVersion"] = "apiextensions.k8s.io/v1beta1"
    spec = old["spec"]
    del spec["versions"]
    spec |= {
        "version": "v1beta1",
        "subresources": {"status": {}},
        "validation": {"openAPIV3Schema": {"properties": {"spec": {"type": "string"}}}},
    }
    root, notes = import_crd(json.dumps(old).encode(), "crd.json", None, None)
    assert root["properties"]["spec"] == {"type": "string"}
    assert root["x-kubernetes-resources"][0]["versions"] == ["v1beta1"]
    assert root["x-kubernetes-resources"][0]["subresources"] == ["status"]
    assert notes == [
        "/spec/preserveUnknownFields: the server keeps fields that are not in the schema, "
        "the models pass over them"
    ]


def test_without_a_schema_everything_is_kept() -> None:
    root, notes = imported(None)
    assert root["x-kubernetes-preserve-unknown-fields"] is True
    assert notes == [
        "/spec/validation/openAPIV3Schema: there is no schema, everything is a free-form object"
    ]


# -------------------------------------------------------------------------------------- keywords


def test_exclusive_bounds_become_numbers(widget: tuple[Schema, list[str]]) -> None:
    assert of(widget, "size") == {
        "type": "integer", "format": "int32", "exclusiveMinimum": 0, "maximum": 100,
    }  # fmt: skip
    assert of(widget, "ratio")["exclusiveMaximum"] == 1
    assert "maximum" not in of(widget, "ratio")


def test_exclusive_bounds_may_say_no_or_stand_alone() -> None:
    assert field({"type": "integer", "minimum": 1, "exclusiveMinimum": False})[0]["minimum"] == 1
    assert field({"type": "integer", "exclusiveMaximum": 5})[0]["exclusiveMaximum"] == 5
    assert field({"type": "integer", "exclusiveMaximum": True})[0] == {"type": "integer"}


def test_integers_and_strings_in_one(widget: tuple[Schema, list[str]]) -> None:
    both = {"type": ["integer", "string"], "x-kubernetes-int-or-string": True}
    assert of(widget, "target") == {**both, "pattern": "^[0-9]+%?$"}
    assert of(widget, "limit") == {**both, "allOf": [{"pattern": "^x"}]}


def test_yaml_is_read_as_kubernetes_reads_it(widget: tuple[Schema, list[str]]) -> None:
    assert of(widget, "since")["default"] == "2024-01-02T03:04:05Z"
    assert of(widget, "operator")["enum"] == ["!=", "=", "=~"]
    assert of(widget, "on") == {"type": "boolean"}
    assert of(widget, "12:30") == {"type": "string"}


def test_a_number_that_json_has_not_is_told_with_its_place() -> None:
    text = WIDGETS.decode().replace("default: red\n", "default: .inf\n")
    with pytest.raises(SchemaError) as raised:
        import_crd(text.encode(), "x.yaml", None, None)
    (problem,) = raised.value.problems
    line = text[: text.index(".inf")].count("\n") + 1
    assert f"not JSON, line {line}, column" in problem.message
    assert ".inf is no number that JSON can write" in problem.message


def test_yaml_may_merge_mappings_and_refer_to_them() -> None:
    text = WIDGETS.decode().replace(
        "              type: string\n            kind:\n              type: string\n",
        "              &text\n              type: string\n"
        "            kind:\n              <<: *text\n              title: k\n",
    )
    root, _ = import_crd(text.encode(), "x.yaml", None, None)
    assert root["properties"]["kind"]["type"] == "string"


def test_null_is_said_only_where_it_is_not_allowed_anyway(
    widget: tuple[Schema, list[str]],
) -> None:
    assert of(widget, "color")["type"] == "string"
    assert of(widget, "hints")["items"] == {"type": ["string", "null"]}
    assert items({"type": "object", "nullable": True})["type"] == ["object", "null"]
    spec, _ = field(
        {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "string", "nullable": True}},
        }
    )
    assert spec["properties"]["a"] == {"type": ["string", "null"]}


def test_patterns_are_put_into_words_that_python_has(widget: tuple[Schema, list[str]]) -> None:
    assert of(widget, "id")["pattern"] == "^[0-9A-Za-z_-]+$"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^(?i)(a|b)?$", r"(?i)^(a|b)?$"),
        (r"^((?i)sun|mon)day$", r"^((?i:sun|mon))day$"),
        (r"^(?:(?i)sun|mon)day$", r"^(?:(?i:sun|mon))day$"),
        (r"[]a]", r"[\]a]"),
        (r"[^]a[]", r"[^\]a\[]"),
        (r"[a&&b]", r"[a&\&b]"),
        (r"[(?i)]", r"[(?i)]"),
        (r"[--/][+--]", r"[\--/][+-\-]"),
        (r"[[:alpha:][:digit:]]", r"[A-Za-z0-9]"),
        (r"(?P<n>a)\[b\]", r"(?<n>a)\[b\]"),
        (r"\p{Lu}\s[\s]", r"\p{Lu}[\t\n\f\r ][\t\n\f\r ]"),
        (r"a.b[.]", r"a[^\n]b[.]"),
        (r"(?s)a.b", r"(?s)a(?:.)b"),
    ],
)
def test_a_pattern_of_go(pattern: str, expected: str) -> None:
    assert field({"type": "string", "pattern": pattern}) == (
        {"type": "string", "pattern": expected},
        [],
    )


@pytest.mark.parametrize("pattern", [r"\p{Klingon}", "[[:foo:]]", "a(?i)b", "(?m)^a$", "(", r"a**"])
def test_a_pattern_that_cannot_be_carried_over_is_named(pattern: str) -> None:
    schema, notes = field({"type": "string", "pattern": pattern})
    assert schema == {"type": "string"}
    assert len(notes) == 1
    assert notes[0].startswith(f'/pattern: the pattern "{pattern}": ')
    assert notes[0].endswith(", not checked")


def test_an_embedded_resource_says_what_it_is(widget: tuple[Schema, list[str]]) -> None:
    template = of(widget, "template")
    assert template["required"] == ["apiVersion", "kind"]
    assert template["x-kubernetes-preserve-unknown-fields"] is True
    assert set(template["properties"]) == {"apiVersion", "kind", "metadata"}


def test_a_pattern_that_may_search_without_end_is_searched_in_short_texts() -> None:
    schema, notes = field({"type": "string", "pattern": "^(a+)+$"})
    assert schema == {"type": "string", "pattern": "^(a+)+$", "x-pattern-longest": 12}
    assert notes[0].endswith(", checked in texts of up to 12 characters")
    names: dict[str, Any] = {}
    exec(compile(validator_source(schema), "short", "exec"), names)
    assert [names["is_valid"](text) for text in ("aaa", "b", "a" * 11 + "b", "a" * 60 + "b")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_required_field_of_any_type_is_not_null() -> None:
    schema, _ = field({"type": "object", "required": ["a"], "properties": {"a": {}, "b": {}}})
    assert schema["properties"] == {"a": {"not": {"type": "null"}}, "b": {}}


def test_lists_that_are_sets_or_maps_are_checked(widget: tuple[Schema, list[str]]) -> None:
    assert of(widget, "tags")["uniqueItems"] is True
    assert "uniqueItems" not in of(widget, "hints")
    unique = {"check": "unique", "field": "doors", "keys": ["name"]}
    assert widget[0]["properties"]["spec"]["x-rules"] == [
        {"check": "unique", "field": "ports", "keys": ["port", "protocol"]},
        {"check": "unique", "field": "parts", "keys": ["name", "side"]},
        {"each": "rooms{}", "rules": [unique]},
    ]


def test_choices_are_carried_over(widget: tuple[Schema, list[str]]) -> None:
    source = of(widget, "source")
    assert source["oneOf"] == [{"required": ["git"]}, {"required": ["image"]}]
    assert source["not"] == {
        "properties": {"git": {"enum": ["forbidden"]}},
        "required": ["git"],
    }


def test_a_choice_is_left_out_where_its_parts_cannot_be_told_apart(
    widget: tuple[Schema, list[str]],
) -> None:
    assert of(widget, "address") == {"type": "string"}
    assert f"{SPEC}/properties/address/oneOf: parts of it are not checked, nor is the whole" in (
        widget[1]
    )
    loose, _ = field({"anyOf": [{"pattern": "("}, {"pattern": ")"}]})
    assert loose == {"anyOf": [{}, {}]}


def test_every_keyword_that_was_lost_is_named(widget: tuple[Schema, list[str]]) -> None:
    _, notes = widget
    named = [note.removeprefix(SPEC).partition(": ")[0] for note in notes]
    assert named == [
        "/x-kubernetes-validations/0",
        "/properties/greedy/pattern",
        "/properties/address/oneOf/0/pattern",
        "/properties/address/oneOf/1/pattern",
        "/properties/address/oneOf",
        "/properties/homepage/format",
        "/properties/wrong/default",
    ]


@pytest.mark.parametrize(
    ("schema", "expected", "note"),
    [
        ({"type": "strin"}, {}, '/type: "strin" is no type of JSON, not checked'),
        ({"maxLength": -1}, {}, "/maxLength: -1 is no value of this keyword, left out"),
        ({"x-mine": 1}, {}, '/x-mine: our dialect has no keyword "x-mine", left out'),
        ({"items": [{}]}, {}, "/items: [{}] is no value of this keyword, left out"),
        ({"properties": {"a": 1}}, {"properties": {"a": {}}}, "/properties/a: no schema: 1, "),
        ({"$ref": "#/x"}, {}, '$ref to "#/x", read as any value'),
        (
            {"type": "array", "x-kubernetes-list-map-keys": ["a"], "items": {}},
            {"type": "array", "items": {}},
            "/x-kubernetes-list-map-keys: the elements have no fields a, left out",
        ),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(
    schema: Schema, expected: Schema, note: str
) -> None:
    ours, notes = field(schema)
    assert ours == expected
    assert note in notes[0]


def test_a_default_stays_where_its_type_takes_it(widget: tuple[Schema, list[str]]) -> None:
    assert of(widget, "replicas")["default"] == 1
    assert "default" not in of(widget, "wrong")
    assert field({"type": "string", "default": None}) == ({"type": "string"}, [])


# ----------------------------------------------------------------------------------------- names


def test_fields_that_would_have_one_name_get_two(widget: tuple[Schema, list[str]]) -> None:
    assert "x-python-name" not in of(widget, "fooBar")
    assert of(widget, "foo_bar")["x-python-name"] == "foo_bar_2"


def test_objects_whose_class_names_are_too_long_move_and_are_shared(
    widget: tuple[Schema, list[str]],
) -> None:
    name = "requiredDuringSchedulingIgnoredDuringExecution"
    shared = {"$ref": "#/$defs/RequiredDuringSchedulingIgnoredDuringExecution"}
    assert of(widget, "affinity")["properties"][name] == shared
    assert of(widget, "antiAffinity")["properties"][name] == {
        **shared,
        "description": "The same again.",
    }
    assert "NodeSelectorTermsItem" in widget[0]["$defs"]


def test_classes_that_would_have_one_name_get_two(tmp_path: Path) -> None:
    inner = {"type": "object", "properties": {"x": {"type": "string"}}}
    other = {"type": "object", "properties": {"y": {"type": "string"}}}
    root, _ = imported(
        {
            "type": "object",
            "properties": {
                "a": {"type": "object", "properties": {"b": inner}},
                "aB": other,
                "AB": {"type": "array", "items": inner},
                "ABItem": other,
                "objectMeta": inner,
                "thing": {"type": "object", "properties": {"Model": inner, "1": other}},
            },
        }
    )
    assert problems_of(tmp_path, root) == []


def test_any_field_gets_a_name(tmp_path: Path) -> None:
    groups = [
        ["a-b", "a_b", "aB"],
        ["class", "class_", "Class"],
        ["str", "str_", "field", "Field"],
        ["", "_", "__", "field"],
        ["1", "field_1", "field1"],
        ["__init__", "init", "ünï", "n"],
    ]
    parts = {}
    for number, names in enumerate(groups):
        record = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
        deep = {"type": "object", "properties": dict.fromkeys(names, record)}
        parts[f"group{number}"] = deep
    spec = {"type": "object", "properties": parts}
    root, _ = imported({"type": "object", "properties": {"spec": spec}})
    assert problems_of(tmp_path, root) == []


# -------------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"a: [", "x#: not YAML, line 2, column 1: "),
        (b"{", "x#: not JSON, line 1, column 2: "),
        (b"{{ .Values.x }}", "x#: not JSON: a key has to be text, not {'.Values.x': None}"),
        (b"\xff", "x#: not YAML: "),
        (b"", "x#: holds no CustomResourceDefinition"),
        (b"[]", "x#: holds no CustomResourceDefinition"),
        (b"kind: Pod", "x#: holds no CustomResourceDefinition"),
        (b"kind: CustomResourceDefinition", "x#/spec: expected an object, found None"),
        (b"kind: CustomResourceDefinition\nspec: {}", 'x#/spec: "group" is missing, or no text'),
    ],
)
def test_what_is_no_definition_is_refused(text: bytes, problem: str) -> None:
    with pytest.raises(SchemaError) as caught:
        import_crd(text, "x", None, None)
    assert str(caught.value).startswith(problem)


def test_one_of_several_definitions_is_not_guessed() -> None:
    with pytest.raises(SchemaError, match="holds 2 of CustomResourceDefinition: Widget, Widget"):
        import_crd(WIDGETS + b"\n---\n" + WIDGETS, "x", None, None)


def test_a_definition_may_stand_in_a_list_or_beside_others() -> None:
    listed = {"kind": "List", "items": [{"kind": "Pod"}, crd({"properties": {"spec": {"q": 1}}})]}
    root, notes = import_crd(json.dumps(listed).encode(), "x", None, None)
    assert root["title"] == "Thing"
    assert notes[0].startswith("/items/1/spec/versions/0/schema/openAPIV3Schema/properties/spec/q:")
    root, _ = import_crd(b"kind: Pod\n---\n" + WIDGETS, "x", None, None)
    assert root["title"] == "Widget"


def test_a_version_that_is_not_there_is_refused() -> None:
    with pytest.raises(SchemaError, match='no version "v3"'):
        import_crd(WIDGETS, "x", None, "v3")


def test_what_is_nested_too_deeply_is_refused() -> None:
    for text in (b"[" * 100_000, b'{"a":' * 100_000, b"- " * 20_000):
        with pytest.raises(SchemaError, match=r"nested too deeply"):
            import_crd(text, "x", None, None)

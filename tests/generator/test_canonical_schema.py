"""The schema of ImageStreamImport itself: whole, described, and in its own dialect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kindgen.build.advice import advice
from kindgen.pipeline import read
from tests.support.generator import CANONICAL, ROOT, SCHEMA

DIALECT: dict[str, Any] = json.loads((SCHEMA / "dialect.schema.json").read_text("utf-8"))
ROOT_SCHEMA: dict[str, Any] = json.loads(CANONICAL.read_text("utf-8"))
DEFINITIONS: dict[str, dict[str, Any]] = {
    ROOT_SCHEMA["title"]: ROOT_SCHEMA,
    **ROOT_SCHEMA["$defs"],
}
HIERARCHY = ROOT / "tests" / "golden" / "field-hierarchy.txt"
NEWER = {"FieldsV1", "ImageManifest", "ManagedFieldsEntry", "ShardInfo"}
# Served for the sake of the two kinds: where streams live, and the credentials of registries; and
# what streams and their images are seen as beside that.
SERVED_BESIDE = {
    "ImageBlobReferences", "ImageLayerData", "ImageStreamImage", "ImageStreamLayers",
    "ImageStreamMapping", "ImageStreamTag", "ImageTag", "Namespace", "NamespaceSpec",
    "NamespaceStatus", "Secret",
    # What may be asked of the authorizer.
    "LocalSubjectAccessReview", "NonResourceAttributes", "ResourceAttributes",
    "SelfSubjectAccessReview", "SelfSubjectAccessReviewSpec", "SubjectAccessReview",
    "SubjectAccessReviewSpec", "SubjectAccessReviewStatus",
    "LocalResourceAccessReview", "NonResourceRule", "ResourceAccessReview",
    "ResourceAccessReviewResponse", "ResourceRule", "SelfSubjectReview", "SelfSubjectReviewStatus",
    "SelfSubjectRulesReview", "SelfSubjectRulesReviewSpec", "SubjectRulesReviewStatus", "UserInfo",
    # Namespaces and users as those of OpenShift ask for them.
    "Project", "ProjectRequest", "User",
}  # fmt: skip
FIELDS = [
    pytest.param(name, field, id=f"{name}.{field}")
    for name, definition in DEFINITIONS.items()
    for field in definition.get("properties", {})
]


def _documented() -> set[str]:
    """The definitions that the documented tree speaks of, and its root."""
    types = re.findall(r"\t(?:array<)?([A-Z]\w+)>?$", HIERARCHY.read_text("utf-8"), re.M)
    return {"ImageStreamImport", *types}


def _schemas(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                for child in value.values():
                    yield from _schemas(child)
            elif key in ("items", "additionalProperties"):
                yield from _schemas(value)


# --------------------------------------------------------------------------------------- its parts


def test_all_documented_definitions_are_there_and_the_newer_ones() -> None:
    assert len(_documented()) == 34
    assert set(DEFINITIONS) == _documented() | NEWER | SERVED_BESIDE


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_each_field_has_a_type_and_a_sentence(name: str, field: str) -> None:
    schema = DEFINITIONS[name]["properties"][field]
    assert ("type" in schema) != ("$ref" in schema)
    assert re.fullmatch(r"[A-Z`].{8,}\.", schema["description"], re.S)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_each_definition_has_a_sentence(name: str) -> None:
    assert re.fullmatch(r"[A-Z`].{8,}\.", DEFINITIONS[name]["description"], re.S)


def test_kindgen_has_no_advice() -> None:
    assert list(advice(read(SCHEMA))) == []


@pytest.mark.parametrize("name", DEFINITIONS)
def test_no_two_fields_of_a_definition_share_a_sentence(name: str) -> None:
    said = [field["description"] for field in DEFINITIONS[name].get("properties", {}).values()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_fields_stand_in_the_order_of_the_documentation(name: str) -> None:
    fields = list(DEFINITIONS[name].get("properties", {}))
    assert fields == sorted(fields)


def test_what_is_required_exists() -> None:
    for name, definition in DEFINITIONS.items():
        needed = {*definition.get("required", []), *definition.get("x-required-on-read", [])}
        assert needed <= definition.get("properties", {}).keys(), name


def test_requests_need_little() -> None:
    """Old clients and real answers leave out what the documentation calls required."""
    needed = {name: d["required"] for name, d in DEFINITIONS.items() if d.get("required")}
    assert needed == {
        "ImageStreamImport": ["metadata", "spec"],
        "ImageImportSpec": ["from"],
        "RepositoryImportSpec": ["from"],
    }


def test_null_is_not_repeated() -> None:
    for schema in _schemas(ROOT_SCHEMA):
        assert "null" not in schema.get("type", "")
        assert None not in schema.get("enum", [])


def test_releases_are_numbers_of_releases_and_in_order() -> None:
    for schema in _schemas(ROOT_SCHEMA):
        said = schema.get("x-availability", {})
        assert all(re.fullmatch(r"[34]\.\d+", release) for release in said.values())
        since, until = (
            [int(part) for part in said.get(key, default).split(".")]
            for key, default in (("since", "0.0"), ("until", "9.9"))
        )
        assert since <= until


def test_a_newer_definition_is_marked_as_newer_wherever_it_is_used() -> None:
    for name, definition in DEFINITIONS.items():
        for field, schema in definition.get("properties", {}).items():
            target = schema.get("$ref", schema.get("items", {}).get("$ref", "")).rpartition("/")[2]
            if target in NEWER:
                assert "since" in schema.get("x-availability", {}), f"{name}.{field}"


def test_defaults_are_those_of_the_server() -> None:
    defaults = {
        f"{name}.{field}": schema["default"]
        for name, definition in DEFINITIONS.items()
        for field, schema in definition.get("properties", {}).items()
        if "default" in schema
    }
    policies = ("ImageImportSpec", "RepositoryImportSpec", "TagReference")
    assert {key: value for key, value in defaults.items() if value != {}} == {
        "ImageStreamImportSpec.import": False,
        "Secret.type": "Opaque",
        "TagImportPolicy.importMode": "Legacy",
        "TagReferencePolicy.type": "Source",
    }
    assert {key for key, value in defaults.items() if value == {}} >= {
        f"{name}.{field}" for name in policies for field in ("importPolicy", "referencePolicy")
    }


def test_each_default_is_one_of_the_known_values() -> None:
    for schema in _schemas(ROOT_SCHEMA):
        if "default" in schema and "x-known-values" in schema:
            assert schema["default"] in schema["x-known-values"]


def test_the_kinds_of_old_are_served_on_both_paths() -> None:
    served = {resource["kind"]: resource for resource in ROOT_SCHEMA["x-kubernetes-resources"]}
    both = {kind for kind, resource in served.items() if resource.get("legacyPrefix")}
    assert both == {
        "Image", "ImageSignature", "ImageStream", "ImageStreamImage", "ImageStreamImport",
        "ImageStreamMapping", "ImageStreamTag",
    }  # fmt: skip
    group = "image.openshift.io"
    newer = {kind for kind, resource in served.items() if resource["group"] == group} - both
    assert newer == {"ImageTag"}
    assert served["ImageStreamImport"]["verbs"] == ["create"]


def test_the_file_is_written_as_people_would_write_it() -> None:
    text = CANONICAL.read_text("utf-8")
    assert text.endswith("}\n")
    assert not [line for line in text.splitlines() if line != line.rstrip() or "\t" in line]
    assert max(map(len, text.splitlines())) < 250


# -------------------------------------------------------------------------------------- its dialect


def test_the_dialect_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(DIALECT)


def test_the_schema_is_in_the_dialect() -> None:
    assert list(Draft202012Validator(DIALECT).iter_errors(ROOT_SCHEMA)) == []


def test_the_schema_is_a_valid_json_schema() -> None:
    Draft202012Validator.check_schema(ROOT_SCHEMA)


def test_the_dialect_is_not_in_itself() -> None:
    """It may say more than the schemas it describes."""
    assert "x-package" not in DIALECT


def test_each_keyword_of_the_dialect_that_is_ours_is_described() -> None:
    keywords = DIALECT["$defs"]["schema"]["properties"]
    plain = {"x-kubernetes-list-type", "x-kubernetes-int-or-string"}
    undescribed = {
        name
        for name, said in keywords.items()
        if name.startswith("x-") and "description" not in said
    }
    assert undescribed <= plain


def test_each_standard_keyword_of_the_dialect_is_one_of_the_standard() -> None:
    metaschema = Draft202012Validator.META_SCHEMA
    standard = set(metaschema["properties"])
    for part in (
        "core",
        "applicator",
        "validation",
        "meta-data",
        "format-annotation",
        "unevaluated",
        "content",
    ):
        resource = Draft202012Validator({})._resolver.lookup(  # pyright: ignore
            f"https://json-schema.org/draft/2020-12/meta/{part}"
        )
        standard |= set(resource.contents["properties"])
    ours = {name for name in DIALECT["$defs"]["schema"]["properties"] if not name.startswith("x-")}
    assert ours - standard == set()


@pytest.mark.parametrize("example", ["minLenght", "nullable", "x-nullable", "id"])
def test_what_the_dialect_does_not_list_is_refused(example: str) -> None:
    schema = {"title": "T", "x-package": "t", "properties": {"a": {example: "x"}}}
    assert list(Draft202012Validator(DIALECT).iter_errors(schema)) != []


def test_the_readme_tells_of_every_kind_of_check() -> None:
    readme = (Path(SCHEMA) / "README.md").read_text("utf-8")
    checks = DIALECT["$defs"]["rule"]["properties"]["check"]["enum"]
    assert [name for name in checks if f"`{name}`" not in readme] == []

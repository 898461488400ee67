"""The OpenAPI documents: valid, complete, true to the schema, and as kubectl reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from kindgen.build.package import build
from kindgen.ir.package import Package
from kindgen.openapi import document as openapi
from kindgen.pipeline import generate, read
from tests.support.cases import answers, validation_cases
from tests.support.generator import (
    CANONICAL,
    PACKAGE,
    command,
    record,
    ref,
    schema_of,
    write_schema,
)

CASES = Path(__file__).parent / "cases"
SCHEMAS = {
    "canonical": CANONICAL,
    "library": CASES / "library" / "schema.json",
    "names": CASES / "other" / "names.schema.json",
}
IMAGES = "apis/image.openshift.io/v1"
METHODS = ("get", "put", "post", "delete", "patch")
NOTE = {
    "kind": "Thing",
    "plural": "things",
    "scope": "Namespaced",
    "group": "example.com",
    "versions": ["v1"],
    "verbs": ["create", "get"],
}


@cache
def package(name: str) -> Package:
    return build(read(SCHEMAS[name]))


@cache
def whole(name: str = "canonical") -> dict[str, Any]:
    return openapi.document(package(name))


@cache
def groups(name: str = "canonical") -> dict[str, dict[str, Any]]:
    return openapi.group_documents(package(name))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def values(node: Any, key: str) -> Iterator[Any]:
    """Every value under a key, wherever it is."""
    if isinstance(node, dict):
        for name, child in node.items():
            if name == key:
                yield child
            yield from values(child, key)
    elif isinstance(node, list):
        for child in node:
            yield from values(child, key)


def complaints(component: str, value: Any) -> list[str]:
    """What a schema of the document says of a value."""
    root = {**whole(), "$ref": f"#/components/schemas/{component}"}
    validator = jsonschema.Draft202012Validator(root)
    return [error.message for error in validator.iter_errors(value)]


# ---------------------------------------------------------------------------------------- valid


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_whole_document_is_valid_openapi_3_1(name: str) -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(whole(name)).iter_errors()] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_document_of_each_group_is_valid_openapi_3_0(name: str) -> None:
    for document in groups(name).values():
        assert [str(error) for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_to_a_component_and_every_component_is_used(name: str) -> None:
    for document in (whole(name), *groups(name).values()):
        used = {ref for ref in values(document, "$ref") if isinstance(ref, str)}
        for part in ("schemas", "parameters", "responses"):
            place = f"#/components/{part}/"
            referred = {ref.removeprefix(place) for ref in used if ref.startswith(place)}
            assert referred == document["components"].get(part, {}).keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_operation_has_an_id_of_its_own(name: str) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(whole(name))]
    assert len(ids) == len(set(ids))


def test_what_has_the_same_id_by_the_conventions_gets_one_of_its_own(tmp_path: Path) -> None:
    one, other = NOTE, {**NOTE, "plural": "others", "group": "example-com"}
    schema = schema_of({}, **{"x-kubernetes-resources": [one, other]})
    made = openapi.document(build(read(write_schema(tmp_path, schema))))
    ids = [operation["operationId"] for _, _, operation in operations(made)]
    assert len(ids) == len(set(ids))


# ------------------------------------------------------------------------------------- complete


def test_it_has_each_verb_of_each_resource_on_each_path() -> None:
    of_verb = {"create": "post", "get": "get", "list": "get", "update": "put", "patch": "patch",
               "delete": "delete", "deletecollection": "delete"}  # fmt: skip
    found = {(method, path) for method, path, _ in operations(whole())}
    for resource in read(CANONICAL).keywords()["x-kubernetes-resources"]:
        group, plural = resource["group"], resource["plural"]
        prefixes = [f"/apis/{group}/v1" if group else "/api/v1"]
        prefixes += ["/oapi/v1"] if resource.get("legacyPrefix") else []
        scope = "/namespaces/{namespace}" if resource["scope"] == "Namespaced" else ""
        for prefix in prefixes:
            for verb in resource["verbs"]:
                on_object = verb in ("get", "update", "patch", "delete")
                end = "/{name}" if on_object else ""
                if verb != "watch":
                    assert (of_verb[verb], f"{prefix}{scope}/{plural}{end}") in found
                if verb in ("create", "list"):
                    assert (of_verb[verb], f"{prefix}/{plural}") in found


def test_ids_are_those_of_kubernetes() -> None:
    ids = {operation["operationId"] for _, _, operation in operations(whole())}
    assert ids >= {
        "createImageOpenshiftIoV1NamespacedImageStreamImport",
        "deleteImageOpenshiftIoV1CollectionNamespacedImageStream",
        "listImageOpenshiftIoV1ImageStreamForAllNamespaces",
        "patchImageOpenshiftIoV1NamespacedImageStreamStatus",
        "readCoreV1Namespace",
        "replaceImageOpenshiftIoV1NamespacedImageStream",
        "getCodeVersion",
    }


def test_it_tells_of_discovery_and_of_itself() -> None:
    assert whole()["paths"].keys() >= {
        "/api", "/api/v1", "/apis", "/apis/image.openshift.io", "/apis/image.openshift.io/v1",
        "/oapi", "/oapi/v1", "/version", "/openapi/v2", "/openapi/v3", f"/openapi/v3/{IMAGES}",
    }  # fmt: skip


def test_bodies_are_json_or_yaml_and_patches_of_four_kinds() -> None:
    path = whole()["paths"][
        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}"
    ]
    assert set(path["put"]["requestBody"]["content"]) == {"application/json", "application/yaml"}
    assert set(path["patch"]["requestBody"]["content"]) == {
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    }


def test_a_create_that_has_to_fail_with_500_says_so() -> None:
    def words(path: str) -> str:
        answer = whole()["paths"][f"/{IMAGES}/namespaces/{{namespace}}/{path}"]["post"]["responses"]
        return str(answer["500"]["description"])

    assert "metadata.name was not generated" in words("imagestreamimports")
    assert "resourceVersion should not be set" in words("imagestreams")
    assert "resourceVersion should not be set" not in words("imagestreamimports")


def test_a_failure_is_a_status_everywhere() -> None:
    for _, path, operation in operations(whole()):
        for code, answer in operation["responses"].items():
            if code >= "400":
                if "$ref" in answer:
                    answer = whole()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/MetaV1Status"}, path


# ------------------------------------------------------------------------------ true to the schema


def test_documents_that_servers_sent_are_valid() -> None:
    wrong = {
        answer.id: found
        for answer in answers()
        if (found := complaints("ImageStreamImport", answer.response))
    }
    assert wrong == {}


def test_it_judges_as_the_schema_of_the_package_does() -> None:
    schema = json.loads((PACKAGE / "schema.json").read_bytes())
    for case in validation_cases():
        kind = {"kind": case.kind, "apiVersion": "v1"}
        document = {**case.document, **kind}
        judged = jsonschema.Draft202012Validator(schema).is_valid(document)
        assert (complaints(case.kind, document) == []) is judged, case.id


def test_null_is_allowed_where_the_server_allows_it() -> None:
    request = {"metadata": {"name": None, "labels": None}, "spec": {"images": None}, "status": None}
    assert complaints("ImageStreamImport", request) == []
    assert complaints("ImageStreamImport", {"metadata": {"name": 1}, "spec": {}}) != []
    assert complaints("ImageStreamImport", {"metadata": {}, "spec": {"images": [None]}}) != []


def test_references_into_places_without_a_name_become_schemas_of_their_own(tmp_path: Path) -> None:
    schema = schema_of(
        {
            "inside": {"$ref": "#/$defs/Part/properties/size"},
            "again": {"$ref": "#/properties/own"},
            "anchored": {"$ref": "#part"},
            "own": {"type": "integer"},
        },
        {"Part": {**record(size={"type": "integer", "maximum": 3}), "$anchor": "part"}},
        **{"x-kubernetes-resources": [NOTE]},
    )
    made = openapi.document(build(read(write_schema(tmp_path, schema))))
    assert [str(error) for error in OpenAPIV31SpecValidator(made).iter_errors()] == []
    validator = jsonschema.Draft202012Validator({**made, "$ref": "#/components/schemas/Thing"})
    assert validator.is_valid({"inside": 3, "again": 1, "anchored": {"size": 1}})
    for wrong in ({"inside": 4}, {"again": "x"}, {"anchored": {"size": 4}}):
        assert not validator.is_valid(wrong), wrong


def test_hostile_texts_and_names_stay_what_they_are(tmp_path: Path) -> None:
    text = 'ends here """ \\ {{ x }} {% x %} \u202e </script> $ref'
    schema = schema_of(
        {"a'/~ b": {"type": "string", "description": text}, "x": ref("MetaV1Status")},
        {"MetaV1Status": record(mine={"type": "string", "description": text})},
        description=text,
        **{"x-kubernetes-resources": [NOTE]},
    )
    files = generate(write_schema(tmp_path, schema))
    made = {str(path): content for path, content in files.items()}
    document = json.loads(made["openapi.json"])
    schemas = document["components"]["schemas"]
    assert schemas["Thing"]["properties"]["a'/~ b"]["description"] == text
    assert schemas["MetaV1Status"]["properties"]["mine"]["description"] == text
    assert "reason" in schemas["MetaV1Status_"]["properties"]
    assert document["info"]["description"] == text


# ------------------------------------------------------------------------ as Kubernetes reads them


def test_kubectl_finds_kinds_parameters_and_fields() -> None:
    """What was shown to matter: see the rules of kubectl for /openapi/v3."""
    document = groups()[IMAGES]
    gvk = {"group": "image.openshift.io", "version": "v1", "kind": "ImageStream"}
    patch = document["paths"][f"/{IMAGES}/namespaces/{{namespace}}/imagestreams/{{name}}"]["patch"]
    assert patch["x-kubernetes-group-version-kind"] == gvk
    assert patch["x-kubernetes-action"] == "patch"
    # kubectl looks for the names right here and follows no reference.
    assert {"dryRun", "fieldValidation"} <= {item["name"] for item in patch["parameters"]}
    schema = document["components"]["schemas"]["ImageStream"]
    assert schema["x-kubernetes-group-version-kind"] == [gvk]
    spec = schema["properties"]["spec"]
    assert spec["allOf"] == [{"$ref": "#/components/schemas/ImageStreamSpec"}]
    assert spec["description"]


def test_kubectl_has_no_null_to_print_among_the_values_of_a_field() -> None:
    kind = groups()[IMAGES]["components"]["schemas"]["ImageStreamImport"]["properties"]["kind"]
    assert kind["enum"] == ["", "ImageStreamImport"]
    assert kind["nullable"] is True


def test_kubectl_learns_how_tags_are_merged() -> None:
    tags = groups()[IMAGES]["components"]["schemas"]["ImageStreamSpec"]["properties"]["tags"]
    assert tags["x-kubernetes-patch-strategy"] == "merge"
    assert tags["x-kubernetes-patch-merge-key"] == "name"


def test_a_kind_of_the_legacy_prefix_is_one_without_a_group() -> None:
    schema = groups()["oapi/v1"]["components"]["schemas"]["ImageStream"]
    legacy = {"group": "", "version": "v1", "kind": "ImageStream"}
    assert schema["x-kubernetes-group-version-kind"] == [legacy]


def test_the_types_of_3_0_are_single() -> None:
    for document in groups("names").values():
        assert all(isinstance(kind, str) for kind in values(document["components"], "type")
                   if not isinstance(kind, dict))  # fmt: skip


# ---------------------------------------------------------------------------------- in the package


def test_a_schema_without_resources_has_no_openapi(tmp_path: Path) -> None:
    files = generate(write_schema(tmp_path, schema_of({"a": {"type": "string"}})))
    assert not [path for path in files if "openapi" in path.name]


def test_the_package_has_what_the_command_prints() -> None:
    assert command("openapi").stdout == (PACKAGE / "openapi.json").read_text("utf-8")
    printed = command("openapi", "--version", "3.0", "--group", "image.openshift.io/v1").stdout
    published = json.loads((PACKAGE / "openapi_v3.json").read_bytes())
    assert json.loads(printed) == published[IMAGES]


def test_the_command_names_the_groups_there_are() -> None:
    done = command("openapi", "--version", "3.0", "--group", "apps/v1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "image.openshift.io/v1" in done.stderr


def test_the_command_tells_of_a_schema_that_serves_nothing(tmp_path: Path) -> None:
    schema = write_schema(tmp_path, schema_of({"a": {"type": "string"}}))
    done = command("openapi", "--schema", schema)
    assert (done.returncode, done.stdout) == (1, "")
    assert "x-kubernetes-resources" in done.stderr

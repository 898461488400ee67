"""The OpenAPI 2 document: as JSON by its own rules, as protobuf by the numbers of gnostic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV2SpecValidator

from tests.support.memory_server import GROUP, client

OLD = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
NEW = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
STREAM = f"{GROUP}/namespaces/{{namespace}}/imagestreams/{{name}}"
# Numbers of OpenAPIv2.proto, as far as kubectl looks at them.
PATHS, DEFINITIONS, PATH, PATCH, PARAMETERS, EXTENSIONS = 8, 9, 2, 8, 8, 13


def document() -> dict[str, Any]:
    answer = client().get("/openapi/v2", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    made: dict[str, Any] = answer.json()
    return made


def test_it_is_openapi_2() -> None:
    OpenAPIV2SpecValidator(document()).validate()


def test_it_has_the_kinds_with_their_groups_and_no_more_than_is_served() -> None:
    made = document()
    [legacy, stream] = sorted(
        made["definitions"]["ImageStream"]["x-kubernetes-group-version-kind"],
        key=lambda each: each["group"],
    )
    assert (legacy["group"], stream["group"]) == ("", "image.openshift.io")
    parameters = {each["name"] for each in made["paths"][STREAM]["patch"]["parameters"]}
    assert parameters >= {"name", "namespace", "dryRun", "fieldValidation", "body"}
    assert made["definitions"]["RawExtension"].keys() <= {
        "type", "description", "x-kubernetes-preserve-unknown-fields",
    }  # fmt: skip
    assert not any(path.startswith("/apis/authorization") for path in made["paths"])


def fields_of(data: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a message: integers, and bytes that may be messages."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = varint()
        length = varint()
        if key & 7 == 2:
            yield key >> 3, data[at : at + length]
            at += length
        else:
            yield key >> 3, length


def named(data: bytes, number: int) -> dict[str, bytes]:
    """The pairs of a field, by their names."""
    pairs = [dict(fields_of(value)) for key, value in fields_of(data) if key == number]
    return {pair[1].decode(): pair.get(2, b"") for pair in pairs}


@pytest.mark.parametrize("accept", [OLD, NEW, f"{OLD}, application/json"])
def test_it_is_protobuf_for_who_asks_for_that(accept: str) -> None:
    answer = client().get("/openapi/v2", headers={"Accept": accept})
    # Go cannot read the old name as a media type.
    assert answer.headers["content-type"] == NEW
    top = dict(fields_of(answer.content))
    made = document()
    assert top[1] == b"2.0"
    paths, schemas = named(top[PATHS], PATH), named(top[DEFINITIONS], 1)
    assert paths.keys() == made["paths"].keys()
    assert schemas.keys() == made["definitions"].keys()
    patch = dict(fields_of(paths[STREAM]))[PATCH]
    extensions = named(patch, EXTENSIONS)
    [gvk] = [dict(fields_of(extensions["x-kubernetes-group-version-kind"]))[2]]
    assert json.loads(gvk) == {
        "group": "image.openshift.io",
        "kind": "ImageStream",
        "version": "v1",
    }
    assert len([1 for key, _ in fields_of(patch) if key == PARAMETERS]) == len(
        made["paths"][STREAM]["patch"]["parameters"]
    )


def test_kubectl_is_told_that_no_kinds_are_defined_by_others() -> None:
    """It asks so for a kind that cannot be patched, before it holds an object against the document."""
    listed = client().get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions").json()
    assert (listed["kind"], listed["items"]) == ("CustomResourceDefinitionList", [])
    groups = [each["name"] for each in client().get("/apis").json()["groups"]]
    assert "apiextensions.k8s.io" not in groups

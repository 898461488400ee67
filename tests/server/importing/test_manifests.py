"""Which manifest bytes are. Source: import semantics, section 8.5."""

from __future__ import annotations

import json
from typing import Any

import pytest

from streamport.importing.errors import BadContent
from streamport.importing.manifests import (
    Descriptor,
    ImageManifest,
    Index,
    Platform,
    parse_manifest,
    select_platform,
)
from streamport.importing.schema1 import Schema1
from streamport.registry.media_types import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST
from tests.support.registries.catalogue import repositories

SIGNED = repositories()["legacy/app"].tags["single"]


@pytest.mark.parametrize(
    ("content_type", "stated", "kind"),
    [
        (DOCKER_MANIFEST, DOCKER_MANIFEST, ImageManifest),
        (OCI_MANIFEST, OCI_MANIFEST, ImageManifest),
        (OCI_MANIFEST, None, ImageManifest),
        (DOCKER_LIST, DOCKER_LIST, Index),
        (OCI_INDEX, OCI_INDEX, Index),
        (OCI_INDEX, None, Index),
    ],
)
def test_the_content_type_decides(content_type: str, stated: str | None, kind: type) -> None:
    body = json.dumps({"schemaVersion": 2} | ({"mediaType": stated} if stated else {})).encode()
    assert isinstance(parse_manifest(body, content_type), kind)


@pytest.mark.parametrize(
    ("content_type", "stated", "message"),
    [
        (DOCKER_MANIFEST, "", f"mediaType in manifest should be '{DOCKER_MANIFEST}' not ''"),
        (DOCKER_MANIFEST, OCI_MANIFEST,
         f"mediaType in manifest should be '{DOCKER_MANIFEST}' not '{OCI_MANIFEST}'"),
        (DOCKER_LIST, "x", f"mediaType in manifest list should be '{DOCKER_LIST}' not 'x'"),
        (OCI_MANIFEST, DOCKER_MANIFEST,
         f"if present, mediaType in manifest should be '{OCI_MANIFEST}' not '{DOCKER_MANIFEST}'"),
        (OCI_INDEX, "x", f"if present, mediaType in image index should be '{OCI_INDEX}' not 'x'"),
    ],
)  # fmt: skip
def test_the_document_must_agree(content_type: str, stated: str, message: str) -> None:
    body = json.dumps({"schemaVersion": 2, "mediaType": stated}).encode()
    with pytest.raises(BadContent) as error:
        parse_manifest(body, content_type)
    assert error.value.text == message


@pytest.mark.parametrize(
    "content_type", ["", "application/json", "text/html", SIGNED.media_type, "application/x+json"]
)
def test_everything_else_is_signed_schema_1(content_type: str) -> None:
    found = parse_manifest(SIGNED.body, content_type)
    assert isinstance(found, Schema1)
    assert found.digest == SIGNED.digest


def resigned(**changes: Any) -> bytes:
    """The signed manifest with other keys at the top, or without those that are None."""
    document = json.loads(SIGNED.body) | changes
    return json.dumps({key: item for key, item in document.items() if item is not None}).encode()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (resigned(signatures=None), "missing signature key"),
        (b"null", "missing signature key"),
        (b"<html>", "error unmarshalling content: invalid character "),
        (b"", "error unmarshalling content: unexpected end of JSON input"),
        (b"[]", "error unmarshalling content: json: "),
        (resigned(signatures=[]), "no signatures"),
        (resigned(signatures="x"), "error unmarshalling signatures: "),
        (resigned(signatures=[{"protected": "!"}]), "error unmarshalling the header"),
        (resigned(signatures=[{"protected": "eyJmb3JtYXRMZW5ndGgiOjk5OTk5OTl9"}]),
         "invalid format length"),
    ],
)  # fmt: skip
def test_what_is_no_signed_manifest(body: bytes, message: str) -> None:
    with pytest.raises(BadContent) as error:
        parse_manifest(body, "application/json")
    assert error.value.text.startswith(message)


def test_a_malformed_content_type_is_said_so() -> None:
    with pytest.raises(BadContent, match=r"^mime: expected token after slash$"):
        parse_manifest(b"{}", "application/")


# --------------------------------------------------------------------------------------- platforms


def entry(name: str) -> Descriptor:
    os, architecture, *variant = name.split("/")
    return Descriptor(digest=name, os=os, architecture=architecture, variant="".join(variant))


@pytest.mark.parametrize(
    ("entries", "wanted", "expected"),
    [
        (["linux/arm64", "linux/amd64"], "linux/amd64", "linux/amd64"),
        (["linux/arm/v6", "linux/arm/v7"], "linux/arm", "linux/arm/v6"),
        (["linux/arm/v6", "linux/arm/v7"], "linux/arm/v7", "linux/arm/v7"),
        (["linux/arm/v6", "linux/arm64"], "linux/arm/v7", "linux/arm/v6"),
        (["linux/ppc64le", "linux/amd64"], "linux/s390x", "linux/amd64"),
        (["linux/ppc64le", "windows/amd64"], "linux/s390x", "linux/ppc64le"),
        (["linux/amd64/v2", "linux/amd64"], "linux/amd64", "linux/amd64/v2"),
        (["unknown/unknown", "linux/arm64"], "linux/amd64", "unknown/unknown"),
    ],
)
def test_a_list_stands_for_one_image(entries: list[str], wanted: str, expected: str) -> None:
    index = Index(OCI_INDEX, tuple(map(entry, entries)))
    assert select_platform(index, Platform.parse(wanted)).digest == expected


def test_an_empty_list_stands_for_none() -> None:
    with pytest.raises(BadContent, match=r"^no manifests in manifest list$"):
        select_platform(Index(OCI_INDEX, ()), Platform())


@pytest.mark.parametrize("text", ["", "linux", "/amd64", "linux/", "linux/arm/v7/x", "linux/arm/"])
def test_a_platform_has_an_operating_system_and_an_architecture(text: str) -> None:
    with pytest.raises(ValueError, match="write it as linux/amd64"):
        Platform.parse(text)

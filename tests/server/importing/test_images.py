"""Images of every kind of manifest are field by field what the reference implementation made.

`data/images.jsonl` holds its answers for the images of the catalogue, less raw manifests and what
storing adds. Source of the rules: import semantics, section 8.6.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from imagestreamimport.models import Image
from streamport.importing.errors import BadContent
from streamport.importing.image import (
    image_of_index,
    image_of_manifest,
    image_of_schema1,
    needs_sizes,
)
from streamport.importing.manifests import ImageManifest, Index, parse_manifest
from streamport.importing.schema1 import Schema1
from tests.support.registries import images as made
from tests.support.registries.catalogue import BASE, TOP, repositories
from tests.support.streams import NOW, plain

DATA = Path(__file__).parent / "data" / "images.jsonl"
RECORDED = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@cache
def known() -> dict[tuple[str, str], made.Manifest]:
    """Repository and digest -> manifest, children of lists included."""
    found: dict[tuple[str, str], made.Manifest] = {}
    for name, repository in repositories().items():
        waiting = [*repository.tags.values(), *repository.untagged]
        while waiting:
            manifest = waiting.pop()
            found[name, manifest.digest] = manifest
            waiting += manifest.children
    return found


def build(manifest: made.Manifest) -> Image:
    parsed = parse_manifest(manifest.body, manifest.media_type)
    match parsed:
        case Index():
            return image_of_index(manifest.body, parsed, NOW)
        case ImageManifest():
            return image_of_manifest(manifest.body, parsed, manifest.blobs[0])
        case Schema1():
            sizes = {made.digest_of(blob): len(blob) for blob in manifest.blobs}
            return image_of_schema1(manifest.body, parsed, sizes)


def bare(image: Image) -> Any:
    document = plain(image)
    document.pop("dockerImageManifest", None)
    document.pop("dockerImageConfig", None)
    return document


@pytest.mark.parametrize(
    "row", RECORDED, ids=lambda row: f"{row['repository']}-{row['image']['metadata']['name'][7:15]}"
)
def test_an_image_is_what_the_reference_made_of_it(row: dict[str, Any]) -> None:
    manifest = known()[row["repository"], row["image"]["metadata"]["name"]]
    expected = {key: value for key, value in row["image"].items() if value is not None}
    expected["dockerImageMetadata"] = {
        key: value for key, value in expected["dockerImageMetadata"].items() if value is not None
    }
    assert bare(build(manifest)) == expected


def test_the_raw_manifest_and_configuration_are_kept() -> None:
    manifest = repositories()["app/simple"].tags["v1"]
    image = build(manifest)
    assert image.docker_image_manifest == manifest.body.decode()
    assert image.docker_image_config == manifest.blobs[0].decode()


def settings(config: Any) -> Any:
    """dockerImageMetadata of an image of one layer with this configuration."""
    blob = config if isinstance(config, bytes) else json.dumps(config).encode()
    metadata = plain(build(made.docker((BASE,), raw_config=blob)))["dockerImageMetadata"]
    for always in ("kind", "apiVersion", "Id", "Size"):
        metadata.pop(always)
    return metadata


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (b"null", {"ContainerConfig": {}}),
        ({"config": None}, {"ContainerConfig": {}}),
        ({"config": {}}, {"ContainerConfig": {}, "Config": {}}),
        ({"Architecture": "mips", "OS": "plan9", "AUTHOR": "a"},
         {"ContainerConfig": {}, "Architecture": "mips", "Author": "a"}),
        ({"id": "dropped", "Size": 12345, "parent": "kept"},
         {"ContainerConfig": {}, "Parent": "kept"}),
        ({"created": "2021-06-30T23:59:59.9+02:00"},
         {"ContainerConfig": {}, "Created": "2021-06-30T21:59:59Z"}),
        ({"created": "0001-01-01T00:00:00Z"}, {"ContainerConfig": {}}),
        ({"config": {"OnBuild": [], "Tty": False, "Memory": 0, "User": "", "Labels": {}}},
         {"ContainerConfig": {}, "Config": {}}),
        ({"config": {"StopSignal": "TERM", "Shell": ["sh"], "Healthcheck": {"Test": []}}},
         {"ContainerConfig": {}, "Config": {}}),
        ({"config": {"exposedports": {"80/tcp": {"a": 1}}, "CPUShares": 2, "DNS": ["1.1.1.1"]}},
         {"ContainerConfig": {},
          "Config": {"ExposedPorts": {"80/tcp": {}}, "CpuShares": 2, "Dns": ["1.1.1.1"]}}),
        ({"name": "chart", "version": "0.1.0"}, {"ContainerConfig": {}}),
    ],
)  # fmt: skip
def test_configurations_are_read(config: Any, expected: Any) -> None:
    assert settings(config) == expected


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (b"", "unexpected end of JSON input"),
        (b"[]", "json: "),
        (b"nope", "invalid character "),
        ({"config": {"Cmd": "not-a-list"}}, "json: "),
        ({"created": "yesterday"}, 'parsing time "yesterday"'),
        ({"architecture": 1}, "json: "),
        ({"rootfs": {"diff_ids": "x"}}, "failed to parse dockerImageConfig: json: "),
        ({"history": [{"created": "x"}]}, "failed to parse dockerImageConfig: parsing time "),
    ],
)
def test_configurations_that_cannot_be_read(config: Any, message: str) -> None:
    with pytest.raises(BadContent) as error:
        settings(config)
    assert error.value.text.startswith(message)


def test_each_layer_counts_once_and_the_configuration_never_as_a_layer() -> None:
    blob = b"{}"
    manifest = made.docker((BASE, TOP, BASE), raw_config=blob)
    document = json.loads(manifest.body)
    document["layers"].append(document["config"])
    body = made.dump(document)
    image = image_of_manifest(body, parse_manifest(body, manifest.media_type), blob)  # type: ignore[arg-type]
    assert image.docker_image_metadata["Size"] == len(blob) + len(BASE.blob) + len(TOP.blob)  # type: ignore[index]
    assert len(image.docker_image_layers) == 4  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------- schema 1


def signed(layers: int, *history: dict[str, Any]) -> Schema1:
    manifest = made.schema1("a", "b", (BASE,) * layers, history)
    parsed = parse_manifest(manifest.body, manifest.media_type)
    assert isinstance(parsed, Schema1)
    assert parsed.digest == manifest.digest
    return parsed


def test_sizes_are_asked_for_only_where_none_is_stated() -> None:
    assert needs_sizes(signed(2, {"id": "a"}, {"id": "b", "size": 0}))
    assert not needs_sizes(signed(2, {"id": "a"}, {"id": "b", "SIZE": 7}))
    assert needs_sizes(signed(1, {"id": "a", "size": "large"}))


def test_a_layer_that_comes_again_stays_without_size() -> None:
    found = signed(2, {"id": "a"}, {"id": "b"})
    image = image_of_schema1(b"{}", found, {BASE.digest: 5})
    assert [layer.size for layer in image.docker_image_layers or []] == [5, 0]
    assert image.docker_image_metadata["Size"] == 5  # type: ignore[index]


@pytest.mark.parametrize(
    ("layers", "history", "message"),
    [
        (1, [], "image has no v1Compatibility history and cannot be used"),
        (2, [{"id": "a"}],
         "the image DIGEST () has mismatched history and fslayer cardinality (1 != 2)"),
        (1, [{"id": 1}], "json: "),
    ],
)  # fmt: skip
def test_schema_1_that_cannot_be_used(
    layers: int, history: list[dict[str, Any]], message: str
) -> None:
    found = signed(layers, *history)
    with pytest.raises(BadContent) as error:
        image_of_schema1(b"{}", found, {})
    assert error.value.text.startswith(message.replace("DIGEST", found.digest))

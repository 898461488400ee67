"""Whatever a registry sends becomes an image, or a fault that is told; never anything else."""

from __future__ import annotations

import contextlib
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagestreamimport.models import Image, encode
from imagestreamimport.validators import validate
from streamport.importing.errors import BadContent
from streamport.importing.image import (
    image_of_index,
    image_of_manifest,
    image_of_schema1,
    needs_sizes,
)
from streamport.importing.manifests import ImageManifest, Index, parse_manifest
from streamport.importing.schema1 import Schema1
from streamport.registry.media_types import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST
from tests.support.registries.catalogue import repositories
from tests.support.registries.images import Manifest
from tests.support.streams import NOW

TYPES = [DOCKER_MANIFEST, DOCKER_LIST, OCI_MANIFEST, OCI_INDEX, "application/json", "", "a/"]
FULL = repositories()["app/full"].tags["latest"]
MADE = [
    FULL,
    repositories()["oci/image"].tags["annotated"],
    repositories()["multi/docker"].tags["wide"],
    repositories()["legacy/app"].tags["throwaway"],
]
# Values that are at home nowhere: surrogates, numbers beyond every range, other types.
NUMBERS = [0, -1, 1.5, 2**63, -(2**70), 10**400]
TEXTS = ["", "\ud800", "sha256:", "\u0000", "9999-99-99T99:99:99Z", "9999-12-31T23:59:59-23:59"]
OTHERS = [None, True, [], {}, [None], {"": None}, [[]], {"size": -1}]
ODD = [*NUMBERS, *TEXTS, *OTHERS]


def mutant(document: Any, chance: Random) -> Any:
    """The document with some of its values replaced, some keys spelled otherwise."""
    if chance.random() < 0.06:
        return chance.choice(ODD)
    if isinstance(document, dict):
        spelled = str.upper if chance.random() < 0.1 else str
        return {spelled(key): mutant(item, chance) for key, item in document.items()}
    if isinstance(document, list):
        return [mutant(item, chance) for item in document]
    return document


def build(body: bytes, content_type: str, config: bytes) -> Image:
    parsed = parse_manifest(body, content_type)
    match parsed:
        case Index():
            return image_of_index(body, parsed, NOW)
        case ImageManifest():
            return image_of_manifest(body, parsed, config)
        case Schema1():
            needs_sizes(parsed)
            return image_of_schema1(body, parsed, {})


def check(body: bytes, content_type: str, config: bytes) -> None:
    with contextlib.suppress(BadContent):
        image = build(body, content_type, config)
        validate(json.loads(encode(image)), "Image")
        assert encode(image)


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.media_type.rpartition(".")[2])
@given(seed=st.integers())
def test_mutated_manifests_and_configurations(made: Manifest, seed: int) -> None:
    chance = Random(seed)
    body = json.dumps(mutant(json.loads(made.body), chance)).encode()
    config = json.dumps(mutant(json.loads(FULL.blobs[0]), chance)).encode()
    check(body, made.media_type, config)
    check(made.body, made.media_type, config)


@given(st.binary(max_size=200), st.sampled_from(TYPES), st.binary(max_size=200))
def test_bytes_of_any_kind(body: bytes, content_type: str, config: bytes) -> None:
    check(body, content_type, config)
    check(FULL.body, FULL.media_type, config)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"config":{"Labels":', b'{"history":[['])
@pytest.mark.parametrize("content_type", TYPES)
def test_documents_of_any_depth(opening: bytes, content_type: str) -> None:
    check(opening * 50_000, content_type, opening * 50_000)
    check(FULL.body, FULL.media_type, opening * 50_000)

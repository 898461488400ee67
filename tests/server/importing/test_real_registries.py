"""Imports from Debian's registry: passwords, tokens and the second attempt without them.

Source: import semantics, sections 8.7 and 8.8.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from streamport.importing import Importer, Outcome, answer_of
from streamport.registry import Keyring, Pool
from tests.support.registries.catalogue import repositories
from tests.support.registries.running import Registries
from tests.support.streams import NOW, entry, plain, request

INSECURE = {"importPolicy": {"insecure": True}}


def keyring(host: str, user: str, password: str) -> Keyring:
    auths = {"auths": {host: {"username": user, "password": password}}}
    data = base64.b64encode(json.dumps(auths).encode()).decode()
    return Keyring.from_secrets(
        [
            {
                "metadata": {"name": "pull", "namespace": "ns"},
                "type": "kubernetes.io/dockerconfigjson",
                "data": {".dockerconfigjson": data},
            }
        ]
    )


def run(keys: Keyring | None, *images: dict[str, Any], repository: Any = None) -> Any:
    async def play() -> Outcome:
        async with Pool() as pool:
            return await Importer(pool).run(sent, None, keys, now=NOW)

    sent = request(*images, repository=repository)
    return plain(answer_of(sent, asyncio.run(play())))


def results(answer: Any) -> list[str]:
    """For each image its digest, or why it was not had."""
    return [
        item["image"]["metadata"]["name"] if "image" in item else item["status"]["message"]
        for item in answer["images"]
    ]


def test_a_wrong_password_does_not_matter_for_what_is_public(registries: Registries) -> None:
    host = registries.host("token")
    answer = run(
        keyring(host, "reader", "nope"),
        entry(f"{host}/public/app:v1", **INSECURE),
        entry(f"{host}/app/simple:v1", **INSECURE),
    )
    assert results(answer) == [
        repositories()["public/app"].tags["v1"].digest,
        # What fails again keeps the words of the first attempt.
        f'incorrect username or password for image "{host}/app/simple:v1"',
    ]


def test_a_repository_alone_is_not_tried_again(registries: Registries) -> None:
    host = registries.host("token")
    wanted = entry(f"{host}/public/app", **INSECURE)
    status = run(keyring(host, "reader", "nope"), repository=wanted)["repository"]["status"]
    assert status["reason"] == "InternalError"
    assert status["message"].startswith(
        f'Internal error occurred: Get "http://{host}/v2/public/app/'
    )


@pytest.mark.parametrize("variant", ["basic", "token"])
def test_a_private_image_needs_a_password(registries: Registries, variant: str) -> None:
    host = registries.host(variant)
    wanted = entry(f"{host}/app/simple:v1", **INSECURE)
    refused = f'you may not have access to the container image "{host}/app/simple:v1"'
    assert results(run(None, wanted)) == [refused]
    found = run(keyring(host, "reader", "readerpass"), wanted)
    assert results(found) == [repositories()["app/simple"].tags["v1"].digest]


def test_schema_1_by_digest(registries: Registries) -> None:
    name = repositories()["legacy/app"].tags["latest"].digest
    host = registries.host("plain")
    assert results(run(None, entry(f"{host}/legacy/app@{name}", **INSECURE))) == [name]


@pytest.mark.parametrize("repository", ["blob-redirect", "manifest-charset", "fine"])
def test_registries_may_be_unusual(registries: Registries, repository: str) -> None:
    answer = run(None, entry(f"{registries.host('faulty')}/{repository}", **INSECURE))
    assert "image" in answer["images"][0]

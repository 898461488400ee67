"""Lists that are larger than what is held at once: sent part by part, and deleted part by part."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from imagestreamimport.errors import RequestEntityTooLarge
from streamport.api.lists import PART_BYTES
from streamport.api.pull_secrets import LARGEST_TOGETHER, pull_secrets_of
from streamport.store.protocol import Page, Stored
from tests.support.objects import docker_tag, path_of, stream_of
from tests.support.serving import Serving, serving

TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
BARE = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"
FLAGS = ("--insecure-port", "0", "--background-imports=false")  # nothing changes by itself
SIZE = 200_000  # characters of a stream
NAMES = [f"s{number:02}" for number in range(2 * PART_BYTES // SIZE + 2)]


def large_stream(name: str) -> dict[str, Any]:
    return stream_of(name, docker_tag("v1", annotations={"a": "x" * SIZE}), labels={"is": name})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("lists") / "state", *FLAGS) as running:
        with running.client() as client:
            for name in NAMES:
                made = client.post(path_of("imagestreams", "a"), json=large_stream(name))
                assert made.status_code == 201
        yield running


def listed(server: Serving, query: str = "", accept: str = "*/*", plural: str = "imagestreams"):
    with server.client() as client:
        answer = client.get(f"{path_of(plural, 'a')}{query}", headers={"accept": accept})
    assert answer.status_code == 200
    return answer


def names_in(answer: httpx2.Response) -> list[str]:
    return [item["metadata"]["name"] for item in answer.json()["items"]]


def test_all_objects_are_sent_at_one_moment(server: Serving) -> None:
    answer = listed(server)
    assert "content-length" not in answer.headers
    assert names_in(answer) == NAMES
    metadata = answer.json()["metadata"]
    assert metadata == {"resourceVersion": metadata["resourceVersion"]}
    with server.client() as client:
        alone = [client.get(path_of("imagestreams", "a", name)).json() for name in NAMES]
    for one in alone:
        del one["kind"], one["apiVersion"]
    assert answer.json()["items"] == alone


def test_a_list_with_a_limit_ends_early_and_its_token_goes_on(server: Serving) -> None:
    found, token = list[str](), ""
    for _ in NAMES:
        answer = listed(server, f"?limit={len(NAMES)}&continue={token}")
        assert len(answer.content) < PART_BYTES + 2 * SIZE
        found += names_in(answer)
        metadata = answer.json()["metadata"]
        token = metadata.get("continue", "")
        if not token:
            break
        assert metadata["remainingItemCount"] == len(NAMES) - len(found)
    assert found == NAMES


def test_tables_and_metadata_alone_are_sent_in_parts_too(server: Serving) -> None:
    table = listed(server, accept=TABLE)
    assert "content-length" not in table.headers
    assert [row["cells"][0] for row in table.json()["rows"]] == NAMES
    assert table.json()["metadata"]["resourceVersion"]
    whole = listed(server, "?includeObject=Object", TABLE).json()["rows"]
    assert whole[0]["object"]["spec"]["tags"][0]["name"] == "v1"
    bare = listed(server, accept=BARE).json()
    assert (bare["kind"], len(bare["items"])) == ("PartialObjectMetadataList", len(NAMES))
    assert bare["items"][0]["kind"] == "PartialObjectMetadata"
    assert bare["items"][0]["metadata"]["labels"] == {"is": NAMES[0]}


def test_tags_of_many_streams_are_sent_in_parts(server: Serving) -> None:
    answer = listed(server, plural="imagetags")
    assert "content-length" not in answer.headers
    assert names_in(answer) == [f"{name}:v1" for name in NAMES]


def test_selectors_hold_in_every_part(server: Serving) -> None:
    wanted = NAMES[::2]
    selector = f"?labelSelector=is in ({','.join(wanted)})"
    assert names_in(listed(server, selector)) == wanted


def test_what_is_deleted_together_is_told_unless_it_is_too_large(tmp_path: Any) -> None:
    path = path_of("imagestreams", "a")
    with serving(tmp_path / "state", *FLAGS) as running, running.client() as client:
        for name in NAMES:
            client.post(path, json=large_stream(name))
        gone = client.delete(f"{path}?labelSelector=is!={NAMES[0]}")
        assert names_in(gone) == NAMES[1:]
        assert [item["metadata"]["name"] for item in client.get(path).json()["items"]] == NAMES[:1]
        larger = [f"l{number}" for number in range((8 << 20) // SIZE + 2)]
        for name in larger:
            client.post(path, json=large_stream(name))
        gone = client.delete(path)
        assert (gone.json()["kind"], gone.json()["status"]) == ("Status", "Success")
        assert client.get(path).json()["items"] == []


class Secrets:
    """A store with pull secrets of 1 MiB, a part of the list each."""

    def __init__(self, number: int) -> None:
        self.number = number

    async def list(self, resource: str, namespace: str, *, continue_: str, max_bytes: int) -> Page:
        assert (resource, namespace, max_bytes) == ("secrets", "a", PART_BYTES)
        place = int(continue_ or 0)
        head = f'{{"metadata":{{"name":"s{place}"}},"type":"kubernetes.io/dockercfg","x":"'
        text = head + "x" * ((1 << 20) - len(head) - 2) + '"}'
        more = str(place + 1) if place + 1 < self.number else ""
        return Page([Stored(text, "1")], "7", more)


def test_pull_secrets_of_a_namespace_are_bounded_together() -> None:
    most = LARGEST_TOGETHER >> 20
    store: Any = Secrets(most)
    page = asyncio.run(pull_secrets_of(store, "a"))
    assert (len(page.items), page.resource_version) == (most, "7")
    store = Secrets(most + 1)
    with pytest.raises(RequestEntityTooLarge, match="16 MiB"):
        asyncio.run(pull_secrets_of(store, "a"))

"""Image stream tags and image tags over HTTP: what is read through them, and what they write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from tests.support.objects import IMAGES, docker_tag, path_of, stream_of
from tests.support.people import Town, town

ONE = f"sha256:{'1' * 64}"
BOTH = pytest.mark.parametrize("plural", ["imagestreamtags", "imagetags"])


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as opened:
        yield opened


@pytest.fixture
def root(people: Town) -> httpx2.Client:
    return people.client("root")


@pytest.fixture
def namespace(request: pytest.FixtureRequest) -> str:
    """One that no other test uses."""
    return f"ns-{abs(hash(request.node.nodeid)):x}"


def tag_of(plural: str, name: str, source: str = "registry.test/app:1", **metadata: Any) -> Any:
    """A tag of a container image, as one of the two kinds has it."""
    kind, field = {"imagestreamtags": ("ImageStreamTag", "tag"), "imagetags": ("ImageTag", "spec")}[
        plural
    ]
    reference = {"from": {"kind": "DockerImage", "name": source}}
    return {"kind": kind, "metadata": {"name": name} | metadata, field: reference}


def pushed(client: httpx2.Client, namespace: str, tag: str, digest: str = ONE) -> None:
    """Pushes an image to a tag of a stream that is there, as a registry tells it."""
    image = {"metadata": {"name": digest}, "dockerImageReference": f"registry.test/app@{digest}"}
    sent = {"metadata": {"name": "app"}, "tag": tag, "image": image}
    answer = client.post(path_of("imagestreammappings", namespace), json=sent)
    assert (answer.status_code, answer.json()["status"]) == (201, "Success"), answer.text
    assert answer.json()["apiVersion"] == "v1"


def stream(client: httpx2.Client, namespace: str, name: str = "app") -> Any:
    return client.get(path_of("imagestreams", namespace, name)).json()


@BOTH
def test_a_new_tag_makes_its_stream(root: httpx2.Client, namespace: str, plural: str) -> None:
    answer = root.post(path_of(plural, namespace), json=tag_of(plural, "app:v1"))
    assert answer.status_code == 201, answer.text
    made = stream(root, namespace)
    assert [tag["name"] for tag in made["spec"]["tags"]] == ["v1"]
    assert answer.json()["metadata"]["uid"] == made["metadata"]["uid"]
    assert answer.json()["metadata"]["resourceVersion"] == made["metadata"]["resourceVersion"]


@BOTH
@pytest.mark.parametrize("query", ["", "?dryRun=All"])
def test_a_dry_run_tells_all_and_stores_nothing(
    root: httpx2.Client, namespace: str, plural: str, query: str
) -> None:
    sent = tag_of(plural, "app:v1")
    one, path = path_of(plural, namespace, "app:v1"), path_of(plural, namespace)
    stored = query == ""
    assert root.post(path + query, json=sent).status_code == 201
    assert root.get(path_of("imagestreams", namespace, "app")).status_code == 404 - 204 * stored
    root.post(path, json=sent)
    before = stream(root, namespace)
    changed = tag_of(plural, "app:v1", "registry.test/app:2")
    field = "tag" if plural == "imagestreamtags" else "spec"
    changed[field]["name"] = "v1"
    answer = root.put(one + query, json=changed)
    assert answer.json()[field]["from"]["name"] == "registry.test/app:2", answer.text
    assert (stream(root, namespace) != before) == stored
    assert root.delete(one + query).json()["status"] == "Success"
    assert ("tags" not in stream(root, namespace)["spec"]) == stored


@BOTH
def test_changes_at_once_are_all_kept(root: httpx2.Client, namespace: str, plural: str) -> None:
    root.post(path_of("imagestreams", namespace), json=stream_of("app"))

    def add(number: int) -> int:
        sent = tag_of(plural, f"app:v{number}")
        return root.post(path_of(plural, namespace), json=sent).status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(add, range(8))) == {201}
    assert len(stream(root, namespace)["spec"]["tags"]) == 8


def test_what_was_pushed_is_read_through_its_tag(root: httpx2.Client, namespace: str) -> None:
    root.post(path_of("imagestreams", namespace), json=stream_of("app", docker_tag("v1")))
    pushed(root, namespace, "v1")
    tag = root.get(path_of("imagestreamtags", namespace, "app:v1")).json()
    assert tag["image"]["metadata"]["name"] == ONE
    assert root.get(f"{IMAGES}/images/{ONE}").json()["metadata"]["uid"] == (
        tag["image"]["metadata"]["uid"]
    )
    one = root.get(path_of("imagestreamimages", namespace, f"app@{ONE[:12]}")).json()
    assert one["image"]["metadata"]["name"] == ONE
    layers = root.get(path_of("imagestreams", namespace, "app", "layers")).json()
    assert list(layers["images"]) == [ONE]


def test_a_beginning_that_several_images_have_is_refused(
    root: httpx2.Client, namespace: str
) -> None:
    root.post(path_of("imagestreams", namespace), json=stream_of("app"))
    others = [f"sha256:{'2' * 63}{digit}" for digit in "ab"]
    for number, digest in enumerate(others):
        pushed(root, namespace, f"v{number}", digest)
    answer = root.get(path_of("imagestreamimages", namespace, "app@222"))
    assert (answer.status_code, answer.json()["reason"]) == (409, "Conflict")
    assert ", ".join(others) in answer.json()["message"]


def test_a_tag_may_be_patched_like_any_object(root: httpx2.Client, namespace: str) -> None:
    root.post(path_of("imagestreams", namespace), json=stream_of("app", docker_tag("v1")))
    answer = root.patch(
        path_of("imagestreamtags", namespace, "app:v1"),
        content=json.dumps({"metadata": {"annotations": {"note": "x"}}}),
        headers={"content-type": "application/merge-patch+json"},
    )
    assert answer.status_code == 200, answer.text
    assert stream(root, namespace)["spec"]["tags"][0]["annotations"] == {"note": "x"}


def test_what_was_read_may_be_sent_back(root: httpx2.Client, namespace: str) -> None:
    """The reference refuses this for image tags of any stream that somebody wrote."""
    root.post(path_of("imagestreams", namespace), json=stream_of("app", docker_tag("v1")))
    pushed(root, namespace, "v1")
    for plural in ("imagestreamtags", "imagetags"):
        path = path_of(plural, namespace, "app:v1")
        answer = root.put(path, json=root.get(path).json())
        assert answer.status_code == 200, answer.text


@BOTH
def test_a_deletion_for_another_version_is_refused(
    root: httpx2.Client, namespace: str, plural: str
) -> None:
    root.post(path_of(plural, namespace), json=tag_of(plural, "app:v1"))
    one = path_of(plural, namespace, "app:v1")
    for conditions in ({"uid": "other"}, {"resourceVersion": "1"}):
        body = json.dumps({"preconditions": conditions})
        answer = root.request("DELETE", one, content=body)
        assert (answer.status_code, answer.json()["reason"]) == (409, "Conflict")
    assert len(stream(root, namespace)["spec"]["tags"]) == 1


@BOTH
def test_tags_cannot_be_watched(root: httpx2.Client, namespace: str, plural: str) -> None:
    answer = root.get(path_of(plural, namespace) + "?watch=true")
    assert (answer.status_code, answer.json()["reason"]) == (405, "MethodNotAllowed")


def test_the_tags_of_many_streams_are_listed(root: httpx2.Client, namespace: str) -> None:
    for number in range(25):
        sent = stream_of(f"app{number}", docker_tag("v1"), labels={"case": namespace})
        root.post(path_of("imagestreams", namespace), json=sent)
    query = f"?labelSelector=case%3D{namespace}"
    listed = root.get(f"{IMAGES}/imagetags{query}").json()["items"]
    assert len(listed) == 25
    assert root.get(f"{IMAGES}/imagestreamtags{query}").json()["items"] == []

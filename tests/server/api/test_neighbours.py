"""Namespaces and secrets, as clients make, change, watch and delete them."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.support.objects import path_of
from tests.support.people import Town, town

NAMESPACES = "/api/v1/namespaces"
MERGE = {"content-type": "application/merge-patch+json"}
STRATEGIC = {"content-type": "application/strategic-merge-patch+json"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as opened:
        yield opened


@pytest.fixture
def root(people: Town) -> httpx2.Client:
    return people.client("root")


@pytest.fixture
def namespace(root: httpx2.Client) -> str:
    name = f"ns-{uuid.uuid4().hex[:10]}"
    assert root.post(NAMESPACES, json={"metadata": {"name": name}}).status_code == 201
    return name


def made_secret(root: httpx2.Client, namespace: str, **more: Any) -> dict[str, Any]:
    sent = {"metadata": {"name": "s"}, "stringData": {"a": "x"}, **more}
    answer = root.post(path_of("secrets", namespace), json=sent)
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return document


def plain(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_namespace_that_nobody_made_is_not_there(root: httpx2.Client) -> None:
    answer = root.get(f"{NAMESPACES}/typo")
    assert (answer.status_code, answer.json()["message"]) == (404, 'namespaces "typo" not found')
    for method in ("DELETE", "PATCH"):
        gone = root.request(method, f"{NAMESPACES}/typo", content=b"{}", headers=MERGE)
        assert gone.status_code in (404, 400 if method == "DELETE" else 404, 415)


def test_a_namespace_is_labelled_and_stays_what_it_is(root: httpx2.Client, namespace: str) -> None:
    path = f"{NAMESPACES}/{namespace}"
    patch = {"metadata": {"labels": {"team": "a", "kubernetes.io/metadata.name": None}}}
    changed = root.patch(path, content=json.dumps(patch), headers=STRATEGIC).json()
    assert changed["metadata"]["labels"] == {
        "team": "a", "kubernetes.io/metadata.name": namespace,
    }  # fmt: skip
    assert changed["status"] == {"phase": "Active"}
    changed["status"] = {"phase": "Terminating"}
    changed["metadata"]["labels"]["more"] = "b"
    replaced = root.put(path, json=changed).json()
    assert replaced["metadata"]["labels"]["more"] == "b"
    assert replaced["status"] == {"phase": "Active"}
    stale = root.put(path, json=changed)
    assert (stale.status_code, stale.json()["reason"]) == (409, "Conflict")
    listed = root.get(NAMESPACES, params={"labelSelector": "more=b"}).json()["items"]
    assert [item["metadata"]["name"] for item in listed] == [namespace]


def wait_until_gone(root: httpx2.Client, path: str) -> None:
    """Ask until an object is gone; 10 s at most."""
    ends = time.monotonic() + 10
    while root.get(path).status_code != 404:
        assert time.monotonic() < ends, f"{path} is still there"


def test_a_namespace_goes_with_all_that_is_in_it(root: httpx2.Client, namespace: str) -> None:
    made_secret(root, namespace)
    streams = path_of("imagestreams", namespace)
    held = {"metadata": {"name": "held", "finalizers": ["example.test/hold"]}}
    assert root.post(streams, json=held).status_code == 201
    assert root.post(streams, json={"metadata": {"name": "free"}}).status_code == 201
    path = f"{NAMESPACES}/{namespace}"
    going = root.delete(path).json()
    assert going["status"] == {"phase": "Terminating"}
    assert going["metadata"]["deletionTimestamp"]
    wait_until_gone(root, path_of("secrets", namespace, "s"))
    wait_until_gone(root, path_of("imagestreams", namespace, "free"))
    assert root.get(path).json()["status"] == {"phase": "Terminating"}
    late = root.post(streams, json={"metadata": {"name": "late"}})
    assert (late.status_code, "being terminated" in late.json()["message"]) == (403, True)
    release = root.patch(
        path_of("imagestreams", namespace, "held"),
        content=b'{"metadata": {"finalizers": null}}',
        headers=MERGE,
    )
    assert release.status_code == 200
    wait_until_gone(root, path)
    assert root.get(streams).json()["items"] == []


def test_the_default_namespace_stays(root: httpx2.Client) -> None:
    assert root.delete(f"{NAMESPACES}/default").status_code == 403
    assert root.get(f"{NAMESPACES}/default").json()["status"] == {"phase": "Active"}


def test_a_secret_is_replaced_patched_and_applied(root: httpx2.Client, namespace: str) -> None:
    made = made_secret(root, namespace)
    path = path_of("secrets", namespace, "s")
    same = root.put(path, json={"metadata": {"name": "s"}, "stringData": {"a": "x"}}).json()
    assert same["metadata"]["resourceVersion"] == made["metadata"]["resourceVersion"]
    patch = json.dumps({"stringData": {"b": "y"}, "metadata": {"labels": {"l": "v"}}})
    changed = root.patch(path, content=patch, headers=STRATEGIC).json()
    assert changed["data"] == {"a": plain("x"), "b": plain("y")}
    assert (changed["metadata"]["labels"], "stringData" in changed) == ({"l": "v"}, False)
    applied = {
        "kind": "Secret", "apiVersion": "v1", "metadata": {"name": "s"}, "data": {"b": plain("z")},
    }  # fmt: skip
    headers = {"content-type": "application/apply-patch+yaml"}
    text = json.dumps(applied)
    refused = root.patch(path, content=text, headers=headers, params={"fieldManager": "me"})
    assert (refused.status_code, ".data.b" in refused.text) == (409, True)
    forced = root.patch(
        path, content=text, headers=headers, params={"fieldManager": "me", "force": "true"}
    )
    assert forced.json()["data"]["b"] == plain("z")


def test_a_secret_that_somebody_holds_is_marked(root: httpx2.Client, namespace: str) -> None:
    made_secret(root, namespace)
    path = path_of("secrets", namespace, "s")
    hold = '{"metadata": {"finalizers": ["example.test/hold"]}}'
    held = root.patch(path, content=hold, headers=MERGE).json()["metadata"]
    tried = root.delete(f"{path}?dryRun=All").json()["metadata"]
    assert tried["resourceVersion"] == held["resourceVersion"]
    going = root.delete(path).json()["metadata"]
    assert going["deletionTimestamp"]
    assert "generation" not in going  # there was none to count on
    free = '{"metadata": {"finalizers": null}}'
    assert root.patch(path, content=free, headers=MERGE).status_code == 200
    assert root.get(path).status_code == 404


def test_types_of_secrets_have_their_keys_and_stay(root: httpx2.Client, namespace: str) -> None:
    path = path_of("secrets", namespace)
    for kind, key in (
        ("kubernetes.io/dockerconfigjson", "data[.dockerconfigjson]"),
        ("kubernetes.io/tls", "data[tls.key]"),
        ("kubernetes.io/basic-auth", "data[username]"),
    ):
        bad = root.post(path, json={"metadata": {"name": "t"}, "type": kind})
        causes = [cause["field"] for cause in bad.json()["details"]["causes"]]
        assert (bad.status_code, key in causes) == (422, True)
    made_secret(root, namespace, immutable=True)
    for change in ({"type": "other"}, {"stringData": {"a": "new"}}, {"immutable": False}):
        answer = root.patch(f"{path}/s", content=json.dumps(change), headers=MERGE)
        assert answer.status_code == 422


def test_the_values_of_a_secret_have_a_limit(root: httpx2.Client, namespace: str) -> None:
    path = path_of("secrets", namespace)
    for name, size, code in (("fits", 1 << 20, 201), ("large", (1 << 20) + 1, 422)):
        secret = {"metadata": {"name": name}, "stringData": {"a": "x" * (size - 5), "b": "five!"}}
        assert root.post(path, json=secret).status_code == code


def test_secrets_are_watched_and_deleted_together(root: httpx2.Client, namespace: str) -> None:
    made = made_secret(root, namespace)
    path = path_of("secrets", namespace)
    version = made["metadata"]["resourceVersion"]
    deleted = root.delete(path).json()
    assert [item["metadata"]["name"] for item in deleted["items"]] == ["s"]
    query = {"watch": "true", "resourceVersion": version, "timeoutSeconds": "1"}
    events = [json.loads(line) for line in root.get(path, params=query).text.splitlines()]
    assert [event["type"] for event in events] == ["DELETED"]

"""Reviews: everybody may ask about themselves, and nobody learns what they may not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.support.people import Town, town

API = "/apis/authorization.k8s.io/v1"
SELF, OTHERS = f"{API}/selfsubjectaccessreviews", f"{API}/subjectaccessreviews"
LOCAL = f"{API}/namespaces/a/localsubjectaccessreviews"
STREAMS = {"group": "image.openshift.io", "resource": "imagestreams"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as opened:
        yield opened


def asked(client: httpx2.Client, path: str, **spec: Any) -> bool:
    answer = client.post(path, json={"spec": spec})
    assert answer.status_code == 201, answer.text
    allowed: bool = answer.json()["status"]["allowed"]
    return allowed


@pytest.mark.parametrize(
    ("user", "verb", "namespace", "allowed"),
    [
        ("ann", "create", "a", True),
        ("ann", "get", "b", False),
        ("rita", "list", "a", True),
        ("rita", "delete", "a", False),
        ("nat", "get", "a", False),
        ("root", "delete", "b", True),
    ],
)
def test_one_may_ask_about_oneself(
    people: Town, user: str, verb: str, namespace: str, allowed: bool
) -> None:
    action = {**STREAMS, "verb": verb, "namespace": namespace}
    assert asked(people.client(user), SELF, resourceAttributes=action) is allowed


def test_one_may_ask_about_paths(people: Town) -> None:
    nat = people.client("nat")
    for path, allowed in (("/version", True), ("/metrics", False)):
        action = {"verb": "get", "path": path}
        assert asked(nat, SELF, nonResourceAttributes=action) is allowed


def test_asking_about_others_takes_the_right_to(people: Town) -> None:
    action = {**STREAMS, "verb": "get", "namespace": "b"}
    assert asked(people.client("root"), OTHERS, user="ben", resourceAttributes=action)
    assert not asked(people.client("root"), OTHERS, user="ann", resourceAttributes=action)
    for user in ("ann", "rita", "nat"):
        spec = {"user": "ben", "resourceAttributes": action}
        assert people.client(user).post(OTHERS, json={"spec": spec}).status_code == 403


def test_a_local_review_stays_in_its_namespace(people: Town) -> None:
    ann, action = people.client("ann"), {**STREAMS, "verb": "get"}
    assert asked(ann, LOCAL, user="rita", resourceAttributes=action)
    assert not asked(ann, LOCAL, user="ben", resourceAttributes=action)
    elsewhere = {"user": "ben", "resourceAttributes": {**action, "namespace": "b"}}
    assert ann.post(LOCAL, json={"spec": elsewhere}).status_code == 400
    other = LOCAL.replace("/a/", "/b/")
    spec = {"user": "ben", "resourceAttributes": action}
    assert ann.post(other, json={"spec": spec}).status_code == 403
    assert people.client("rita").post(LOCAL, json={"spec": spec}).status_code == 403


def test_a_review_is_about_one_thing(people: Town) -> None:
    both = {"resourceAttributes": {"verb": "get"}, "nonResourceAttributes": {"verb": "get"}}
    for spec in ({}, both):
        assert people.client("ann").post(SELF, json={"spec": spec}).status_code == 400
    nobody = {"resourceAttributes": {"verb": "get"}}
    assert people.client("root").post(OTHERS, json={"spec": nobody}).status_code == 400


def test_there_is_no_login_with_a_password(people: Town) -> None:
    with httpx2.Client(base_url=people.server.url, verify=False) as nobody:
        answer = nobody.get("/.well-known/oauth-authorization-server")
    assert (answer.status_code, answer.json()["reason"]) == (404, "NotFound")

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
RULES = f"{API}/selfsubjectrulesreviews"
USERS = "/apis/user.openshift.io/v1/users"
OPENSHIFT = "/apis/authorization.openshift.io/v1"
WHO = f"{OPENSHIFT}/resourceaccessreviews"
WHO_LOCAL = f"{OPENSHIFT}/namespaces/a/localresourceaccessreviews"
EVERY_PATH = [{"nonResourceURLs": ["*"], "verbs": ["*"]}]
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


def rules_of(client: httpx2.Client, namespace: str) -> list[tuple[Any, ...]]:
    answer = client.post(RULES, json={"spec": {"namespace": namespace}})
    assert answer.status_code == 201, answer.text
    status = answer.json()["status"]
    assert (status["incomplete"], status["nonResourceRules"]) in ((False, []), (False, EVERY_PATH))
    return [
        tuple(rule[key] for key in ("verbs", "apiGroups", "resources"))
        for rule in status["resourceRules"]
    ]


def test_one_may_list_what_one_may_do(people: Town) -> None:
    everything = (["*"], ["*"], ["*"])
    reading = (["get", "list", "watch"], ["image.openshift.io"], ["imagestreams"])
    assert rules_of(people.client("ann"), "a") == [everything]
    assert rules_of(people.client("ann"), "b") == []
    assert rules_of(people.client("rita"), "a") == [reading]
    assert rules_of(people.client("nat"), "a") == []
    assert rules_of(people.client("root"), "b") == [everything]


def test_one_may_ask_who_one_is(people: Town) -> None:
    answer = people.client("ann").post("/apis/authentication.k8s.io/v1/selfsubjectreviews", json={})
    user = answer.json()["status"]["userInfo"]
    assert user == {"username": "ann", "uid": "ann", "groups": ["system:authenticated"]}
    told = people.client("root").get(f"{USERS}/~").json()
    assert (told["kind"], told["metadata"]["name"]) == ("User", "root")
    assert told["groups"] == ["system:authenticated", "system:masters"]


def test_other_users_are_told_to_nobody(people: Town) -> None:
    assert people.client("ann").get(f"{USERS}/ben").status_code == 403
    assert people.client("root").get(f"{USERS}/ben").status_code == 404


def test_who_can_takes_the_right_to_ask(people: Town) -> None:
    action = {"verb": "get", "resourceAPIGroup": "image.openshift.io", "resource": "imagestreams"}
    told = people.client("ann").post(WHO_LOCAL, json=action)
    assert told.status_code == 201, told.text
    assert told.json() == {
        "kind": "ResourceAccessReviewResponse",
        "apiVersion": "authorization.openshift.io/v1",
        "namespace": "a",
        "users": ["ann", "rita"],
        "groups": ["system:masters"],
        "evalutionError": "",
    }
    everywhere = people.client("root").post(WHO, json={**action, "namespace": "b"}).json()
    assert (everywhere["namespace"], everywhere["users"]) == ("b", ["ben"])
    deleting = people.client("ann").post(WHO_LOCAL, json={**action, "verb": "delete"}).json()
    assert deleting["users"] == ["ann"]
    for user in ("ann", "rita", "nat"):
        assert people.client(user).post(WHO, json=action).status_code == 403
    for user, place in (("rita", "a"), ("nat", "a"), ("ann", "b")):
        path = WHO_LOCAL.replace("/a/", f"/{place}/")
        assert people.client(user).post(path, json=action).status_code == 403
    elsewhere = people.client("ann").post(WHO_LOCAL, json={**action, "namespace": "b"})
    assert elsewhere.status_code == 400


def test_who_can_read_secrets_below_a_stream_can_read_secrets(people: Town) -> None:
    action = {"verb": "get", "resourceAPIGroup": "image.openshift.io"}
    asked = {**action, "resource": "imagestreams/secrets"}
    assert people.client("ann").post(WHO_LOCAL, json=asked).json()["users"] == ["ann"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/v1/namespaces/a/serviceaccounts/default", "every pull secret of a namespace"),
        ("/apis/rbac.authorization.k8s.io/v1/namespaces/a/rolebindings", "there are no roles"),
        (f"{OPENSHIFT}/namespaces/a/rolebindings", "--authorization-policy-file"),
    ],
)
def test_what_is_not_kept_is_told_with_what_takes_its_place(
    people: Town, path: str, words: str
) -> None:
    answer = people.client("ann").get(path)
    assert (answer.status_code, answer.json()["reason"]) == (404, "NotFound")
    assert words in answer.json()["message"]


def test_there_is_no_login_with_a_password(people: Town) -> None:
    with httpx2.Client(base_url=people.server.url, verify=False) as nobody:
        answer = nobody.get("/.well-known/oauth-authorization-server")
    assert (answer.status_code, answer.json()["reason"]) == (404, "NotFound")

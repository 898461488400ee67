"""Secrets and namespaces over HTTP."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import httpx2
import pytest

from tests.support.objects import path_of
from tests.support.people import Town, town


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as opened:
        yield opened


@pytest.fixture
def ann(people: Town) -> httpx2.Client:
    return people.client("ann")


def test_plain_values_become_data(ann: httpx2.Client) -> None:
    sent = {
        "metadata": {"name": "plain"},
        "stringData": {"a": "ä"},
        "data": {"a": "eA==", "b": "eQ=="},
    }
    answer = ann.post(path_of("secrets", "a"), json=sent)
    assert answer.status_code == 201
    made = answer.json()
    assert made["data"] == {"a": base64.b64encode("ä".encode()).decode(), "b": "eQ=="}
    assert (made["type"], "stringData" in made) == ("Opaque", False)
    assert ann.get(path_of("secrets", "a", "plain")).json() == made
    listed = ann.get(path_of("secrets", "a")).json()
    assert made["metadata"]["uid"] in [item["metadata"]["uid"] for item in listed["items"]]


def test_values_that_are_no_base64_are_refused(ann: httpx2.Client) -> None:
    sent = {"metadata": {"name": "bad"}, "data": {"a": "not base64!"}}
    assert ann.post(path_of("secrets", "a"), json=sent).status_code in (400, 422)


def test_a_pull_secret_that_cannot_be_read_is_taken_with_a_warning(ann: httpx2.Client) -> None:
    sent = {
        "metadata": {"name": "broken"},
        "type": "kubernetes.io/dockerconfigjson",
        "stringData": {".dockerconfigjson": "{oops-hush"},
    }
    answer = ann.post(path_of("secrets", "a"), json=sent)
    assert answer.status_code == 201
    assert "cannot be read" in answer.headers["warning"]
    assert "hush" not in answer.headers["warning"]
    deleted = ann.delete(path_of("secrets", "a", "broken"))
    assert deleted.json()["details"]["kind"] == "secrets"
    gone = ann.get(path_of("secrets", "a", "broken"))
    assert (gone.status_code, gone.json()["message"]) == (404, 'secrets "broken" not found')


def test_only_pull_secrets_belong_to_a_stream(ann: httpx2.Client) -> None:
    excluded = {"openshift.io/image.excludeSecret": "true"}
    for name, kind, marks in (
        ("pull", "kubernetes.io/dockercfg", {}),
        ("not-for-images", "kubernetes.io/dockercfg", excluded),
        ("other", "Opaque", {}),
    ):
        sent = {
            "metadata": {"name": name, "annotations": marks},
            "type": kind,
            "stringData": {".dockercfg": "{}"},
        }
        assert ann.post(path_of("secrets", "a"), json=sent).status_code == 201
    answer = ann.get(path_of("imagestreams", "a", "whatever", "secrets")).json()
    assert (answer["kind"], answer["apiVersion"]) == ("SecretList", "image.openshift.io/v1")
    assert [item["metadata"]["name"] for item in answer["items"]] == ["pull"]


def test_tables_show_no_values(people: Town) -> None:
    ann, root = people.client("ann"), people.client("root")
    sent = {"metadata": {"name": "shown"}, "stringData": {"key": "hush"}}
    assert ann.post(path_of("secrets", "a"), json=sent).status_code == 201
    accept = {"accept": "application/json;as=Table;v=v1;g=meta.k8s.io"}
    answer = ann.get(path_of("secrets", "a", "shown"), headers=accept)
    assert [column["name"] for column in answer.json()["columnDefinitions"]] == [
        "Name",
        "Type",
        "Data",
        "Age",
    ]
    assert answer.json()["rows"][0]["cells"][:3] == ["shown", "Opaque", 1]
    assert base64.b64encode(b"hush").decode() not in answer.text
    table = root.get("/api/v1/namespaces/default", headers=accept).json()
    assert table["rows"][0]["cells"][:2] == ["default", "Active"]


def test_namespaces_are_made_once_and_listed(people: Town) -> None:
    root = people.client("root")
    sent = {"metadata": {"name": "fresh"}}
    assert root.post("/api/v1/namespaces?dryRun=All", json=sent).status_code == 201
    made = root.post("/api/v1/namespaces", json=sent)
    assert made.status_code == 201
    assert made.json()["spec"] == {"finalizers": ["kubernetes"]}
    again = root.post("/api/v1/namespaces", json=sent)
    assert (again.status_code, again.json()["message"]) == (
        409,
        'namespaces "fresh" already exists',
    )
    names = [item["metadata"]["name"] for item in root.get("/api/v1/namespaces").json()["items"]]
    assert {"default", "fresh"} <= set(names)


def test_a_new_object_has_no_version_yet(people: Town) -> None:
    sent = {"metadata": {"name": "new", "resourceVersion": "1"}}
    for path in (path_of("secrets", "a"), "/api/v1/namespaces"):
        answer = people.client("root").post(path, json=sent)
        assert answer.status_code == 500
        assert answer.json()["message"].startswith("resourceVersion should not be set")


def test_a_name_that_no_namespace_can_have_is_not_there(people: Town) -> None:
    for name in ("Upper", "x" * 64, "a_b"):
        assert people.client("root").get(f"/api/v1/namespaces/{name}").status_code == 404


def test_a_namespace_is_there_from_its_first_write_on(people: Town) -> None:
    root = people.client("root")
    assert root.get("/api/v1/namespaces/never-made").status_code == 404
    made = root.post(path_of("secrets", "first-write"), json={"metadata": {"name": "s"}})
    assert made.status_code == 201
    answer = root.get("/api/v1/namespaces/first-write")
    assert (answer.status_code, answer.json()["status"]["phase"]) == (200, "Active")
    assert people.client("ann").get("/api/v1/namespaces/a").status_code == 200
    assert people.client("ann").get("/api/v1/namespaces/b").status_code == 403

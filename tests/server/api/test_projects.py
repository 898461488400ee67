"""Projects: namespaces as their users see them, and only those that they may see."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.support.people import Town, town

PROJECTS = "/apis/project.openshift.io/v1/projects"
REQUESTS = "/apis/project.openshift.io/v1/projectrequests"
NAMESPACES = "/api/v1/namespaces"
MERGE = {"content-type": "application/merge-patch+json"}
TABLE = {"accept": "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as opened:
        for name in ("a", "b"):
            made = opened.client("root").post(NAMESPACES, json={"metadata": {"name": name}})
            assert made.status_code == 201, made.text
        yield opened


@pytest.fixture
def root(people: Town) -> httpx2.Client:
    return people.client("root")


def names_of(client: httpx2.Client) -> list[str]:
    answer = client.get(PROJECTS)
    assert answer.status_code == 200, answer.text
    return [item["metadata"]["name"] for item in answer.json()["items"]]


def test_a_list_has_the_projects_that_somebody_may_see(people: Town) -> None:
    seen = {user: names_of(people.client(user)) for user in ("ann", "ben", "nat")}
    assert seen == {"ann": ["a"], "ben": ["b"], "nat": []}
    assert {"a", "b", "default"} <= set(names_of(people.client("root")))


def test_a_watch_has_no_other_events(people: Town) -> None:
    query = {"watch": "1", "timeoutSeconds": "1"}
    with people.client("ann").stream("GET", PROJECTS, params=query) as answer:
        events = [json.loads(line) for line in answer.iter_lines()]
    assert {event["object"]["metadata"]["name"] for event in events} == {"a"}
    assert events[0]["object"]["kind"] == "Project"


def test_the_project_of_another_is_refused_as_one_that_is_not_there(people: Town) -> None:
    ann = people.client("ann")
    assert ann.get(f"{PROJECTS}/a").json()["kind"] == "Project"
    for name in ("b", "nowhere"):
        for method in ("GET", "DELETE", "PUT", "PATCH"):
            body = json.dumps({"metadata": {"name": name}}) if method[0] == "P" else None
            answer = ann.request(method, f"{PROJECTS}/{name}", content=body, headers=MERGE)
            assert answer.status_code == 403, answer.text


def test_a_project_is_asked_for_and_tells_who_did(root: httpx2.Client) -> None:
    name = f"p-{uuid.uuid4().hex[:8]}"
    assert root.get(REQUESTS).json()["status"] == "Success"
    sent = {"metadata": {"name": name}, "displayName": "Mine", "description": "to try"}
    made = root.post(REQUESTS, json=sent)
    assert (made.status_code, made.json()["kind"]) == (201, "Project")
    assert made.json()["metadata"]["annotations"] == {
        "openshift.io/description": "to try",
        "openshift.io/display-name": "Mine",
        "openshift.io/requester": "root",
    }
    assert root.get(f"{NAMESPACES}/{name}").json()["status"] == {"phase": "Active"}
    assert root.post(REQUESTS, json=sent).status_code == 409
    row = root.get(f"{PROJECTS}/{name}", headers=TABLE).json()["rows"][0]
    assert row["cells"] == [name, "Mine", "Active"]


def test_who_may_ask_for_none_is_told_so(people: Town) -> None:
    ann = people.client("ann")
    refused = ann.get(REQUESTS)
    assert refused.status_code == 403
    assert "You may not request a new project via this API." in refused.json()["message"]
    assert ann.post(REQUESTS, json={"metadata": {"name": "mine"}}).status_code == 403


def test_a_project_is_changed_and_goes_with_its_namespace(root: httpx2.Client) -> None:
    name = f"p-{uuid.uuid4().hex[:8]}"
    assert root.post(PROJECTS, json={"metadata": {"name": name}}).status_code == 201
    place = f"{PROJECTS}/{name}"
    labelled: Any = {"metadata": {"labels": {"a": "b"}}}
    patched = root.patch(place, content=json.dumps(labelled), headers=MERGE)
    assert patched.json()["metadata"]["labels"]["a"] == "b"
    document = patched.json()
    document["metadata"]["annotations"] = {"x": "y"}
    assert root.put(place, json=document).json()["metadata"]["annotations"] == {"x": "y"}
    assert root.get(f"{NAMESPACES}/{name}").json()["metadata"]["labels"]["a"] == "b"
    assert root.delete(place).json()["status"] == "Success"
    assert root.post(PROJECTS, json={"metadata": {"name": "Not_a_label"}}).status_code == 422

"""Image streams over HTTP: the rules of the store and of versions, lists, patches, watches."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.objects import IMAGES, docker_tag, path_of, stream_of
from tests.support.people import Town, town

MODIFIED = (
    'Operation cannot be fulfilled on imagestreams.image.openshift.io "app": the object has been '
    "modified; please apply your changes to the latest version and try again"
)


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


def create(client: httpx2.Client, namespace: str, *tags: Any, name: str = "app", **metadata: Any):
    answer = client.post(
        path_of("imagestreams", namespace), json=stream_of(name, *tags, **metadata)
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def patch(
    client: httpx2.Client, path: str, body: Any, kind: str = "merge-patch+json", query: str = ""
) -> httpx2.Response:
    headers = {"content-type": f"application/{kind}"}
    return client.patch(path + query, content=json.dumps(body), headers=headers)


# --------------------------------------------------------------------------------------- create


def test_a_new_stream_has_generation_1_and_no_status_of_the_client(
    root: httpx2.Client, namespace: str
) -> None:
    sent = stream_of("app", docker_tag("v1", generation=7), generation=9)
    sent["status"] = {"dockerImageRepository": "x", "tags": [{"tag": "v1", "items": []}]}
    made = root.post(path_of("imagestreams", namespace), json=sent).json()
    assert made["metadata"]["generation"] == made["spec"]["tags"][0]["generation"] == 1
    assert made["status"] == {"dockerImageRepository": ""}
    assert made["spec"]["tags"][0]["importPolicy"] == {"importMode": "Legacy"}
    assert root.get(path_of("imagestreams", namespace, "app")).json() == made


def test_a_name_is_taken_once(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace)
    answer = root.post(path_of("imagestreams", namespace), json=stream_of("app"))
    text = 'imagestreams.image.openshift.io "app" already exists'
    assert (answer.status_code, answer.json()["message"]) == (409, text)


def test_a_version_on_create_is_the_error_of_the_reference(
    root: httpx2.Client, namespace: str
) -> None:
    sent = stream_of("app", resourceVersion="1")
    answer = root.post(path_of("imagestreams", namespace), json=sent)
    assert answer.status_code == 500
    assert answer.json() == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": "resourceVersion should not be set on objects to be created",
        "code": 500,
    }


def test_all_that_is_wrong_comes_in_one_answer(root: httpx2.Client, namespace: str) -> None:
    lost = {"name": "lost", "from": {"kind": "ImageStreamTag", "name": "nothere:1"}}
    sent = stream_of("app", docker_tag("bad", "a//b"), lost)
    answer = root.post(path_of("imagestreams", namespace), json=sent)
    assert answer.status_code == 422
    fields = [cause["field"] for cause in answer.json()["details"]["causes"]]
    assert sorted(fields) == ["[]", "spec.tags[bad].from.name"]
    assert 'spec.tags[lost].from.name: Not found: \\"nothere:1\\"' in answer.text


def test_a_dry_run_creates_nothing(root: httpx2.Client, namespace: str) -> None:
    path = path_of("imagestreams", namespace)
    answer = root.post(f"{path}?dryRun=All", json=stream_of("app"))
    assert answer.status_code == 201
    assert "resourceVersion" not in answer.json()["metadata"]
    assert root.get(f"{path}/app").status_code == 404
    create(root, namespace)
    assert root.post(f"{path}?dryRun=All", json=stream_of("app")).status_code == 409


# --------------------------------------------------------------------------------------- update


def test_an_update_counts_generations_and_keeps_who_the_stream_is(
    root: httpx2.Client, namespace: str
) -> None:
    made = create(root, namespace, docker_tag("v1"))
    path = path_of("imagestreams", namespace, "app")
    sent = json.loads(json.dumps(made))
    sent["metadata"] |= {"uid": "", "creationTimestamp": "2001-01-01T00:00:00Z"}
    sent["spec"]["tags"].append(docker_tag("v2"))
    changed = root.put(path, json=sent).json()
    assert changed["metadata"]["generation"] == 2
    assert [tag["generation"] for tag in changed["spec"]["tags"]] == [1, 2]
    for key in ("uid", "creationTimestamp"):
        assert changed["metadata"][key] == made["metadata"][key]
    assert int(changed["metadata"]["resourceVersion"]) > int(made["metadata"]["resourceVersion"])


def test_what_changes_nothing_keeps_its_version(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace, docker_tag("v1"))
    path = path_of("imagestreams", namespace, "app")
    assert root.put(path, json=made).json() == made
    assert patch(root, path, {}).json() == made
    assert root.get(path).json() == made


def test_an_update_names_the_version_that_it_replaces(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    stale = {**made, "metadata": {**made["metadata"], "resourceVersion": "1"}}
    answer = root.put(path, json=stale)
    assert (answer.status_code, answer.json()["message"]) == (409, MODIFIED)
    without = {**made, "metadata": {"name": "app"}}
    answer = root.put(path, json=without)
    assert answer.status_code == 422
    assert answer.json()["message"] == (
        'imagestreams.image.openshift.io "app" is invalid: metadata.resourceVersion: '
        "Invalid value: 0x0: must be specified for an update"
    )


def test_there_is_no_update_of_what_is_not_there(root: httpx2.Client, namespace: str) -> None:
    answer = root.put(
        path_of("imagestreams", namespace, "app"), json=stream_of("app", resourceVersion="1")
    )
    text = 'imagestreams.image.openshift.io "app" not found'
    assert (answer.status_code, answer.json()["message"]) == (404, text)


def test_the_status_has_a_path_of_its_own(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace, docker_tag("v1"))
    path = path_of("imagestreams", namespace, "app")
    event = {"dockerImageReference": "registry.test/app@sha256:" + "a" * 64, "image": "sha256:a"}
    sent = {**made, "spec": {"tags": []}}
    sent["status"] = {"tags": [{"tag": "v1", "items": [{**event, "created": None}]}]}
    assert "tags" not in root.put(path, json={**sent, "spec": made["spec"]}).json()["status"]
    changed = root.put(f"{path}/status", json=sent).json()
    assert changed["status"]["tags"][0]["items"][0]["image"] == "sha256:a"
    assert changed["spec"] == made["spec"]
    assert root.get(f"{path}/status").json() == root.get(path).json()


# ---------------------------------------------------------------------------------------- patch


def test_every_kind_of_patch(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, docker_tag("v1"), docker_tag("v2"))
    path = path_of("imagestreams", namespace, "app")
    labelled = patch(root, path, {"metadata": {"labels": {"a": "b"}}}).json()
    assert labelled["metadata"]["labels"] == {"a": "b"}
    assert labelled["metadata"]["generation"] == 1
    merged = patch(
        root,
        path,
        {"spec": {"tags": [docker_tag("v3"), {"name": "v1", "$patch": "delete"}]}},
        "strategic-merge-patch+json",
    ).json()
    assert [tag["name"] for tag in merged["spec"]["tags"]] == ["v2", "v3"]
    steps = [{"op": "remove", "path": "/spec/tags/0"}]
    stepped = patch(root, path, steps, "json-patch+json").json()
    assert [tag["name"] for tag in stepped["spec"]["tags"]] == ["v3"]
    assert stepped["metadata"]["generation"] == 3


def test_a_patch_that_copies_copies_is_too_large(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, docker_tag("v1"))
    path = path_of("imagestreams", namespace, "app")
    steps = [{"op": "copy", "from": "/spec", "path": f"/spec/{n}"} for n in range(64)]
    answer = patch(root, path, steps, "json-patch+json")
    assert (answer.status_code, answer.json()["reason"]) == (413, "RequestEntityTooLarge")
    assert "the accumulated size increase of copy" in answer.json()["message"]


def test_server_side_apply_makes_what_is_not_there(root: httpx2.Client, namespace: str) -> None:
    path = path_of("imagestreams", namespace, "app")
    sent = stream_of("app", docker_tag("v1"))
    first = patch(root, path, sent, "apply-patch+yaml", "?fieldManager=test")
    assert (first.status_code, first.json()["metadata"]["generation"]) == (201, 1)
    again = patch(root, path, sent, "apply-patch+yaml", "?fieldManager=test")
    assert again.status_code == 200
    assert again.json()["spec"] == first.json()["spec"]


def test_a_patch_with_a_stale_version_is_a_conflict(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    answer = patch(root, path, {"metadata": {"resourceVersion": "1", "labels": {"a": "b"}}})
    assert (answer.status_code, answer.json()["message"]) == (409, MODIFIED)


def test_a_patched_stream_keeps_the_rules(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, docker_tag("v1"))
    path = path_of("imagestreams", namespace, "app")
    answer = patch(root, path, {"spec": {"tags": [docker_tag("v1", "a//b")]}})
    assert answer.status_code == 422
    assert "invalid reference format" in answer.json()["message"]


# --------------------------------------------------------------------------------------- delete


def test_a_deletion_names_what_is_gone(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    wrong = {"kind": "DeleteOptions", "preconditions": {"uid": "other"}}
    refused = root.request("DELETE", path, json=wrong)
    assert refused.status_code == 409
    assert "ImageStream.image.openshift.io" in refused.json()["message"]
    assert "the UID in the precondition (other) does not match" in refused.json()["message"]
    assert root.delete(f"{path}?dryRun=All").status_code == 200
    answer = root.delete(path)
    assert answer.status_code == 200
    assert answer.json() == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": {
            "name": "app",
            "group": "image.openshift.io",
            "kind": "imagestreams",
            "uid": made["metadata"]["uid"],
        },
    }
    assert root.delete(path).status_code == 404


def test_many_are_deleted_by_their_labels(root: httpx2.Client, namespace: str) -> None:
    for name in ("one", "two", "three"):
        create(root, namespace, name=name, labels={"old": "no" if name == "two" else "yes"})
    path = path_of("imagestreams", namespace)
    answer = root.delete(f"{path}?labelSelector=old%3Dyes")
    assert [item["metadata"]["name"] for item in answer.json()["items"]] == ["one", "three"]
    left = root.get(path).json()["items"]
    assert [item["metadata"]["name"] for item in left] == ["two"]


# ----------------------------------------------------------------------------------------- list


def test_a_list_in_parts_with_selectors(root: httpx2.Client, namespace: str) -> None:
    for name in "abcde":
        create(root, namespace, name=name, labels={"odd": "yes" if name in "ace" else "no"})
    path = path_of("imagestreams", namespace)
    first = root.get(f"{path}?limit=2").json()
    assert (len(first["items"]), first["metadata"]["remainingItemCount"]) == (2, 3)
    rest = root.get(path, params={"continue": first["metadata"]["continue"]}).json()
    assert [item["metadata"]["name"] for item in first["items"] + rest["items"]] == list("abcde")
    odd = root.get(f"{path}?labelSelector=odd%3Dyes&fieldSelector=metadata.name!%3Dc").json()
    assert [item["metadata"]["name"] for item in odd["items"]] == ["a", "e"]
    unknown = root.get(f"{path}?fieldSelector=spec.foo%3D1")
    assert (unknown.status_code, unknown.json()["message"]) == (
        400,
        '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"',
    )
    assert root.get(f"{path}?continue=nonsense").status_code == 400


def test_a_table_has_the_columns_of_oc(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, docker_tag("v1"), docker_tag("latest"))
    accept = {"accept": "application/json;as=Table;v=v1;g=meta.k8s.io"}
    table = root.get(path_of("imagestreams", namespace), headers=accept).json()
    columns = [column["name"] for column in table["columnDefinitions"]]
    assert columns == ["Name", "Image Repository", "Tags", "Updated"]
    # Only tags that have been imported or pushed are listed.
    assert table["rows"][0]["cells"] == ["app", "", "", ""]


# ---------------------------------------------------------------------------------------- watch


def events(client: httpx2.Client, path: str, count: int, **params: str) -> list[tuple[str, str]]:
    """Type and name of the first events of a watch."""
    seen: list[tuple[str, str]] = []
    with client.stream("GET", path, params={"watch": "1", **params}, timeout=20) as answer:
        assert answer.status_code == 200
        for line in answer.iter_lines():
            event = json.loads(line)
            name = event["object"].get("metadata", {}).get("name") or event["object"].get("reason")
            seen.append((event["type"], name))
            if len(seen) == count:
                break
    return seen


def test_a_watch_goes_on_from_a_list(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, name="before")
    path = path_of("imagestreams", namespace)
    version = root.get(path).json()["metadata"]["resourceVersion"]
    create(root, namespace, name="after", labels={"a": "b"})
    patch(root, f"{path}/after", {"metadata": {"labels": {"a": "c"}}})
    root.delete(f"{path}/before")
    assert events(root, path, 3, resourceVersion=version) == [
        ("ADDED", "after"),
        ("MODIFIED", "after"),
        ("DELETED", "before"),
    ]
    assert events(root, path, 2, resourceVersion=version, labelSelector="a=b") == [
        ("ADDED", "after"),
        ("DELETED", "after"),
    ]
    assert events(root, path, 1, fieldSelector="metadata.name=after") == [("ADDED", "after")]


def test_a_watch_across_namespaces_shows_what_is_there(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace, name="unlike-all-others")
    seen = events(
        root, f"{IMAGES}/imagestreams", 1, fieldSelector="metadata.name=unlike-all-others"
    )
    assert seen == [("ADDED", "unlike-all-others")]


def test_a_watch_ends_when_its_time_is_over(root: httpx2.Client, namespace: str) -> None:
    create(root, namespace)
    path = path_of("imagestreams", namespace)
    assert events(root, path, 99, timeoutSeconds="1") == [("ADDED", "app")]


def test_watches_do_not_hold_the_stop(tmp_path: Path) -> None:
    with town(tmp_path) as opened:
        client = opened.client("root")
        create(client, "a")
        with client.stream("GET", path_of("imagestreams", "a"), params={"watch": "1"}) as answer:
            lines = answer.iter_lines()
            assert json.loads(next(lines))["type"] == "ADDED"
            opened.server.process.send_signal(signal.SIGTERM)
            # Well below the grace period of 40 s, at the end of which every connection is cut.
            assert list(lines) == []
            assert opened.server.process.wait(20) == 0


def test_a_watch_from_a_version_that_never_was_is_gone(root: httpx2.Client, namespace: str) -> None:
    path = path_of("imagestreams", namespace)
    for version, told in (("999999999", (410, "Expired")), ("abc", (400, "BadRequest"))):
        answer = root.get(path, params={"watch": "1", "resourceVersion": version})
        # As the only event, as Kubernetes tells it.
        [event] = map(json.loads, answer.text.splitlines())
        assert (event["type"], event["object"]["code"]) == ("ERROR", told[0])
        assert event["object"]["reason"] == told[1]


# ------------------------------------------------------------------------------ who is meant


def test_a_stream_of_another_uid_is_not_replaced(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    other = {**made, "metadata": {**made["metadata"], "uid": "another", "labels": {"a": "b"}}}
    for target in (path, f"{path}/status"):
        answer = root.put(target, json=other)
        assert (answer.status_code, answer.json()["message"]) == (
            409,
            'Operation cannot be fulfilled on imagestreams.image.openshift.io "app": StorageError: '
            f"invalid object, Code: 4, Key: /openshift.io/imagestreams/{namespace}/app, "
            "ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
            "another, UID in object meta: " + made["metadata"]["uid"],
        )
    assert root.get(path).json() == made


def test_a_dry_run_of_a_change_keeps_the_version(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    shown = patch(root, path, {"metadata": {"labels": {"a": "b"}}}, query="?dryRun=All").json()
    assert shown["metadata"]["labels"] == {"a": "b"}
    assert shown["metadata"]["resourceVersion"] == made["metadata"]["resourceVersion"]


def test_the_repository_of_a_status_is_echoed_once(root: httpx2.Client, namespace: str) -> None:
    made = create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    made["status"]["dockerImageRepository"] = "registry.test/mine"
    answer = root.put(f"{path}/status", json=made)
    assert answer.json()["status"]["dockerImageRepository"] == "registry.test/mine"
    assert root.get(path).json()["status"]["dockerImageRepository"] == ""


def test_all_that_is_wrong_with_tags_is_one_cause(root: httpx2.Client, namespace: str) -> None:
    tags = [
        docker_tag("a", "x:y:z"),
        docker_tag("b", "nothere:1"),
        docker_tag("c", "x", importPolicy={"importMode": "Odd"}),
    ]
    for tag in tags[:2]:
        tag["from"]["kind"] = "ImageStreamTag"
    new = root.post(path_of("imagestreams", namespace), json=stream_of("app", *tags))
    create(root, namespace)
    path = path_of("imagestreams", namespace, "app")
    changed = patch(root, path, {"spec": {"tags": tags}})
    assert (new.status_code, changed.status_code) == (422, 422)
    assert new.json() == changed.json()
    form = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"
    first, second = new.json()["details"]["causes"]
    assert first == {
        "reason": "InternalError",
        "field": "[]",
        "message": 'Internal error: imagestreams "app" is invalid: '
        f'[spec.tags[a].from.name: Invalid value: "x:y:z": {form}, '
        'spec.tags[b].from.name: Not found: "nothere:1"]',
    }
    assert second["field"] == "spec.tags[c].importPolicy.importMode"

"""The server stub with a store behind it: objects created, read, changed, listed and deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imagestreamimport import models
from imagestreamimport import server
from imagestreamimport.errors import NotFound
from tests.support.memory_server import GROUP, STREAMS, Streams, client, image, stream

APP = f"{STREAMS}/app"
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
APPLY = "application/apply-patch+yaml"


def with_app(**more: Any) -> Any:
    web = client(**more)
    assert web.post(STREAMS, json=stream(labels={"tier": "web"})).status_code == 201
    return web


def patch(web: Any, kind: str, body: Any, query: str = "", path: str = APP) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return web.patch(path + query, content=content, headers={"Content-Type": kind})


def tags(answer: Any) -> list[Any]:
    assert answer.status_code in (200, 201), answer.text
    return [tag["name"] for tag in answer.json()["spec"]["tags"]]


# ----------------------------------------------------------------------------- create, get, put


@pytest.mark.parametrize("kind", [MERGE, STRATEGIC, "application/json-patch+json"])
def test_a_patch_that_cannot_be_read_is_told_where_there_is_something_to_patch(kind: str) -> None:
    web = client()
    assert patch(web, kind, "{").status_code == 404
    web.post(STREAMS, json=stream())
    refused = patch(web, kind, "{")
    assert refused.status_code == 400
    assert "the object provided is unrecognized" in refused.json()["message"]


def test_a_stream_is_created_once() -> None:
    web = with_app()
    again = web.post(STREAMS, json=stream())
    assert (again.status_code, again.json()["reason"]) == (409, "AlreadyExists")
    assert again.json()["message"] == 'imagestreams.image.openshift.io "app" already exists'
    assert again.json()["details"] == {
        "name": "app",
        "group": "image.openshift.io",
        "kind": "imagestreams",
    }


def test_a_name_is_made_of_its_beginning() -> None:
    body = stream(generateName="app")
    del body["metadata"]["name"]
    names = {client().post(STREAMS, json=body).json()["metadata"]["name"] for _ in range(3)}
    assert len(names) == 3
    assert all(name.startswith("app") and len(name) == 8 for name in names)


def test_what_is_not_there_is_told_in_the_words_that_scripts_look_for() -> None:
    answer = client().get(APP)
    assert answer.status_code == 404
    assert answer.json()["message"] == 'imagestreams.image.openshift.io "app" not found'


def test_dry_run_stores_nothing() -> None:
    web = client()
    assert web.post(f"{STREAMS}?dryRun=All", json=stream()).status_code == 201
    assert web.get(APP).status_code == 404


def test_an_update_replaces_the_object_but_not_its_status() -> None:
    streams = Streams()
    web = with_app(imagestreams=streams)
    document = web.get(APP).json()
    streams.kept["ns", "app"].status = models.ImageStreamStatus(docker_image_repository="kept")
    document["metadata"]["labels"] = {"a": "b"}
    document["status"] = {"dockerImageRepository": "mine"}
    answer = web.put(APP, json=document).json()
    assert answer["metadata"]["labels"] == {"a": "b"}
    assert answer["status"]["dockerImageRepository"] == "kept"
    stale = web.put(APP, json=document)
    assert (stale.status_code, stale.json()["reason"]) == (409, "Conflict")
    assert stale.json()["message"].startswith(
        'Operation cannot be fulfilled on imagestreams.image.openshift.io "app": the object has'
    )


@pytest.mark.parametrize(
    ("metadata", "text"),
    [
        (
            {"name": "other"},
            "the name of the object (other) does not match the name on the URL (app)",
        ),
        (
            {},
            "the name of the object (app based on URL) was undeterminable: name must be provided",
        ),
        (
            {"name": "app", "namespace": "b"},
            "the namespace of the provided object does not match the namespace sent on the request",
        ),
    ],
)
def test_an_update_of_another_object_is_refused(metadata: dict[str, str], text: str) -> None:
    body = {**stream(), "metadata": {**metadata, "generateName": "app"}}
    answer = with_app().put(APP, json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, text)


def test_the_status_has_a_path_of_its_own() -> None:
    web = with_app()
    document = web.get(APP).json()
    document["status"] = {"dockerImageRepository": "r.test/ns/app"}
    written = web.put(f"{APP}/status", json=document).json()
    assert written["status"]["dockerImageRepository"] == "r.test/ns/app"
    changed = patch(
        web, MERGE, {"status": {"dockerImageRepository": "x"}}, path=f"{APP}/status"
    ).json()
    assert changed["status"]["dockerImageRepository"] == "x"
    ignored = patch(web, MERGE, {"status": {"dockerImageRepository": "y"}}).json()
    assert ignored["status"]["dockerImageRepository"] == "x"


def test_a_subresource_may_be_a_list_of_another_kind() -> None:
    answer = with_app().get(f"{APP}/secrets").json()
    assert (answer["kind"], answer["apiVersion"]) == ("SecretList", "image.openshift.io/v1")
    assert [item["metadata"]["name"] for item in answer["items"]] == ["pull"]


def test_handlers_may_answer_with_documents() -> None:
    class Documents(server.ImageStreams):
        async def get(self, *arguments: Any, **named: Any) -> Any:
            return {"metadata": {"name": "app"}, "later": 1}

        async def list(self, *arguments: Any, **named: Any) -> Any:
            return {"items": [{"metadata": {"name": "app"}}]}

    web = client(imagestreams=Documents())
    document = web.get(APP).json()
    assert (document["kind"], document["later"]) == ("ImageStream", 1)
    listed = web.get(STREAMS).json()
    assert (listed["kind"], listed["metadata"]) == ("ImageStreamList", {})


# ------------------------------------------------------------------------------------- deletion


def test_a_deletion_is_answered_with_a_status() -> None:
    web = with_app()
    answer = web.request("DELETE", APP, json={"propagationPolicy": "Background"})
    assert answer.status_code == 200
    assert answer.json() == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": {"name": "app", "group": "image.openshift.io", "kind": "imagestreams"},
    }
    assert web.get(APP).status_code == 404


def test_options_of_a_deletion_come_from_the_body_or_the_query() -> None:
    web = with_app()
    assert web.request("DELETE", APP, json={"preconditions": {"uid": "x"}}).status_code == 409
    assert web.request("DELETE", APP, json={"dryRun": ["All"]}).status_code == 200
    assert web.delete(f"{APP}?dryRun=All").status_code == 200
    assert web.get(APP).status_code == 200
    bad = web.request("DELETE", APP, json={"propagationPolicy": "x"})
    assert (bad.status_code, bad.json()["details"]["kind"]) == (422, "DeleteOptions")
    assert web.request("DELETE", APP, json={"kind": "Pod"}).status_code == 400
    assert web.request("DELETE", APP, json=[]).status_code == 400


def test_many_are_deleted_by_labels() -> None:
    web = with_app()
    web.post(STREAMS, json=stream("other"))
    gone = web.delete(f"{STREAMS}?labelSelector=tier%3Dweb").json()
    assert gone["kind"] == "ImageStreamList"
    assert [item["metadata"]["name"] for item in gone["items"]] == ["app"]
    assert [item["metadata"]["name"] for item in web.get(STREAMS).json()["items"]] == ["other"]
    assert web.delete(f"{GROUP}/imagestreams").status_code == 405


# ---------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["app", "db", "old"]),
        ("labelSelector=tier%3Dweb", ["app"]),
        ("labelSelector=tier%3D%3Dweb,!gone", ["app"]),
        ("labelSelector=tier!%3Dweb", ["db", "old"]),
        ("labelSelector=tier in (web, data)", ["app", "db"]),
        ("labelSelector=tier notin (web)", ["db", "old"]),
        ("labelSelector=tier", ["app", "db"]),
        ("labelSelector=!tier", ["old"]),
        ("labelSelector=size>3,size<9", ["db"]),
        ("fieldSelector=metadata.name%3Ddb", ["db"]),
        ("fieldSelector=metadata.name%3D%3Ddb,", ["db"]),
        ("fieldSelector=metadata.name%3Ddb,metadata.name%3Ddb", ["db"]),
        ("fieldSelector=metadata.name!%3Ddb,metadata.namespace%3Dns", ["app", "old"]),
    ],
)
def test_selectors_select(query: str, names: list[str]) -> None:
    web = with_app()
    web.post(STREAMS, json=stream("db", labels={"tier": "data", "size": "5"}))
    web.post(STREAMS, json=stream("old"))
    answer = web.get(f"{STREAMS}?{query}")
    assert [item["metadata"]["name"] for item in answer.json()["items"]] == names


@pytest.mark.parametrize(
    "query",
    [
        "labelSelector=a%3D%3D%3Db", "labelSelector=,", "labelSelector=a in (b", "limit=x",
        "labelSelector=-a", "fieldSelector=x",
    ],
)  # fmt: skip
def test_selectors_that_cannot_be_read_are_refused(query: str) -> None:
    answer = client().get(f"{STREAMS}?{query}")
    assert (answer.status_code, answer.json()["reason"]) == (400, "BadRequest")


def test_fields_that_nobody_selects_by_are_named() -> None:
    answer = client().get(f"{STREAMS}?fieldSelector=spec.foo%3Dx")
    assert answer.status_code == 400
    assert answer.json()["message"] == (
        '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"'
    )


def test_long_lists_come_in_parts() -> None:
    web = client()
    for name in "abc":
        web.post(STREAMS, json=stream(name))
    first = web.get(f"{STREAMS}?limit=2").json()
    assert first["metadata"]["remainingItemCount"] == 1
    rest = web.get(f"{STREAMS}?limit=2&continue={first['metadata']['continue']}").json()
    assert [item["metadata"]["name"] for item in rest["items"]] == ["c"]
    assert "continue" not in rest["metadata"]


def test_a_list_across_namespaces_has_all_of_them() -> None:
    web = with_app()
    web.post(f"{GROUP}/namespaces/b/imagestreams", json=stream("b"))
    spaces = [
        item["metadata"]["namespace"] for item in web.get(f"{GROUP}/imagestreams").json()["items"]
    ]
    assert spaces == ["ns", "b"]


# --------------------------------------------------------------------------------------- tables


def test_a_table_has_the_name_and_the_age() -> None:
    table = with_app().get(STREAMS, headers={"Accept": TABLE}).json()
    assert (table["kind"], table["apiVersion"]) == ("Table", "meta.k8s.io/v1")
    assert table["metadata"]["resourceVersion"] == "1"
    assert [column["name"] for column in table["columnDefinitions"]] == ["Name", "Age"]
    (row,) = table["rows"]
    assert row["cells"][0] == "app"
    assert row["cells"][1].endswith("s")
    assert row["object"]["kind"] == "PartialObjectMetadata"
    assert row["object"]["metadata"]["namespace"] == "ns"


def test_a_handler_has_better_columns() -> None:
    class Better(Streams):
        table_columns = (
            {"name": "Name", "type": "string", "format": "name"},
            {"name": "Tags", "type": "string"},
        )

        def table_row(self, item: models.ImageStream) -> list[Any]:
            assert isinstance(item.metadata, models.ObjectMeta)
            assert isinstance(item.spec, models.ImageStreamSpec)
            return [item.metadata.name, ",".join(str(tag.name) for tag in item.spec.tags or [])]

    web = with_app(imagestreams=Better())
    table = web.get(f"{APP}?includeObject=Object", headers={"Accept": TABLE}).json()
    assert [row["cells"] for row in table["rows"]] == [["app", "v1"]]
    assert table["rows"][0]["object"]["spec"]["tags"]
    assert (
        "object"
        not in web.get(f"{APP}?includeObject=None", headers={"Accept": TABLE}).json()["rows"][0]
    )


# -------------------------------------------------------------------------------------- patches


def test_a_merge_patch_replaces_lists_and_removes_nulls() -> None:
    web = with_app()
    made = patch(web, MERGE, {"metadata": {"labels": None}, "spec": {"tags": [{"name": "x"}]}})
    assert tags(made) == ["x"]
    assert "labels" not in made.json()["metadata"]
    assert made.json()["spec"]["tags"][0]["importPolicy"] == {"importMode": "Legacy"}


def test_a_json_patch_is_applied_whole_or_not_at_all() -> None:
    web = with_app()
    kind = "application/json-patch+json"
    made = patch(
        web,
        kind,
        [
            {"op": "test", "path": "/spec/tags/0/name", "value": "v1"},
            {"op": "add", "path": "/spec/tags/-", "value": {"name": "v2"}},
            {"op": "copy", "from": "/spec/tags/0", "path": "/spec/tags/0"},
            {"op": "replace", "path": "/spec/tags/0/name", "value": "v0"},
            {"op": "add", "path": "/metadata/labels/a~1b", "value": "c"},
        ],
    )
    assert tags(made) == ["v0", "v1", "v2"]
    assert made.json()["metadata"]["labels"] == {"tier": "web", "a/b": "c"}
    failed = patch(web, kind, [{"op": "test", "path": "/kind", "value": "Pod"}])
    assert (failed.status_code, failed.json()["reason"]) == (422, "Invalid")
    assert patch(web, kind, [{"op": "remove", "path": "/nothing"}]).status_code == 422
    assert patch(web, kind, [{"op": "fly", "path": "/kind"}]).status_code == 422
    odd = patch(web, kind, [{"op": "test", "path": "/none", "value": None, "why": 1}])
    assert "json patch unknown field" in odd.headers["warning"]
    assert patch(web, kind, {}).status_code == 400
    many = patch(web, kind, [{"op": "test", "path": "/a", "value": 1}] * 10_001)
    assert many.status_code == 413


def test_a_strategic_patch_finds_tags_by_name() -> None:
    web = with_app()
    made = patch(
        web,
        STRATEGIC,
        {
            "$setElementOrder/spec": [],
            "spec": {
                "$setElementOrder/tags": [{"name": "v0"}, {"name": "v1"}],
                "tags": [
                    {"name": "v1", "referencePolicy": {"type": "Local"}},
                    {"name": "v0", **image()},
                ],
            },
        },
    )
    assert tags(made) == ["v0", "v1"]
    changed = made.json()["spec"]["tags"][1]
    assert changed["from"] == image()["from"]
    assert changed["referencePolicy"] == {"type": "Local"}
    assert "$" not in made.text
    less = patch(web, STRATEGIC, {"spec": {"tags": [{"$patch": "delete", "name": "v0"}]}})
    assert tags(less) == ["v1"]
    replaced = patch(web, STRATEGIC, {"spec": {"tags": [{"$patch": "replace"}, {"name": "z"}]}})
    assert tags(replaced) == ["z"]
    assert patch(web, STRATEGIC, {"spec": {"tags": [{"from": None}]}}).status_code == 422
    assert patch(web, STRATEGIC, {"$patch": "fly"}).status_code == 400


def test_what_is_applied_is_made_where_it_is_not_there() -> None:
    web = client()
    text = "kind: ImageStream\napiVersion: image.openshift.io/v1\nmetadata: {name: app}\nspec: {tags: [{name: a}]}\n"
    made = patch(web, APPLY, text, "?fieldManager=me")
    assert made.status_code == 201
    assert made.json()["metadata"]["uid"]
    more = {**stream(), "spec": {"tags": [{"name": "b"}]}}
    changed = patch(web, APPLY, more, "?fieldManager=you&force=true")
    assert changed.status_code == 200
    assert tags(changed) == ["a", "b"]
    managers = [
        (entry["manager"], entry["operation"])
        for entry in changed.json()["metadata"]["managedFields"]
    ]
    assert managers == [("me", "Apply"), ("you", "Apply")]
    assert changed.json()["metadata"]["uid"] == made.json()["metadata"]["uid"]


def test_applying_needs_a_manager_and_nothing_else_takes_force() -> None:
    web = with_app()
    nobody = patch(web, APPLY, stream())
    assert nobody.status_code == 422
    assert (
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value'
        in nobody.text.replace("\\", "")
    )
    forced = patch(web, MERGE, {}, "?force=true")
    assert "may not be specified for non-apply patch" in forced.json()["message"]


def test_a_patch_changes_neither_name_nor_uid() -> None:
    web = with_app()
    uid = web.get(APP).json()["metadata"]["uid"]
    made = patch(web, MERGE, {"metadata": {"uid": None, "creationTimestamp": None}})
    assert made.json()["metadata"]["uid"] == uid
    assert made.json()["metadata"]["creationTimestamp"]
    other = patch(web, MERGE, {"metadata": {"uid": "x"}})
    assert (other.status_code, "metadata.uid" in other.text) == (422, True)
    nameless = patch(web, MERGE, {"metadata": None})
    assert (nameless.status_code, "undeterminable" in nameless.text) == (400, True)
    renamed = patch(web, MERGE, {"metadata": {"name": "b"}})
    assert renamed.status_code == 400


def test_a_patch_of_another_version_is_a_conflict() -> None:
    web = with_app()
    version = web.get(APP).json()["metadata"]["resourceVersion"]
    good = patch(web, MERGE, {"metadata": {"resourceVersion": version, "labels": {"a": "b"}}})
    assert good.status_code == 200
    stale = patch(web, MERGE, {"metadata": {"resourceVersion": version}})
    assert (stale.status_code, stale.json()["reason"]) == (409, "Conflict")


def test_what_a_patch_makes_is_checked() -> None:
    web = with_app()
    bad = patch(web, MERGE, {"spec": {"tags": [{"name": "x", **image("a//b")}]}})
    assert (bad.status_code, bad.json()["details"]["kind"]) == (422, "ImageStream")
    wrong = patch(web, MERGE, {"spec": {"tags": 1}})
    assert (wrong.status_code, wrong.json()["details"]["causes"][0]["field"]) == (422, "patch")
    assert patch(web, MERGE, []).status_code == 400
    strict = patch(web, MERGE, {"bogus": 1}, "?fieldValidation=Strict")
    assert (strict.status_code, "unknown field" in strict.json()["message"]) == (422, True)
    assert "warning" in patch(web, MERGE, {"bogus": 1}).headers
    assert tags(web.get(APP)) == ["v1"]


def test_a_patch_of_an_unknown_type_is_refused() -> None:
    answer = patch(with_app(), "application/json", {})
    assert answer.status_code == 415
    assert answer.json()["message"] == "415: Unsupported Media Type"


def test_errors_of_a_handler_end_a_patch() -> None:
    class Nothing(Streams):
        async def patch(self, *arguments: Any, **named: Any) -> Any:
            raise NotFound.of("imagestreams.image.openshift.io", "app")

    assert patch(client(imagestreams=Nothing()), MERGE, {}).status_code == 404

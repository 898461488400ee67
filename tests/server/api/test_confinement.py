"""Who is confined to a namespace gets nowhere else: every route, and every way around."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from imagestreamimport.resources import RESOURCES
from tests.support.objects import docker_tag, import_of, path_of, secret_of, stream_of
from tests.support.people import Town, token_of, town
from tests.support.registries.clients import login
from tests.support.registries.running import Registries

METHODS = {
    "create": "POST",
    "get": "GET",
    "list": "GET",
    "watch": "GET",
    "update": "PUT",
    "patch": "PATCH",
    "delete": "DELETE",
    "deletecollection": "DELETE",
}
ON_COLLECTIONS = ("create", "list", "watch", "deletecollection")
# What all users may ask: the answers tell them of themselves alone.
OF_ONESELF = {
    ("create", "selfsubjectaccessreviews"),
    ("create", "selfsubjectreviews"),
    ("create", "selfsubjectrulesreviews"),
    ("list", "projectrequests"),
    ("list", "projects"),
    ("watch", "projects"),
}
SECRET = "s3cret-that-nobody-else-may-see"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two namespaces, each with a stream, a secret, and a user of its own."""
    with town(tmp_path_factory.mktemp("town")) as opened:
        for user, namespace in (("ann", "a"), ("ben", "b")):
            client = opened.client(user)
            made = client.post(path_of("imagestreams", namespace), json=stream_of("app"))
            assert made.status_code == 201, made.text
            secret = secret_of("pull", {SECRET: {}})
            assert client.post(path_of("secrets", namespace), json=secret).status_code == 201
        yield opened


def routes() -> Iterator[tuple[str, str, str]]:
    """Verb, method and path, in ben's namespace, of everything that lies in a namespace."""
    for resource in RESOURCES.values():
        if not resource.namespaced:
            continue
        for mount in resource.mounts:
            for verb in resource.verbs:
                name = None if verb in ON_COLLECTIONS else "app"
                path = resource.path("b", name, legacy=mount.legacy)
                yield verb, METHODS[verb], f"{path}?watch=1" if verb == "watch" else path
            for sub in resource.subresources:
                for verb in sub.verbs:
                    path = resource.path("b", "app", sub.name, legacy=mount.legacy)
                    yield verb, METHODS[verb], path


def test_the_routes_are_there_to_be_tested() -> None:
    assert len(set(routes())) > 25


@pytest.mark.parametrize(("verb", "method", "path"), sorted(set(routes())))
@pytest.mark.parametrize("user", ["ann", "rita", "nat"])
def test_no_route_leads_into_another_namespace(
    people: Town, user: str, verb: str, method: str, path: str
) -> None:
    content_type = {"content-type": "application/merge-patch+json"} if method == "PATCH" else {}
    # The body is good, so that nothing but the right to send it is missing.
    body = import_of("app", "registry.test/app:1") if path.endswith("imports") else stream_of("app")
    answer = people.client(user).request(
        method, path, content=json.dumps(body) if method != "GET" else None, headers=content_type
    )
    assert (answer.status_code, answer.json()["reason"]) == (403, "Forbidden"), answer.text
    assert f'User "{user}" cannot {verb} resource' in answer.json()["message"]
    assert 'in the namespace "b"' in answer.json()["message"]
    assert SECRET not in answer.text


def routes_of_the_cluster() -> Iterator[tuple[str, str, str]]:
    """Verb, method and path of everything that lies in no namespace, images above all."""
    for resource in RESOURCES.values():
        if resource.namespaced or resource.plural == "namespaces":
            continue
        for mount in resource.mounts:
            for verb in resource.verbs:
                if (verb, resource.plural) in OF_ONESELF:
                    continue
                name = None if verb in ON_COLLECTIONS else "sha256:abc@x"
                path = resource.path(name=name, legacy=mount.legacy)
                yield verb, METHODS[verb], f"{path}?watch=1" if verb == "watch" else path


@pytest.mark.parametrize(("verb", "method", "path"), sorted(set(routes_of_the_cluster())))
@pytest.mark.parametrize("user", ["ann", "rita", "nat"])
def test_nobody_reads_or_writes_the_images_of_all(
    people: Town, user: str, verb: str, method: str, path: str
) -> None:
    answer = people.client(user).request(method, path, content="{}" if method != "GET" else None)
    assert (answer.status_code, answer.json()["reason"]) == (403, "Forbidden"), answer.text
    # A project lies in itself.
    place = 'in the namespace "sha256' if "/projects/" in path else "at the cluster scope"
    assert place in answer.json()["message"]


@pytest.mark.parametrize(
    "plural", ["imagestreams", "imagestreamtags", "imagetags", "secrets", "namespaces"]
)
@pytest.mark.parametrize("query", ["", "?watch=1", "?fieldSelector=metadata.namespace%3Da"])
def test_nobody_lists_across_namespaces(people: Town, plural: str, query: str) -> None:
    path = RESOURCES[plural].path()
    answer = people.client("ann").get(path + query)
    if "watch" not in RESOURCES[plural].verbs and query == "?watch=1":
        assert answer.status_code in (403, 405)  # what cannot be watched by anybody
        return
    assert answer.status_code == 403, answer.text
    assert "at the cluster scope" in answer.json()["message"]


def test_a_namespace_in_the_document_does_not_outwit_the_path(people: Town) -> None:
    sent = import_of("app", "registry.test/app:1", namespace="b")
    answer = people.client("ann").post(path_of("imagestreamimports", "a"), json=sent)
    assert answer.status_code == 400
    assert "does not match the namespace sent on the request" in answer.json()["message"]


@pytest.mark.parametrize("prefix", ["/apis/image.openshift.io/v1", "/oapi/v1"])
def test_an_import_without_namespace_in_the_path_is_authorized_by_its_document(
    people: Town, prefix: str
) -> None:
    sent = import_of("app", "registry.test/app:1", namespace="b", keep=False)
    answer = people.client("ann").post(f"{prefix}/imagestreamimports", json=sent)
    assert answer.status_code in (403, 404), answer.text


def test_reading_streams_is_not_reading_their_secrets(people: Town) -> None:
    rita = people.client("rita")
    assert rita.get(path_of("imagestreams", "a", "app")).status_code == 200
    assert rita.get(path_of("imagestreams", "a", "app", "secrets")).status_code == 403
    assert rita.get(path_of("secrets", "a", "pull")).status_code == 403
    own = people.client("ann").get(path_of("imagestreams", "a", "app", "secrets"))
    assert own.status_code == 200
    assert [item["metadata"]["name"] for item in own.json()["items"]] == ["pull"]


def test_a_readers_change_is_refused(people: Town) -> None:
    rita = people.client("rita")
    assert rita.delete(path_of("imagestreams", "a", "app")).status_code == 403
    assert rita.post(path_of("imagestreams", "a"), json=stream_of("new")).status_code == 403


def test_a_tag_cannot_point_into_a_namespace_that_one_may_not_pull_from(people: Town) -> None:
    source = {"kind": "ImageStreamTag", "namespace": "b", "name": "app:latest"}
    sent = stream_of("sneaky", {"name": "x", "from": source})
    answer = people.client("ann").post(path_of("imagestreams", "a"), json=sent)
    assert answer.status_code == 422
    assert "spec.tags[x].from: Forbidden: b/app" in answer.json()["message"]
    assert people.client("root").post(path_of("imagestreams", "a"), json=sent).status_code == 201


@pytest.mark.parametrize("kind", ["ImageStreamTag", "ImageTag"])
def test_a_tag_written_by_itself_cannot_point_there_either(people: Town, kind: str) -> None:
    source = {"kind": "ImageStreamTag", "namespace": "b", "name": "app:latest"}
    plural, field = f"{kind.lower()}s", "tag" if kind == "ImageStreamTag" else "spec"
    sent = {"kind": kind, "metadata": {"name": f"{kind.lower()}:x"}, field: {"from": source}}
    ann = people.client("ann")
    for method, path in (
        ("POST", path_of(plural, "a")),
        ("PUT", path_of(plural, "a", f"{kind.lower()}:x")),
    ):
        answer = ann.request(method, path, json=sent)
        assert answer.status_code == 422, answer.text
        assert "spec.tags[x].from: Forbidden: b/app" in answer.json()["message"]


@pytest.mark.parametrize("token", [None, "wrong", token_of("ann")[:-1], token_of("ann") + "0", "é"])
def test_a_wrong_token_and_none_are_told_apart_by_nothing(people: Town, token: str | None) -> None:
    headers = [("authorization", f"Bearer {token}".encode())] if token else []
    with people.server.client(None) as client:
        answers = [
            client.get(path_of("imagestreams", "a", name), headers=headers)
            for name in ("app", "other")
        ]
    told = {(answer.status_code, answer.json()["message"]) for answer in answers}
    assert told == {(401, "Unauthorized")}


def _outcome(answer: httpx2.Response) -> tuple[str, Any]:
    item = answer.json()["status"]["images"][0]
    return item["status"]["status"], item["status"].get("reason")


def test_pull_secrets_serve_their_own_namespace_alone(people: Town, registries: Registries) -> None:
    host = registries.host("basic")
    ann, ben = people.client("ann"), people.client("ben")
    secret = secret_of("of-ann", {host: login("reader", "readerpass")})
    assert ann.delete(path_of("secrets", "a", "pull")).status_code == 200
    assert ann.post(path_of("secrets", "a"), json=secret).status_code == 201
    sent = import_of("private", f"{host}/app/simple:v1")
    # In this order: what ann's import has brought must not answer ben's.
    imported = ann.post(path_of("imagestreamimports", "a"), json=sent)
    assert _outcome(imported) == ("Success", None), imported.text
    refused = ben.post(path_of("imagestreamimports", "b"), json=sent)
    assert _outcome(refused) == ("Failure", "Unauthorized"), refused.text
    digest = imported.json()["status"]["images"][0]["image"]["metadata"]["name"]
    by_digest = import_of("private", f"{host}/app/simple@{digest}", to="v1")
    refused = ben.post(path_of("imagestreamimports", "b"), json=by_digest)
    assert _outcome(refused) == ("Failure", "Unauthorized"), refused.text


def test_no_secret_and_no_token_is_logged(people: Town, registries: Registries) -> None:
    ann = people.client("ann")
    ann.get(path_of("secrets", "a"), params={"token": token_of("ben")})
    line = people.server.logged('"path":"/api/v1/namespaces/a/secrets","verb":"list"')
    assert line["user"] == "ann"
    log = people.server.log.read_text()
    for word in (SECRET, "readerpass", token_of("ann"), token_of("ben")):
        assert word not in log


def test_a_spec_tag_of_docker_images_is_no_way_around_either(people: Town) -> None:
    sent = stream_of("plain", docker_tag("x"))
    answer = people.client("ann").post(path_of("imagestreams", "a"), json=sent)
    assert answer.status_code == 201
    assert answer.json()["metadata"]["namespace"] == "a"

"""What each method of the clients sends, and what it makes of the answer."""

from __future__ import annotations

import warnings
from typing import Any

import msgspec
import pytest
from imagestreamimport import errors
from imagestreamimport.client import AsyncClient, Client, ServerWarning
from imagestreamimport.models import (
    ImageImportSpec,
    ImageStream,
    ImageStreamImport,
    ImageStreamImportSpec,
    ObjectMeta,
    ObjectReference,
    Secret,
)

from tests.support.clients import COLOURS, client_of
from tests.support.loopback import answer, failure, hang_up, loopback

GROUP = "/apis/image.openshift.io/v1"
STREAM = {"kind": "ImageStream", "apiVersion": "image.openshift.io/v1", "metadata": {"name": "app"}}
IMPORT = ImageStreamImport(
    metadata=ObjectMeta(name="app"),
    spec=ImageStreamImportSpec(
        import_=False,
        images=[ImageImportSpec(from_=ObjectReference(kind="DockerImage", name="r.example/a:1"))],
    ),
)
SELF = {"kind": "ImageStream", "apiVersion": "image.openshift.io/v1"}

# Call, what is asked for, and the body.
CALLS: dict[str, tuple[Any, str, Any]] = {
    "get": (
        lambda c: c.imagestreams.get("app"),
        f"GET {GROUP}/namespaces/ns/imagestreams/app",
        None,
    ),
    "get in another namespace": (
        lambda c: c.imagestreams.get("app", "other"),
        f"GET {GROUP}/namespaces/other/imagestreams/app",
        None,
    ),
    "get of odd names": (
        lambda c: c.imagestreams.get("a/b:c d", namespace="x?y"),
        f"GET {GROUP}/namespaces/x%3Fy/imagestreams/a%2Fb:c%20d",
        None,
    ),
    "get below the legacy prefix": (
        lambda c: c.imagestreams.get("app", legacy=True),
        "GET /oapi/v1/namespaces/ns/imagestreams/app",
        None,
    ),
    "get of a resource without namespace": (
        lambda c: c.namespaces.get("team"),
        "GET /api/v1/namespaces/team",
        None,
    ),
    "get of a part": (
        lambda c: c.imagestreams.get_status("app"),
        f"GET {GROUP}/namespaces/ns/imagestreams/app/status",
        None,
    ),
    "create of a model": (
        lambda c: c.imagestreams.create(ImageStream(metadata=ObjectMeta(name="app"))),
        f"POST {GROUP}/namespaces/ns/imagestreams",
        {**SELF, "metadata": {"name": "app"}},
    ),
    "create of a dict, with options": (
        lambda c: c.imagestreams.create(
            {"metadata": {"name": "app", "namespace": "mine"}, "future": [None]},
            dry_run=True,
            field_manager="me",
            field_validation="Strict",
        ),
        f"POST {GROUP}/namespaces/mine/imagestreams"
        "?dryRun=All&fieldManager=me&fieldValidation=Strict",
        {**SELF, "metadata": {"name": "app", "namespace": "mine"}, "future": [None]},
    ),
    "create below the legacy prefix": (
        lambda c: c.imagestreams.create({"metadata": {"name": "app"}}, legacy=True, timeout=90.5),
        "POST /oapi/v1/namespaces/ns/imagestreams?timeout=90.5s",
        {"kind": "ImageStream", "apiVersion": "v1", "metadata": {"name": "app"}},
    ),
    "create keeps what the body says of itself": (
        lambda c: c.imagestreams.create({"kind": "Other", "apiVersion": "v9", "metadata": {}}),
        f"POST {GROUP}/namespaces/ns/imagestreams",
        {"kind": "Other", "apiVersion": "v9", "metadata": {}},
    ),
    "create for an hour": (
        lambda c: c.imagestreams.create({"metadata": {}}, timeout=3600),
        f"POST {GROUP}/namespaces/ns/imagestreams?timeout=3600s",
        {**SELF, "metadata": {}},
    ),
    "replace": (
        lambda c: c.imagestreams.replace({"metadata": {"name": "app"}}),
        f"PUT {GROUP}/namespaces/ns/imagestreams/app",
        {**SELF, "metadata": {"name": "app"}},
    ),
    "replace of a part": (
        lambda c: c.imagestreams.replace_status({"metadata": {"name": "app"}}, dry_run=True),
        f"PUT {GROUP}/namespaces/ns/imagestreams/app/status?dryRun=All",
        {**SELF, "metadata": {"name": "app"}},
    ),
    "patch": (
        lambda c: c.imagestreams.patch("app", {"metadata": {"labels": {"a": None}}}),
        f"PATCH {GROUP}/namespaces/ns/imagestreams/app",
        {"metadata": {"labels": {"a": None}}},
    ),
    "apply": (
        lambda c: c.imagestreams.patch(
            "app", {"spec": {}}, patch_type="apply", field_manager="me", force=True
        ),
        f"PATCH {GROUP}/namespaces/ns/imagestreams/app?fieldManager=me&force=true",
        {**SELF, "spec": {}},
    ),
    "update": (
        lambda c: c.imagestreams.update(
            {"metadata": {"name": "app", "resourceVersion": "7"}},
            {"metadata": {"name": "app", "labels": {"a": "b"}}},
        ),
        f"PATCH {GROUP}/namespaces/ns/imagestreams/app",
        {"metadata": {"labels": {"a": "b"}, "resourceVersion": "7"}},
    ),
    "delete": (
        lambda c: c.imagestreams.delete("app"),
        f"DELETE {GROUP}/namespaces/ns/imagestreams/app",
        None,
    ),
    "delete of one very object": (
        lambda c: c.imagestreams.delete(
            "app", uid="u1", resource_version="7", propagation_policy="Orphan", grace_period_s=0
        ),
        f"DELETE {GROUP}/namespaces/ns/imagestreams/app",
        {
            "kind": "DeleteOptions",
            "apiVersion": "v1",
            "propagationPolicy": "Orphan",
            "gracePeriodSeconds": 0,
            "preconditions": {"uid": "u1", "resourceVersion": "7"},
        },
    ),
    "delete of many": (
        lambda c: c.imagestreams.delete_collection(label_selector="a in (b,c)", dry_run=True),
        f"DELETE {GROUP}/namespaces/ns/imagestreams?labelSelector=a+in+%28b%2Cc%29&dryRun=All",
        None,
    ),
    "list": (
        lambda c: list(c.imagestreams.list(label_selector="a=b", field_selector="x=y")),
        f"GET {GROUP}/namespaces/ns/imagestreams?labelSelector=a%3Db&fieldSelector=x%3Dy&limit=500",
        None,
    ),
    "list of all namespaces": (
        lambda c: list(c.imagestreams.list(all_namespaces=True, page_size=2)),
        f"GET {GROUP}/imagestreams?limit=2",
        None,
    ),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_this_request(name: str, colour: str) -> None:
    call, expected, body = CALLS[name]
    with loopback(answer(200, STREAM)) as server, client_of(colour, server.url) as client:
        call(client)
    (request,) = server.received
    assert f"{request.method} {request.target}" == expected
    assert (request.json() if request.body else None) == body
    assert request.headers["accept"] == "application/json"
    assert request.headers["user-agent"].startswith("imagestreamimport/")
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("patch_type", "content_type"),
    [
        ("merge", "application/merge-patch+json"),
        ("json", "application/json-patch+json"),
        ("strategic", "application/strategic-merge-patch+json"),
    ],
)
def test_a_patch_says_of_what_kind_it_is(patch_type: Any, content_type: str) -> None:
    with loopback(answer(200, STREAM)) as server, Client(server.url, namespace="ns") as client:
        client.imagestreams.patch("app", b"[1]", patch_type=patch_type)
    assert server.received[0].headers["content-type"] == content_type
    assert server.received[0].body == b"[1]"


def test_the_import_is_typed_and_stays_as_it_was() -> None:
    before = msgspec.json.encode(IMPORT)
    outcome = {"kind": "ImageStreamImport", "status": {"images": [{"tag": "1"}]}, "new": 1}
    with loopback(answer(201, outcome)) as server, Client(server.url, namespace="ns") as client:
        made = client.imagestreamimports.create(IMPORT)
    assert isinstance(made, ImageStreamImport)
    assert made.status
    assert [image.tag for image in made.status.images or []] == ["1"]
    assert msgspec.json.encode(IMPORT) == before
    assert server.received[0].json()["apiVersion"] == "image.openshift.io/v1"


def test_a_path_of_the_server_is_kept() -> None:
    with loopback(answer(200, STREAM)) as server:
        with Client(f"{server.url}/k8s/clusters/c-1/", namespace="ns") as client:
            client.imagestreams.get("app")
    assert server.received[0].path.startswith("/k8s/clusters/c-1/apis/")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_list_that_leads_back_to_a_page_of_before_is_told(colour: str) -> None:
    pages = [answer(200, {"metadata": {"continue": token}, "items": []}) for token in "aba"]
    with loopback(*pages) as server, client_of(colour, server.url) as client:
        with pytest.raises(errors.WrongAnswer, match="second time") as raised:
            list(client.imagestreams.list())
    assert raised.value.method == "GET"
    assert len(server.received) == 3


@pytest.mark.parametrize("colour", COLOURS)
def test_pages_are_read_when_they_are_needed(colour: str) -> None:
    def page(name: str, token: str) -> Any:
        items = [{"metadata": {"name": name}}]
        return answer(200, {"metadata": {"continue": token}, "items": items})

    pages = page("a", "t/1"), page("b", ""), answer(200, {"items": None})
    with loopback(*pages) as server, client_of(colour, server.url) as client:
        listing = client.imagestreams.list()
        assert server.received == []
        streams = iter(listing)
        first = next(streams)
        assert len(server.received) == 1
        assert [stream.metadata.name for stream in streams] == ["b"]
        assert server.received[1].query == "limit=500&continue=t%2F1"
        assert list(listing) == []
    # What the elements of a list leave out.
    assert (first.kind, first.api_version) == ("ImageStream", "image.openshift.io/v1")


MISTAKES: dict[str, tuple[Any, str]] = {
    "no namespace": (lambda c: c.imagestreams.get("app"), "give namespace="),
    "no namespace of a list": (lambda c: c.imagestreams.list(), "give namespace="),
    "no namespace of a watch": (lambda c: c.imagestreams.watch(), "give namespace="),
    "a name that is a path": (lambda c: c.imagestreams.get("..", "ns"), "no name"),
    "an empty name": (lambda c: c.imagestreams.delete("", "ns"), "no name"),
    "a replacement without a name": (lambda c: c.imagestreams.replace({}, "ns"), "metadata.name"),
    "an apply by nobody": (
        lambda c: c.imagestreams.patch("a", {}, "ns", patch_type="apply"),
        "field_manager",
    ),
    "no such patch": (lambda c: c.imagestreams.patch("a", {}, "ns", patch_type="x"), "no such"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_before_anything_is_sent(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with loopback(hang_up) as server, Client(server.url) as client:
        with pytest.raises(ValueError, match=words):
            call(client)
    assert server.received == []


# ---------------------------------------------------------------------------------------- failures

FAILURES: dict[str, tuple[Any, type[errors.ApiError], str]] = {
    "a Status": (
        failure(404, "NotFound", 'imagestreams.image.openshift.io "app" not found'),
        errors.NotFound,
        'imagestreams.image.openshift.io "app" not found',
    ),
    "two reasons of one code": (failure(409, "AlreadyExists"), errors.AlreadyExists, "no"),
    "a page of a proxy": (
        answer(502, body=b"<html>\n bad gateway </html>"),
        errors.StatusError,
        "the server answered 502 Whatever: <html> bad gateway </html>",
    ),
    "an empty error": (answer(403), errors.Forbidden, "the server answered 403 Whatever"),
    "a redirect": (
        answer(302, headers=[("Location", "http://192.0.2.1/")]),
        errors.StatusError,
        "the server answered 302 Whatever",
    ),
    "a success that is no JSON": (answer(200, body=b"<html>"), errors.WrongAnswer, "malformed"),
    "a success of another type": (
        answer(200, {"metadata": {"name": 1}}),
        errors.WrongAnswer,
        "$.metadata.name",
    ),
    "a success in another encoding": (
        answer(200, body=b'{"kind": "\xff"}'),
        errors.WrongAnswer,
        "utf",
    ),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_this_error(name: str, colour: str) -> None:
    behaviour, kind, words = FAILURES[name]
    with loopback(behaviour) as server, client_of(colour, server.url) as client:
        with pytest.raises(kind) as raised:
            client.imagestreams.get("app")
    assert type(raised.value) is kind
    assert words in str(raised.value)
    assert raised.value.method == "GET"
    assert raised.value.url == f"{server.url}{GROUP}/namespaces/ns/imagestreams/app"


def test_an_error_has_the_whole_status() -> None:
    details = {"kind": "imagestreams", "causes": [{"field": "a.b", "message": "m", "reason": "R"}]}
    status = {"kind": "Status", "code": 422, "reason": "Invalid", "details": details, "more": [1]}
    with loopback(answer(422, status)) as server, Client(server.url, namespace="ns") as client:
        with pytest.raises(errors.Invalid) as raised:
            client.imagestreams.create({})
    assert raised.value.document == status
    assert [(cause.field, cause.message) for cause in raised.value.causes] == [("a.b", "m")]


# ---------------------------------------------------------------------------------------- warnings

HEADERS = [
    ("Warning", r'299 - "unknown field \"spec.x\""'),
    ("Warning", '299 - "one, and", 299 api.example "two"'),
]


@pytest.mark.parametrize("colour", COLOURS)
def test_warnings_of_the_server_reach_the_function(colour: str) -> None:
    texts: list[str] = []
    with loopback(answer(201, STREAM, headers=HEADERS)) as server:
        with client_of(colour, server.url, on_warning=texts.append) as client:
            client.imagestreams.create({"metadata": {"name": "app"}})
    assert texts == ['unknown field "spec.x"', "one, and", "two"]


def test_warnings_of_the_server_are_python_warnings_at_the_callers_line() -> None:
    with loopback(answer(200, STREAM, headers=HEADERS)) as server, Client(server.url) as client:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client.imagestreams.get("app", "ns")
    assert [item.category for item in caught] == [ServerWarning] * 3
    assert {item.filename for item in caught} == {__file__}


# ------------------------------------------------------------------------------------------ others


def test_both_clients_have_the_same_surface() -> None:
    def surface(of: type[Any]) -> set[str]:
        return {name for name in dir(of) if not name.startswith("_")}

    assert surface(Client) == surface(AsyncClient)
    secrets = Client("http://x.test").secrets, AsyncClient("http://x.test").secrets
    assert surface(type(secrets[0])) == surface(type(secrets[1]))
    # Nothing that the resource does not have.
    assert not hasattr(Client("http://x.test").imagestreamimports, "update")


def test_connections_are_kept_open() -> None:
    with loopback(answer(200, STREAM)) as server, Client(server.url, namespace="ns") as client:
        for _ in range(5):
            client.imagestreams.get("app")
    assert server.connections == 1


def test_a_closed_client_says_so() -> None:
    client = Client("http://127.0.0.1:1", namespace="ns")
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.imagestreams.get("app")


def test_a_secret_goes_there_and_back() -> None:
    document = {"kind": "Secret", "apiVersion": "v1", "data": {"k": "dmFsdWU="}}
    with loopback(answer(201, document)) as server, Client(server.url, namespace="ns") as client:
        made = client.secrets.create(Secret(data={"k": "dmFsdWU="}))
    assert server.received[0].target == "/api/v1/namespaces/ns/secrets"
    assert server.received[0].json() == document
    assert made.data == {"k": "dmFsdWU="}

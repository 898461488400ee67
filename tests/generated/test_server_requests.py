"""The server stub: what a request may look like, and what is said of those that may not."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from imagestreamimport import models
from imagestreamimport import server
from imagestreamimport.causes import Cause
from imagestreamimport.errors import Forbidden, NotFound, TooManyRequests, Unauthorized
from tests.support.memory_server import (
    GROUP,
    IMPORTS,
    STREAMS,
    Imports,
    client,
    image,
    import_of,
    stream,
)

JSON = {"Content-Type": "application/json"}
YAML = {"Content-Type": "application/yaml"}


def message_of(answer: Any) -> str:
    status = answer.json()
    assert (status["kind"], status["apiVersion"], status["status"]) == ("Status", "v1", "Failure")
    assert status["code"] == answer.status_code
    assert answer.headers["content-type"] == "application/json"
    text: str = status["message"]
    return text


# ---------------------------------------------------------------------------------- an import


def test_the_answer_has_what_the_server_fills_in() -> None:
    answer = client().post(IMPORTS, json=import_of(), headers={"User-Agent": "oc/4.13 (linux)"})
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["audit-id"]
    assert answer.text.endswith("}\n")
    document = answer.json()
    (managed,) = document["metadata"]["managedFields"]
    assert (managed["manager"], managed["operation"]) == ("oc", "Update")
    assert managed["fieldsV1"] == {"f:spec": {"f:images": {}}}
    assert document["metadata"]["namespace"] == "ns"
    assert document["spec"]["images"][0] == {
        **image(),
        "to": {"name": "v1"},
        "importPolicy": {"importMode": "Legacy"},
        "referencePolicy": {"type": "Source"},
    }
    assert document["status"] == {}


def test_managed_fields_are_those_of_a_repository_and_of_metadata() -> None:
    body = import_of(
        labels={"a": "b"},
        finalizers=["x.test/y"],
        ownerReferences=[{"apiVersion": "v1", "kind": "C", "name": "c", "uid": "u"}],
    )
    body["spec"] = {
        "import": True,
        "repository": {
            "from": {"kind": "DockerImage", "name": "r.test/a"},
            "importPolicy": {"insecure": True, "scheduled": False},
            "includeManifest": True,
        },
    }
    answer = client().post(f"{IMPORTS}?fieldManager=me", json=body)
    (managed,) = answer.json()["metadata"]["managedFields"]
    assert managed["manager"] == "me"
    assert managed["fieldsV1"] == {
        "f:metadata": {
            "f:labels": {".": {}, "f:a": {}},
            "f:finalizers": {".": {}, 'v:"x.test/y"': {}},
            "f:ownerReferences": {
                ".": {},
                'k:{"uid":"u"}': {
                    ".": {}, "f:apiVersion": {}, "f:kind": {}, "f:name": {}, "f:uid": {},
                },
            },
        },
        "f:spec": {
            "f:import": {},
            "f:repository": {
                ".": {},
                "f:from": {},
                "f:importPolicy": {".": {}, "f:importMode": {}, "f:insecure": {}},
                "f:includeManifest": {},
                "f:referencePolicy": {".": {}, "f:type": {}},
            },
        },
    }  # fmt: skip


def test_metadata_of_the_server_and_a_status_are_thrown_away() -> None:
    body = import_of(
        uid="mine",
        creationTimestamp="2001-01-01T00:00:00Z",
        deletionTimestamp="2001-01-01T00:00:00Z",
        selfLink="/x",
        generation=7,
        resourceVersion="12",
    )
    body["status"] = {"images": []}
    document = client().post(IMPORTS, json=body).json()
    metadata = document["metadata"]
    assert metadata["uid"] != "mine"
    assert not metadata["creationTimestamp"].startswith("2001")
    assert not metadata.keys() & {"deletionTimestamp", "selfLink"}
    assert (metadata["generation"], metadata["resourceVersion"]) == (7, "12")
    assert document["status"] == {}


def test_the_handler_gets_a_model_and_the_options() -> None:
    imports = Imports()
    query = "?dryRun=All&fieldManager=me&fieldValidation=Strict&timeout=1m30s&bogus=1"
    assert client(imagestreamimports=imports).post(IMPORTS + query, json=import_of()).is_success
    request, namespace, body, options = imports.last
    assert isinstance(body, models.ImageStreamImport)
    assert namespace == "ns"
    assert (options.dry_run, options.field_manager) == (True, "me")
    assert (options.field_validation, options.timeout_s) == ("Strict", 90.0)
    assert request.group_version == "image.openshift.io/v1"
    assert request.headers["content-type"] == "application/json"


def test_characters_that_browsers_could_take_for_markup_are_escaped() -> None:
    body = import_of(annotations={"a": "<b>&\u2028"})
    answer = client().post(IMPORTS, json=body)
    assert r'"\u003cb\u003e\u0026\u2028"' in answer.text
    assert answer.json()["metadata"]["annotations"] == {"a": "<b>&\u2028"}


def test_pretty_indents_by_two_spaces() -> None:
    answer = client().post(f"{IMPORTS}?pretty=true", json=import_of())
    assert answer.text.startswith('{\n  "')
    assert answer.text.endswith("}\n")
    assert client().get("/nothing?pretty=1").text.startswith('{\n  "')


# --------------------------------------------------------------------------------- namespaces


def test_the_plain_path_takes_the_namespace_of_the_document() -> None:
    path = f"{GROUP}/imagestreamimports"
    answer = client().post(path, json=import_of(namespace="mine"))
    assert (answer.status_code, answer.json()["metadata"]["namespace"]) == (201, "mine")


@pytest.mark.parametrize(
    ("plural", "made"), [("imagestreamimports", import_of), ("imagestreams", stream)]
)
def test_the_plain_path_asks_for_a_namespace(plural: str, made: Callable[[], Any]) -> None:
    refused = client().post(f"{GROUP}/{plural}", json=made())
    assert refused.status_code == 400
    assert message_of(refused) == "an empty namespace may not be set during creation"


def test_another_namespace_than_that_of_the_path_is_refused() -> None:
    answer = client().post(IMPORTS, json=import_of(namespace="other"))
    assert answer.status_code == 400
    assert message_of(answer) == (
        "the namespace of the provided object does not match the namespace sent on the request"
    )


def test_the_legacy_prefix_takes_and_gives_v1() -> None:
    for version in ("v1", "image.openshift.io/v1", ""):
        body = {**import_of(), "apiVersion": version}
        answer = client().post("/oapi/v1/namespaces/ns/imagestreamimports", json=body)
        assert (answer.status_code, answer.json()["apiVersion"]) == (201, "v1")
    refused = client().post(IMPORTS, json={**import_of(), "apiVersion": "v1"})
    assert message_of(refused) == (
        "the API version in the data (v1) does not match the expected API version "
        "(image.openshift.io/v1)"
    )


def test_both_prefixes_show_the_same_objects() -> None:
    web = client()
    assert web.post(STREAMS, json=stream()).json()["apiVersion"] == "image.openshift.io/v1"
    legacy = web.get("/oapi/v1/namespaces/ns/imagestreams").json()
    assert (legacy["kind"], legacy["apiVersion"]) == ("ImageStreamList", "v1")
    assert [item["apiVersion"] for item in legacy["items"]] == ["v1"]
    assert web.get(f"{STREAMS}/app").json()["apiVersion"] == "image.openshift.io/v1"


# ------------------------------------------------------------------------------------- bodies


def test_a_body_without_a_media_type_is_json() -> None:
    web = client()
    request = web.build_request("POST", IMPORTS, content=json.dumps(import_of()))
    assert "content-type" not in request.headers
    assert web.send(request).status_code == 201


def test_parameters_of_a_media_type_are_passed_over() -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = client().post(IMPORTS, content=json.dumps(import_of()), headers=headers)
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("accept", ["text/html", "application/vnd.kubernetes.protobuf", "*/*", ""])
def test_nothing_that_a_client_accepts_makes_a_406(accept: str) -> None:
    answer = client().post(IMPORTS, json=import_of(), headers={"Accept": accept})
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"


def test_a_body_that_is_too_long_is_refused_whether_it_says_so_or_not() -> None:
    web = client(max_body_bytes=1000)
    long = import_of(annotations={"a": "x" * 2000})
    told = web.post(IMPORTS, json=long)
    assert (told.status_code, told.json()["reason"]) == (413, "RequestEntityTooLarge")
    assert message_of(told) == "Request entity too large: limit is 1000"

    def parts() -> Any:
        yield from (json.dumps(long)[at : at + 100].encode() for at in range(0, 3000, 100))

    assert web.post(IMPORTS, content=parts(), headers=JSON).status_code == 413


@pytest.mark.parametrize("text", ["[" * 2000 + "]" * 2000, '{"a":' * 150 + "1" + "}" * 150])
def test_a_body_that_is_nested_too_deeply_is_refused(text: str) -> None:
    answer = client().post(IMPORTS, content=text, headers=JSON)
    assert answer.status_code == 400
    assert "exceeded max depth" in message_of(answer)


@pytest.mark.parametrize(
    ("body", "end"),
    [
        (b"", "unexpected end of JSON input (<empty>)"),
        (b'{"kind": "ImageStreamImport", "metadata"', '({"kind": "ImageStreamImport",  ...)'),
        (b"[1]", "(5b315d)"),
        (b'{"kind": 1}', '({"kind": 1})'),
        (b"\xff\xfe", "(fffe)"),
    ],
)
def test_what_is_no_object_is_told_with_its_beginning(body: bytes, end: str) -> None:
    answer = client().post(IMPORTS, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["reason"]) == (400, "BadRequest")
    assert message_of(answer).startswith(
        "the object provided is unrecognized (must be of type ImageStreamImport): "
        "couldn't get version/kind; json parse error: "
    )
    assert message_of(answer).endswith(end)


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("metadata", {"name": True}, "metadata.name"),
        ("metadata", [], "metadata"),
        ("metadata", {"name": "a", "creationTimestamp": 5}, "metadata.creationTimestamp"),
        ("metadata", {"name": "a", "creationTimestamp": "soon"}, "metadata.creationTimestamp"),
        ("metadata", {"name": "a", "selfLink": {}}, "metadata.selfLink"),
        ("status", "done", "status"),
        ("status", {"images": {}}, "status.images"),
        ("metadata", {"name": "a", "generation": 1.0}, "metadata.generation"),
        ("spec", {"images": [None, 1]}, "spec.images[1]"),
        ("spec", {"images": [image(importPolicy={"insecure": 1})]}, "insecure"),
        ("spec", 3, "spec"),
    ],
)
def test_a_value_of_the_wrong_type_is_a_bad_request(field: str, value: Any, place: str) -> None:
    answer = client().post(IMPORTS, json={**import_of(), field: value})
    assert answer.status_code == 400
    assert message_of(answer).startswith(
        'ImageStreamImport in version "v1" cannot be handled as a ImageStreamImport: json: cannot '
        "unmarshal"
    )
    assert place in message_of(answer)
    assert "details" not in answer.json()


# --------------------------------------------------------------------------------------- YAML


def test_yaml_is_read_by_the_rules_of_yaml_1_1() -> None:
    text = """
apiVersion: image.openshift.io/v1
kind: ImageStreamImport
metadata: {name: app, annotations: &all {when: 2001-01-01, "on": "y"}, labels: *all}
spec:
  import: y
  images:
  - from: {kind: DockerImage, name: "registry.test/a:1.10"}
"""
    answer = client().post(IMPORTS, content=text, headers=YAML)
    assert answer.status_code == 201, answer.text
    document = answer.json()
    assert document["spec"]["import"] is True
    assert document["metadata"]["labels"] == {"when": "2001-01-01", "on": "y"}


def test_yaml_that_grows_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    answer = client().post(IMPORTS, content="\n".join(lines), headers=YAML)
    assert answer.status_code == 400
    assert "excessive aliasing" in message_of(answer)


@pytest.mark.parametrize(
    "text",
    [
        "a: [", "{[a]: b}", "\x00", "a: *b", "- " * 300 + "a", "a: .inf", "~: a",
        "{&a .inf : 1, b: *a}", "{a: &a ~, *a : 1}", "<<: a",
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_told(text: str) -> None:
    answer = client().post(IMPORTS, content=text, headers=YAML)
    assert answer.status_code == 400
    assert "(must be of type ImageStreamImport): yaml: " in message_of(answer)


# ----------------------------------------------------------------------------- fieldValidation


ODD = (
    '{"kind": "ImageStreamImport", "kind": "ImageStreamImport", "metadata": {"name": "app"},'
    ' "spec": {"images": [{"from": {"kind": "DockerImage", "name": "a", "name": "a"}, "Foo": 1}],'
    ' "bogus": {"name" : 1, "name" : 2}}}'
)
TOLD = [
    'unknown field "spec.images[0].Foo"',
    'unknown field "spec.bogus"',
    'duplicate field "kind"',
    'duplicate field "spec.images[0].from.name"',
]


@pytest.mark.parametrize("query", ["", "?fieldValidation=Warn", "?fieldValidation="])
def test_unknown_and_duplicate_fields_are_warnings(query: str) -> None:
    answer = client().post(IMPORTS + query, content=ODD, headers=JSON)
    assert answer.status_code == 201
    texts = [json.dumps(text) for text in TOLD]
    assert answer.headers.get_list("warning") == [f"299 - {text}" for text in texts]


def test_unknown_and_duplicate_fields_are_nothing_to_who_ignores_them() -> None:
    answer = client().post(f"{IMPORTS}?fieldValidation=Ignore", content=ODD, headers=JSON)
    assert answer.status_code == 201
    assert "warning" not in answer.headers


def test_unknown_and_duplicate_fields_are_errors_to_the_strict() -> None:
    answer = client().post(f"{IMPORTS}?fieldValidation=Strict", content=ODD, headers=JSON)
    assert answer.status_code == 400
    assert message_of(answer) == (
        'ImageStreamImport in version "v1" cannot be handled as a ImageStreamImport: '
        "strict decoding error: " + ", ".join(TOLD)
    )


def test_text_that_looks_like_keys_makes_no_duplicates() -> None:
    body = import_of(annotations={"a": '{"a": "b", "a":"c"}', "b": '":":":'})
    answer = client().post(f"{IMPORTS}?fieldValidation=Strict", json=body)
    assert answer.status_code == 201


# ------------------------------------------------------------------------------------ options


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (
            "fieldValidation=Bad",
            'fieldValidation: Unsupported value: "Bad": supported values: '
            '"", "Ignore", "Strict", "Warn"',
        ),
        ("dryRun=foo", 'dryRun: Unsupported value: []string{"foo"}: supported values: "All"'),
        (
            "fieldManager=" + "x" * 129,
            "fieldManager: Too long: must have at most 128 bytes",
        ),
    ],
)
def test_options_that_do_not_exist_are_invalid(query: str, text: str) -> None:
    answer = client().post(f"{IMPORTS}?{query}", content=b"", headers=JSON)
    assert answer.status_code == 422
    assert message_of(answer) == f'CreateOptions.meta.k8s.io "" is invalid: {text}'
    assert answer.json()["details"]["kind"] == "CreateOptions"


# -------------------------------------------------------------------------------------- rules


def test_causes_of_the_validators_and_of_the_handler_are_one_answer() -> None:
    class Strict(Imports):
        def check(self, document: dict[str, Any]) -> list[Cause]:
            assert document["spec"]["images"][0]["importPolicy"] == {"importMode": "Legacy"}
            return [Cause("spec", "FieldValueForbidden", "Forbidden: not today", "/spec")]

    web = client(imagestreamimports=Strict())
    answer = web.post(IMPORTS, json=import_of(image("a//b")))
    assert answer.status_code == 422
    assert [cause["field"] for cause in answer.json()["details"]["causes"]] == [
        "spec.images[0].from.name",
        "spec",
    ]
    assert message_of(answer) == (
        'ImageStreamImport.image.openshift.io "app" is invalid: [spec.images[0].from.name: '
        'Invalid value: "a//b": invalid reference format, spec: Forbidden: not today]'
    )
    assert web.post(IMPORTS, json=import_of()).status_code == 422


def test_a_check_may_be_a_coroutine_and_may_want_the_request() -> None:
    class Asking(Imports):
        async def check(
            self, document: dict[str, Any], request: server.RequestContext
        ) -> list[Cause]:
            return [Cause("spec", "FieldValueForbidden", f"Forbidden: {request.user}", "")]

    web = client(imagestreamimports=Asking(), authenticate=lambda request: "ann")
    assert "Forbidden: ann" in message_of(web.post(IMPORTS, json=import_of()))


# -------------------------------------------------------------------------------------- hooks


def test_hooks_are_called_in_their_order_and_before_the_body_is_read() -> None:
    called: list[Any] = []

    async def authenticate(request: server.RequestContext) -> str:
        called.append("who")
        if request.headers.get("authorization") != "Bearer right":
            raise Unauthorized()
        return "ann"

    def authorize(user: str, asked: server.Attributes) -> None:
        called.append((user, asked.verb, asked.resource, asked.namespace))
        if asked.namespace != "ns":
            raise Forbidden.of("imagestreamimports.image.openshift.io", "", "not there")

    def admit(asked: server.Attributes, document: dict[str, Any] | None, user: str) -> None:
        called.append(("admit", document and document["metadata"]["name"]))

    web = client(authenticate=authenticate, authorize=authorize, admit=admit)
    anonymous = web.post(IMPORTS, content=b"{")
    assert (anonymous.status_code, message_of(anonymous)) == (401, "Unauthorized")
    web.headers["Authorization"] = "Bearer right"
    other = f"{GROUP}/namespaces/other/imagestreamimports"
    assert web.post(other, content=b"{").status_code == 403
    called.clear()
    assert web.post(IMPORTS, json=import_of(image("a//b"))).status_code == 422
    assert called == [
        "who",
        ("ann", "create", "imagestreamimports", "ns"),
        ("admit", "app"),
    ]


def test_on_the_plain_path_they_are_asked_about_the_namespace_of_the_document() -> None:
    asked: list[str] = []
    web = client(authorize=lambda user, attributes: asked.append(attributes.namespace))
    assert web.post(f"{GROUP}/imagestreamimports", json=import_of(namespace="mine")).is_success
    assert asked == ["mine"]


def test_errors_of_handlers_are_answered_as_they_are() -> None:
    class Busy(Imports):
        async def create(self, *arguments: Any, **named: Any) -> Any:
            raise TooManyRequests(retry_after_s=7)

    answer = client(imagestreamimports=Busy()).post(IMPORTS, json=import_of())
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json()["reason"] == "TooManyRequests"


def test_an_unexpected_error_has_a_number_and_no_internals(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Imports):
        async def create(self, *arguments: Any, **named: Any) -> Any:
            raise RuntimeError("secret detail")

    with caplog.at_level(logging.ERROR):
        answer = client(imagestreamimports=Broken()).post(IMPORTS, json=import_of())
    assert (answer.status_code, answer.json()["reason"]) == (500, "InternalError")
    assert "secret detail" not in answer.text
    number = answer.headers["audit-id"]
    assert number in message_of(answer)
    assert number in caplog.text
    assert "secret detail" in caplog.text


def test_the_time_of_a_request_is_limited() -> None:
    import asyncio

    class Slow(Imports):
        async def create(self, *arguments: Any, **named: Any) -> Any:
            await asyncio.Event().wait()

    answer = client(imagestreamimports=Slow()).post(f"{IMPORTS}?timeout=10ms", json=import_of())
    assert (answer.status_code, answer.json()["reason"]) == (504, "Timeout")
    assert message_of(answer) == (
        "Timeout: request did not complete within requested timeout - context deadline exceeded"
    )


# -------------------------------------------------------------------------- paths and methods


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", IMPORTS, 405),
        ("DELETE", IMPORTS, 405),
        ("GET", f"{IMPORTS}/app", 404),
        ("POST", f"{STREAMS}/app", 405),
        ("GET", "/nothing", 404),
        ("POST", "/apis", 405),
        ("GET", f"{GROUP}/namespaces/ns/imagestreamtags", 404),
        ("GET", "/api/v1/namespaces/ns/secrets", 404),
    ],
)
def test_what_is_not_served_is_told_in_the_words_of_kubernetes(
    method: str, path: str, code: int
) -> None:
    answer = client().request(method, path)
    words = {
        404: "the server could not find the requested resource",
        405: "the server does not allow this method on the requested resource",
    }
    assert (answer.status_code, message_of(answer)) == (code, words[code])
    assert answer.json()["details"] == {}
    assert ("allow" in answer.headers) == (code == 405)


def test_what_a_handler_leaves_out_is_not_allowed() -> None:
    class Few(server.ImageStreams):
        async def get(self, *arguments: Any, **named: Any) -> Any:
            raise NotFound.of("imagestreams.image.openshift.io", "app")

    web = client(imagestreams=Few())
    assert web.get(f"{STREAMS}/app").status_code == 404
    for method, path in (
        ("PUT", f"{STREAMS}/app"),
        ("GET", STREAMS),
        ("GET", f"{STREAMS}/a/status"),
    ):
        assert web.request(method, path).status_code == 405
    assert web.put(f"{STREAMS}/app").headers["allow"] == "GET"


def test_head_is_get_without_the_body() -> None:
    web = client()
    web.post(STREAMS, json=stream())
    got, head = web.get(f"{STREAMS}/app"), web.head(f"{STREAMS}/app")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert web.head("/").status_code == 404


def test_routes_of_ones_own_are_served_and_their_errors_are_statuses() -> None:
    def broken(request: Any) -> Any:
        raise RuntimeError("secret detail")

    routes = [
        Route("/healthz", lambda request: PlainTextResponse("ok")),
        Route("/broken", broken),
    ]
    web = client(routes=routes)
    assert web.get("/healthz").text == "ok"
    assert web.post("/healthz").json()["reason"] == "MethodNotAllowed"
    web = type(web)(web.app, raise_server_exceptions=False)
    answer = web.get("/broken")
    assert (answer.status_code, answer.json()["reason"]) == (500, "InternalError")
    assert "secret" not in answer.text

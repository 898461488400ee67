"""The server stub: bodies that Go's decoder reads in ways of its own, and what is asked first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.memory_server import IMPORTS, STREAMS, client, import_of, stream

EMPTY = [
    ("spec.images", "FieldValueInvalid"),
    ("metadata.name", "FieldValueRequired"),
]


def causes_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(cause["field"], cause["reason"]) for cause in answer.json()["details"]["causes"]]


# ---------------------------------------------------------------------------------------- null


@pytest.mark.parametrize(
    ("body", "kind"), [("null", "json"), ("", "yaml"), ("---\n", "yaml"), ("~", "yaml")]
)
def test_null_is_an_object_without_fields(body: str, kind: str) -> None:
    headers = {"Content-Type": f"application/{kind}"}
    assert causes_of(client().post(IMPORTS, content=body, headers=headers)) == EMPTY


def test_null_in_a_list_is_an_empty_object() -> None:
    body = {**import_of(), "spec": {"images": [None]}}
    assert causes_of(client().post(IMPORTS, json=body)) == [
        ("spec.images[0].from.kind", "FieldValueInvalid")
    ]


def test_null_in_a_map_is_an_empty_text() -> None:
    answer = client().post(IMPORTS, json=import_of(labels={"a/b~c": "x", "d": None}))
    assert "metadata.labels" in answer.text  # the other one is what is wrong
    answer = client().post(IMPORTS, json=import_of(labels={"d": None}))
    assert answer.status_code == 201, answer.text
    assert answer.json()["metadata"]["labels"] == {"d": ""}


def test_defaults_are_filled_into_what_was_null() -> None:
    body = stream()
    body["spec"]["tags"] = [None]
    answer = client().post(STREAMS, json=body)
    assert answer.status_code == 201, answer.text
    (tag,) = answer.json()["spec"]["tags"]
    assert tag["importPolicy"] == {"importMode": "Legacy"}
    assert tag["referencePolicy"] == {"type": "Source"}


# --------------------------------------------------------------------------------------- order


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_the_media_type_is_asked_before_the_options(method: str) -> None:
    path = STREAMS if method == "POST" else f"{STREAMS}/app"
    headers = {"Content-Type": "text/plain"}
    answer = client().request(method, f"{path}?dryRun=no", content="{", headers=headers)
    assert (answer.status_code, answer.json()["reason"]) == (415, "UnsupportedMediaType")


@pytest.mark.parametrize("kind", ["ImageStream", "ImageStreamList", "DeleteOptions", "Other"])
def test_another_kind_of_the_group_is_told_from_one_that_nobody_knows(kind: str) -> None:
    answer = client(known_kinds={"image.openshift.io": ["Other"]}).post(
        IMPORTS, json={**import_of(), "kind": kind}
    )
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        f'{kind} in version "v1" cannot be handled as a ImageStreamImport: '
        f"converting (v1.{kind}) to ImageStreamImport: unknown conversion",
    )


def test_the_beginning_of_a_generated_name_has_an_owner() -> None:
    answer = client().post(IMPORTS, json=import_of(generateName="a"))
    (managed,) = answer.json()["metadata"]["managedFields"]
    assert managed["fieldsV1"]["f:metadata"] == {"f:generateName": {}}


def test_what_nobody_reads_may_stand_there_twice() -> None:
    body = (
        '{"odd": {"a": 1, "a": 2}, "odd": {"a": 3}, "metadata": {"name": "app"}, "kind": '
        '"ImageStreamImport", "kind": "ImageStreamImport", "spec": {"images": []}}'
    )
    headers = {"Content-Type": "application/json"}
    answer = client().post(f"{IMPORTS}?fieldValidation=Strict", content=body, headers=headers)
    assert answer.json()["message"].endswith(
        'strict decoding error: unknown field "odd", duplicate field "kind"'
    )


# ------------------------------------------------------------------------------------ deletion


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"gracePeriodSeconds": "0"}, "gracePeriodSeconds"),
        ({"gracePeriodSeconds": True}, "gracePeriodSeconds"),
        ({"preconditions": "uid"}, "preconditions"),
        ({"preconditions": {"uid": 5}}, "preconditions.uid"),
        ({"preconditions": {"resourceVersion": 5}}, "preconditions.resourceVersion"),
        ({"dryRun": "All"}, "dryRun"),
        ({"propagationPolicy": 1}, "propagationPolicy"),
        ({"orphanDependents": 1}, "orphanDependents"),
    ],
)
def test_options_that_cannot_be_read_delete_nothing(body: dict[str, Any], place: str) -> None:
    server = client()
    server.post(STREAMS, json=stream())
    answer = server.request("DELETE", f"{STREAMS}/app", json=body)
    assert answer.status_code == 400, answer.text
    assert f"the field {place}: must be " in answer.json()["message"]
    assert server.get(f"{STREAMS}/app").status_code == 200


def test_options_that_are_null_are_none() -> None:
    server = client()
    server.post(STREAMS, json=stream())
    body = {"preconditions": None, "dryRun": None, "gracePeriodSeconds": None}
    assert server.request("DELETE", f"{STREAMS}/app", json=body).status_code == 200
    assert server.get(f"{STREAMS}/app").status_code == 404

"""What `kubectl get` prints of objects, and who is written down as the owner of which field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from imagestreamimport._base.patching import Part, Shape
from imagestreamimport._server import managed, tables

NOW = datetime(2024, 6, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("past", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(seconds=119), "119s"),
        (timedelta(seconds=120), "2m"),
        (timedelta(seconds=200), "3m20s"),
        (timedelta(minutes=10), "10m"),
        (timedelta(minutes=179, seconds=59), "179m"),
        (timedelta(hours=3), "3h"),
        (timedelta(hours=7, minutes=30), "7h30m"),
        (timedelta(hours=8, minutes=59), "8h"),
        (timedelta(hours=47), "47h"),
        (timedelta(days=2), "2d"),
        (timedelta(days=4, hours=3), "4d3h"),
        (timedelta(days=8, hours=3), "8d"),
        (timedelta(days=729), "729d"),
        (timedelta(days=730), "2y"),
        (timedelta(days=2 * 365 + 5), "2y5d"),
        (timedelta(days=9 * 365), "9y"),
        (timedelta(seconds=-1), "0s"),
        (timedelta(seconds=-5), "<invalid>"),
    ],
    ids=str,
)
def test_an_age_is_shortened_as_kubectl_does(past: timedelta, text: str) -> None:
    created = (NOW - past).isoformat().replace("+00:00", "Z")
    assert tables.age(created, NOW) == text


@pytest.mark.parametrize(
    "created", ["", "yesterday", "2024-06-01T12:00:00", "2024-13-01T00:00:00Z"]
)
def test_the_age_of_what_has_no_time_is_unknown(created: str) -> None:
    assert tables.age(created, NOW) == "<unknown>"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", True),
        ("application/json", False),
        ("application/json;as=Table;g=other", False),
        (None, False),
        ("", False),
    ],
)
def test_a_table_is_asked_for_by_accept(accept: str | None, wanted: bool) -> None:
    assert tables.wants_table(accept) is wanted


@pytest.mark.parametrize(
    ("result", "items"),
    [
        ({"items": [1, 2]}, [1, 2]),
        ({"items": None}, []),
        ({}, []),
        (None, []),
        ({"items": "a"}, []),
    ],
    ids=str,
)
def test_the_objects_of_a_list_are_found_in_documents(result: Any, items: list[Any]) -> None:
    assert tables.items_of(result) == items


# ------------------------------------------------------------------------------- managed fields

SHAPES = {
    "Thing": Shape(
        False,
        {
            "metadata": Part("", "Meta", (), False, False),
            "spec": Part("", "Spec", (), False, False),
            "status": Part("", "Spec", (), False, False),
        },
    ),
    "Meta": Shape(
        False,
        {
            "labels": Part("{}", None, (), False, False),
            "finalizers": Part("[]", None, (), False, True),
            "ownerReferences": Part("[]", "Owner", ("uid",), True, False),
        },
    ),
    "Spec": Shape(
        False,
        {
            "parts": Part("[]", "Part", ("name", "kind"), True, False),
            "plain": Part("[]", None, (), False, False),
            "atom": Part("", "Atom", (), False, False),
            "named": Part("{}", "Part", (), False, False),
        },
    ),
    "Part": Shape(False, {}),
    "Owner": Shape(False, {}),
    "Atom": Shape(True, {"inner": Part("{}", None, (), False, False)}),
}


def owned(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The fields that a writer of the document owns."""
    entry = managed.entry_of(document, "Thing", SHAPES, "me", "Update", "a/v1", "now", **more)
    fields: dict[str, Any] = entry["fieldsV1"]
    return fields


def test_an_entry_says_who_wrote_how_and_when() -> None:
    entry = managed.entry_of({}, "Thing", SHAPES, "me", "Apply", "a/v1", "now")
    assert entry == {
        "manager": "me", "operation": "Apply", "apiVersion": "a/v1", "time": "now",
        "fieldsType": "FieldsV1", "fieldsV1": {},
    }  # fmt: skip
    below = managed.entry_of({}, "Thing", SHAPES, "me", "Apply", "a/v1", "now", "status")
    assert below["subresource"] == "status"


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ({"kind": "Thing", "apiVersion": "a/v1"}, {}),
        ({"metadata": {"name": "a", "uid": "u", "resourceVersion": "7"}}, {}),
        (
            {"metadata": {"labels": {"a": "b", "c": ""}}},
            {"f:metadata": {"f:labels": {".": {}, "f:a": {}, "f:c": {}}}},
        ),
        (
            {"metadata": {"finalizers": ["x"], "generateName": "g"}},
            {"f:metadata": {"f:finalizers": {".": {}, 'v:"x"': {}}, "f:generateName": {}}},
        ),
        (
            {"metadata": {"ownerReferences": [{"uid": "u", "name": "n"}]}},
            {"f:metadata": {"f:ownerReferences": {
                ".": {}, 'k:{"uid":"u"}': {".": {}, "f:uid": {}, "f:name": {}},
            }}},
        ),
        ({"spec": {"a": 0, "b": "", "c": False, "d": [], "e": {}, "f": None}}, {}),
        ({"spec": {"a": 1, "b": "x"}}, {"f:spec": {"f:a": {}, "f:b": {}}}),
        ({"spec": {"plain": [1, 2]}}, {"f:spec": {"f:plain": {}}}),
        ({"spec": {"atom": {"inner": {"x": "y"}}}}, {"f:spec": {"f:atom": {}}}),
        (
            {"spec": {"parts": [{"name": "a", "size": 1}, "odd"]}},
            {"f:spec": {"f:parts": {
                ".": {}, 'k:{"kind":null,"name":"a"}': {".": {}, "f:name": {}, "f:size": {}},
            }}},
        ),
        (
            {"spec": {"named": {"k": {"size": 1}}}},
            {"f:spec": {"f:named": {".": {}, "f:k": {".": {}, "f:size": {}}}}},
        ),
        ({"status": {"a": 1}}, {}),
    ],
    ids=lambda value: str(value)[:50],
)  # fmt: skip
def test_the_fields_of_a_document_in_the_format_of_kubernetes(
    document: dict[str, Any], fields: dict[str, Any]
) -> None:
    assert owned(document) == fields


def test_the_status_belongs_to_who_writes_the_status() -> None:
    assert owned({"status": {"a": 1}}, subresource="status") == {"f:status": {"f:a": {}}}


def test_a_new_entry_takes_the_place_of_the_one_of_the_same_writer() -> None:
    def entry(manager: str, operation: str = "Update", **more: str) -> dict[str, Any]:
        return {"manager": manager, "operation": operation, **more}

    others = [entry("you"), entry("me", "Apply"), entry("me", subresource="status"), "odd"]
    listed = [entry("me", time="old"), *others]
    assert managed.with_entry(listed, entry("me", time="new")) == [*others, entry("me", time="new")]
    for nothing in (None, [], "text"):
        assert managed.with_entry(nothing, entry("me")) == [entry("me")]


@pytest.mark.parametrize(
    ("parameter", "agent", "manager"),
    [
        ("me", b"kubectl/1.0", "me"),
        (None, b"kubectl/v1.26 (linux)", "kubectl"),
        ("", b"curl", "curl"),
        (None, None, "unknown"),
        (None, b"", "unknown"),
        (None, b"/1.0", "unknown"),
        (None, b"a\x00b\x7f/1", "ab"),
        (None, b"x" * 500, "x" * 128),
        (None, b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_who_writes_is_told_by_the_parameter_or_the_agent(
    parameter: str | None, agent: bytes | None, manager: str
) -> None:
    assert managed.manager_of(parameter, agent) == manager

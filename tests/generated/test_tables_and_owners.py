"""What `kubectl get` prints of objects, and who is written down as the owner of which field."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from imagestreamimport._base.patching import Part, Shape
from imagestreamimport._server import managed, tables
from imagestreamimport.errors import Conflict

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


def writer(manager: str = "me", **more: Any) -> managed.Writer:
    more = {"subresource": "", **more}
    return managed.Writer(manager, "a/v1", kind="Thing", shapes=SHAPES, now="now", **more)


def owned(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The fields that the writer of a new document owns."""
    entries = writer(**more).created(document)
    fields: dict[str, Any] = entries[0]["fieldsV1"] if entries else {}
    return fields


def test_an_entry_says_who_wrote_how_and_when() -> None:
    document = {"spec": {"a": 1}}
    fields = {"f:spec": {"f:a": {}}}
    head = {"manager": "me", "operation": "Update", "apiVersion": "a/v1", "time": "now"}
    assert writer().created(document) == [{**head, "fieldsType": "FieldsV1", "fieldsV1": fields}]
    [below] = writer(subresource="status").created({"status": {"a": 1}})
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
                ".": {}, 'k:{"uid":"u"}': {".": {}, "f:name": {}, "f:uid": {}},
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


def thing(spec: dict[str, Any], entries: list[Any] | None = None) -> dict[str, Any]:
    return {"metadata": {"name": "t", "uid": "u", "managedFields": entries or []}, "spec": spec}


def held(entries: list[Any]) -> dict[tuple[str, str], Any]:
    """The fields of the spec by owner."""
    return {
        (item["manager"], item["operation"]): item["fieldsV1"].get("f:spec") for item in entries
    }


def test_who_changes_a_field_takes_it_and_what_is_gone_is_nobodys() -> None:
    first = thing({"a": 1, "b": "x", "c": True})
    first["metadata"]["managedFields"] = writer("one").created(first)
    second = writer("two").updated(first, thing({"a": 2, "b": "x"}))
    assert held(second) == {("one", "Update"): {"f:b": {}}, ("two", "Update"): {"f:a": {}}}
    unnoted = thing({"a": 1})
    assert writer("two").updated(unnoted, thing({"a": 2})) == []
    assert writer("two", resets=True).updated(first, thing({"a": 2})) == []


def test_at_most_ten_who_update_are_told_apart() -> None:
    document = thing({"named": {"k0": {"size": 1}}})
    document["metadata"]["managedFields"] = writer("m0").created(document)
    for number in range(1, 15):
        named = {**document["spec"]["named"], f"k{number}": {"size": 1}}
        after = thing({"named": named})
        entries = writer(f"m{number}").updated(document, after)
        document = thing({"named": named}, entries)
    managers = [item["manager"] for item in document["metadata"]["managedFields"]]
    assert len(managers) == 10
    assert "ancient-changes" in managers


def test_what_is_applied_is_held_and_given_up() -> None:
    made = writer("one").applied(None, thing({"a": 1, "plain": [1]}), force=False)
    assert held(made["metadata"]["managedFields"]) == {
        ("one", "Apply"): {"f:a": {}, "f:plain": {}},
    }  # fmt: skip
    less = writer("one").applied(made, thing({"a": 1}), force=False)
    assert less["spec"] == {"a": 1}
    with pytest.raises(Conflict) as raised:
        writer("two").applied(less, thing({"a": 2}), force=False)
    assert raised.value.document["message"] == (
        'Apply failed with 1 conflict: conflict with "one": .spec.a'
    )
    forced = writer("two").applied(less, thing({"a": 2}), force=True)
    assert forced["spec"] == {"a": 2}
    assert held(forced["metadata"]["managedFields"]) == {("two", "Apply"): {"f:a": {}}}
    shared = writer("two").applied(less, thing({"a": 1}), force=False)
    kept = writer("one").applied(shared, thing({}), force=False)
    assert kept["spec"] == {"a": 1}  # the other one holds it still


def test_what_nobody_noted_belongs_to_the_time_before() -> None:
    old = thing({"a": 1, "b": "x"})
    with pytest.raises(Conflict) as raised:
        writer("one").applied(old, thing({"a": 2, "b": "y"}), force=False)
    assert raised.value.document["message"] == (
        "Apply failed with 2 conflicts: conflicts with "
        '"before-first-apply" using a/v1:\n- .spec.a\n- .spec.b'
    )


def test_kubectl_takes_over_what_it_applied_itself() -> None:
    old = thing({"a": 1, "b": "x"})
    applied = json.dumps(thing({"a": 1}))
    name = "kubectl.kubernetes.io/last-applied-configuration"
    old["metadata"]["annotations"] = {name: applied}
    assert writer("kubectl").applied(old, thing({"a": 2}), force=False)["spec"]["a"] == 2
    with pytest.raises(Conflict):
        writer("kubectl").applied(old, thing({"b": "y"}), force=False)
    with pytest.raises(Conflict):
        writer("other").applied(old, thing({"a": 2}), force=False)


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

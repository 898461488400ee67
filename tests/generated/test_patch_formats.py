"""Patches of each format, by the tables of their standards and by what Kubernetes does."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from imagestreamimport._base.json_patch import MAX_COPIED, MAX_OPERATIONS, json_patch
from imagestreamimport._base.patching import (
    BrokenPatch,
    LargePatch,
    Part,
    PatchError,
    Shape,
    merge_patch,
)
from imagestreamimport._base.strategic_patch import apply_merge, strategic_merge

# ------------------------------------------------------------------------- merge patch (RFC 7386)


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [  # appendix A
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
    ids=str,
)
def test_a_merge_patch_does_what_its_standard_says(document: Any, patch: Any, result: Any) -> None:
    given = copy.deepcopy((document, patch))
    assert merge_patch(document, patch) == result
    assert (document, patch) == given


def test_nothing_of_a_patch_is_shared_with_the_result() -> None:
    patch = {"a": [{"b": 1}]}
    merge_patch({}, patch)["a"][0]["b"] = 2
    assert patch == {"a": [{"b": 1}]}


# -------------------------------------------------------------------------- JSON Patch (RFC 6902)


def op(name: str, path: str, *value: Any, source: str | None = None) -> dict[str, Any]:
    """One operation."""
    more = {"value": value[0]} if value else {}
    return {"op": name, "path": path, **more, **({"from": source} if source is not None else {})}


@pytest.mark.parametrize(
    ("document", "operations", "result"),
    [  # appendix A, and what it leaves open
        ({"foo": "bar"}, [op("add", "/baz", "qux")], {"baz": "qux", "foo": "bar"}),
        ({"foo": ["bar", "baz"]}, [op("add", "/foo/1", "qux")], {"foo": ["bar", "qux", "baz"]}),
        ({"baz": "qux", "foo": "bar"}, [op("remove", "/baz")], {"foo": "bar"}),
        ({"foo": ["bar", "qux", "baz"]}, [op("remove", "/foo/1")], {"foo": ["bar", "baz"]}),
        ({"baz": "qux"}, [op("replace", "/baz", "boo")], {"baz": "boo"}),
        (
            {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
            [op("move", "/qux/thud", source="/foo/waldo")],
            {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
        ),
        (
            {"foo": ["all", "grass", "cows", "eat"]},
            [op("move", "/foo/3", source="/foo/1")],
            {"foo": ["all", "cows", "eat", "grass"]},
        ),
        (
            {"baz": "qux", "foo": ["a", 2, "c"]},
            [op("test", "/baz", "qux"), op("test", "/foo/1", 2)],
            {"baz": "qux", "foo": ["a", 2, "c"]},
        ),
        ({"foo": "bar"}, [op("add", "/child", {"g": {}})], {"foo": "bar", "child": {"g": {}}}),
        ({"foo": "bar"}, [{**op("add", "/baz", "q"), "xyz": 123}], {"foo": "bar", "baz": "q"}),
        ({"/": 9, "~1": 10}, [op("test", "/~01", 10)], {"/": 9, "~1": 10}),
        ({"/": 9}, [op("replace", "/~1", 8)], {"/": 8}),
        ({"foo": ["bar"]}, [op("add", "/foo/-", ["abc"])], {"foo": ["bar", ["abc"]]}),
        ({"a": 1}, [op("replace", "", {"b": 2})], {"b": 2}),
        ({"a": 1}, [op("add", "", [1])], [1]),
        (
            {"a": [1]},
            [op("copy", "/b", source="/a"), op("add", "/b/0", 0)],
            {"a": [1], "b": [0, 1]},
        ),
        ({"a": 1}, [op("move", "/a", source="/a")], {"a": 1}),
        ({"a": None}, [op("test", "/a", None)], {"a": None}),
        ({"a": 1}, [op("test", "/a", 1.0)], {"a": 1}),
        ({"": {"": 1}}, [op("remove", "//")], {"": {}}),
        ({"a": 1}, [], {"a": 1}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_json_patch_does_what_its_standard_says(
    document: Any, operations: list[Any], result: Any
) -> None:
    given = copy.deepcopy((document, operations))
    assert json_patch(document, operations) == result
    assert (document, operations) == given


@pytest.mark.parametrize(
    ("document", "operation", "words"),
    [
        ({"baz": "qux"}, op("test", "/baz", "bar"), "testing value /baz failed"),
        ({"/": 9, "~1": 10}, op("test", "/~01", "10"), "test failed"),
        ({"a": True}, op("test", "/a", 1), "test failed"),
        ({"a": {"b": 1}}, op("test", "/a", {"b": 1, "c": 2}), "test failed"),
        ({"foo": "bar"}, op("add", "/baz/bat", "qux"), "the document has no such place: /baz/bat"),
        ({}, op("remove", "/a"), "the document has no such place"),
        ({}, op("replace", "/a/b", 1), "the document has no such place"),
        ({"a": [1]}, op("remove", "/a/1"), "the list has no such element"),
        ({"a": [1]}, op("add", "/a/2", 1), "the list has no such element"),
        ({"a": [1]}, op("remove", "/a/-"), "no index of a list"),
        ({"a": [1]}, op("remove", "/a/00"), "no index of a list"),
        ({"a": [1]}, op("remove", "/a/-1"), "no index of a list"),
        ({"a": [1]}, op("remove", "/a/" + "9" * 5000), "no such element"),
        ({"a": "text"}, op("add", "/a/b", 1), "the document has no such place"),
        ({"a": {"b": 1}}, op("move", "/a/b/c", source="/a"), "cannot be moved into itself"),
        ({}, op("copy", "/b", source="/a"), "the document has no such place"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_operation_that_cannot_be_done_changes_nothing(
    document: Any, operation: Any, words: str
) -> None:
    given = copy.deepcopy(document)
    with pytest.raises(PatchError) as raised:
        json_patch(document, [op("add", "/first", 1), operation])
    assert words in str(raised.value)
    assert not isinstance(raised.value, BrokenPatch)
    assert document == given
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize(
    "patch",
    [
        {},
        "add",
        None,
        [5],
        [""],
        [[]],
    ],
    ids=str,
)
def test_what_is_no_json_patch_is_broken_whatever_the_document(patch: Any) -> None:
    with pytest.raises(BrokenPatch, match="error decoding patch"):
        json_patch({"a": 1}, patch)


@pytest.mark.parametrize(
    "patch",
    [
        [None],
        [{}],
        [{"op": "spam", "path": "/a"}],
        [{"op": "add", "value": 1}],
        [{"op": "add", "path": "a", "value": 1}],
        [{"op": "add", "path": 5, "value": 1}],
        [{"op": "move", "path": "/a"}],
        [{"op": "copy", "path": "/a", "from": "b"}],
    ],
    ids=str,
)
def test_an_operation_that_is_none_does_not_fit(patch: Any) -> None:
    with pytest.raises(PatchError) as raised:
        json_patch({"a": 1}, patch)
    assert not isinstance(raised.value, BrokenPatch)


def test_what_an_object_lacks_is_null_for_a_json_patch() -> None:
    assert json_patch({}, [op("replace", "/a", 1)]) == {"a": 1}
    assert json_patch({}, [{"op": "add", "path": "/a"}]) == {"a": None}
    assert json_patch({"b": 1}, [op("test", "/a", None)]) == {"b": 1}
    with pytest.raises(PatchError, match="test failed"):
        json_patch({}, [op("test", "/a", 1)])


def test_a_json_patch_has_a_greatest_size() -> None:
    with pytest.raises(LargePatch, match=f"is {MAX_OPERATIONS}"):
        json_patch({}, [op("test", "", {})] * (MAX_OPERATIONS + 1))
    document = {"a": ["x" * 1000] * 1000}
    copies = [op("copy", f"/b{number}", source="/a") for number in range(MAX_COPIED // 10**6 + 1)]
    with pytest.raises(LargePatch, match="accumulated size increase"):
        json_patch(document, copies)


# --------------------------------------------------------------------------------- strategic merge

SHAPES = {
    "Pod": Shape(
        False,
        {
            "containers": Part("[]", "Container", ("name",), True, False),
            "volumes": Part("[]", None, (), False, False),
            "finalizers": Part("[]", None, (), False, True),
            "labels": Part("{}", None, (), False, False),
            "ports": Part("{}", "Port", (), False, False),
            "selector": Part("", "Selector", (), False, False),
            "mounts": Part("[]", "Port", ("port", "protocol"), False, False, {"protocol": "TCP"}),
        },
    ),
    "Container": Shape(False, {"env": Part("[]", None, ("name",), True, False)}),
    "Port": Shape(False, {}),
    "Selector": Shape(True, {"match": Part("{}", None, (), False, False)}),
}
POD = {
    "containers": [
        {"name": "a", "image": "x", "env": [{"name": "E", "value": "1"}]},
        {"name": "b"},
    ],
    "volumes": [1, 2],
    "finalizers": ["f", "g"],
    "labels": {"l": "1"},
}


def merged(patch: Any, document: Any = POD) -> Any:
    """The pod with a strategic merge patch; neither is changed."""
    given = copy.deepcopy((document, patch))
    result = strategic_merge(document, patch, "Pod", SHAPES)
    assert (document, patch) == given
    return result


def test_lists_with_a_key_merge_by_it_and_new_elements_come_last() -> None:
    patch = {"containers": [{"name": "c"}, {"name": "a", "image": "y"}]}
    assert merged(patch)["containers"] == [
        {"name": "a", "image": "y", "env": [{"name": "E", "value": "1"}]},
        {"name": "b"},
        {"name": "c"},
    ]


def test_lists_inside_elements_merge_too() -> None:
    patch = {"containers": [{"name": "a", "env": [{"name": "F", "value": "2"}]}]}
    assert [item["name"] for item in merged(patch)["containers"][0]["env"]] == ["E", "F"]


@pytest.mark.parametrize(
    ("patch", "names"),
    [
        ([{"name": "a", "$patch": "delete"}], ["b"]),
        ([{"name": "nowhere", "$patch": "delete"}], ["a", "b"]),
        ([{"$patch": "replace"}], []),
        ([{"$patch": "replace"}, {"name": "z"}], ["z"]),
        ([{"name": "a", "$patch": "delete"}, {"name": "a", "image": "n"}], ["b", "a"]),
    ],
    ids=str,
)
def test_elements_may_be_deleted_and_lists_replaced(patch: Any, names: list[str]) -> None:
    assert [item["name"] for item in merged({"containers": patch})["containers"]] == names


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"containers": [{"image": "x"}]}, "does not contain declared merge key: name"),
        ({"containers": ["a"]}, "elements of the list are objects, with the key name"),
        ({"$patch": "spam"}, "unknown patch directive: 'spam'"),
        ([], "a strategic merge patch is an object"),
    ],
)
def test_a_patch_that_cannot_be_merged_is_refused(patch: Any, words: str) -> None:
    with pytest.raises(PatchError, match=words):
        merged(patch)


@pytest.mark.parametrize(
    ("patch", "result"),
    [
        ({"volumes": [3]}, {"volumes": [3]}),
        ({"finalizers": ["g", "h"]}, {"finalizers": ["f", "g", "h"]}),
        ({"labels": {"m": "2", "l": None}}, {"labels": {"m": "2"}}),
        ({"labels": None}, {"labels": None}),
        ({"labels": {"$patch": "replace", "n": "1"}}, {"labels": {"n": "1"}}),
        ({"labels": {"$patch": "delete"}}, {"labels": {}}),
        ({"unknown": {"a": {"b": None, "c": 1}}}, {"unknown": {"a": {"c": 1}}}),
        ({"unknown": [{"a": None}]}, {"unknown": [{}]}),
        ({"$retainKeys": ["labels"], "labels": {"m": "2"}}, {"labels": {"l": "1", "m": "2"}}),
        ({"$deleteFromPrimitiveList/finalizers": ["f"]}, {"finalizers": ["g"]}),
        ({"ports": {"http": {"a": 1, "b": None}}}, {"ports": {"http": {"a": 1}}}),
    ],
    ids=str,
)
def test_a_field_is_merged_as_its_kind_of_part_is(patch: Any, result: dict[str, Any]) -> None:
    made = merged(patch)
    assert {key: made.get(key) for key in result} == result
    assert not any(key.startswith("$") for key in made)


def test_the_keys_that_are_retained_are_the_only_ones() -> None:
    assert set(merged({"$retainKeys": ["labels", "volumes"]})) == {"labels", "volumes"}


def test_elements_come_in_the_order_that_the_patch_wants() -> None:
    order = {"$setElementOrder/containers": [{"name": "c"}, {"name": "b"}, {"name": "a"}]}
    made = merged({**order, "containers": [{"name": "c"}]})
    assert [item["name"] for item in made["containers"]] == ["c", "b", "a"]
    plain = merged({"$setElementOrder/finalizers": ["g", "f"]})
    assert plain["finalizers"] == ["g", "f"]


def test_true_and_one_are_two_keys_and_one_and_one_point_zero_are_the_same() -> None:
    document = {"containers": [{"name": 1}, {"name": True}]}
    made = merged({"containers": [{"name": 1.0, "x": 1}, {"name": True, "x": 2}]}, document)
    assert [item["x"] for item in made["containers"]] == [1, 2]


# ------------------------------------------------------------------------------ server-side apply


def applied(value: Any, document: Any = POD) -> Any:
    given = copy.deepcopy((document, value))
    result = apply_merge(document, value, "Pod", SHAPES)
    assert (document, value) == given
    return result


@pytest.mark.parametrize(
    ("value", "key", "result"),
    [
        ({"labels": {"m": "2"}}, "labels", {"l": "1", "m": "2"}),
        ({"volumes": [3]}, "volumes", [3]),
        ({"finalizers": ["h", "f"]}, "finalizers", ["f", "g", "h"]),
        ({"labels": None}, "labels", None),
        ({"new": {"a": 1}}, "new", {"a": 1}),
    ],
    ids=str,
)
def test_applied_objects_merge_and_plain_lists_replace(value: Any, key: str, result: Any) -> None:
    assert applied(value)[key] == result


def test_an_atomic_object_is_replaced() -> None:
    document = {"selector": {"match": {"a": "1"}, "more": 1}}
    assert applied({"selector": {"match": {"b": "2"}}}, document) == {
        "selector": {"match": {"b": "2"}}
    }


def test_elements_are_told_apart_by_all_keys_and_an_absent_one_by_its_default() -> None:
    document = {"mounts": [{"port": 1}, {"port": 1, "protocol": "UDP"}]}
    made = applied({"mounts": [{"port": 1, "protocol": "TCP", "x": 1}, {"port": 2}]}, document)
    assert made["mounts"] == [
        {"port": 1, "protocol": "TCP", "x": 1},
        {"port": 1, "protocol": "UDP"},
        {"port": 2},
    ]

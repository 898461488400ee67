"""Small questions about JSON values, which validators and servers ask again and again."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from imagestreamimport._base import checks, fields, filling, unknown
from imagestreamimport._base.formats import dns_label
from imagestreamimport.causes import INVALID, Cause, causes_of

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 2**31, -(2**31), 2**63, -(2**63), 2**70, 1e300,
    float("inf"), float("nan"), "", "a", "1", [], ["a"], ["a", 1], {}, {"a": "b"}, {"a": 1},
]  # fmt: skip


def those(question: Any) -> list[Any]:
    """The values of which the answer is yes."""
    return [value for value in VALUES if question(value)]


def test_integers_may_be_written_with_a_point_and_are_never_true() -> None:
    assert those(checks.is_integer) == [
        0, 1, -1, 1.0, 2**31, -(2**31), 2**63, -(2**63), 2**70, 1e300,
    ]  # fmt: skip


def test_sized_integers_have_to_be_written_as_integers() -> None:
    assert those(checks.is_int32) == [0, 1, -1, -(2**31)]
    assert all(isinstance(value, int) for value in those(checks.is_int64))
    assert 2**63 not in those(checks.is_int64)
    assert -(2**63) in those(checks.is_int64)
    assert not checks.is_int32(True)
    assert not checks.is_int64(True)


def test_numbers_lists_maps_and_null() -> None:
    assert those(checks.is_null) == [None]
    assert True not in [value for value in those(checks.is_number) if isinstance(value, bool)]
    assert those(checks.is_string_list) == [[], ["a"]]
    assert those(checks.is_string_map) == [{}, {"a": "b"}]


class OwnInt(int):
    pass


class OwnList(list[Any]):
    pass


class OwnDict(dict[str, Any]):
    pass


def test_values_of_classes_of_ones_own_are_values_too() -> None:
    assert checks.is_int32(OwnInt(5))
    assert checks.is_string_list(OwnList(["a"]))
    assert checks.is_string_map(OwnDict(a="b"))
    assert not checks.is_string_list(OwnList([1]))
    assert not checks.is_string_map(OwnDict(a=1))


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, 1.0, True),
        (True, 1, False),
        (False, 0, False),
        (True, True, True),
        ("1", 1, False),
        ([1], [1.0], True),
        ([True], [1], False),
        ({"a": [1]}, {"a": [1.0]}, True),
        ({"a": True}, {"a": 1}, False),
        ({"a": 1}, {"a": 1, "b": 1}, False),
        ([1, 2], [2, 1], False),
        ([], {}, False),
        (None, False, False),
        (None, None, True),
    ],
    ids=str,
)
def test_values_are_equal_as_json_has_it(left: Any, right: Any, equal: bool) -> None:
    assert checks.same(left, right) is equal
    assert checks.same(right, left) is equal
    assert checks.one_of(left, [right]) is equal


@pytest.mark.parametrize(
    ("values", "index"),
    [
        ([], None),
        ([1, 2, 3], None),
        ([1, 2, 1], 2),
        ([1, 1.0], 1),
        ([1, True], None),
        ([0, False, "0"], None),
        ([True, False, True], 2),
        ([{"a": 1}, {"a": 1.0}], 1),
        ([{"a": 1}, {"a": True}], None),
        ([[1], [2], [1]], 2),
        (["a", ["a"], "a"], 2),
    ],
    ids=str,
)
def test_the_first_element_that_is_there_twice(values: list[Any], index: int | None) -> None:
    assert checks.duplicate_in(values) == index


def test_nested_elements_are_compared_in_one_go() -> None:
    many = [{"name": [number]} for number in range(50_000)]  # two by two they would take minutes
    assert checks.duplicate_in([*many, {"name": [7.0]}]) == len(many)


@pytest.mark.parametrize(
    ("value", "step", "multiple"),
    [
        (9, 3, True),
        (10, 3, False),
        (0.3, 0.1, True),
        (0.35, 0.1, False),
        (1e300, 7, 10**300 % 7 == 0),
        (4.5, 1.5, True),
        (0, 5, True),
        (-9, 3, True),
        (float("inf"), 1, False),
        (float("nan"), 1, False),
    ],
)
def test_multiples_are_told_in_exact_fractions(value: float, step: float, multiple: bool) -> None:
    assert checks.is_multiple(value, step) is multiple


def test_sizes_are_those_of_utf_8() -> None:
    assert [checks.text_size(text) for text in ("", "a", "é", "😀", "\ud800", 5, None)] == [
        0, 1, 2, 4, 3, 0, 0,
    ]  # fmt: skip
    assert checks.map_size({"é": "a", "b": "😀", "c": 5}) == 2 + 1 + 1 + 4 + 1


def test_what_should_be_an_object_is_opened_to_read_from() -> None:
    value = {"a": 1}
    assert checks.opened(value) is value
    assert checks.opened(None).get("a") is None
    for wrong in ("text", 5, [1]):
        unreadable = checks.opened(wrong)
        assert unreadable.get("a").get("b") is unreadable
        assert unreadable != {}
        assert not isinstance(unreadable.get("a"), str)


def test_the_last_element_of_each_key_is_the_one_that_counts() -> None:
    items = [{"k": "a"}, {"k": "b"}, {"k": "a", "x": 1}, {}, {"k": None}, 5, {"k": 1}]
    assert [index for index, _ in checks.last_of_each(items, "k")] == [1, 2, 4, 5, 6]


def test_keys_that_are_there_twice_are_told_with_their_index() -> None:
    items = [{"a": "x", "b": "y"}, {"a": "x"}, {"a": "x", "b": "y"}, "text", {"a": "x", "b": 5}]
    assert checks.repeated_keys(items, ("a", "b")) == [(2, "x,y")]
    assert checks.repeated_keys(items, ("a",)) == [(1, "x"), (2, "x"), (4, "x")]
    numbers = [{"a": 80}, {"a": "80"}, {"a": 80.0}, {"a": True}, {"a": 1}, {"a": None}, {}]
    assert checks.repeated_keys(numbers, ("a",)) == [(2, "80"), (6, "")]


def test_parts_of_a_text_that_are_there() -> None:
    assert checks.has_part({"tag": "1", "digest": ""}, ["digest", "tag"])
    assert not checks.has_part({"tag": "", "digest": ""}, ["digest", "tag", "more"])
    assert not checks.has_part({}, ["tag"])


# ----------------------------------------------------------------------------- fields of an object


def noted(question: Any, value: dict[str, Any], *arguments: Any) -> list[tuple[str, str]]:
    """Field and message of each finding."""
    found: list[Any] = []
    question(found, (), value, *arguments)
    causes: list[Cause] = causes_of(found)
    return [(cause.field, cause.message) for cause in causes]


OBJECT: dict[str, Any] = {
    "text": "a", "number": 5, "yes": True, "null": None, "list": ["a"], "mixed": ["a", 1, None],
    "map": {"k": "v"}, "odd": {"k": 1, "l": None}, "point": 1.0, "label": "A",
}  # fmt: skip
EVERY = [*OBJECT, "absent"]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        (fields.expect_strings, {"text", "null", "label"}),
        (fields.expect_booleans, {"yes", "null"}),
        (fields.expect_string_lists, {"list", "null"}),
        (fields.expect_string_maps, {"map", "null"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_fields_of_another_type_are_noted_and_absent_ones_passed_over(
    question: Any, right: set[str]
) -> None:
    told = {field.partition("[")[0] for field, _ in noted(question, OBJECT, EVERY)}
    assert told == set(OBJECT) - right


def test_null_is_a_value_where_a_class_is_asked_for() -> None:
    assert noted(fields.expect, OBJECT, str, "string", ["text", "null", "absent"]) == [
        ("null", 'Invalid value: "null": must be of type string')
    ]


def test_each_wrong_element_of_a_list_or_a_map_is_noted() -> None:
    assert noted(fields.expect_string_lists, OBJECT, ["mixed"]) == [
        ("mixed[1]", 'Invalid value: "integer": must be of type string'),
        ("mixed[2]", 'Invalid value: "null": must be of type string'),
    ]
    assert noted(fields.expect_string_maps, OBJECT, ["odd"]) == [
        ("odd[k]", 'Invalid value: "integer": must be of type string'),
        ("odd[l]", 'Invalid value: "null": must be of type string'),
    ]


def test_a_number_that_is_not_whole_is_shown_and_another_value_is_named() -> None:
    asked = ["number", "point", "text", "yes", "absent", "null"]
    told = noted(fields.expect_whole, OBJECT, checks.is_int32, "int32", asked)
    assert told == [
        ("point", "Invalid value: 1.0: must be of type int32"),
        ("text", 'Invalid value: "string": must be of type integer'),
        ("yes", 'Invalid value: "boolean": must be of type integer'),
    ]


def test_texts_of_a_format_are_looked_at_and_others_named() -> None:
    told = noted(fields.expect_format, OBJECT, INVALID, dns_label, ["text", "label", "number"])
    assert [field for field, _ in told] == ["label", "number"]
    assert told[0][1].startswith('Invalid value: "A": a lowercase RFC 1123 label')
    assert told[1][1] == 'Invalid value: "integer": must be of type string'


def test_a_text_that_is_none_of_some_is_told_the_others() -> None:
    told = noted(fields.expect_one_of, OBJECT, ("x", "", "y"), ["text", "number", "null"])
    assert told == [
        ("text", 'Unsupported value: "a": supported values: "x", "y"'),
        ("number", 'Invalid value: "integer": must be of type string'),
    ]


def test_wrong_elements_come_with_their_places() -> None:
    items = {"parts": [{"name": "a"}, {"name": "b", "bad": 1}, 5], "text": "a"}
    found: list[Any] = []

    def is_right(item: Any) -> bool:
        return isinstance(item, dict) and "bad" not in item

    wrong = list(fields.wrong_elements(found, (), items, "parts", is_right, "name"))
    assert [item for item, _ in wrong] == [{"name": "b", "bad": 1}, 5]
    causes = causes_of([(at, INVALID, "m") for _, at in wrong])
    assert [(cause.field, cause.pointer) for cause in causes] == [
        ("parts[b]", "/parts/1"), ("parts[2]", "/parts/2"),
    ]  # fmt: skip
    assert list(fields.wrong_elements(found, (), items, "absent", is_right)) == []
    assert found == []
    assert list(fields.wrong_elements(found, (), items, "text", is_right)) == []
    assert causes_of(found)[0].message == 'Invalid value: "string": must be of type array'


# ------------------------------------------------------------------------------ filling and copies


def test_a_copy_shares_nothing_that_can_change() -> None:
    value = {"a": [{"b": []}], "c": "text"}
    made = filling.deep_copy(value)
    made["a"][0]["b"].append(1)
    made["a"].append(2)
    assert value == {"a": [{"b": []}], "c": "text"}


def test_a_copy_of_what_is_nested_very_deeply_needs_no_recursion() -> None:
    value: Any = []
    for _ in range(100_000):
        value = [value]
    made = filling.deep_copy(value)
    depth = 0
    while made:
        made, depth = made[0], depth + 1
    assert depth == 100_000
    while value:  # so that the interpreter has nothing deep to throw away
        value = value.pop()


@pytest.mark.parametrize(
    ("marks", "value", "filled"),
    [
        ("", {}, 1),
        ("[", [{}, 5, {}], 2),
        ("{", {"a": {}, "b": 5}, 1),
        ("[{", [{"a": {}}, {"b": {}, "c": {}}, 5], 3),
        ("{[", {"a": [{}], "b": "text", "c": [[{}]]}, 1),
        ("[[", [[{}], [{}, {}], {}], 3),
        ("[", "text", 0),
        ("{", None, 0),
        ("", [], 0),
    ],
)
def test_objects_are_filled_wherever_they_lie(marks: str, value: Any, filled: int) -> None:
    seen: list[Any] = []
    given = copy.deepcopy(value)
    filling.fill_inside(value, marks, seen.append)
    assert len(seen) == filled
    assert value == given
    if marks == "[":
        again: list[Any] = []
        filling.fill_list(value, again.append)
        assert again == seen
    if marks == "{":
        again = []
        filling.fill_map(value, again.append)
        assert again == seen


# --------------------------------------------------------------------------------- unknown fields

KNOWN: unknown.KnownFields = {
    "Thing": {
        "name": None,
        "parts": ("[]", "Part"),
        "map": ("{}", ("[]", "Part")),
        "self": "Thing",
    },
    "Part": {"id": None},
}


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ({"name": {"anything": 1}}, []),
        ({"x": 1, "name": "a", "y": {"z": 1}}, ["x", "y"]),
        (
            {"parts": [{"id": 1}, {"Foo": 1}, 5, {"id": 1, "bar": 2}]},
            ["parts[1].Foo", "parts[3].bar"],
        ),
        ({"map": {"k": [{"x": 1}], "l": "text"}}, ["map[k][0].x"]),
        ({"self": {"self": {"x": 1}}, "x": 1}, ["self.self.x", "x"]),
        ({"x": 1, "self": {"y": 1}, "z": 1}, ["x", "self.y", "z"]),
        ([], []),
        (None, []),
    ],
    ids=str,
)
def test_unknown_fields_are_told_in_document_order(document: Any, paths: list[str]) -> None:
    assert unknown.find_unknown(document, "Thing", KNOWN) == paths


def test_unknown_fields_are_found_however_deep_they_are() -> None:
    value: dict[str, Any] = {"x": 1}
    for _ in range(50_000):
        value = {"self": value}
    (path,) = unknown.find_unknown(value, "Thing", KNOWN)
    assert path.endswith(".self.x")
    while "self" in value:
        value = value.pop("self")

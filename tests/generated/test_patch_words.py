"""The words for patches whose outcome cannot be read: Go prints and converts values so."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport import models, server
from imagestreamimport._server.patch_words import (
    LONGEST_TEXT,
    conversion_error,
    go_text,
    invalid_patch,
    json_text,
    touched_by_merge,
    touched_by_operations,
)

RULES = server._RULES


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, None, "x y"], "a": {"c": True}}, "map[a:map[c:true] b:[1 <nil> x y]]"),
        ([], "[]"),
        (1.5, "1.5"),
        (1e6, "1e+06"),
        (123456.0, "123456"),
        (1234567.5, "1.2345675e+06"),
        (-2.5e-7, "-2.5e-07"),
        (0.0001, "0.0001"),
        (1e300, "1e+300"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_values_are_printed_as_go_does(value: Any, text: str) -> None:
    assert go_text(value) == text


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("x", "cannot restore struct from: string"),
        ([], "cannot restore struct from: slice"),
        ({"tags": {}}, "cannot restore slice from map"),
        ({"tags": ["x"]}, "cannot restore struct from: string"),
        ({"tags": [{"name": 1}]}, "cannot convert int64 to string"),
        ({"tags": [{"name": 1.5}]}, "unrecognized type: string"),
        ({"tags": [{"name": True}]}, "unrecognized type: string"),
        ({"tags": [{"generation": "x"}]}, "unrecognized type: int64"),
        ({"tags": [{"generation": 1.5}]}, "cannot convert float64 to int64"),
        ({"tags": [{"annotations": []}]}, "cannot restore map from slice"),
        ({"tags": [{"annotations": {"a": 1}}]}, "cannot convert int64 to string"),
        ({"tags": [{"reference": 1}]}, "unrecognized type: bool"),
        ({"tags": [None, {"name": None, "generation": 2.0}], "lookupPolicy": None}, None),
    ],
)
def test_what_does_not_fit_is_told_as_by_gos_converter(spec: Any, words: str | None) -> None:
    assert conversion_error({"metadata": {"name": "a"}, "spec": spec}, models.ImageStream) == words


def test_what_a_patch_goes_through_is_sorted_and_the_rest_as_in_gos_types() -> None:
    metadata = {"labels": {}, "uid": "u", "name": "n", "other": 1}
    tag = {"from": {"name": "x", "kind": "DockerImage"}, "name": "v1", "generation": 1}
    document = {"spec": {"tags": [tag, tag], "bogus": 1}, "metadata": metadata, "kind": "K"}
    operations = [{"op": "replace", "path": "/spec/tags/1/name", "value": "v1"}]
    assert json_text(document, touched_by_operations(operations), "ImageStream", RULES) == (
        '{"kind":"K","metadata":{"other":1,"name":"n","uid":"u","labels":{}},'
        '"spec":{"bogus":1,"tags":[{"name":"v1","annotations":null,"from":{"kind":"DockerImage","name":"x"},'
        '"generation":1},{"from":{"kind":"DockerImage","name":"x"},"generation":1,"name":"v1"}]}}'
    )
    touched = touched_by_merge({"metadata": {"uid": None}})
    assert json_text(document, touched, "ImageStream", RULES).startswith(
        '{"kind":"K","metadata":{"labels":{},"name":"n","other":1,"uid":"u"}'
    )


def test_text_is_escaped_as_go_does() -> None:
    assert (
        json_text({"a": "<&>\u2028"}, {}, "ImageStream", RULES)
        == r'{"a":"\u003c\u0026\u003e\u2028"}'
    )


def test_long_text_is_cut() -> None:
    told = str(invalid_patch("x" * (LONGEST_TEXT + 1), "why"))
    assert told.endswith('x...": why')
    assert len(told) < LONGEST_TEXT + 100

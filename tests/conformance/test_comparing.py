"""The comparison itself: what it lets pass, and what it must not."""

from __future__ import annotations

from typing import Any

import pytest

from .comparing import differences, fill


@pytest.mark.parametrize(
    ("recorded", "answered"),
    [
        ({"a": None}, {}),
        (
            {"a": "{{time}} {{uid}}"},
            {"a": f"2026-01-02T03:04:05Z {'0' * 8}-0000-0000-0000-{'f' * 12}"},
        ),
        ({"message": 'x: Get "https://a/": dial tcp'}, {"message": "x: no route"}),
        (
            {"causes": [{"field": "a"}, {"field": "b"}]},
            {"causes": [{"field": "b"}, {"field": "a"}]},
        ),
        ({"metadata": {"managedFields": [1]}}, {"metadata": {}}),
        ({"image": {"metadata": {"resourceVersion": "1"}}}, {"image": {"metadata": {}}}),
        (
            {"dockerImageManifest": '{"a":1,"signatures":[1]}'},
            {"dockerImageManifest": '{"a":1,"signatures":[2]}'},
        ),
    ],
)
def test_what_is_equal(recorded: Any, answered: Any) -> None:
    assert differences(recorded, answered) == []


@pytest.mark.parametrize(
    ("recorded", "answered"),
    [
        ({"a": ""}, {}),
        ({}, {"a": ""}),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": "1"}),
        ({"a": [1, 2]}, {"a": [1, 3]}),
        ({"a": [1]}, {"a": [1, 1]}),
        ({"a": "{{time}}"}, {"a": "2026-01-02T03:04:05.5Z"}),
        ({"a": "{{version}}"}, {"a": ""}),
        ({"message": 'x: Get "https://a/": dial tcp'}, {"message": "y: no route"}),
        ({"message": 'x: Get "https://a/": dial tcp'}, {"message": "x: "}),
        ({"reason": 'Get "https://a/"'}, {"reason": "other"}),
        ({"status": {"metadata": {"resourceVersion": "1"}}}, {"status": {"metadata": {}}}),
        ({"dockerImageManifest": '{"a":1,"signatures":[1]}'}, {"dockerImageManifest": '{"a":2}'}),
    ],
)
def test_what_differs(recorded: Any, answered: Any) -> None:
    assert len(differences(recorded, answered)) == 1


def test_placeholders_are_filled_in_keys_too() -> None:
    filled = fill({"{{plain}}": ["x/{{plain}}/{{uid}}"]}, {"plain": "h:1"})
    assert filled == {"h:1": ["x/h:1/{{uid}}"]}

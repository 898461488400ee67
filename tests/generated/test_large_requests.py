"""What a request of a few MiB may cost: neither memory nor time grow faster than the request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imagestreamimport._base.patching import MAX_COPIED, LargePatch, json_patch, strategic_merge
from imagestreamimport._server.body import decode_body
from imagestreamimport._server.context import Warnings
from imagestreamimport._base.shapes import SHAPES


class Text(str):
    """A text that counts what it is compared with."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Text.compared += 1
        return str.__eq__(self, other)


def test_each_warning_is_told_once_without_a_look_at_all_others() -> None:
    warnings = Warnings()
    for _ in range(2):
        for number in range(5_000):
            warnings.add(Text(f'unknown field "{number}"'))
    assert len(warnings) == 5_000
    assert warnings[-1] == 'unknown field "4999"'
    assert Text.compared < 50_000


def test_keys_that_stand_twice_are_told_in_order_and_once() -> None:
    keys = [f"k{number}" for number in range(2_000)] * 3
    body = "{" + ",".join(f'"{key}":1' for key in keys) + "}"
    value, duplicates = decode_body(body.encode(), b"application/json", "ImageStream")
    assert len(value) == 2_000
    assert duplicates == keys[:2_000]


def copies(number: int, source: str = "/spec") -> list[dict[str, Any]]:
    return [{"op": "copy", "from": source, "path": f"/spec/{n}"} for n in range(number)]


def test_copies_of_copies_are_refused_before_they_fill_the_memory() -> None:
    document = {"spec": {"text": "x" * 1000}}
    with pytest.raises(LargePatch, match=f"exceeding the limit {MAX_COPIED}"):
        json_patch(document, copies(64))
    assert len(json.dumps(json_patch(document, copies(8)))) > 256_000


def test_copies_are_counted_together() -> None:
    document = {"text": "x" * 1000, "spec": {}}
    with pytest.raises(LargePatch):
        json_patch(document, copies(4_000, "/text"))
    assert len(json_patch(document, copies(1_000, "/text"))["spec"]) == 1_000


def test_elements_of_long_lists_are_looked_up() -> None:
    """The names are compared when they are found, not with all others."""
    number = 2_000
    held = [{"name": Text(f"t{n}"), "from": {"name": "a"}} for n in range(number)]
    names = [Text(f"t{n}") for n in reversed(range(number))]
    patch: dict[str, Any] = {"tags": [{"name": name, "from": {"name": "b"}} for name in names]}
    patch["tags"] += [{"name": Text("t7"), "$patch": "delete"}, {"name": Text("new")}]
    patch["$setElementOrder/tags"] = [{"name": name} for name in names]
    Text.compared = 0
    merged = strategic_merge({"spec": {"tags": held}}, {"spec": patch}, "ImageStream", SHAPES)
    tags = merged["spec"]["tags"]
    assert [tag["name"] for tag in tags[:3]] == ["t1999", "new", "t1998"]
    assert len(tags) == number
    assert "t7" not in [str(tag["name"]) for tag in tags]
    assert Text.compared < 50 * number

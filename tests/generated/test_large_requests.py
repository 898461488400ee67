"""What a request of a few MiB may cost: neither memory nor time grow faster than the request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imagestreamimport.patching import MAX_COPIED, LargePatch, json_patch
from imagestreamimport.serving_body import decode_body
from imagestreamimport.serving_context import Warnings


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

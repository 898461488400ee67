"""Requests that were recorded with the answers of a real server, replayed to the stub."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.memory_server import IMPORTS, client

DATA = Path(__file__).parent / "data" / "http.jsonl"
NAMESPACE = "ns"
PATTERNS = {
    "{{time}}": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "{{uid}}": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}
# From here on a message is the wording of the server's JSON library.
LIBRARY = re.compile(r'json: |json parse error: | in scheme "|converting \(')


@cache
def cases() -> list[dict[str, Any]]:
    text = DATA.read_text("utf-8").replace("{{namespace}}", NAMESPACE)
    return [json.loads(line) for line in text.splitlines()]


def tidy(value: Any, parent: str = "") -> Any:
    """Without nulls, which count as absent, and managedFields, which hold the client's name."""
    if isinstance(value, list):
        return [tidy(item, parent) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: tidy(item, key)
        for key, item in value.items()
        if item is not None and not (parent == "metadata" and key == "managedFields")
    }


def same(wanted: Any, got: Any, key: str = "") -> bool:
    if isinstance(wanted, dict) and isinstance(got, dict):
        return wanted.keys() == got.keys() and all(
            same(wanted[name], got[name], name) for name in wanted
        )
    if isinstance(wanted, list) and isinstance(got, list):
        return len(wanted) == len(got) and all(map(same, wanted, got))
    if wanted in PATTERNS:
        return re.fullmatch(PATTERNS[wanted], got) is not None
    if key == "message" and (found := LIBRARY.search(wanted)):
        return got.startswith(wanted[: found.end()]) and len(got) > found.end()
    return type(wanted) is type(got) and wanted == got


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_the_answer_is_that_of_the_recorded_server(case: dict[str, Any]) -> None:
    request = case["request"]
    body = request["raw"] if "raw" in request else json.dumps(request["body"])
    answer = client().request(
        request.get("method", "POST"),
        request.get("path", IMPORTS) + request.get("query", ""),
        content=body,
        headers={"Content-Type": request.get("contentType", "application/json")},
    )
    assert answer.status_code == case["status"], answer.text
    got = answer.json()
    if case["status"] == 201:
        assert got.pop("status") == {}
    assert same(tidy(case["answer"]), tidy(got)), answer.text

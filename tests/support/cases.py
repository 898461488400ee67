"""Cases that are kept as data beside the tests, read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "generated" / "data"
KEYWORDS = Path(__file__).parents[1] / "generator" / "cases" / "keywords"

_KINDS = {"imagestreamimports": "ImageStreamImport", "imagestreams": "ImageStream"}


@dataclass(frozen=True, slots=True)
class ValidationCase:
    """A document, and what a server said of it: (reason, field, message) in its order."""

    id: str
    kind: str
    document: Any
    causes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A request that was answered with 201, and the answer."""

    id: str
    request: Any
    response: Any


@dataclass(frozen=True, slots=True)
class KeywordCase:
    """A value, and whether a schema accepts it.

    `differs` says why the second opinion is another one.
    """

    file: str
    group: str
    description: str
    schema: Any
    value: Any
    valid: bool
    differs: str | None


def _lines(name: str) -> Iterator[Any]:
    # Split at line feeds alone: the texts hold other line separators.
    for line in (DATA / name).read_text("utf-8").rstrip("\n").split("\n"):
        yield json.loads(line)


def _case(line: dict[str, Any]) -> ValidationCase:
    causes = [(cause["reason"], cause["field"], cause["message"]) for cause in line["causes"]]
    resource = line.get("resource", "imagestreamimports")
    return ValidationCase(line["id"], _KINDS[resource], line["object"], causes)


@cache
def validation_cases() -> list[ValidationCase]:
    """Documents of both kinds with the causes that the reference gave."""
    return [_case(line) for line in _lines("validation-cases.jsonl")]


@cache
def refusals() -> list[ValidationCase]:
    """Imports that the reference answered with 422, with the causes of the answer."""
    return [_case(line) for line in _lines("refusals.jsonl")]


@cache
def answers() -> list[Answer]:
    """Imports that the reference answered with 201."""
    return [Answer(**line) for line in _lines("answers.jsonl")]


@cache
def keyword_cases() -> list[KeywordCase]:
    """Schemas with values they accept or refuse, one file for each group of keywords."""
    return [
        KeywordCase(
            path.stem,
            group["description"],
            case["description"],
            group["schema"],
            case["data"],
            case["valid"],
            case.get("differs"),
        )
        for path in sorted(KEYWORDS.glob("*.json"))
        for group in json.loads(path.read_text("utf-8"))
        for case in group["tests"]
    ]

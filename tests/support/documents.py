"""Documents to try things on: recorded answers, the objects of the cases, and some of our own.

Also the few ways to take a document apart that several tests need. Knows no validator.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .cases import DATA, answers, refusals, validation_cases

CHECKOUT = Path(__file__).parents[2]
SCHEMA = CHECKOUT / "schema" / "imagestreamimport.schema.json"
EXPANDED = CHECKOUT / "generated" / "imagestreamimport" / "schema.json"

Place = tuple[str | int, ...]


class _TimesAsText(yaml.SafeLoader):
    """Reads an unquoted time as text, as every program that speaks to Kubernetes does."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (yaml's own name for it)
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> Any:
    """The JSON or YAML document in a file, times as text."""
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, _TimesAsText)


def own_files() -> list[Path]:
    """The files of our own documents: real-looking ones of several ages of servers."""
    return sorted((DATA / "documents").iterdir())


@cache
def schema() -> dict[str, Any]:
    """The canonical schema."""
    return json.loads(SCHEMA.read_text("utf-8"))


def definition(kind: str) -> dict[str, Any]:
    """The schema of a kind."""
    return schema() if kind == schema()["title"] else schema()["$defs"][kind]


def kinds() -> list[str]:
    """The names of all definitions, the root first."""
    return [schema()["title"], *schema()["$defs"]]


@cache
def real_documents() -> list[tuple[str, Any]]:
    """Kind and document: our own ones, requests, answers, and the objects of all cases."""
    own = [(document["kind"], document) for document in map(read, own_files())]
    recorded = [("ImageStreamImport", answer.response) for answer in answers()]
    requests = [("ImageStreamImport", answer.request) for answer in answers()]
    cases = [(case.kind, case.document) for case in [*validation_cases(), *refusals()]]
    return [*own, *cases, *requests, *recorded]


def complete(kind: str) -> Any:
    """A document with every field that the schema knows; its types are right, its words are not."""
    return _sample(definition(kind))


def _sample(schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _sample(definition(schema["$ref"].rpartition("/")[2]))
    if "enum" in schema:
        return schema["enum"][-1]
    match schema["type"]:
        case "object":
            fields = {name: _sample(child) for name, child in schema.get("properties", {}).items()}
            return fields or {"a": _sample(schema.get("additionalProperties", {"type": "string"}))}
        case "array":
            return [_sample(schema["items"])]
        case "string":
            return {"date-time": "2024-02-29T23:59:59.5+01:00", "byte": "QUJD"}.get(
                schema.get("format", ""), "a"
            )
        case "boolean":
            return True
        case _:
            return 7


def places(document: Any, place: Place = ()) -> Iterator[Place]:
    """Every place of a document, the document itself first."""
    yield place
    items = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document) if isinstance(document, list) else ()
    )
    for step, value in items:
        yield from places(value, (*place, step))


def at(document: Any, place: Place) -> Any:
    """The value at a place."""
    for step in place:
        document = document[step]
    return document


def put(document: Any, place: Place, value: Any) -> Any:
    """A copy of the document with another value at a place; shares what lies beside the way."""
    if not place:
        return value
    copied = document.copy()
    copied[place[0]] = put(document[place[0]], place[1:], value) if place[1:] else value
    return copied


def without(document: Any, place: Place) -> Any:
    """A copy of the document without a place."""
    copied = document.copy()
    if place[1:]:
        copied[place[0]] = without(document[place[0]], place[1:])
    else:
        del copied[place[0]]
    return copied


def pieces(kind: str, document: Any, place: Place = ()) -> Iterator[tuple[str, Place, Any]]:
    """Kind, place and value of each object in a document that is one of a kind."""
    yield kind, place, document
    yield from _pieces(definition(kind), document, place)


def _pieces(schema: dict[str, Any], value: Any, place: Place) -> Iterator[tuple[str, Place, Any]]:
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        below = [(fields[name], name) for name in value if name in fields]
    elif isinstance(value, list) and "items" in schema:
        below = [(schema["items"], index) for index in range(len(value))]
    else:
        return
    for child, step in below:
        if "$ref" in child:
            if isinstance(value[step], dict):
                name = child["$ref"].rpartition("/")[2]
                yield from pieces(name, value[step], (*place, step))
        else:
            yield from _pieces(child, value[step], (*place, step))


def smallest(kind: str, place: Place, value: Any) -> Any:
    """A document of a kind with nothing but a value at a place, and what is required on the way."""
    return _smallest(definition(kind), place, value)


def _smallest(schema: dict[str, Any], place: Place, value: Any) -> Any:
    if "$ref" in schema:
        schema = definition(schema["$ref"].rpartition("/")[2])
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        return [_smallest(schema["items"], rest, value)]
    fields = schema.get("properties", {})
    child = fields[step] if step in fields else schema.get("additionalProperties", {})
    needed = {name: {} for name in schema.get("required", ())}
    return {**needed, step: _smallest(child, rest, value)}


def nested(depth: int, *, of: str = "object", inside: Any = None) -> Any:
    """A value with that many levels: objects, lists, or both in turns. Built without recursion."""
    value = inside
    for level in range(depth):
        as_list = of == "array" or (of == "both" and level % 2)
        value = [value] if as_list else {"a": value}
    return value


def an_import(**metadata: Any) -> dict[str, Any]:
    """A valid import of one image, with some metadata besides its name."""
    images = [{"from": {"kind": "DockerImage", "name": "registry.test/team/app"}}]
    return {"metadata": {"name": "app", **metadata}, "spec": {"images": images}}


def a_stream(*tags: Any, **spec: Any) -> dict[str, Any]:
    """A stream with these tags, and other fields in its specification."""
    return {"metadata": {"name": "app"}, "spec": {"tags": list(tags), **spec}}

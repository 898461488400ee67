"""The package's schema.json: which kinds are served, which fields they have.

It is a JSON Schema 2020-12 whose root is the default kind and, by its `allOf`, every other served
kind; null is allowed everywhere and left out of sight here.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


@cache
def _root() -> Schema:
    text = resources.files("imagestreamimport").joinpath("schema.json").read_text("utf-8")
    root: Schema = json.loads(text)
    return root


def default_kind() -> str:
    """Return the kind that is meant where none is named."""
    return str(_root()["title"])


@cache
def served_kinds() -> tuple[str, ...]:
    """Return the kinds that come as documents of their own, the default one first."""
    return (default_kind(), *(kind for kind in _kinds_of_root() if kind != default_kind()))


def _kinds_of_root() -> list[str]:
    return [kind for kind in _root()["properties"]["kind"]["enum"] if kind]


def api_version() -> str:
    """Return the API version that new documents have: the one with a group."""
    versions = [value for value in _root()["properties"]["apiVersion"]["enum"] if value]
    return str(max(versions, key=lambda value: "/" in value))


def resource_names() -> dict[str, str]:
    """Map what people type to the kind: `ImageStream`, `imagestream`, `imagestreams`, `is`."""
    names: dict[str, str] = {}
    for kind in served_kinds():
        short = "".join(char for char in kind if char.isupper()).lower()
        for name in (kind, kind.lower(), kind.lower() + "s", short):
            names.setdefault(name, kind)
    return names


def definition_names() -> list[str]:
    """Return every definition of the schema, served kinds included."""
    return list(dict.fromkeys((*served_kinds(), *_root()["$defs"])))


@cache
def definition(name: str) -> Schema:
    """Return the schema of a kind or another definition."""
    if name != default_kind():
        found: Schema = _root()["$defs"][name]
        return found
    # The root describes the other kinds as well; what is said of them alone is taken out.
    root = _root()
    fields = root["properties"]
    kinds = ["", name]
    own = [part["then"] for part in root.get("allOf", ()) if "not" in part["if"]]
    return {
        **root,
        "properties": {**fields, "kind": {**fields["kind"], "enum": kinds}},
        "required": [field for part in (root, *own) for field in part.get("required", ())],
    }


def without_null(schema: Schema) -> Schema:
    """Return a field's schema as it was before null was allowed for it; `$ref` stays."""
    for part in schema.get("anyOf", ()):
        if part.get("type") != "null":
            return {**part, **{key: value for key, value in schema.items() if key != "anyOf"}}
    return schema


def target(schema: Schema) -> Schema:
    """Return the schema, or the definition that it refers to."""
    reference = without_null(schema).get("$ref")
    return definition(reference.rpartition("/")[2]) if reference else without_null(schema)


def elements(schema: Schema) -> Schema | None:
    """Return the schema of a list's elements or a map's values, None for anything else."""
    reached = target(schema)
    inner = reached.get("items") or reached.get("additionalProperties")
    return inner if isinstance(inner, dict) else None


def fields(schema: Schema) -> dict[str, Schema]:
    """Return the fields of an object by name; none for anything else."""
    found: dict[str, Schema] = target(schema).get("properties", {})
    return found


def at(kind: str, steps: list[str | int]) -> Schema | None:
    """Return the schema of what lies some steps into a document, None for what it does not know."""
    schema: Schema | None = definition(kind)
    for step in steps:
        if schema is None:
            return None
        known = fields(schema)
        schema = known[step] if isinstance(step, str) and step in known else elements(schema)
    return schema

"""The schema for other validators: standard keywords only, null where our dialect allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..schema import pointers
from ..schema.resolve import Document, Schema

_STANDARD = "https://json-schema.org/draft/2020-12/schema"
# Names the place of a schema in the document that is being written.
Naming = Callable[[str], str]
# Keywords that name a place of this document.
_PLACES = ("$schema", "$id", "$anchor", "$defs")
# Keywords of Kubernetes that editors and other tools know.
_KEPT = frozenset(
    {
        "x-kubernetes-preserve-unknown-fields",
        "x-kubernetes-list-map-keys",
        "x-kubernetes-list-type",
        "x-kubernetes-int-or-string",
        "x-kubernetes-patch-merge-key",
    }
)


def expand(document: Document) -> dict[str, Any]:
    """The document as plain JSON Schema 2020-12.

    A field that a request does not need may be null. Values that are only known, not closed,
    become examples, which editors offer; what is gone is marked as deprecated. A document may be
    of any served kind: its `kind` decides.
    """
    expanded = _expand(document, "", document.root)
    assert isinstance(expanded, dict)
    others = _other_kinds(document)
    if others:
        expanded = _with_other_kinds(expanded, others)
    definitions = expanded.pop("$defs", None)
    result = {"$schema": _STANDARD, **{k: v for k, v in expanded.items() if k != "$schema"}}
    return {**result, "$defs": definitions} if definitions else result


def expand_place(document: Document, pointer: str, naming: Naming) -> Schema:
    """The schema of one place, for a document of another form.

    `naming` gives the `$ref` of a place; names that the place has in this document are left out.
    """
    return _expand(document, pointer, document.schemas[pointer], naming)


def _other_kinds(document: Document) -> list[str]:
    """Served kinds other than the root's, which have a field `kind` of their own."""
    return [
        resource["kind"]
        for resource in document.keywords().get("x-kubernetes-resources", ())
        if resource["kind"] != document.keywords().get("title")
        and "kind" in _fields_of(document, resource["kind"])
    ]


def _fields_of(document: Document, kind: str) -> dict[str, Schema]:
    fields: dict[str, Schema] = document.keywords(pointers.join("/$defs", kind)).get(
        "properties", {}
    )
    return fields


def _with_other_kinds(root: dict[str, Any], kinds: list[str]) -> dict[str, Any]:
    """The root as a choice by `kind`: what is no other served kind is a document of the root's."""
    needed = root.get("required", [])
    rest = {key: value for key, value in root.items() if key != "required"}
    fields: dict[str, Any] = rest.get("properties", {})
    # What the root needs and may not be null may be so in a document of another kind.
    fields = fields | {name: _or_null(fields[name]) for name in needed if name in fields}
    kind = fields.get("kind")
    if isinstance(kind, dict) and "enum" in kind:
        fields["kind"] = {**kind, "enum": [*kind["enum"], *kinds]}
    rest["properties"] = fields
    is_other = {"required": ["kind"], "properties": {"kind": {"enum": kinds}}}
    choices: list[dict[str, Any]] = [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": name}}},
            "then": {"$ref": pointers.to_fragment(pointers.join("/$defs", name))},
        }
        for name in kinds
    ]
    if needed:
        own = {
            "required": needed,
            "properties": {name: {"not": {"type": "null"}} for name in needed},
        }
        choices.insert(0, {"if": {"not": is_other}, "then": own})
    return {**rest, "allOf": [*rest.get("allOf", []), *choices]}


def _expand(
    document: Document, pointer: str, schema: Schema, naming: Naming | None = None
) -> Schema:
    if not isinstance(schema, dict):
        return schema
    expanded: dict[str, Any] = {}
    for key, value in schema.items():
        place = pointers.join(pointer, key)
        if naming and key in _PLACES:
            continue
        if key == "$ref" and naming:
            expanded[key] = naming(document.targets[pointer])
        elif key == "properties":
            needed = schema.get("required", ())
            expanded[key] = {
                name: _field(document, pointers.join(place, name), child, name in needed, naming)
                for name, child in value.items()
            }
        elif key in ("patternProperties", "dependentSchemas", "$defs"):
            expanded[key] = {
                name: _expand(document, pointers.join(place, name), child, naming)
                for name, child in value.items()
            }
        elif key in ("prefixItems", "allOf", "anyOf", "oneOf"):
            expanded[key] = [
                _expand(document, pointers.join(place, index), child, naming)
                for index, child in enumerate(value)
            ]
        elif place in document.schemas:
            expanded[key] = _expand(document, place, value, naming)
        elif not key.startswith("x-") or key in _KEPT:
            expanded[key] = value
    if "x-known-values" in schema:
        expanded.setdefault("examples", schema["x-known-values"])
    if "until" in schema.get("x-availability", {}):
        expanded["deprecated"] = True
    return expanded


def _field(
    document: Document, pointer: str, schema: Schema, needed: bool, naming: Naming | None
) -> Schema:
    expanded = _expand(document, pointer, schema, naming)
    return expanded if needed else _or_null(expanded)


def _or_null(expanded: Schema) -> Schema:
    """The schema of a field that may also be null."""
    if not isinstance(expanded, dict) or not expanded:
        return expanded
    remarks = ("description", "deprecated", "examples", "default", "title")
    said = {key: value for key, value in expanded.items() if key in remarks}
    bare = {key: value for key, value in expanded.items() if key not in remarks}
    kind = bare.get("type")
    kinds = ["null"] if kind == "null" else [kind, "null"]
    if (
        isinstance(kind, str)
        and not {"enum", "const", "anyOf", "oneOf", "allOf", "not", "if"} & bare.keys()
    ):
        return {**bare, "type": kinds, **said}
    if isinstance(kind, str) and bare.keys() <= {"type", "enum", "format"}:
        return {**bare, "type": kinds, "enum": [*bare["enum"], None], **said}
    return {"anyOf": [bare, {"type": "null"}], **said}

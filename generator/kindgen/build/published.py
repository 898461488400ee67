"""Makes the schemas for other tools: those of the document in standard keywords.

A field that a request does not need may be null. Values that are only known, not closed, become
examples, which editors offer; what is gone is marked as deprecated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..ir.published import Published, PublishedSchema, PublishedSchemas, Reference
from ..schema import pointers
from ..schema.document import Document
from ..schema.keywords import ONE_SCHEMA, SCHEMA_LISTS, SCHEMA_MAPS

_STANDARD = "https://json-schema.org/draft/2020-12/schema"
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
_REMARKS = ("description", "deprecated", "examples", "default", "title")
# Keywords beside which another type is not simply one more.
_JUDGES = frozenset({"enum", "const", "anyOf", "oneOf", "allOf", "not", "if"})


def build_published(document: Document) -> PublishedSchemas:
    """Make every schema of the document, and the document as a whole."""
    made: dict[str, Published] = {}
    for pointer in reversed(document.schemas):  # what lies inside a schema stands after it
        schema = document.schemas[pointer]
        if isinstance(schema, dict):
            made[pointer] = PublishedSchema(dict(_keywords(document, pointer, schema, made)))
        else:
            made[pointer] = schema
    return PublishedSchemas(_whole(document, made[""]), made)


def _keywords(
    document: Document, pointer: str, schema: dict[str, Any], made: Mapping[str, Published]
) -> Iterator[tuple[str, Any]]:
    for key, value in schema.items():
        place = pointers.join(pointer, key)
        if key == "$ref":
            yield key, Reference(value, document.targets[pointer])
        elif key in SCHEMA_MAPS:
            inside = {name: made[pointers.join(place, name)] for name in value}
            if key == "properties":
                needed = schema.get("required", ())
                inside |= {
                    name: or_null(inner) for name, inner in inside.items() if name not in needed
                }
            yield key, inside
        elif key in SCHEMA_LISTS:
            yield key, [made[pointers.join(place, index)] for index in range(len(value))]
        elif key in ONE_SCHEMA:
            yield key, made[place]
        elif not key.startswith("x-") or key in _KEPT:
            yield key, value
    if "x-known-values" in schema and "examples" not in schema:
        yield "examples", schema["x-known-values"]
    if "until" in schema.get("x-availability", {}):
        yield "deprecated", True


def or_null(schema: Published) -> Published:
    """Return the schema of a field that may also be null."""
    if isinstance(schema, bool) or not schema.keywords:
        return schema
    remarks = {key: value for key, value in schema.keywords.items() if key in _REMARKS}
    bare = {key: value for key, value in schema.keywords.items() if key not in _REMARKS}
    kind = bare.get("type")
    kinds = ["null"] if kind == "null" else [kind, "null"]
    if isinstance(kind, str) and not _JUDGES & bare.keys():
        return PublishedSchema({**bare, "type": kinds, **remarks})
    if isinstance(kind, str) and bare.keys() <= {"type", "enum", "format"}:
        return PublishedSchema({**bare, "type": kinds, "enum": [*bare["enum"], None], **remarks})
    choices = [PublishedSchema(bare), PublishedSchema({"type": "null"})]
    return PublishedSchema({"anyOf": choices, **remarks})


# ------------------------------------------------------------------------------ a whole document


def _whole(document: Document, root: Published) -> Published:
    """Return the root, as a choice by `kind` where other kinds are served too."""
    if isinstance(root, bool):
        return root
    keywords = dict(root.keywords)
    others = _other_kinds(document)
    if others:
        keywords = _with_other_kinds(keywords, others)
    definitions = keywords.pop("$defs", None)
    whole = {"$schema": _STANDARD, **{k: v for k, v in keywords.items() if k != "$schema"}}
    return PublishedSchema({**whole, "$defs": definitions} if definitions else whole)


def _other_kinds(document: Document) -> list[str]:
    """List the served kinds other than the root's that have a field `kind` of their own."""
    root = document.keywords()
    kinds = [resource["kind"] for resource in root.get("x-kubernetes-resources", ())]
    definitions = {kind: pointers.join("/$defs", kind) for kind in kinds if kind != root["title"]}
    return [
        kind
        for kind, place in definitions.items()
        if "kind" in document.keywords(place).get("properties", {})
    ]


def _with_other_kinds(root: dict[str, Any], kinds: list[str]) -> dict[str, Any]:
    """Make the root a choice by `kind`: a document of none of these kinds is one of the root's."""
    needed: list[str] = root.get("required", [])
    rest = {key: value for key, value in root.items() if key != "required"}
    fields: dict[str, Published] = rest.get("properties", {})
    # What the root needs and may not be null may be so in a document of another kind.
    fields = fields | {name: or_null(fields[name]) for name in needed if name in fields}
    kind = fields.get("kind")
    if isinstance(kind, PublishedSchema) and "enum" in kind.keywords:
        enum = [*kind.keywords["enum"], *kinds]
        fields["kind"] = PublishedSchema({**kind.keywords, "enum": enum})
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

"""Schemas of OpenAPI 3.0, which knows less than JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .meta import Item

# Keywords that 3.0 has with the same meaning; others are dropped, or are dealt with below.
_COPIED = frozenset(
    {
        "title", "description", "format", "default", "deprecated", "readOnly", "enum", "required",
        "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf", "minItems",
        "maxItems", "uniqueItems", "minProperties", "maxProperties",
    }
)  # fmt: skip


def as_3_0(schema: Any) -> Item:
    """Write the schema in OpenAPI 3.0, without what that cannot say; it never accepts less.

    Kubernetes' conventions: a reference with words of its own stands in `allOf`, and a list with a
    merge key says that it is merged.
    """
    if not isinstance(schema, dict):
        return {} if schema else {"not": {}}
    if "$ref" in schema:
        rest = as_3_0({key: value for key, value in schema.items() if key != "$ref"})
        bare: Item = {"$ref": schema["$ref"]}
        return {**rest, "allOf": [bare, *rest.get("allOf", [])]} if rest else bare
    loose = _without_null_branch(schema)
    if loose is not None:
        choice = as_3_0(loose)
        # What stands beside a reference is passed over.
        return {**({"allOf": [choice]} if "$ref" in choice else choice), "nullable": True}
    return dict(_members_3_0(schema))


def _without_null_branch(schema: Item) -> Item | None:
    """Return the schema without its choice of null, or None where it has no such choice."""
    choices = schema.get("anyOf", [])
    others = [choice for choice in choices if choice != {"type": "null"}]
    if len(others) == len(choices) or len(others) != 1 or not isinstance(others[0], dict):
        return None
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**others[0], **rest} if not others[0].keys() & rest.keys() else None


def _members_3_0(schema: Item) -> Iterator[tuple[str, Any]]:
    yield from _type_3_0(schema)
    for key, value in schema.items():
        if key == "enum":
            # kubectl prints a null as "<no value>"; `nullable` allows it.
            kept = [item for item in value if item is not None] or value
            if kept:
                yield key, kept
        elif key in _COPIED or key.startswith("x-"):
            if (key, value) != ("required", []):
                yield key, value
        elif key == "const":
            yield "enum", [value]
        elif key in ("exclusiveMinimum", "exclusiveMaximum"):
            bound = key.removeprefix("exclusive").lower()
            if bound not in schema:
                yield bound, value
                yield key, True
        elif key in ("items", "not"):
            yield key, as_3_0(value)
        elif key == "additionalProperties":
            yield key, value if isinstance(value, bool) else as_3_0(value)
        elif key == "properties":
            yield key, {name: as_3_0(child) for name, child in value.items()}
        elif key in ("allOf", "anyOf", "oneOf"):
            yield key, [as_3_0(child) for child in value]
    yield from _merging(schema)


def _merging(schema: Item) -> Iterator[tuple[str, Any]]:
    """Yield how a strategic merge patch merges a list whose elements have a key."""
    if "x-kubernetes-list-map-keys" in schema:
        yield "x-kubernetes-list-type", "map"
    if "x-kubernetes-patch-merge-key" in schema:
        yield "x-kubernetes-patch-strategy", "merge"


def _type_3_0(schema: Item) -> Iterator[tuple[str, Any]]:
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    others = [kind for kind in kinds if kind != "null"]
    if len(others) == 1:
        yield "type", others[0]
        if others[0] == "array" and ("items" not in schema or "prefixItems" in schema):
            yield "items", {}
    elif others and "anyOf" not in schema:
        yield "anyOf", [as_3_0({"type": kind}) for kind in others]
    if "null" in kinds:
        yield "nullable", True
        if not others and "enum" not in schema:
            yield "enum", [None]

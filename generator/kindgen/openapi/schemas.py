"""The schemas of an OpenAPI document: what it refers to, and what that refers to, each once.

Written in OpenAPI 3.1, whose schemas are JSON Schema 2020-12; `as_3_0` turns one into the dialect
of OpenAPI 3.0, which knows less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..ir.package import Package
from ..schema import pointers
from .json_schema import as_component
from .meta import SCHEMAS

Schema = dict[str, Any]
_PREFIX = "#/components/schemas/"
_FOREIGN = re.compile(r"[^A-Za-z0-9_]")


class Components:
    """The schemas of one document, collected while it is written.

    `extensions` are added to the schemas of definitions, by the name of the definition.
    """

    def __init__(
        self,
        package: Package,
        extensions: Mapping[str, Schema],
    ) -> None:
        self._published = package.published
        self._title = package.title
        self._extensions = extensions
        definitions = package.values.definitions
        self._named = {value.pointer: value.name or "" for value in definitions}
        self._definitions = {value.name: value.pointer for value in reversed(definitions)}
        # By the name of the class, which has no character that a reference could not have.
        self._names = {
            item.pointer: item.class_name
            for item in package.definitions
            if item.pointer in self._named
        }
        self._taken = set(self._names.values())
        self._meta: dict[str, str] = {}
        self._own: dict[str, Schema] = {}
        self._found: dict[str, Schema] = {}
        self._waiting: list[tuple[str, Callable[[], Schema]]] = []

    def of_definition(self, name: str) -> Schema:
        """Return a reference to a definition of the schema."""
        return {"$ref": self._place(self._definitions[name])}

    def of_meta(self, name: str) -> Schema:
        """Return a reference to one of Kubernetes' own schemas."""
        if name not in self._meta:
            self._meta[name] = self._unique(name)
            self._waiting.append((self._meta[name], lambda: self._rewritten(SCHEMAS[name])))
        return {"$ref": _PREFIX + self._meta[name]}

    def of_own(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a schema that is made for this document, such as that of a list."""
        if name not in self._meta:
            self._meta[name] = self._unique(name)
            self._waiting.append((self._meta[name], make))
        return {"$ref": _PREFIX + self._meta[name]}

    def schemas(self) -> dict[str, Schema]:
        """Make every schema that was referred to, and every one that those refer to, by name."""
        while self._waiting:
            name, make = self._waiting.pop()
            if name not in self._found:
                self._found[name] = {}
                self._found[name] = make()
        return dict(sorted(self._found.items()))

    def _place(self, pointer: str) -> str:
        """Return the reference to a place of the schema, which becomes a schema of its own."""
        name = self._names.get(pointer)
        if name is None:
            owner, *inside = pointers.split(pointer)[1:] or [""]
            title = owner if pointer.startswith("/$defs/") else self._title
            tokens = inside if pointer.startswith("/$defs/") else pointers.split(pointer)
            kept = [token for token in tokens if token not in ("properties", "$defs")]
            name = self._names[pointer] = self._unique(
                "_".join(_FOREIGN.sub("_", token) for token in (title, *kept))
            )
        self._waiting.append((name, lambda: self._made(pointer)))
        return _PREFIX + name

    def _made(self, pointer: str) -> Schema:
        schema = as_component(self._published.by_pointer[pointer], self._place)
        if not isinstance(schema, dict):
            return {} if schema else {"not": {}}
        return schema | dict(self._extensions.get(self._named.get(pointer, ""), {}))

    def _unique(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _rewritten(self, schema: Any) -> Any:
        """Write one of Kubernetes' schemas, its references as this document names them."""
        if isinstance(schema, list):
            return [self._rewritten(item) for item in schema]
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            return self.of_meta(schema["$ref"].removeprefix(_PREFIX))
        return {key: self._rewritten(value) for key, value in schema.items()}


# ------------------------------------------------------------------------------------ OpenAPI 3.0

# Keywords that 3.0 has with the same meaning; others are dropped, or are dealt with below.
_COPIED = frozenset(
    {
        "title", "description", "format", "default", "deprecated", "readOnly", "enum", "required",
        "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf", "minItems",
        "maxItems", "uniqueItems", "minProperties", "maxProperties",
    }
)  # fmt: skip


def as_3_0(schema: Any) -> Schema:
    """Write the schema in OpenAPI 3.0, without what that cannot say; it never accepts less.

    Kubernetes' conventions: a reference with words of its own stands in `allOf`, and a list with a
    merge key says that it is merged.
    """
    if not isinstance(schema, dict):
        return {} if schema else {"not": {}}
    if "$ref" in schema:
        rest = as_3_0({key: value for key, value in schema.items() if key != "$ref"})
        bare: Schema = {"$ref": schema["$ref"]}
        return {**rest, "allOf": [bare, *rest.get("allOf", [])]} if rest else bare
    loose = _without_null_branch(schema)
    if loose is not None:
        return {**as_3_0(loose), "nullable": True}
    return dict(_members_3_0(schema))


def _without_null_branch(schema: Schema) -> Schema | None:
    """Return the schema without its choice of null, or None where it has no such choice."""
    choices = schema.get("anyOf", [])
    others = [choice for choice in choices if choice != {"type": "null"}]
    if len(others) == len(choices) or len(others) != 1 or not isinstance(others[0], dict):
        return None
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**others[0], **rest} if not others[0].keys() & rest.keys() else None


def _members_3_0(schema: Schema) -> Iterator[tuple[str, Any]]:
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


def _merging(schema: Schema) -> Iterator[tuple[str, Any]]:
    """Yield how a strategic merge patch merges a list whose elements have a key."""
    if "x-kubernetes-list-map-keys" in schema:
        yield "x-kubernetes-list-type", "map"
    if "x-kubernetes-patch-merge-key" in schema:
        yield "x-kubernetes-patch-strategy", "merge"


def _type_3_0(schema: Schema) -> Iterator[tuple[str, Any]]:
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

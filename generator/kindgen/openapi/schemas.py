"""The schemas of an OpenAPI document: what it refers to, and what that refers to, each once.

Written in OpenAPI 3.1, whose schemas are JSON Schema 2020-12; `schemas_3_0` makes those of 3.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..ir.package import Package
from ..schema import pointers
from .json_schema import as_component
from .meta import SCHEMAS, Item

_PREFIX = "#/components/schemas/"
_FOREIGN = re.compile(r"[^A-Za-z0-9_]")


class Components:
    """The schemas of one document, collected while it is written.

    `extensions` are added to the schemas of definitions, by the name of the definition.
    """

    def __init__(
        self,
        package: Package,
        extensions: Mapping[str, Item],
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
        self._found: dict[str, Item] = {}
        self._waiting: list[tuple[str, Callable[[], Item]]] = []

    def of_definition(self, name: str) -> Item:
        """Return a reference to a definition of the schema."""
        return {"$ref": self._place(self._definitions[name])}

    def of_meta(self, name: str) -> Item:
        """Return a reference to one of Kubernetes' own schemas."""
        if name not in self._meta:
            self._meta[name] = self._unique(name)
            self._waiting.append((self._meta[name], lambda: self._rewritten(SCHEMAS[name])))
        return {"$ref": _PREFIX + self._meta[name]}

    def of_own(self, name: str, make: Callable[[], Item]) -> Item:
        """Return a reference to a schema that is made for this document, such as that of a list."""
        if name not in self._meta:
            self._meta[name] = self._unique(name)
            self._waiting.append((self._meta[name], make))
        return {"$ref": _PREFIX + self._meta[name]}

    def schemas(self) -> dict[str, Item]:
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

    def _made(self, pointer: str) -> Item:
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

"""Published schemas as JSON: the one file of a package, or parts of a document of another form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..ir.package import Package
from ..ir.published import Published, PublishedSchema, Reference

# Gives the `$ref` of a place in the document that is being written, by the pointer of the place.
Naming = Callable[[str], str]
# Keywords that name a place of the schema's own document.
_PLACES = ("$schema", "$id", "$anchor", "$defs")


def published_document(package: Package) -> dict[str, Any]:
    """Write the schema of a package as plain JSON Schema 2020-12."""
    whole: dict[str, Any] = _as_json(package.published.whole, None)
    return whole


def as_component(schema: Published, naming: Naming) -> dict[str, Any] | bool:
    """Write a schema for a document of another form, without names that it has in its own."""
    component: dict[str, Any] | bool = _as_json(schema, naming)
    return component


def _as_json(value: Any, naming: Naming | None) -> Any:
    if isinstance(value, PublishedSchema):
        return {
            key: _as_json(said, naming)
            for key, said in value.keywords.items()
            if naming is None or key not in _PLACES
        }
    if isinstance(value, Reference):
        return value.text if naming is None else naming(value.target)
    if isinstance(value, Mapping):
        return {key: _as_json(inner, naming) for key, inner in value.items()}
    return [_as_json(inner, naming) for inner in value] if isinstance(value, list) else value

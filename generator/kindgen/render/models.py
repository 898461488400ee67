"""The content of the models module: classes as they were made for us, aliases, imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..ir.models import Definition
from ..schema.graphs import components
from .classes import ALIASES, Classes, doc_of, with_docstrings


@dataclass(frozen=True, slots=True)
class Alias:
    """A definition that is another type by its own name."""

    name: str
    type_text: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Models:
    """The content of the models module."""

    root: str
    names: tuple[str, ...]  # of all classes and aliases
    imports: tuple[str, ...]
    classes: tuple[str, ...]
    aliases: tuple[Alias, ...]
    others: tuple[tuple[str, str], ...]  # class, all that a document of its definition may be


def build_models(definitions: tuple[Definition, ...], made: Classes) -> Models:
    """Write classes and aliases of the definitions as source."""
    aliases = [definition for definition in definitions if not definition.is_class]
    types = _annotations(made.sources.get(ALIASES, ""))
    class_sources = tuple(
        with_docstrings(made.sources[definition.class_name], definition)
        for definition in definitions
        if definition.is_class
    )
    alias_sources = _in_order_of_use(
        [
            Alias(item.class_name, types[f"alias_{index}"], doc_of(item.doc or item.name, 0))
            for index, item in enumerate(aliases)
        ]
    )
    root = definitions[0].class_name
    names = tuple(sorted(definition.class_name for definition in definitions))
    imports = _imports(class_sources, alias_sources)
    others = tuple(_wholes(definitions))
    return Models(root, names, imports, class_sources, alias_sources, others)


_TYPES = {
    "array": "list[Any]", "boolean": "bool", "integer": "int", "null": "None", "number": "float",
    "string": "str",
}  # fmt: skip


def _wholes(definitions: tuple[Definition, ...]) -> Iterator[tuple[str, str]]:
    """Yield the definitions that are classes, and other types too."""
    for item in definitions:
        if item.other_kinds:
            types = (_TYPES[kind] for kind in item.other_kinds)
            yield item.class_name, " | ".join([item.class_name, *types])


def _annotations(source: str) -> dict[str, str]:
    if not source:
        return {}
    body = ast.parse(source).body[0]
    assert isinstance(body, ast.ClassDef)
    return {
        node.target.id: ast.unparse(node.annotation)
        for node in body.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _words(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def _in_order_of_use(aliases: list[Alias]) -> tuple[Alias, ...]:
    """Sort aliases after those they use, for an alias is evaluated where it stands."""
    by_name = {alias.name: alias for alias in aliases}
    uses = {alias.name: sorted(_words(alias.type_text) & by_name.keys()) for alias in aliases}
    return tuple(by_name[name] for names in components(by_name, uses.__getitem__) for name in names)


def _imports(classes: tuple[str, ...], aliases: tuple[Alias, ...]) -> tuple[str, ...]:
    used = set[str]().union(*map(_words, classes), *(_words(alias.type_text) for alias in aliases))
    from_base = [
        name for name in ("Int32", "Int64", "Integer", "JsonObject", "Model") if name in used
    ]
    typing = ["Any", *(["TypeAlias"] if aliases else []), "TypeVar", "overload"]
    lines = [f"from typing import {', '.join(typing)}", "", "import msgspec"]
    lines.append("from msgspec import UNSET, UnsetType")
    if from_base:
        lines += ["", f"from ._base.model import {', '.join(from_base)}"]
    return tuple(lines)

"""The content of the models module: classes as they were made for us, aliases, imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..ir.models import Absence, Definition, Library
from ..ir.package import Package
from ..python.source import import_lines
from ..schema.graphs import components
from .classes import ALIASES, Classes, doc_of, with_docstrings

# What classes use, and the module below `_base` that has it.
_MODULES = {
    "Always": "kubernetes", "Int32": "model", "Int64": "model", "Integer": "model",
    "JsonObject": "model", "Model": "model", "UNSENT": "kubernetes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alias:
    """A definition that is another type by its own name."""

    name: str
    type_text: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that documents say they are, and the source of the type that reads them."""

    name: str
    type_text: str  # of a list, which is in another module, with the name of that
    is_here: bool  # whether the module of models has the type


@dataclass(frozen=True, slots=True)
class Models:
    """The content of the models module."""

    root: str
    is_exact: bool  # whether absent, null and empty are three things
    kinds: tuple[Kind, ...]
    names: tuple[str, ...]  # of all classes and aliases
    imports: tuple[str, ...]
    classes: tuple[str, ...]
    aliases: tuple[Alias, ...]
    others: tuple[tuple[str, str], ...]  # class, all that a document of its definition may be


def build_models(package: Package, made: Classes, library: Library) -> Models:
    """Write classes and aliases of the definitions as source."""
    definitions = package.definitions
    is_exact = package.absence is Absence.EXACT
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
    kinds = tuple(_kinds(package))
    imports = _imports(class_sources, alias_sources, is_exact, bool(kinds), library)
    others = tuple(_wholes(definitions))
    return Models(root, is_exact, kinds, names, imports, class_sources, alias_sources, others)


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


def _kinds(package: Package) -> Iterator[Kind]:
    """Yield the kinds that are served, and their lists, each once."""
    say_their_kind = {
        definition.class_name
        for definition in package.definitions
        if any(field.wire_name == "kind" for field in definition.fields)
    }
    own = {resource.kind: resource.class_name for resource in package.api.resources}
    for name, class_name in own.items():
        if class_name in say_their_kind:
            yield Kind(name, class_name, True)
    for each in package.api.lists:
        yield Kind(each.kind, f"resources.{each.name}", False)


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


def _imports(
    classes: tuple[str, ...],
    aliases: tuple[Alias, ...],
    is_exact: bool,
    has_kinds: bool,
    library: Library,
) -> tuple[str, ...]:
    used = set[str]().union(*map(_words, classes), *(_words(alias.type_text) for alias in aliases))
    has_choices = "Literal" in used
    typing = ["Any", *(["TypeAlias"] if aliases else []), "TypeVar", "overload"]
    typing = ["TYPE_CHECKING", *typing] if has_choices else typing
    lines = [f"from typing import {', '.join(typing)}"]
    if library is Library.PYDANTIC:  # under names that no field and no class has
        lines = ["import typing as _typing", *lines] if "_typing" in used else lines
        lines += ["", "import pydantic as _pydantic"] if "_pydantic" in used else []
    else:
        lines += ["", "import msgspec"]
        lines += ["from msgspec import UNSET, UnsetType"] if is_exact else []
    own = {name: f"_base.{_MODULES[name]}" for name in _MODULES if name in used}
    if library is Library.PYDANTIC or "Model" in own:
        own["Model"] = "_base.model" if is_exact else "_base.kubernetes"
    needed = {module: [name for name in own if own[name] == module] for module in own.values()}
    if has_kinds:
        needed["_base.documents"], needed["_base.kinds"] = ["no_document"], ["is_object"]
    needed["_base.decoding"] = ["decoder_of", *(["refuse_another_kind"] if has_kinds else [])]
    if library is Library.PYDANTIC:
        needed["_base.decoding"] += ["document_of_model", "encoded"]
        needed["_base.decoding"] += ["kind_of"] if has_kinds else []
    lines += ["", *import_lines(needed)]
    if has_choices:
        lines += [
            "",
            "if TYPE_CHECKING:",
            "    from typing import Literal",
            "else:  # any text: a newer server may send others",
            "    from ._base.model import Literal",
        ]
    return tuple(lines)

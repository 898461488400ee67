"""The one place that calls datamodel-code-generator.

It gets bare types with every name already decided, and our class template; from its module we take
the classes. Its own answers to nullable fields, defaults, enumerations, keywords and free-form
objects would lose data (see the tests), so none of that is left to it.
"""

from __future__ import annotations

import ast
import io
import textwrap
import tokenize
import warnings
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from ..ir.models import INT32, INT64, JSON_OBJECT, Definition, Field
from ..python.source import docstring, literal
from ..schema.graphs import components, in_loops
from .templates import Templates

_ALIASES = "KindgenAliases"
_DOC_WIDTH = 92
_OUR_TYPES = {INT32: "Int32", INT64: "Int64", JSON_OBJECT: "JsonObject"}


@dataclass(frozen=True, slots=True)
class Alias:
    """A definition that is another type by its own name."""

    name: str
    type_text: str
    docstring: str


@dataclass(frozen=True, slots=True)
class FieldLines:
    """A field, as the class template uses it: `kindgen.fields[field.original_name]`."""

    python_name: str
    rest: str  # after the bare type: null, absent and the default
    docstring: str  # empty where there is none


@dataclass(frozen=True, slots=True)
class ClassLines:
    """A class, as the class template uses it: `kindgen`, beside the generator's own variables."""

    docstring: str
    fields: dict[str, FieldLines]


@dataclass(frozen=True, slots=True)
class Models:
    """The content of the models module."""

    root: str
    names: tuple[str, ...]  # of all classes and aliases
    imports: tuple[str, ...]
    classes: tuple[str, ...]
    aliases: tuple[Alias, ...]


def build_models(definitions: tuple[Definition, ...], templates: Templates) -> Models:
    """Write classes and aliases of the definitions as source."""
    classes = [definition for definition in definitions if definition.is_class]
    aliases = [definition for definition in definitions if not definition.is_class]
    # Under names that datamodel-code-generator has no opinion of, put right afterwards.
    own_names = {item.class_name: f"KindgenType{n}" for n, item in enumerate(definitions)}
    document, template_data = _for_generator(classes, aliases, own_names)
    sources = _classes_of(_generated(document, template_data, templates), own_names)
    types = _annotations(sources.get(_ALIASES, ""))
    class_sources = tuple(sources[definition.class_name] for definition in classes)
    alias_sources = _in_order_of_use(
        [
            Alias(item.class_name, types[f"alias_{index}"], _doc(item.doc or item.name, 0))
            for index, item in enumerate(aliases)
        ]
    )
    root = definitions[0].class_name
    names = tuple(sorted(definition.class_name for definition in definitions))
    imports = _imports(class_sources, alias_sources)
    return Models(root, names, imports, class_sources, alias_sources)


def _for_generator(
    classes: list[Definition], aliases: list[Definition], own_names: dict[str, str]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the schema to hand over, and what our template says of each class."""
    definitions: dict[str, Any] = {name: {"type": "object"} for name in _OUR_TYPES}
    recursive = _recursive_aliases(aliases)
    template_data: dict[str, dict[str, Any]] = defaultdict(dict)
    for definition in classes:
        name = own_names[definition.class_name]
        properties = {
            f"field_{index}": _with_pointers(item.shape, own_names)
            for index, item in enumerate(definition.fields)
        }
        definitions[name] = _all_required(properties)
        lines = ClassLines(
            docstring=_doc(definition.doc or definition.name, 1),
            fields={
                f"field_{index}": _field_lines(item) for index, item in enumerate(definition.fields)
            },
        )
        template_data[name]["kindgen"] = asdict(lines)
    properties = {}
    for index, definition in enumerate(aliases):
        definitions[own_names[definition.class_name]] = {"type": "object"}
        shape = _cut(definition.shape or {}, recursive)
        properties[f"alias_{index}"] = _with_pointers(shape, own_names)
    if properties:
        definitions[_ALIASES] = _all_required(properties)
        alias_lines = {name: FieldLines(name, "", "") for name in properties}
        template_data[_ALIASES]["kindgen"] = asdict(ClassLines('""""""', alias_lines))
    return {"$defs": _used_ones_first(definitions)}, template_data


def _used_ones_first(definitions: dict[str, Any]) -> dict[str, Any]:
    # In any other order datamodel-code-generator takes time in the square of a long chain.
    uses = {
        name: [used.removeprefix("#/$defs/") for used in sorted(_names_in(shape))]
        for name, shape in definitions.items()
    }
    order = (name for names in components(definitions, uses.__getitem__) for name in names)
    return {name: definitions[name] for name in order}


def _all_required(properties: dict[str, Any]) -> dict[str, Any]:
    # "Required" asks for the bare type; absent and null are added by the template.
    return {"type": "object", "properties": properties, "required": list(properties)}


def _field_lines(item: Field) -> FieldLines:
    default = "UNSET"
    if item.explicit_name is not None:
        default = f"msgspec.field(default=UNSET, name={literal(item.explicit_name)})"
    return FieldLines(
        python_name=item.python_name,
        rest=f" | None | UnsetType = {default}",
        docstring=_doc(item.doc, 1) if item.doc else "",
    )


def _doc(text: str, levels: int) -> str:
    indent = "    " * levels
    wrapped = [
        line
        for paragraph in text.splitlines() or [""]
        for line in textwrap.wrap(paragraph, _DOC_WIDTH, break_long_words=False) or [""]
    ]
    lines = docstring("\n".join(wrapped)).split("\n")
    return "\n".join([lines[0], *(indent + line if line else line for line in lines[1:])])


def _with_pointers(shape: Any, own_names: dict[str, str]) -> Any:
    if isinstance(shape, dict):
        return {
            key: (
                f"#/$defs/{own_names.get(value, value)}"
                if key == "$ref"
                else _with_pointers(value, own_names)
            )
            for key, value in shape.items()
        }
    return [_with_pointers(item, own_names) for item in shape] if isinstance(shape, list) else shape


def _names_in(shape: Any) -> set[str]:
    if isinstance(shape, dict):
        own = {shape["$ref"]} if "$ref" in shape else set[str]()
        return own.union(*(_names_in(value) for key, value in shape.items() if key != "$ref"))
    return set[str]().union(*map(_names_in, shape)) if isinstance(shape, list) else set()


def _recursive_aliases(aliases: list[Definition]) -> set[str]:
    """Return the aliases that lead back to themselves: msgspec has no such types."""
    uses = {item.class_name: _names_in(item.shape) for item in aliases}
    return set(in_loops(uses, lambda name: uses[name] & uses.keys()))


def _cut(shape: Any, recursive: set[str]) -> Any:
    """Put any value in the place of recursive aliases."""
    if isinstance(shape, dict):
        if shape.get("$ref") in recursive:
            return {}
        return {key: _cut(value, recursive) for key, value in shape.items()}
    return [_cut(item, recursive) for item in shape] if isinstance(shape, list) else shape


def _generated(
    document: dict[str, Any],
    template_data: dict[str, dict[str, Any]],
    templates: Templates,
) -> str:
    from datamodel_code_generator import InputFileType, PythonVersion, generate
    from datamodel_code_generator.enums import DataModelType

    aliases = [name for name in document["$defs"] if name not in template_data]
    ours = {**{name: name for name in aliases}, **_OUR_TYPES}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = generate(
            document,
            input_file_type=InputFileType.JsonSchema,
            output_model_type=DataModelType.MsgspecStruct,
            target_python_version=PythonVersion.PY_311,
            custom_template_dir=templates.class_template().parent,
            extra_template_data=defaultdict(dict, template_data),
            base_class="base.Model",
            type_overrides={name: f"base.{python_name}" for name, python_name in ours.items()},
            disable_timestamp=True,
            formatters=[],
            keep_model_order=True,
        )
    assert isinstance(result, str)
    return result


def _classes_of(module: str, own_names: dict[str, str]) -> dict[str, str]:
    """Return the source of each class in a module under its right name."""
    right = {own: name for name, own in own_names.items()}
    lines = module.splitlines()
    return {
        right.get(node.name, node.name): _renamed(
            "\n".join(lines[node.lineno - 1 : node.end_lineno]), right
        )
        for node in ast.parse(module).body
        if isinstance(node, ast.ClassDef)
    }


def _renamed(source: str, names: dict[str, str]) -> str:
    """Give names in a source other names; what stands in strings stays."""
    lines = source.splitlines()
    tokens = list(tokenize.generate_tokens(io.StringIO(source + "\n").readline))
    for token in reversed(tokens):
        if token.type == tokenize.NAME and token.string in names:
            line, column = token.start
            text = lines[line - 1]
            end = column + len(token.string)
            lines[line - 1] = text[:column] + names[token.string] + text[end:]
    return "\n".join(lines)


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
    from_base = [name for name in ("Int32", "Int64", "JsonObject", "Model") if name in used]
    typing = ["Any", *(["TypeAlias"] if aliases else []), "TypeVar", "overload"]
    lines = [f"from typing import {', '.join(typing)}", "", "import msgspec"]
    lines.append("from msgspec import UNSET, UnsetType")
    if from_base:
        lines += ["", f"from ._base.model import {', '.join(from_base)}"]
    return tuple(lines)

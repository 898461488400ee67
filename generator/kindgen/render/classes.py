"""The one place that calls datamodel-code-generator.

It gets bare types with every name already decided, and our class template; from its module we take
the classes. Its own answers to nullable fields, defaults, enumerations, keywords and free-form
objects would lose data (see the tests), so none of that is left to it.

To load it takes longer than all the rest of a run, so it is asked again only where the question is
another one. Marks stand for docstrings in it: a new description is no new question.
"""

from __future__ import annotations

import ast
import io
import json
import re
import textwrap
import tokenize
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..ir.models import (
    INT32,
    INT64,
    INTEGER,
    JSON_OBJECT,
    Definition,
    Library,
    ModelField,
    Reading,
    Tag,
)
from ..python import naming
from ..python.source import docstring, literal
from ..python.tidy import hash_of
from ..schema.graphs import components, in_loops
from .libraries import written
from .templates import Templates

ALIASES = "KindgenAliases"  # the class whose fields have the types that aliases stand for
_DOC_WIDTH = 92
_OUR_TYPES = {INT32: "Int32", INT64: "Int64", INTEGER: "Integer", JSON_OBJECT: "JsonObject"}
_CHOICE = "KindgenChoice"  # the beginning of names that stand for sets of texts
# Of a character that no text of a schema brings along: `literal` and `docstring` escape it.
_MARK = re.compile('"""\ue000([^"]+)"""')


@dataclass(frozen=True, slots=True)
class FieldLines:
    """A field, as the class template uses it: `kindgen.fields[field.original_name]`."""

    python_name: str
    opening: str  # before the bare type
    rest: str  # after it: null, absent and the default
    docstring: str  # a mark that it takes the place of; empty where there is none


@dataclass(frozen=True, slots=True)
class TagLines:
    """The field that tells a class from others, as the class template uses it."""

    wire_name: str  # as source, as the text is
    text: str
    python_name: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Container:
    """A field that is a list or a map, and what it is when nothing is in it."""

    python_name: str
    empty: str


@dataclass(frozen=True, slots=True)
class ClassLines:
    """A class, as the class template uses it: `kindgen`, beside the generator's own variables."""

    docstring: str  # a mark that it takes the place of
    definition: str  # source of the definition's name, where it is not that of the class
    fields: dict[str, FieldLines]
    containers: tuple[Container, ...] = ()  # fields that are lists or maps and never null
    tag: TagLines | None = None


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of all definitions, with marks for docstrings."""

    question: str  # a hash of everything that it depends on
    sources: Mapping[str, str]  # class -> its source


def classes_of(
    definitions: tuple[Definition, ...], templates: Templates, known: Classes | None = None
) -> Classes:
    """Make a class of each definition that is one, and one of all aliases; known ones are kept."""
    classes = [definition for definition in definitions if definition.is_class]
    aliases = [definition for definition in definitions if not definition.is_class]
    # Under names that datamodel-code-generator has no opinion of, put right afterwards.
    own_names = {item.class_name: f"KindgenType{n}" for n, item in enumerate(definitions)}
    choices = _choices_in(definitions)
    document, template_data = _for_generator(
        classes, aliases, own_names, choices, templates.model_library
    )
    sources = {own: name for name, own in own_names.items()} | {
        own: text for text, own in choices.items()
    }
    question = _question(document, template_data, sources, templates)
    if known is not None and known.question == question:
        return known
    module = _generated(document, template_data, templates)
    return Classes(question, _classes_in(module, sources))


def _choices_in(definitions: tuple[Definition, ...]) -> dict[str, str]:
    """Name each set of texts: by its source, `Literal['a', 'b'] | str`."""
    shapes = [item.shape for each in definitions for item in (each, *each.fields)]
    texts = dict.fromkeys(text for shape in shapes for text in _sets_in(shape))
    return {text: f"{_CHOICE}{index}" for index, text in enumerate(texts)}


def _sets_in(shape: Any) -> Iterator[str]:
    if isinstance(shape, list):
        for item in shape:
            yield from _sets_in(item)
    elif isinstance(shape, dict) and "choices" in shape:
        yield _choice(shape)
    elif isinstance(shape, dict):
        yield from _sets_in(list(shape.values()))


def _choice(shape: dict[str, Any]) -> str:
    values = ", ".join(literal(value) for value in shape["choices"])
    return f"Literal[{values}]{' | str' if shape['is_open'] else ''}"


def _question(
    document: dict[str, Any],
    template_data: dict[str, dict[str, Any]],
    sources: dict[str, str],
    templates: Templates,
) -> str:
    """Hash all that an answer depends on: what is handed over, who is asked, and how."""
    folder = templates.class_template().parent
    files = [path.read_text("utf-8") for path in sorted(folder.glob("*.jinja2"))]
    tools = [version("datamodel-code-generator"), version("jinja2")]
    own_code = Path(__file__).read_text("utf-8")
    return hash_of(json.dumps([document, template_data, sources, files, tools, own_code]))


def with_docstrings(source: str, definition: Definition) -> str:
    """Put the docstrings of a definition into the source of its class."""
    docs = {definition.class_name: definition.doc or definition.name}
    docs |= {f"{definition.class_name}.{item.python_name}": item.doc for item in definition.fields}
    return _MARK.sub(lambda mark: doc_of(docs[mark[1]], 1), source)


def _mark(name: str) -> str:
    return f'"""\ue000{name}"""'


def _for_generator(
    classes: list[Definition],
    aliases: list[Definition],
    own_names: dict[str, str],
    choices: dict[str, str],
    library: Library,
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the schema to hand over, and what our template says of each class."""
    others = (*_OUR_TYPES, *choices.values())
    definitions: dict[str, Any] = {name: {"type": "object"} for name in others}
    recursive = _recursive_aliases(aliases)
    template_data: dict[str, dict[str, Any]] = defaultdict(dict)
    for definition in classes:
        name = own_names[definition.class_name]
        properties = {
            f"field_{index}": _with_pointers(item.shape, own_names, choices)
            for index, item in enumerate(definition.fields)
        }
        definitions[name] = _all_required(properties)
        lines = ClassLines(
            docstring=_mark(definition.class_name),
            definition=(
                "" if definition.name == definition.class_name else literal(definition.name)
            ),
            containers=tuple(
                Container(item.python_name, _EMPTY[item.reading])
                for item in definition.fields
                if item.reading in _EMPTY
            ),
            tag=_tag_lines(definition.tag, library),
            fields={
                f"field_{index}": _field_lines(
                    item, f"{definition.class_name}.{item.python_name}", library
                )
                for index, item in enumerate(definition.fields)
            },
        )
        template_data[name]["kindgen"] = asdict(lines)
    properties = {}
    for index, definition in enumerate(aliases):
        definitions[own_names[definition.class_name]] = {"type": "object"}
        shape = _cut(definition.shape or {}, recursive)
        properties[f"alias_{index}"] = _with_pointers(shape, own_names, choices)
    if properties:
        definitions[ALIASES] = _all_required(properties)
        alias_lines = {name: FieldLines(name, "", "", "") for name in properties}
        lines = ClassLines('""""""', "", alias_lines, ())
        template_data[ALIASES]["kindgen"] = asdict(lines)
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


def _tag_lines(tag: Tag | None, library: Library) -> TagLines | None:
    if tag is None:
        return None
    doc = f"{tag.doc} Always {literal(tag.text)}.".strip()
    name = tag.python_name
    if library is Library.PYDANTIC:
        name = naming.name_in_pydantic(name)
    return TagLines(literal(tag.wire_name), literal(tag.text), name, doc_of(doc, 2))


_EMPTY = {Reading.LIST: "[]", Reading.MAP: "{}"}


def _field_lines(item: ModelField, name: str, library: Library) -> FieldLines:
    said = written(item, library)
    return FieldLines(
        python_name=said.name,
        opening=said.opening,
        rest=said.rest,
        docstring=_mark(name) if item.doc else "",
    )


def doc_of(text: str, levels: int) -> str:
    """Write the text as a docstring at a level of indentation, its lines wrapped."""
    indent = "    " * levels
    wrapped = [
        line
        for paragraph in text.splitlines() or [""]
        for line in textwrap.wrap(paragraph, _DOC_WIDTH, break_long_words=False) or [""]
    ]
    lines = docstring("\n".join(wrapped)).split("\n")
    return "\n".join([lines[0], *(indent + line if line else line for line in lines[1:])])


def _with_pointers(shape: Any, own_names: dict[str, str], choices: dict[str, str]) -> Any:
    if isinstance(shape, list):
        return [_with_pointers(item, own_names, choices) for item in shape]
    if not isinstance(shape, dict):
        return shape
    if "choices" in shape:
        return {"$ref": f"#/$defs/{choices[_choice(shape)]}"}
    return {
        key: (
            f"#/$defs/{own_names.get(value, value)}"
            if key == "$ref"
            else _with_pointers(value, own_names, choices)
        )
        for key, value in shape.items()
    }


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


def _classes_in(module: str, right: dict[str, str]) -> dict[str, str]:
    """Return the source of each class in a module; names that stood for others are these."""
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

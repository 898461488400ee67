"""Step 4: from the representation to the text of every file of a package."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, fields
from pathlib import PurePosixPath

import jinja2

from . import openapi
from .colours import COLOURS, Colour
from .datamodel import Models, build_models
from .expand import expand
from .ir import Api, Defaults, Package, Validators
from .problems import SchemaError, SchemaProblem
from .reference import Reference, build_reference
from .source import docstring, literal
from .templates import Templates
from .tidy import json_text


def environment(templates: Templates) -> jinja2.Environment:
    """Jinja as our templates expect it: a misspelt name fails the run."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates.folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters |= FILTERS
    return made


def json_string(text: str) -> str:
    """The text as a basic string of TOML or JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inside_docstring(text: str) -> str:
    """The text for the middle of a docstring."""
    return docstring(text)[3:-3] if text else ""


@dataclass(frozen=True, slots=True)
class Context:
    """What every template may use, by name; `kindgen templates` prints the table from it."""

    package: Package
    models: Models
    validators: Validators
    defaults: Defaults
    api: Api
    reference: Reference
    colours: tuple[Colour, ...]


def context(package: Package, templates: Templates) -> Context:
    """The values of one package for its templates."""
    return Context(
        package=package,
        models=build_models(package.definitions, templates),
        validators=package.validators,
        defaults=package.defaults,
        api=package.api,
        reference=build_reference(package.document),
        colours=COLOURS,
    )


FILTERS = {
    "literal": literal,
    "docstring": docstring,
    "plain": _inside_docstring,
    "json": json_string,
}


def _rendered(jinja: jinja2.Environment, name: str, given: dict[str, object]) -> str:
    try:
        return jinja.get_template(name).render(given)
    except jinja2.TemplateError as error:
        line = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        problem = SchemaProblem(f"templates/{name}", "", f"cannot be rendered{line}: {error}")
        raise SchemaError([problem]) from None


def render(package: Package, templates: Templates) -> dict[PurePosixPath, str]:
    """The files of a package, unformatted: those of the templates, and the runtime as it is."""
    jinja = environment(templates)
    values = context(package, templates)
    given = {item.name: getattr(values, item.name) for item in fields(Context)}
    http = package.api.is_served
    files = {path: _rendered(jinja, name, given) for path, name in templates.pages(http).items()}
    files |= {path: source.read_text("utf-8") for path, source in templates.runtime(http).items()}
    files[PurePosixPath("schema.json")] = json_text(expand(package.document))
    if http:
        # One document of its own for those who read it, and one file with what servers publish.
        files[PurePosixPath("openapi.json")] = json_text(openapi.document(package))
        files[PurePosixPath("openapi_v3.json")] = json_text(openapi.group_documents(package))
    files[PurePosixPath("LICENSE")] = templates.find("LICENSE").read_text("utf-8")
    files[PurePosixPath("py.typed")] = ""
    return files


# -------------------------------------------------------------------------------- a module alone


def standalone(package_module: str, templates: Templates, modules: tuple[str, ...]) -> str:
    """One module that needs no other: the runtime modules and the given one, behind each other."""
    parts = ["from __future__ import annotations", "import re", "TYPE_CHECKING = False"]
    for name in modules:
        source = templates.find(f"runtime/{name}.py").read_text("utf-8")
        parts.append(_without_relatives(source))
    parts.append(_without_relatives(package_module))
    return "\n\n".join(parts) + "\n"


def _without_relatives(source: str) -> str:
    """The module without its docstring, its future and its relative imports."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
                lines[number] = f"{indent}pass" if indent else ""
    return "\n".join(lines)

"""Step 4: from the representation to the text of every file of a package."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import PurePosixPath

import jinja2

from ..docs.reference import Reference, build_reference
from ..ir.api import Api
from ..ir.package import Package
from ..openapi import document as openapi
from ..openapi.json_schema import published_document
from ..python.source import docstring, literal
from ..python.tidy import json_text
from ..schema.problems import SchemaError, SchemaProblem
from ..validators.contents import Defaults, Validators
from ..validators.defaults import build_defaults
from ..validators.module import build_validators
from .classes import Classes, classes_of
from .colours import COLOURS, Colour, derived
from .models import Models, build_models
from .templates import Templates


@lru_cache(maxsize=4)  # it keeps what it has compiled, and looks whether a file has changed since
def environment(templates: Templates) -> jinja2.Environment:
    """Set up Jinja as our templates expect it: a misspelt name fails the run."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates.package),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters |= FILTERS
    return made


def json_string(text: str) -> str:
    """Write the text as a basic string of TOML or JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inside_docstring(text: str) -> str:
    """Write the text for the middle of a docstring."""
    return docstring(text)[3:-3] if text else ""


@dataclass(frozen=True, slots=True)
class Context:
    """The variables of every template; `kindgen templates` prints the table from it."""

    package: Package
    models: Models
    validators: Validators
    defaults: Defaults
    api: Api
    reference: Reference
    colours: tuple[Colour, ...]


def context(package: Package, classes: Classes) -> Context:
    """Collect the values of one package for its templates."""
    return Context(
        package=package,
        models=build_models(package.definitions, classes),
        validators=build_validators(package.values),
        defaults=build_defaults(package.values),
        api=package.api,
        reference=build_reference(package),
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
        problem = SchemaProblem(
            f"templates/package/{name}", "", f"cannot be rendered{line}: {error}"
        )
        raise SchemaError([problem]) from None


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a package, unformatted, and the classes in them."""

    files: dict[PurePosixPath, str]
    classes: Classes


def render(package: Package, templates: Templates, known: Classes | None = None) -> Rendered:
    """Make the files of a package: rendered, copied and derived ones. Known classes are kept."""
    classes = classes_of(package.definitions, templates, known)
    return Rendered(_files(package, templates, classes), classes)


def _files(package: Package, templates: Templates, classes: Classes) -> dict[PurePosixPath, str]:
    jinja = environment(templates)
    values = context(package, classes)
    given = {item.name: getattr(values, item.name) for item in fields(Context)}
    http = package.api.is_served
    files = {path: _rendered(jinja, name, given) for path, name in templates.pages(http).items()}
    files |= {path: source.read_text("utf-8") for path, source in templates.copied(http).items()}
    files |= derived(files)
    files[PurePosixPath("schema.json")] = json_text(published_document(package))
    if http:
        # One document of its own for those who read it, and one file with what servers publish.
        files[PurePosixPath("openapi.json")] = json_text(openapi.document(package))
        files[PurePosixPath("openapi_v3.json")] = json_text(openapi.group_documents(package))
    return files

"""Step 4: from the representation to the text of every file of a package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import PurePosixPath

import jinja2

from ..docs.reference import Reference, build_reference
from ..ir.api import Api
from ..ir.models import Library
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
from .libraries import REQUIREMENTS
from .models import Models, build_models
from .parts import chosen, first_line, parts_of, refuse_left_out, without_broken
from .templates import RARE, Templates
from .trying import fits_of

# Templates that tell of the whole package: they are rendered when it is known what is in it.
ABOUT = ("__init__.py.jinja", "pyproject.toml.jinja")


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
    # What the package has on top, and the first line of its docstring; known to those in ABOUT.
    parts: Mapping[str, str]
    library: Library  # of its models
    requirement: str  # what a package needs for that: "msgspec>=0.20"


def context(package: Package, classes: Classes, library: Library) -> Context:
    """Collect the values of one package for its templates, but for its parts."""
    return Context(
        package=package,
        models=build_models(package, classes, library),
        validators=build_validators(package.values),
        defaults=build_defaults(package.values),
        api=package.api,
        reference=build_reference(package, fits_of(package), library),
        colours=COLOURS,
        parts={},
        library=library,
        requirement=REQUIREMENTS[library],
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
    left_out: tuple[str, ...]  # parts that do not work with the models


def render(
    package: Package,
    templates: Templates,
    known: Classes | None = None,
    parts: Iterable[str] = (),
) -> Rendered:
    """Make the files of a package: rendered, copied and derived ones. Known classes are kept.

    Without `parts` that is all of it. Raises SchemaError, and UnknownPart.
    """
    classes = classes_of(package.definitions, templates, known)
    values = context(package, classes, templates.model_library)
    is_served = package.api.is_served and templates.serves
    pages = templates.pages(is_served)
    about = {path: pages.pop(path) for path in tuple(pages) if pages[path] in ABOUT}
    files = _pages(pages, values, templates)
    copied = templates.copied(is_served)
    files |= {
        path: source.read_text("utf-8")
        for path, source in copied.items()
        if (name := str(path.with_suffix(""))) not in RARE or values.validators.uses(name)
    }
    files |= derived(files)
    files |= _documents(package)
    left_out: tuple[str, ...] = ()
    if not templates.serves:
        all_parts = {*parts_of(files), *(templates.of_structs() if package.api.is_served else ())}
        files = without_broken(files)
        files = chosen(files, parts_of(files))
        left_out = tuple(sorted(all_parts.difference(parts_of(files))))
        refuse_left_out(parts, left_out, templates.model_library)
    if parts:
        files = chosen(files, parts)
    values = replace(values, parts={part: first_line(part, files) for part in parts_of(files)})
    return Rendered(_pages(about, values, templates) | files, classes, left_out)


def _pages(
    names: dict[PurePosixPath, str], values: Context, templates: Templates
) -> dict[PurePosixPath, str]:
    jinja = environment(templates)
    given = {item.name: getattr(values, item.name) for item in fields(Context)}
    return {path: _rendered(jinja, name, given) for path, name in names.items()}


def _documents(package: Package) -> dict[PurePosixPath, str]:
    """Write the files that have no template: JSON of the schema and of the HTTP interface."""
    files = {PurePosixPath("schema.json"): json_text(published_document(package))}
    if package.api.is_served:
        # One document of its own for those who read it, and one file with what servers publish.
        files[PurePosixPath("openapi.json")] = json_text(openapi.document(package))
        files[PurePosixPath("openapi_v3.json")] = json_text(openapi.group_documents(package), 4)
    return files

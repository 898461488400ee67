"""Tells the whole way on one page: read, build, render, tidy, publish.

Everything before the last step is a function from files to `{path: text}`. What comes after the
representation is imported when its turn comes: `kindgen tree` goes no further.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .build.package import build
from .build.values import build_values
from .checks.package import package_problems
from .checks.rules import rule_problems
from .ir.package import Package
from .python.tidy import tidy
from .schema.dialect import check, dialect
from .schema.document import Document
from .schema.load import load
from .schema.package_name import package_models
from .schema.parse import parse
from .schema.problems import SchemaError, SchemaProblem, never_endless
from .schema.resolve import resolve

if TYPE_CHECKING:
    from .publish.memory import Memory
    from .publish.outputs import Target
    from .render.templates import Templates

Files = dict[PurePosixPath, str]
Progress = Callable[[str], None]  # is told the name of each step as it begins


def _quietly(step: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Made:
    """A package as text; `advice` stops no run."""

    name: str
    files: Files
    memory: Memory
    advice: tuple[SchemaProblem, ...]
    left_out: tuple[str, ...] = ()  # parts that do not work with the models


def read(schema: Path) -> Document:
    """Return the document of a schema folder, or of a schema file, without a fault.

    Raises SchemaError with every problem of it.
    """
    name, root, refused = load(schema)
    with never_endless(name):
        document, dangling = resolve(name, root)
        problems = [*refused, *dangling, *package_problems(document)]
    if problems:
        raise SchemaError(problems)
    return document


def represent(schema: Path, progress: Progress = _quietly) -> Package:
    """Make the representation of the package of a schema. Raises SchemaError."""
    progress("read")
    document = read(schema)
    progress("build")
    return build(document)


def make(target: Target) -> Files:
    """Make every file of the package of a target, ready to be published. Raises SchemaError."""
    package = represent(target.schema)
    made = _made(package, target.templates, parts=target.parts)
    return _with_manifest(made, target).files


def publish(target: Target, progress: Progress) -> Made:
    """Put the package of a target in its place. Raises SchemaError, UnknownPart, PublishError."""
    from .publish import swap
    from .publish.memory import remembered
    from .publish.trial import Trial

    package = represent(target.schema, progress)
    with Trial(package.api.is_served, target.templates.model_library) as trial:
        known = remembered(target.folder)
        made = _made(package, target.templates, progress, known, target.parts)
        made = _with_manifest(made, target)
        progress("publish")
        swap.publish(made.files, target.out, made.name, trial=trial)
    return made


def generate(schema: Path, template_dir: Path | None = None, models: str | None = None) -> Files:
    """Make every file of the package by its path relative to the package; nothing is written.

    `models` names the library of the models, where it is not that of the schema. Raises SchemaError
    with all problems of the schema.
    """
    from .ir.models import Library
    from .render.templates import find_templates

    library = Library(models or package_models(schema))
    return _made(represent(schema), find_templates(template_dir, schema, library)).files


def _made(
    package: Package,
    templates: Templates,
    progress: Progress = _quietly,
    known: Memory | None = None,
    parts: tuple[str, ...] = (),
) -> Made:
    """Make every file of a package but the record of them. Raises SchemaError."""
    progress("render")
    from .publish.memory import NOTHING, Memory
    from .render.render import render

    known = known or NOTHING
    with never_endless(package.source):
        rendered = render(package, templates, known.classes, parts)
    progress("format")
    # Copied files are tested and linted as they stand in templates/package.
    copied = templates.copied()
    fresh = {path: text for path, text in rendered.files.items() if path not in copied}
    tidied = tidy(fresh, known.forms)
    files = {path: tidied.files.get(path, text) for path, text in rendered.files.items()}
    memory = Memory(tidied.forms, rendered.classes)
    return Made(package.name, files, memory, package.advice, rendered.left_out)


def _with_manifest(made: Made, target: Target) -> Made:
    from .publish.manifest import MANIFEST, manifest_text
    from .publish.memory import record_of

    text = manifest_text(made.files, target.inputs, record_of(made.memory))
    return replace(made, files={**made.files, PurePosixPath(MANIFEST): text})


def validator_source(schema: Mapping[str, Any] | bool) -> str:
    """Write a module with `validate`, `is_valid` and `unknown_fields` for any schema.

    The module needs nothing but the standard library. A schema without `x-package` is read as JSON
    Schema has it, 2020-12 or the older draft that it names: null is a value like others, and where
    `$schema` names the standard, standard formats are annotations. Raises SchemaError.
    """
    from .importers.json_schema import is_older, modernised
    from .importers.translate import SCHEMA_URI
    from .render.standalone import standalone
    from .render.templates import find_templates

    name = "schema"
    with never_endless(name):
        root = parse(_as_json(schema, name), name)
        if is_older(root):
            said = root.get("$schema", "") if isinstance(root, dict) else ""
            root, lost = modernised(root, name)
            if lost:
                raise SchemaError([SchemaProblem(name, "", line) for line in lost])
            if said and isinstance(root, dict):
                is_standard = "json-schema.org" in str(said)
                root = {"$schema": SCHEMA_URI if is_standard else said, **root}
        root = check(root, name, dialect())
        document, problems = resolve(name, root)
        problems += rule_problems(document)
        if problems:
            raise SchemaError(problems)
        return standalone(build_values(document), find_templates(None))


def validator_file(schema: Path) -> str:
    """Write a validator module for one schema file, formatted. Raises SchemaError."""
    try:
        document = json.loads(schema.read_text("utf-8"))
    except ValueError as error:
        raise SchemaError([SchemaProblem(schema.name, "", f"not JSON: {error}")]) from None
    said = f"# Made from {schema.name} by `kindgen validator`; change that and make it again.\n\n"
    name = PurePosixPath("validator.py")
    return tidy({name: said + validator_source(document)}).files[name]


def _as_json(schema: Mapping[str, Any] | bool, name: str) -> bytes:
    try:
        return json.dumps(schema).encode()
    except (TypeError, ValueError) as error:
        raise SchemaError([SchemaProblem(name, "", f"not JSON: {error}")]) from None

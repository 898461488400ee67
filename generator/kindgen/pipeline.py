"""The pipeline: load, resolve, build, render, tidy. A function from files to `{path: text}`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from .build import build
from .faults import format_problems, package_problems
from .ir import Package
from .load import check, load, parse
from .locations import dialect_path
from .problems import SchemaError, SchemaProblem, never_endless
from .render import environment, render, standalone
from .resolve import Document, resolve
from .ruleproblems import rule_problems
from .templates import Templates, find_templates
from .tidy import tidy
from .validatorcode import build_validators

# The runtime modules that a stand-alone validator brings along, each behind those it uses.
STANDALONE = ("kinds", "causes", "references", "formats", "checks", "unknown")
Progress = Callable[[str], None]


def dialect() -> dict[str, Any]:
    """The meta-schema of our dialect."""
    document: dict[str, Any] = json.loads(dialect_path().read_text("utf-8"))
    return document


def read(schema: Path) -> Document:
    """The document of a schema folder, or of a schema file, without a fault.

    Raises SchemaError with every problem of it.
    """
    name, root, refused = load(schema, dialect())
    with never_endless(name):
        document, dangling = resolve(name, root)
        problems = [*refused, *dangling, *package_problems(document)]
    if problems:
        raise SchemaError(problems)
    return document


def generate(
    schema: Path, template_dir: Path | None = None, progress: Progress = lambda step: None
) -> dict[PurePosixPath, str]:
    """Every file of the package, ready to be published, by its path relative to the package.

    Raises SchemaError with all problems of the schema.
    """
    package = build(read(schema))
    return files_of(package, find_templates(template_dir, schema), progress)


def files_of(
    package: Package, templates: Templates, progress: Progress
) -> dict[PurePosixPath, str]:
    """The files of a package that is already built."""
    progress("render")
    with never_endless(package.document.name):
        rendered = render(package, templates)
    progress("format")
    # Runtime modules are tested as they stand in templates/runtime, and are published as such.
    copied = templates.runtime()
    tidied = tidy({path: text for path, text in rendered.items() if path not in copied})
    return {path: tidied.get(path, text) for path, text in rendered.items()}


def validator_source(schema: Mapping[str, Any] | bool) -> str:
    """The source of a module with `validate`, `is_valid` and `unknown_fields` for any schema.

    The module needs nothing but the standard library. A schema without `x-package` is read as JSON
    Schema 2020-12 has it: null is a value like others, and where `$schema` names the standard,
    standard formats are annotations. Raises SchemaError.
    """
    name = "schema"
    with never_endless(name):
        root = check(parse(_as_json(schema, name), name), name, dialect())
        document, problems = resolve(name, root)
        problems += rule_problems(document)
        if document.is_package:
            problems += format_problems(document)
        if problems:
            raise SchemaError(problems)
        templates = find_templates(None)
        page = environment(templates).get_template("validators.py.jinja")
        module = page.render(validators=build_validators(document))
        return standalone(module, templates, STANDALONE)


def _as_json(schema: Mapping[str, Any] | bool, name: str) -> bytes:
    try:
        return json.dumps(schema).encode()
    except (TypeError, ValueError) as error:
        raise SchemaError([SchemaProblem(name, "", f"not JSON: {error}")]) from None

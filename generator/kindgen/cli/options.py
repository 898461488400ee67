"""Flags that several verbs have, and what they stand for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ir.models import Library
from ..render.templates import find_templates
from ..schema.locations import output_folder, schema_folder
from ..schema.package_name import package_models, package_name

if TYPE_CHECKING:
    from ..publish.outputs import Files, Target

# What `add_subparsers` gives; argparse has no public name for it.
Verbs = Any


def add_schema(command: argparse.ArgumentParser) -> None:
    """Add the flag that names the schema."""
    command.add_argument(
        "--schema",
        type=Path,
        default=schema_folder(),
        metavar="DIR",
        help="folder of the schema, or its file (default: the one that comes with kindgen)",
    )


def add_target(command: argparse.ArgumentParser) -> None:
    """Add the flags that say what a package is made from, and where it goes."""
    add_schema(command)
    command.add_argument(
        "--templates",
        type=Path,
        metavar="DIR",
        help="folder of templates of your own, which take the place of ours; they are code, and "
        "run (default: ours alone)",
    )
    command.add_argument(
        "--out",
        type=Path,
        default=output_folder(),
        metavar="DIR",
        help="parent folder of the package (default: generated)",
    )


def add_parts(command: argparse.ArgumentParser, otherwise: str) -> None:
    """Add the flag that chooses parts of the package; `otherwise` says what holds without it."""
    command.add_argument(
        "--parts",
        type=_names,
        metavar="NAME,…",
        help="only these and what they stand on, such as models,validators "
        f"(default: {otherwise})",
    )


def add_models(command: argparse.ArgumentParser, otherwise: str) -> None:
    """Add the flag that chooses the library of the models; `otherwise` says what holds without."""
    command.add_argument(
        "--models",
        choices=[library.value for library in Library],
        help=f"library that the classes of models are made with (default: {otherwise})",
    )


def _names(text: str) -> tuple[str, ...]:
    names = sorted({name.strip() for name in text.split(",")} - {""})
    if not names:
        raise argparse.ArgumentTypeError("names no part: write it like models,validators")
    return tuple(names)


def target_of(
    options: argparse.Namespace,
    parts: tuple[str, ...] | None = (),
    models: str | None = None,
) -> Target:
    """Return the package that the flags of `add_target` mean.

    `parts` None stands for those that it has now. `models` is the library of the models where the
    flag names none; None stands for that of the schema.
    """
    from ..publish.outputs import Target

    library = Library(options.models or models or package_models(options.schema))
    templates = find_templates(options.templates, options.schema, library)
    return Target.of(options.schema, templates, options.out, parts)


def models_now(options: argparse.Namespace) -> str | None:
    """Return the library of the models that the package has now; None where there is none."""
    from ..publish.manifest import recorded_models

    name = package_name(options.schema)
    return recorded_models(options.out / name) if name else None


def made(target: Target) -> Files:
    """Make every file of the package as it should be. Raises SchemaError."""
    from .. import pipeline

    return pipeline.make(target)


def add_source(command: argparse.ArgumentParser) -> None:
    """Add what importers have in common."""
    command.add_argument("file", type=Path, metavar="FILE", help="YAML or JSON")
    command.add_argument("--package", metavar="NAME", help="name of the package to be")

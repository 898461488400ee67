"""`kindgen vendor`: puts a copy of the package into another tree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.package_name import package_version
from .exits import DONE, FAILED, WRONG_USAGE
from .options import Verbs, add_models, add_parts, add_target, made, target_of
from .printing import as_typed

if TYPE_CHECKING:
    from ..publish.outputs import Files, Target


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "vendor", help="put a copy of the package into another tree, or update it"
    )
    add_target(command)
    add_parts(command, "all, or those of the copy with --check")
    add_models(command, "that of the schema, or of the copy with --check")
    command.add_argument("dest", type=Path, metavar="DEST", help="folder that holds the copy")
    command.add_argument(
        "--name", metavar="PACKAGE", help="name of the copy (default: the name of the package)"
    )
    command.add_argument("--force", action="store_true", help="replace a copy edited by hand")
    command.add_argument("--check", action="store_true", help="only tell whether it is current")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the copy, or check the copies that there are; the exit code."""
    from ..publish import vendor
    from ..publish.swap import PublishError

    if options.check:
        return _check_copies(options)
    target = _target(options, options.parts or ())
    copy = vendor.Copy(
        package=target.name,
        version=package_version(options.schema),
        name=options.name or target.name,
        parts=target.parts,
        models=options.models or "",
    )
    if not vendor.is_package_name(copy.name):
        print(f"kindgen: {copy.name!r} is no name that Python can import", file=sys.stderr)
        return WRONG_USAGE
    try:
        vendor.vendor(_files_of(target), copy, options.dest, options.force)
    except vendor.EditedCopy as error:
        for difference in error.files:
            print(difference, file=sys.stderr)
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    except PublishError as error:
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    print(f"{as_typed(options.dest / copy.name)}  {copy.package} {copy.version}")
    return DONE


def _target(options: argparse.Namespace, parts: tuple[str, ...] = ()) -> Target:
    target = target_of(options, parts)
    if not target.name:
        made(target)  # which tells what is wrong with the schema
    return target


def _files_of(target: Target) -> Files:
    from ..publish.outputs import is_current, published_files

    return published_files(target) if is_current(target) else made(target)


def _check_copies(options: argparse.Namespace) -> int:
    from ..publish import vendor

    package = _target(options).name
    dest: Path = options.dest
    copies = vendor.copies_in(dest, package) if dest.is_dir() else []
    if options.name:
        copies = [copy for copy in copies if copy.resolve().name == options.name]
    if not copies:
        called = f" called {options.name}" if options.name else ""
        print(f"kindgen: there is no copy of {package}{called} in {dest}", file=sys.stderr)
        return FAILED
    wrong = False
    for copy in copies:
        parts = options.parts or vendor.recorded_parts(copy)
        target = target_of(options, parts, vendor.recorded_models(copy))
        differences = vendor.edits(copy) or vendor.outdated(copy, _files_of(target))
        for difference in differences:
            print(f"{copy.name}/{difference}")
        wrong = wrong or bool(differences)
    return FAILED if wrong else DONE

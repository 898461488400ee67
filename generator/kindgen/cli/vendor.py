"""`kindgen vendor`: puts a copy of the package into another tree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.package_name import package_version
from .exits import DONE, FAILED, WRONG_USAGE
from .options import Verbs, add_target, made, target_of
from .printing import as_typed

if TYPE_CHECKING:
    from ..publish.outputs import Files


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "vendor", help="put a copy of the package into another tree, or update it"
    )
    add_target(command)
    command.add_argument("dest", type=Path, metavar="DEST", help="folder that holds the copy")
    command.add_argument("--name", metavar="PACKAGE", help="name of the copy")
    command.add_argument("--force", action="store_true", help="replace a copy edited by hand")
    command.add_argument("--check", action="store_true", help="only tell whether it is current")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the copy, or check the copies that there are; the exit code."""
    from ..publish import vendor
    from ..publish.outputs import is_current, published_files
    from ..publish.swap import PublishError

    target = target_of(options)
    files = published_files(target) if is_current(target) else made(target)
    if options.check:
        return _check_copies(files, target.name, options.dest)
    name = options.name or target.name
    if not vendor.is_package_name(name):
        print(f"kindgen: {name!r} is no name that Python can import", file=sys.stderr)
        return WRONG_USAGE
    version = package_version(options.schema)
    try:
        vendor.vendor(files, target.name, version, options.dest, name, options.force)
    except vendor.EditedCopy as error:
        for difference in error.files:
            print(difference, file=sys.stderr)
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    except PublishError as error:
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    print(f"{as_typed(options.dest / name)}  {target.name} {version}")
    return DONE


def _check_copies(files: Files, package: str, dest: Path) -> int:
    from ..publish import vendor

    copies = vendor.copies_in(dest, package) if dest.is_dir() else []
    if not copies:
        print(f"kindgen: there is no copy of {package} in {dest}", file=sys.stderr)
        return FAILED
    wrong = False
    for copy in copies:
        differences = vendor.edits(copy) or vendor.outdated(copy, files)
        for difference in differences:
            print(f"{copy.name}/{difference}")
        wrong = wrong or bool(differences)
    return FAILED if wrong else DONE

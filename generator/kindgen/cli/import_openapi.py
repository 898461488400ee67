"""`kindgen import-openapi`: makes a schema of the dialect from a kind of an OpenAPI document."""

from __future__ import annotations

import argparse

from .exits import DONE
from .options import Verbs, add_source
from .printing import print_imported


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("import-openapi", help="a schema from a kind of an OpenAPI document")
    add_source(command)
    command.add_argument("--kind", required=True, metavar="KIND", help="such as Deployment")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema; the exit code."""
    from ..importers.openapi import import_openapi

    text = options.file.read_bytes()
    print_imported(*import_openapi(text, options.file.name, options.kind, options.package))
    return DONE

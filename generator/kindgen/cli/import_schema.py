"""`kindgen import-schema`: makes a schema of the dialect from JSON Schema of any draft."""

from __future__ import annotations

import argparse
from pathlib import Path

from .exits import DONE
from .options import Verbs
from .printing import print_imported


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "import-schema", help="a schema of the dialect from JSON Schema, draft-04 to 2020-12"
    )
    command.add_argument(
        "source",
        type=Path,
        metavar="FILE|DIR",
        help="JSON or YAML, which may refer to other files of its folder; nothing is fetched",
    )
    command.add_argument("--package", metavar="NAME", help="name of the package to be")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema; the exit code."""
    from ..importers.json_schema import import_schema

    print_imported(*import_schema(options.source, options.package))
    return DONE

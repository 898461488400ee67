"""`kindgen tree`: prints the fields as an indented tree."""

from __future__ import annotations

import argparse

from .exits import DONE
from .options import Verbs, add_schema


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("tree", help="the fields as an indented tree")
    add_schema(command)
    command.add_argument(
        "--all", action="store_true", help="newer fields too, each with its releases"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the tree; the exit code."""
    from ..docs.tree import tree
    from ..pipeline import represent

    for line in tree(represent(options.schema), everything=options.all):
        print(line)
    return DONE

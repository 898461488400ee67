"""`kindgen explain`: prints what is known about a field."""

from __future__ import annotations

import argparse
import sys

from ..schema.problems import printable
from .exits import DONE, FAILED
from .options import Verbs, add_schema


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "explain", help="type, rules, availability and description of a field"
    )
    add_schema(command)
    command.add_argument(
        "path", metavar="PATH", help="such as spec.images[].from.name, or a JSON pointer"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the facts; the exit code."""
    from ..docs.explain import NoSuchField, explain
    from ..pipeline import represent

    try:
        print(printable(explain(represent(options.schema), options.path)))
    except NoSuchField as error:
        print(f"kindgen: {printable(str(error))}", file=sys.stderr)
        return FAILED
    return DONE

"""`kindgen templates`: lists the templates, and the variables each may use."""

from __future__ import annotations

import argparse

from ..render.templates import find_templates
from .exits import DONE
from .options import Verbs, add_target


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("templates", help="the templates, and the variables each may use")
    add_target(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table; the exit code."""
    from ..render.template_table import template_table

    for line in template_table(find_templates(options.templates)):
        print(line)
    return DONE

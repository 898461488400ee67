"""`kindgen diff`: shows what `kindgen generate` would change."""

from __future__ import annotations

import argparse
import sys

from .exits import DONE, FAILED
from .options import Verbs, add_models, add_parts, add_target, made, models_now, target_of


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("diff", help="what generate would change, as a unified diff")
    add_target(command)
    add_parts(command, "those that the package has now")
    add_models(command, "that of the package as it is now")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the patch; the exit code."""
    from ..publish.diff import patch
    from ..publish.outputs import compared_texts

    target = target_of(options, options.parts, models_now(options))
    differs = False
    for path, old, new in compared_texts(made(target), target):
        for line in patch(path, old, new):
            differs = True
            sys.stdout.write(line)
    return FAILED if differs else DONE

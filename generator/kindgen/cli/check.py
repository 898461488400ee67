"""`kindgen check`: tells whether the package is what the schema says."""

from __future__ import annotations

import argparse
import sys

from .exits import DONE, FAILED
from .options import Verbs, add_models, add_parts, add_target, made, models_now, target_of
from .printing import as_typed


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "check", help="exit 1 and a list when the package is not what the schema says"
    )
    add_target(command)
    add_parts(command, "those that the package has now")
    add_models(command, "that of the package as it is now")
    command.add_argument(
        "--full", action="store_true", help="generate anew and compare, whatever the manifest says"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List what `kindgen generate` would put right; the exit code."""
    from ..publish.outputs import differences, recorded_differences

    target = target_of(options, options.parts, models_now(options))
    found = None if options.full else recorded_differences(target)
    if found is None:
        found = differences(made(target), target)
    for difference in found:
        print(difference)
    if not found:
        return DONE
    print(
        f"{as_typed(target.folder)} is not what the schema says; run: kindgen generate",
        file=sys.stderr,
    )
    return FAILED

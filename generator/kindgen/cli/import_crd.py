"""`kindgen import-crd`: makes a schema of the dialect from a custom resource."""

from __future__ import annotations

import argparse

from .exits import DONE
from .options import Verbs, add_source
from .printing import print_imported


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("import-crd", help="a schema of the dialect from a Kubernetes CRD")
    add_source(command)
    command.add_argument("--crd-version", metavar="VERSION", help="default: the stored one")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema; the exit code."""
    from ..importers.crd import import_crd

    text = options.file.read_bytes()
    name = options.file.name
    print_imported(*import_crd(text, name, options.package, options.crd_version))
    return DONE

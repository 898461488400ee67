"""`kindgen openapi`: prints the OpenAPI document of what a schema serves."""

from __future__ import annotations

import argparse
import sys

from .exits import DONE, FAILED, WRONG_USAGE
from .options import Verbs, add_schema


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("openapi", help="the OpenAPI document of what the schema serves")
    add_schema(command)
    command.add_argument(
        "--version",
        choices=("3.1", "3.0"),
        default="3.1",
        help="3.1 (the default) is of everything; 3.0 of one group version, as kubectl reads it",
    )
    command.add_argument("--group", metavar="GROUP/VERSION", help="with 3.0: such as apps/v1")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the document; the exit code."""
    from ..openapi import document as openapi
    from ..pipeline import represent
    from ..python.tidy import json_text

    package = represent(options.schema)
    if not package.api.is_served:
        print("kindgen: the schema serves nothing: state x-kubernetes-resources", file=sys.stderr)
        return FAILED
    if options.version == "3.1":
        sys.stdout.write(json_text(openapi.document(package)))
        return DONE
    documents = openapi.group_documents(package)
    names = {path.removeprefix("apis/").removeprefix("api/"): path for path in documents}
    wanted = options.group or ""
    found = documents.get(names.get(wanted, wanted))
    if found is None:
        print(f"kindgen: --group is one of: {', '.join(names)}", file=sys.stderr)
        return WRONG_USAGE
    sys.stdout.write(json_text(found))
    return DONE

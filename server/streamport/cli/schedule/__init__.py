"""`streamport schedule`: the flags. Light to import, as `streamport --help` does it."""

from __future__ import annotations

import argparse
from typing import Any

from ..flags import add_verb
from ..import_image import add_access

_DESCRIPTION = """\
Shows when the tags of an image stream are imported by themselves, when they last were, and what
went wrong.

examples:
  streamport schedule app
  streamport schedule app -n team -o json
"""
_EPILOG = """\
The server is that of the kubeconfig, unless --server names one; without a kubeconfig, the one that
`streamport serve` runs on this machine.

exit codes: 0 done, 1 failed, 2 wrong usage
"""


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "schedule",
        run,
        usage="%(prog)s NAME [flags]",
        help="show when the tags of a stream are imported",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    parser.add_argument("stream", metavar="NAME", help="an image stream")
    add_access(parser)
    parser.add_argument(
        "-o", "--output", choices=("table", "json", "yaml"), default="table",
        help="form of the result (default: table)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Ask and print. Returns the exit code."""
    from .command import show_schedule

    return show_schedule(options)

"""`streamport diff`: what would change if tags were imported now. Light to import."""

from __future__ import annotations

import argparse
from typing import Any

from ..durations import seconds
from ..flags import add_switch, add_verb
from ..import_image import add_access

_DESCRIPTION = """\
Compares the image that a tag has with the one that an import would bring now: digest, platform,
creation, size, user, entrypoint, environment, labels, ports, and which layers are kept and new.
Nothing is stored.

examples:
  streamport diff app:1.2
  streamport diff app                        every tag that comes from a registry
  streamport diff app:1.2 -o markdown        for a merge request
  streamport diff app -o json | jq '.tags[] | select(.change == "moved") | .tag'
"""
_EPILOG = """\
`streamport import-image --diff` imports, and prints the same.

exit codes: 0 done, 1 failed, 2 wrong usage, 3 some tags could not be looked at
"""


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "diff",
        run,
        usage="%(prog)s STREAM[:TAG] [flags]",
        help="show what an import would change",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    add = parser.add_argument
    add("target", metavar="STREAM[:TAG]", help="without a tag every tag that has a source")
    add(
        "-o",
        "--output",
        choices=("text", "json", "markdown"),
        default="text",
        help="form of the result (default: text)",
    )
    add_switch(parser, "--insecure", None, "allow HTTP and certificates that nobody vouches for")
    add("--request-timeout", type=seconds, metavar="SPAN", help="time for looking, such as 5m")
    add_access(parser)


def run(options: argparse.Namespace) -> int:
    """Look, compare and print. Returns the exit code."""
    from ..import_image.command import compare

    return compare(options)

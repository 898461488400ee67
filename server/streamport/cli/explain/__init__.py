"""`streamport explain`: the flags. Light to import, as `streamport --help` does it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ..exits import DONE, FAILED
from ..flags import add_verb
from ..terminal_text import printable

_DESCRIPTION = """\
Tells what a field of an image stream or an import is for, from the schema that comes along.

examples:
  streamport explain spec.images.from.name        a field of ImageStreamImport
  streamport explain imagestream.spec.tags        a field of another kind
  streamport explain is --recursive               the whole tree, types only
"""
_EPILOG = """\
PATH may begin with a kind or a resource; otherwise it is a field of ImageStreamImport.

exit codes: 0 done, 1 there is no such field, 2 wrong usage
"""


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "explain",
        run,
        help="tell what a field is for",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    parser.add_argument("path", metavar="PATH", help="such as imagestream.spec.tags.from")
    parser.add_argument("--recursive", action="store_true", help="print the fields of fields too")


def run(options: argparse.Namespace) -> int:
    """Print the explanation."""
    from .explanation import NoSuchField, explain

    try:
        lines = list(explain(options.path, recursive=options.recursive))
    except NoSuchField as error:
        print(f"streamport: {printable(str(error))}", file=sys.stderr)
        return FAILED
    print("\n".join(lines))
    return DONE

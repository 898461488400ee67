"""`kindgen validator`: writes a validator module that stands alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .exits import DONE, FAILED, WRONG_USAGE
from .options import Verbs
from .printing import as_typed


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser(
        "validator", help="a validator module that stands alone, for any one schema file"
    )
    command.add_argument("file", type=Path, metavar="SCHEMA", help="a JSON Schema")
    command.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    command.add_argument("--check", action="store_true", help="only tell whether FILE is current")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write or print the module, or compare it with a file; the exit code."""
    from ..pipeline import validator_file

    if options.check and options.out is None:
        print("kindgen: --check compares with a file: --out FILE", file=sys.stderr)
        return WRONG_USAGE
    text = validator_file(options.file)
    if options.out is None:
        sys.stdout.write(text)
        return DONE
    old = options.out.read_text("utf-8") if options.out.exists() else None
    if old == text:
        return DONE
    if options.check:
        print(f"changed: {as_typed(options.out)}")
        return FAILED
    options.out.write_text(text, "utf-8", newline="\n")
    print(as_typed(options.out))
    return DONE

"""Finds the verb, runs it, turns what goes wrong into an exit code.

Results go to stdout, talk to stderr. A verb's module is light to import; what is heavy is imported
where it is needed: `kindgen check` with nothing to do must not pay for the generator.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from collections.abc import Sequence

from ..render.parts import UnknownPart
from ..schema.problems import SchemaError
from . import (
    check,
    diff,
    explain,
    generate,
    import_crd,
    import_openapi,
    import_schema,
    openapi,
    templates,
    tree,
    validator,
    vendor,
)
from .exits import DONE, EXIT_CODES, FAILED, WRONG_USAGE
from .standard_streams import OutputError, prepare_streams

# What the extra of the generator brings, by the names they are imported under.
_EXTRA = ("black", "datamodel_code_generator", "jinja2", "jsonschema", "yaml")
_CURE = "pip install 'streamport[generator]'"
_DESCRIPTION = """\
Makes a Python package of models and validators from one JSON Schema.

examples:
  kindgen generate                          write the package from the schema
  kindgen check                             is the package what the schema says?
  kindgen explain spec.images[].from.name   what is known about a field
  kindgen tree --all                        every field, with the releases that have it
  kindgen openapi > openapi.json            the HTTP interface
  kindgen vendor src/app/_vendor --name isi  a copy for your own tree
"""
# In the order in which they are listed.
_VERBS = (
    generate, check, diff, templates, vendor, validator, import_crd, import_openapi, import_schema,
    openapi, tree, explain,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    atexit.register(gc.freeze)  # or Python would look for garbage once more before it ends
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OutputError as error:
        if not error.has_no_reader:
            print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    return code


def _run(arguments: list[str] | None) -> int:
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    try:
        options = parser.parse_args(arguments)
        return int(options.run(options))
    except SystemExit as done:  # --help, or wrong usage, which argparse has told
        return int(done.code or DONE)
    except SchemaError as error:
        count = len(error.problems)
        print(error, file=sys.stderr)
        print(f"{count} problem{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
    except UnknownPart as error:
        print(f"kindgen: --parts: {error}", file=sys.stderr)
        return WRONG_USAGE
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        print(f"kindgen: {error.name} is missing: {_CURE}", file=sys.stderr)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        print(f"kindgen: {error.strerror}{place}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kindgen",
        description=_DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    for verb in _VERBS:
        verb.add_to(verbs)
    return parser


class _Version(argparse.Action):
    """Prints the version of the distribution, looked up only on demand."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"kindgen {version('streamport')}")
        except PackageNotFoundError:  # it runs without being installed
            print("kindgen unknown")
        parser.exit()

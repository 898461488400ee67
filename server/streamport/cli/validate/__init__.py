"""`streamport validate`: reads manifests, prints what is wrong with them."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..exits import DONE, FAILED
from ..flags import add_verb
from ..terminal_text import printable

if TYPE_CHECKING:
    from .documents import ManifestDocument
    from .findings import Finding, Summary

_DESCRIPTION = """\
Checks ImageStreamImport and ImageStream manifests without a cluster; other kinds are skipped.
Objects in a List or a Template are checked too; what has a parameter, ${NAME}, is left alone.

examples:
  streamport validate imagestream.yaml
  streamport validate manifests/ --strict      unknown fields are errors
  helm template app/ | streamport validate -
  streamport validate manifests/ -o github     annotate a pull request
  streamport validate manifests/ -o sarif > streamport.sarif
"""
_EPILOG = """\
Each error is printed as  file:line:column: field: message (reason)

A .gitignore counts in the folders that are searched.

exit codes: 0 all valid, 1 something invalid or not readable was found, or no manifest at all,
2 wrong usage
"""
# Of a file, or an attack. Reading takes about 60 times as much memory.
_LARGEST = 16 * 2**20


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "validate",
        run,
        help="check manifests without a cluster",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="FILE|DIR|-",
        help="YAML or JSON; a folder stands for all *.yaml, *.yml and *.json below it that are "
        "not hidden, - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="form of the result (default: text)",
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave out what matches in the folders, as a line of .gitignore does; repeatable",
    )
    parser.add_argument(
        "--allow-empty", action="store_true", help="no error where there is no manifest"
    )
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary on stderr")
    parser.add_argument(
        "--max-size",
        type=_mebibytes,
        default=_LARGEST,
        metavar="MIB",
        help="largest file that is read, in MiB (default: 16)",
    )


def _mebibytes(text: str) -> int:
    if not text.isdecimal() or not int(text[:9]):
        raise argparse.ArgumentTypeError(f"a number from 1 on is needed, not {text!r}")
    return int(text) * 2**20


def run(options: argparse.Namespace) -> int:
    """Check and print. Returns the exit code."""
    from . import report
    from .findings import Summary

    summary = Summary()
    findings = _findings(options, summary)
    if options.output in ("text", "github"):
        line = report.text_line if options.output == "text" else report.github_line
        for finding in findings:
            print(line(finding))
    else:
        collected = list(findings)
        make = report.json_report if options.output == "json" else report.sarif_report
        print(make(collected, summary))
    if not options.quiet:
        sys.stdout.flush()
        print(summary, file=sys.stderr)
    if summary.is_empty and not options.allow_empty:
        where = ", ".join(map(printable, options.paths))
        print(f"streamport: no manifest in {where}; --allow-empty accepts that", file=sys.stderr)
        return FAILED
    return FAILED if summary.failed else DONE


def _findings(options: argparse.Namespace, summary: Summary) -> Iterator[Finding]:
    from .files import manifest_files

    # Nodes and values hold no rings; looking for some takes most of the time of a large file.
    gc.disable()
    try:
        for path in manifest_files(options.paths, options.exclude):
            yield from _of_file(path, options, summary)
    finally:
        gc.enable()


def _of_file(path: str, options: argparse.Namespace, summary: Summary) -> Iterator[Finding]:
    from .check import check
    from .documents import manifests
    from .files import STDIN, Unreadable, read
    from .findings import HELM, Finding
    from .helm import SAID_OF_HELM, first_of_helm, may_be_of_helm

    file = "<stdin>" if path == STDIN else path
    summary.files += 1
    try:
        text = read(path, options.max_size)
    except Unreadable as error:
        summary.broken_files += 1
        yield Finding(file, error.position, "error", "", error.reason, error.message)
        return
    template = first_of_helm(text)
    is_broken = False
    for document in manifests(text, is_json=path.lower().endswith(".json")):
        found = check(document, file, strict=options.strict)
        if template and any(map(may_be_of_helm, found)):
            summary.broken_files += 1
            yield Finding(file, template, "error", "", HELM, SAID_OF_HELM)
            return
        is_broken |= _count(document, found, summary)
        yield from found
    summary.broken_files += is_broken


def _count(document: ManifestDocument, found: list[Finding], summary: Summary) -> bool:
    """Count a document. Returns whether it is broken, and with it the file."""
    from .documents import OtherKind
    from .yaml_nodes import Broken

    errors = sum(finding.severity == "error" for finding in found)
    summary.warnings += len(found) - errors
    if isinstance(document, Broken):
        return True
    if isinstance(document, OtherKind) and not errors:
        if document.kind:
            summary.other_kinds[document.kind] += 1
    else:
        summary.documents += 1
        summary.invalid += bool(errors)
    return False

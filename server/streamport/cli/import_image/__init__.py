"""`streamport import-image`: the flags, and the way from them to a printed result."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any

from ..durations import seconds
from ..exits import FAILED, WRONG_USAGE
from ..flags import add_switch
from ..words import printable
from .wishes import Refused, Wishes, read_target

_DESCRIPTION = """\
Imports images into an image stream, or shows what an import would bring.

examples:
  streamport import-image app:1.2 --from registry.example/team/app:1.2 --confirm
  streamport import-image app                          again, what the tag latest comes from
  streamport import-image app --all                    again, every tag
  streamport import-image app --from registry.example/team/app --all --confirm
  streamport import-image app --all --include 'v[0-9]+' --dry-run
                                                       the plan: + new  ~ moved  = same  - left out
  streamport import-image registry.example/team/app:1.2 --local
                                                       what is in the image; needs no server
"""
_EPILOG = """\
The server is that of the kubeconfig, unless --server names one; without a kubeconfig, the one that
`streamport serve` runs on this machine. --local asks the registries from here, with the logins of
Docker and Podman.

exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly imported
"""


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = verbs.add_parser(
        "import-image",
        usage="%(prog)s NAME[:TAG] [--from IMAGE] [flags]",
        help="import images from a registry",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "target", metavar="NAME[:TAG]", help="stream and tag; without --from perhaps an image"
    )
    _add_import(parser)
    _add_access(parser)
    parser.add_argument(
        "-o",
        "--output",
        choices=("json", "yaml", "name", "table"),
        help="form of the result; json and yaml are the answered ImageStreamImport "
        "(default: table, for one image with --local what is in it)",
    )
    parser.set_defaults(run=run)


def _add_import(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--from", dest="source", default="", metavar="IMAGE", help="what to import")
    add_switch(parser, "--confirm", False, "create the stream, or change what it imports")
    add_switch(parser, "--all", False, "every tag of the repository, or of the stream")
    add(
        "--include",
        type=_pattern,
        metavar="REGEX",
        help="with --all: only tags that match from first to last character",
    )
    add_switch(parser, "--insecure", None, "allow HTTP and certificates that nobody vouches for")
    add_switch(parser, "--scheduled", None, "import again from time to time")
    add(
        "--reference-policy",
        type=str.capitalize,
        choices=("Source", "Local"),
        help="local: pull through the integrated registry (default: source)",
    )
    add(
        "--import-mode",
        choices=("Legacy", "PreserveOriginal"),
        help="PreserveOriginal keeps a list for many platforms whole (default: Legacy)",
    )
    add_switch(parser, "--dry-run", False, "fetch, compare and print, but store nothing")
    add_switch(parser, "--local", False, "ask the registries from here, without any server")
    add("--request-timeout", type=seconds, metavar="SPAN", help="time for the import, such as 5m")


def _add_access(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("server")
    add = group.add_argument
    add("-n", "--namespace", help="default: that of the kubeconfig")
    add("--kubeconfig", metavar="FILE", help="default: KUBECONFIG, ~/.kube/config")
    add("--context", metavar="NAME", help="of the kubeconfig (default: its current one)")
    add("-s", "--server", metavar="URL", help="instead of a kubeconfig")
    add("--token", help="bearer token for it")
    add("--certificate-authority", metavar="FILE", help="whom its certificate must come from")
    add_switch(group, "--insecure-skip-tls-verify", False, "believe any certificate")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no regular expression: {error}") from None


def run(options: argparse.Namespace) -> int:
    """Import, print, and say how it went."""
    try:
        _check_together(options)
        wishes = _wishes(options)
        if options.local:
            from .local import import_locally

            return import_locally(wishes, options.output)
        from .remote import import_remotely

        return import_remotely(wishes, options)
    except Refused as error:
        return tell(error)


def tell(error: Refused) -> int:
    """Print why it is not done, and the remedy; the exit code."""
    for line in str(error).splitlines():
        print(f"error: {printable(line)}", file=sys.stderr)
    if error.remedy:
        print(f"  try: {printable(error.remedy)}", file=sys.stderr)
    return WRONG_USAGE if error.is_usage else FAILED


def _check_together(options: argparse.Namespace) -> None:
    if options.include and not options.all:
        raise Refused("--include chooses among the tags of --all, which is missing", is_usage=True)
    if options.server and (options.kubeconfig or options.context):
        raise Refused("--server takes the place of a kubeconfig; give one of them", is_usage=True)
    names = ("kubeconfig", "context", "server", "token", "certificate_authority")
    unused = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    if options.local and unused:
        raise Refused(f"--local asks no server; leave out {' and '.join(unused)}", is_usage=True)


def _wishes(options: argparse.Namespace) -> Wishes:
    name, tag = read_target(options.target, all_tags=options.all)
    return Wishes(
        target=options.target,
        name=name,
        tag=tag,
        source=options.source,
        confirm=options.confirm,
        all_tags=options.all,
        insecure=options.insecure,
        scheduled=options.scheduled,
        reference_policy=options.reference_policy,
        import_mode=options.import_mode,
        include=options.include,
        dry_run=options.dry_run,
        namespace=options.namespace,
        timeout_s=options.request_timeout or None,  # 0 is no limit, as for kubectl
    )

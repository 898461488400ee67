"""`streamport import-image`: the flags. Light to import, as `streamport --help` does it."""

from __future__ import annotations

import argparse
from typing import Any

from ..durations import seconds
from ..flags import add_switch, add_verb

_DESCRIPTION = """\
Imports images into an image stream, or shows what an import would bring.

examples:
  streamport import-image app:1.2 --from registry.example/team/app:1.2 --confirm
  streamport import-image app                          again, what the tag latest comes from
  streamport import-image app --all                    again, every tag
  streamport import-image app --from registry.example/team/app --all --confirm
  streamport import-image app --all --semver '>=1.2 <2' --dry-run
                                                       the plan: + new  ~ moved  = same
  streamport import-image registry.example/team/app:1.2 --local
                                                       what is in the image; needs no server
"""
_EPILOG = """\
The server is that of the kubeconfig, unless --server names one; without a kubeconfig, the one that
`streamport serve` runs on this machine. --local asks the registries from here, with the logins
and certificates of Docker and Podman.

exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly imported
"""


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "import-image",
        run,
        usage="%(prog)s NAME[:TAG] [--from IMAGE] [flags]",
        help="import images from a registry",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    parser.add_argument(
        "target", metavar="NAME[:TAG]", help="stream and tag; without --from perhaps an image"
    )
    _add_import(parser)
    add_access(parser)
    parser.add_argument(
        "-o",
        "--output",
        choices=("json", "yaml", "name", "table", "text", "markdown"),
        metavar="FORM",
        help="json, yaml, name or table; json and yaml are the answered ImageStreamImport "
        "(default: table, for one image with --local what is in it); with --diff text, json or "
        "markdown",
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--from", dest="source", default="", metavar="IMAGE", help="what to import")
    add_switch(parser, "--confirm", False, "create the stream, or change what it imports")
    add_switch(parser, "--all", False, "every tag of the repository, or of the stream")
    _add_rules(parser)
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
    add_switch(parser, "--diff", False, "print what changes in each image that moves")
    add("-v", "--verbose", action="store_true", help="list the tags that are skipped, too")
    add_switch(parser, "--local", False, "ask the registries from here, without any server")
    add("--request-timeout", type=seconds, metavar="SPAN", help="time for the import, such as 5m")


def _add_rules(parser: argparse.ArgumentParser) -> None:
    """Add the rules for tags: with --all, kept on the stream for its scheduled imports."""
    group = parser.add_argument_group("which tags --all means; the stream keeps these rules")
    add = group.add_argument
    add("--include", metavar="REGEX", help="those that match from first to last character")
    add("--exclude", metavar="REGEX", help="not those that match")
    add("--semver", metavar="RANGE", help="versions in a range, such as '>=1.2 <2' or 1.x")
    add("--newest", metavar="N", help="the N highest versions of these")
    add("--newest-created", metavar="N", help="the N of these whose images were made last")


def add_access(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say which server is asked."""
    group = parser.add_argument_group("server")
    add = group.add_argument
    add("-n", "--namespace", help="default: that of the kubeconfig")
    add("--kubeconfig", metavar="FILE", help="default: KUBECONFIG, ~/.kube/config")
    add("--context", metavar="NAME", help="of the kubeconfig (default: its current one)")
    add("-s", "--server", metavar="URL", help="instead of a kubeconfig")
    add("--token", help="bearer token for it")
    add("--certificate-authority", metavar="FILE", help="whom its certificate must come from")
    add_switch(group, "--insecure-skip-tls-verify", False, "believe any certificate")


def run(options: argparse.Namespace) -> int:
    """Import and print. Returns the exit code."""
    from .command import import_image

    return import_image(options)

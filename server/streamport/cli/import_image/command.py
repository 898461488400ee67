"""From the flags of `streamport import-image` to a printed result."""

from __future__ import annotations

import argparse
import sys

from ..exits import FAILED, WRONG_USAGE
from ..terminal_text import printable
from .requested_image import Refused, RequestedImage, read_target


def import_image(options: argparse.Namespace) -> int:
    """Import and print. Returns the exit code."""
    try:
        _check_together(options)
        requested = _requested(options)
        if options.local:
            from .local import import_locally

            return import_locally(requested, options.output)
        from .served import import_remotely

        return import_remotely(requested, options)
    except Refused as error:
        return tell(error)


def tell(error: Refused) -> int:
    """Print why it is not done, and the remedy. Returns the exit code."""
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


def _requested(options: argparse.Namespace) -> RequestedImage:
    name, tag = read_target(options.target, all_tags=options.all)
    return RequestedImage(
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

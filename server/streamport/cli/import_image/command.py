"""From the flags of `streamport import-image` to a printed result."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from ..exits import FAILED, WRONG_USAGE
from ..schemes import leave_out, scheme_of
from ..terminal_text import printable
from .requested_image import Refused, RequestedImage, names_digest, read_target
from .tag_choice import rules_of

# Forms that only the other kind of output has: of results, of differences; json is in both.
_RESULTS, _DIFFERENCES = ("yaml", "name", "table"), ("text", "markdown")


def import_image(options: argparse.Namespace) -> int:
    """Import and print. Returns the exit code."""
    try:
        _check_together(options)
        _check_schemes(options)
        requested = _requested(options)
        if options.local:
            from .local import import_locally

            return import_locally(requested, options.output)
        from .served import import_remotely

        return import_remotely(requested, options)
    except Refused as error:
        return tell(error)


def compare(options: argparse.Namespace) -> int:
    """Look at what an import would bring, and print the difference. Returns the exit code."""
    from .served import import_remotely

    try:
        _check_access(options)
        target = options.target
        if "/" in target or "@" in target:
            raise Refused(f'"{target}" is no STREAM or STREAM:TAG', is_usage=True)
        is_whole = ":" not in target
        name, tag = read_target(target, all_tags=is_whole)
        requested = RequestedImage(
            target=target,
            name=name,
            tag=tag,
            all_tags=is_whole,
            compares=True,
            insecure=options.insecure,
            dry_run=True,
            diff=True,
            namespace=options.namespace,
            timeout_s=options.request_timeout or None,
        )
        return import_remotely(requested, options)
    except Refused as error:
        # What would help an import is no help here.
        return tell(Refused(str(error), is_usage=error.is_usage))


def tell(error: Refused) -> int:
    """Print why it is not done, and the remedy. Returns the exit code."""
    for line in str(error).splitlines():
        print(f"error: {printable(line)}", file=sys.stderr)
    if error.remedy:
        print(f"  try: {printable(error.remedy)}", file=sys.stderr)
    return WRONG_USAGE if error.is_usage else FAILED


def _check_together(options: argparse.Namespace) -> None:
    if options.diff and options.local:
        why = "--local has no stream, and so nothing that --diff could compare with"
        raise Refused(why, is_usage=True)
    if options.output in (_RESULTS if options.diff else _DIFFERENCES):
        cure = "with --diff it is text, json or markdown" if options.diff else "it needs --diff"
        raise Refused(f"-o {options.output}: {cure}", is_usage=True)
    _check_access(options)
    names = ("kubeconfig", "context", "server", "token", "certificate_authority")
    unused = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    if options.local and unused:
        raise Refused(f"--local asks no server; leave out {' and '.join(unused)}", is_usage=True)


def _check_access(options: argparse.Namespace) -> None:
    if options.server and (options.kubeconfig or options.context):
        raise Refused("--server takes the place of a kubeconfig; give one of them", is_usage=True)


def _check_schemes(options: argparse.Namespace) -> None:
    """Refuse `https://` and the like in front of a reference, the commonest slip."""
    for which in ("target", "source"):
        text = getattr(options, which)
        scheme = scheme_of(text)
        if scheme:
            better = argparse.Namespace(**vars(options) | {which: text.removeprefix(scheme)})
            why = f'"{text}": invalid reference format{leave_out(text)}'
            raise Refused(why, _command(better), is_usage=True)


def _command(options: argparse.Namespace) -> str | None:
    """The command with these options, if it is one."""
    flags = ["--local"] * options.local + ["--insecure"] * bool(options.insecure)
    flags += ["--dry-run"] * options.dry_run
    try:
        return _requested(options).command(*flags)
    except Refused:
        return None


def _requested(options: argparse.Namespace) -> RequestedImage:
    name, tag = read_target(options.target, all_tags=options.all, is_local=options.local)
    requested = RequestedImage(
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
        rules=rules_of(options),
        dry_run=options.dry_run,
        diff=options.diff,
        verbose=options.verbose,
        namespace=options.namespace,
        timeout_s=options.request_timeout or None,  # 0 is no limit, as for kubectl
    )
    if not requested.source and names_digest(options.target):
        # What the stream imports so far is another matter.
        return replace(requested, source=options.target)
    return requested

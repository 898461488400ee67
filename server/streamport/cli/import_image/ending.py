"""The end of an import: results on stdout; failures with their remedies, and a sum, on stderr."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from imagestreamimport.references import InvalidReference, parse

from ..exits import DONE
from ..words import count, printable
from .printing import print_pictures, print_results
from .results import Result, exit_code
from .wishes import Document, Wishes

# A whole repository that is wrong is wrong for one reason.
_MOST_REMEDIES = 3


def end(
    wishes: Wishes,
    output: str | None,
    answers: Sequence[Document],
    found: Sequence[Result],
    *,
    local: bool = False,
    is_untrusted: bool = False,
) -> int:
    """Print all of it; the exit code.

    is_untrusted: whether something failed because a registry's TLS cannot be trusted, which only
    an import without a server knows.
    """
    if local and output is None and not wishes.all_tags:
        print_pictures(result for result in found if result.image)
    else:
        print_results(output, answers, found, wishes.name)
    sys.stdout.flush()
    _tell_failures(wishes, found, local=local, is_untrusted=is_untrusted)
    code = exit_code(list(found))
    if not local and (code != DONE or wishes.dry_run):
        print(_sum(wishes, found), file=sys.stderr)
    return code


def _tell_failures(
    wishes: Wishes, found: Sequence[Result], *, local: bool, is_untrusted: bool
) -> None:
    remedies: list[str] = []
    for result in found:
        if result.is_failure:
            print(
                f"error: tag {printable(result.tag)} failed: {printable(result.why)}",
                file=sys.stderr,
            )
            remedies += filter(
                None, [remedy(wishes, result, local=local, is_untrusted=is_untrusted)]
            )
    for text in list(dict.fromkeys(remedies))[:_MOST_REMEDIES]:
        print(f"  try: {printable(text)}", file=sys.stderr)
    skipped = sum(not result.image and not result.is_failure for result in found)
    if skipped and not wishes.dry_run:
        number = count(skipped, "more tag was", "more tags were")
        print(f"{number} not imported; see them with --dry-run", file=sys.stderr)


def _sum(wishes: Wishes, found: Sequence[Result]) -> str:
    imported = sum(result.image is not None for result in found)
    failed = sum(result.is_failure for result in found)
    done = "would be imported" if wishes.dry_run else "imported"
    text = f"{count(imported, 'tag', 'tags')} {done}, {failed} failed"
    return f"{text} (dry run, nothing was stored)" if wishes.dry_run else text


def remedy(wishes: Wishes, result: Result, *, local: bool, is_untrusted: bool) -> str | None:
    """Suggest a command that may help against a failure."""
    reason = str((result.status or {}).get("reason") or "")
    if reason == "InternalError" and is_untrusted and not wishes.insecure:
        return wishes.command("--local", "--insecure")
    try:
        reference = parse(result.source)
    except InvalidReference:
        return None
    host = reference.registry or "docker.io"
    if reason == "Unauthorized":
        return shlex.join(["podman", "login", host]) if local else _secret(wishes, host)
    if reason == "NotFound" and reference.name and not wishes.all_tags:
        repository = result.source.removesuffix(f":{reference.tag}")
        words = ["streamport", "import-image", reference.name.rpartition("/")[2]]
        words += [f"--from={repository}", "--all", "--local"]
        return shlex.join([*words, *["--insecure"] * bool(wishes.insecure)])
    if reason == "InternalError" and not local:
        # A server tells causes in words alone; the same from here knows more of them.
        words = ["streamport", "import-image", result.source, "--local"]
        words += ["--all"] * (wishes.all_tags and not reference.tag)
        return shlex.join([*words, *["--insecure"] * bool(wishes.insecure)])
    return None


def _secret(wishes: Wishes, host: str) -> str:
    words = ["kubectl", "create", "secret", "docker-registry", "pull-secret"]
    words += ["-n", wishes.namespace] if wishes.namespace else []
    words += [f"--docker-server={host}", "--docker-username=USER", "--docker-password=PASSWORD"]
    return shlex.join(words)

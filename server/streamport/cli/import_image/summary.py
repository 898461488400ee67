"""The end of an import: results on stdout; failures, remedies and a count on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from ..exits import DONE
from ..terminal_text import count, printable
from .printing import print_pictures, print_results
from .requested_image import JsonObject, RequestedImage
from .results import Result, exit_code

# A whole repository that is wrong is wrong for one reason.
_MOST_REMEDIES = 3


def print_outcome(
    requested: RequestedImage,
    output: str | None,
    answers: Sequence[JsonObject],
    found: Sequence[Result],
    remedy: Callable[[Result], str | None],
    *,
    is_local: bool = False,
) -> int:
    """Print all of it, each failure with its remedy. Returns the exit code."""
    if is_local and output is None and not requested.all_tags:
        print_pictures(result for result in found if result.image)
    else:
        print_results(output, answers, found, requested.name)
    sys.stdout.flush()
    _print_failures(requested, found, remedy)
    code = exit_code(list(found))
    if not is_local and (code != DONE or requested.dry_run):
        print(_sum(requested, found), file=sys.stderr)
    return code


def _print_failures(
    requested: RequestedImage, found: Sequence[Result], remedy: Callable[[Result], str | None]
) -> None:
    failures = [result for result in found if result.is_failure]
    for result in failures:
        what = f"tag {printable(result.tag)}" if result.tag else printable(result.source)
        print(f"error: {what} failed: {printable(result.why)}", file=sys.stderr)
    remedies = dict.fromkeys(filter(None, map(remedy, failures)))
    for text in list(remedies)[:_MOST_REMEDIES]:
        print(f"  try: {printable(text)}", file=sys.stderr)
    skipped = len(found) - len(failures) - sum(result.image is not None for result in found)
    if skipped and not requested.dry_run:
        number = count(skipped, "more tag was", "more tags were")
        print(f"{number} not imported; see them with --dry-run", file=sys.stderr)


def _sum(requested: RequestedImage, found: Sequence[Result]) -> str:
    imported = sum(result.image is not None for result in found)
    failed = sum(result.is_failure for result in found)
    done = "would be imported" if requested.dry_run else "imported"
    text = f"{count(imported, 'tag', 'tags')} {done}, {failed} failed"
    return f"{text} (dry run, nothing was stored)" if requested.dry_run else text

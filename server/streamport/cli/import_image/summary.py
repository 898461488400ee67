"""The end of an import: results on stdout; failures, remedies and a count on stderr."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..terminal_text import printable
from .difference_forms import difference_text
from .differences import Difference
from .printing import print_pictures, print_results
from .requested_image import JsonObject, RequestedImage
from .results import MOVED, NEW, SAME, Result, exit_code

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
    differences: Sequence[Difference] | None = None,
    tried: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """Print all of it: what there is on stdout, each failure with its remedy, and the sum.

    differences: what is printed in place of the results. tried: what was done to get a source that
    failed. Returns the exit code.
    """
    is_picture = is_local and output is None and not requested.all_tags
    shown = [each for each in found if each.image or (each.is_skipped and requested.verbose)]
    if is_picture:
        print_pictures(shown)
    elif differences is not None:
        if text := difference_text(output or "text", requested.name, differences):
            print(text)
    else:
        print_results(output, answers, shown, requested.name)
    sys.stdout.flush()
    _print_failures(found, remedy, tried or {})
    if not is_picture:
        print(_sum(requested, found, is_local), file=sys.stderr)
    return exit_code(list(found))


def _print_failures(
    found: Sequence[Result],
    remedy: Callable[[Result], str | None],
    tried: Mapping[str, Sequence[str]],
) -> None:
    told: set[str] = set()
    failures = [result for result in found if result.is_failure]
    for result in failures:
        what = f"tag {printable(result.tag)}" if result.tag else printable(result.source)
        print(f"error: {what} failed: {printable(result.why)}", file=sys.stderr)
        for line in tried.get(result.source, ()):
            if line not in told:  # of many tags the same is told once
                print(f"  {printable(line)}", file=sys.stderr)
                told.add(line)
    remedies = dict.fromkeys(filter(None, map(remedy, failures)))
    for text in list(remedies)[:_MOST_REMEDIES]:
        print(f"  try: {printable(text)}", file=sys.stderr)


def _sum(requested: RequestedImage, found: Sequence[Result], is_local: bool) -> str:
    """Count the tags by what became of them: `1 new, 0 moved, 7 same, 3 skipped, 1 failed`."""
    signs = Counter(result.sign for result in found if result.image)
    # Without a stream there is nothing that a tag could be new in.
    parts = (
        [f"{signs.total()} found"]
        if is_local
        else [f"{signs[NEW]} new", f"{signs[MOVED]} moved", f"{signs[SAME]} same"]
    )
    skipped = sum(result.count for result in found if result.is_skipped)
    if skipped:
        parts.append(f"{skipped} skipped" + ("" if requested.verbose else " (-v lists them)"))
    failed = sum(result.is_failure for result in found)
    parts += [f"{failed} failed"] if failed else []
    is_plan = requested.dry_run and not is_local
    return ", ".join(parts) + (" (dry run, nothing was stored)" if is_plan else "")

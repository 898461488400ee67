"""Differences of texts as a patch that `git apply` understands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator


def patch(name: str, old: str | None, new: str | None) -> Iterator[str]:
    """Yield the lines of a patch for one file, none where nothing differs; None is no file."""
    if old == new:
        return
    yield f"diff --git a/{name} b/{name}\n"
    if old is None:
        yield "new file mode 100644\n"
    if new is None:
        yield "deleted file mode 100644\n"
    before = "/dev/null" if old is None else f"a/{name}"
    after = "/dev/null" if new is None else f"b/{name}"
    for line in difflib.unified_diff(_lines(old or ""), _lines(new or ""), before, after):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    # str.splitlines would also split at form feeds and other marks, which do not end lines here.
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])

"""Progress on stderr: a moving line on a terminal, one plain line elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..terminal_text import printable


@contextmanager
def showing_progress(text: str) -> Iterator[Callable[[str], None]]:
    """Show what goes on while it does; the function that is yielded takes the news of it."""
    shown = printable(text)
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        print(shown, file=sys.stderr, flush=True)
        yield lambda more: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(shown, total=None)
        yield lambda more: progress.update(task, description=f"{shown}: {printable(more)}")

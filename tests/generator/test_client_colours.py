"""The client for threads and the one for event loops do the same, word for word."""

from __future__ import annotations

import subprocess
import sys

from tests.support.colours import for_threads
from tests.support.generator import ROOT

RUNTIME = ROOT / "templates" / "runtime"


def formatted(source: str) -> str:
    """The source as `make lint` wants it."""
    sort = ["ruff", "check", "--select", "I", "--fix", "--quiet", "--stdin-filename", "x.py", "-"]
    for command in (sort, ["black", "--quiet", "-"]):
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            input=source,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        source = ended.stdout
    return source


def test_one_is_the_other_in_other_words() -> None:
    made = for_threads((RUNTIME / "client_async.py").read_text("utf-8"))
    assert formatted(made) == (RUNTIME / "client_sync.py").read_text("utf-8")

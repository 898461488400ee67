"""The client for threads and the one for event loops do the same, word for word."""

from __future__ import annotations

import subprocess
import sys

from tests.support.colours import for_threads
from tests.support.generator import ROOT

CLIENT = ROOT / "templates" / "package" / "_client"


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
    made = for_threads((CLIENT / "asynchronous.py").read_text("utf-8"))
    assert formatted(made) == (CLIENT / "synchronous.py").read_text("utf-8")

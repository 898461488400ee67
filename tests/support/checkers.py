"""Type checkers, run as a user runs them, with nothing kept between runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """What a type checker found: its complaints, and how many files it has read."""

    complaints: list[dict[str, Any]]
    files: int


Pyright = Callable[..., Report]
Mypy = Callable[..., subprocess.CompletedProcess[str]]


def run_pyright(folder: Path, files: Sequence[str], *, strict: bool = True) -> Report:
    """Check files and folders of a folder; imports are found there and beside Python."""
    config = {"include": [*files], "strict": [*files] if strict else [], "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), "utf-8")
    done = _run(folder, "pyright", "--pythonpath", sys.executable, "-p", ".", "--outputjson")
    report = json.loads(done.stdout)
    return Report(report["generalDiagnostics"], report["summary"]["filesAnalyzed"])


def run_mypy(
    folder: Path, files: Sequence[str], *, strict: bool = True
) -> subprocess.CompletedProcess[str]:
    """Check files and folders of a folder; the lines that it prints are its complaints."""
    how = ["--strict"] if strict else []
    return _run(folder, "mypy", *how, "--no-incremental", "--cache-dir", os.devnull, *files)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        # Without it pyright asks the package index for a newer version of itself.
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

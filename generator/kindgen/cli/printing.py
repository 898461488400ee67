"""Prints what several verbs print in one way."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def as_typed(path: Path) -> str:
    """Write the path as a reader would type it in this folder."""
    path = Path(path.parent.resolve() / path.name) if path.name != ".." else path.resolve()
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def print_imported(schema: dict[str, Any], lost: list[str]) -> None:
    """Print a schema, and what could not be carried over into it."""
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    for line in lost:
        print(f"not carried over: {line}", file=sys.stderr)

"""The name of the package that a schema folder names, read without the means to check a schema."""

from __future__ import annotations

import json
from pathlib import Path

from .locations import DIALECT_NAME


def package_name(schema: Path) -> str:
    """The `x-package` of the one schema; empty where the full reader has to say what is wrong."""
    paths = [schema] if schema.is_file() else sorted(schema.glob("*.json"))
    names: list[object] = []
    for path in paths:
        if path.name != DIALECT_NAME:
            try:
                names.append(json.loads(path.read_bytes())["x-package"])
            except (OSError, ValueError, LookupError, TypeError, RecursionError):
                return ""
    return names[0] if len(names) == 1 and isinstance(names[0], str) else ""

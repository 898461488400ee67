"""Name and version of a package, read from its schema without the means to check a schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .locations import DIALECT_NAME

DEFAULT_VERSION = "0.1.0"


def package_name(schema: Path) -> str:
    """The `x-package` of the one schema; empty where the full reader has to say what is wrong."""
    name = _root(schema).get("x-package")
    return name if isinstance(name, str) else ""


def package_version(schema: Path) -> str:
    """The `x-version` of the one schema."""
    return str(_root(schema).get("x-version", DEFAULT_VERSION))


def _root(schema: Path) -> dict[str, Any]:
    paths = [schema] if schema.is_file() else sorted(schema.glob("*.json"))
    roots: list[Any] = []
    for path in paths:
        if path.name != DIALECT_NAME:
            try:
                roots.append(json.loads(path.read_bytes()))
            except (OSError, ValueError, RecursionError):
                return {}
    return roots[0] if len(roots) == 1 and isinstance(roots[0], dict) else {}

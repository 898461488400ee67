"""Name and version of a package, read from its schema without the means to check a schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .limits import MAX_BYTES
from .locations import DIALECT_NAME

DEFAULT_VERSION = "0.1.0"
_LIBRARIES = ("msgspec", "pydantic")  # the first one, unless another is named
_PLAIN = re.compile(r"[a-z_][a-z0-9_]{0,99}", re.ASCII)


def package_name(schema: Path) -> str:
    """Return the `x-package` of the one schema; empty where only the full reader can tell."""
    name = _root(schema).get("x-package")
    # Nothing but a plain name may become a part of a path.
    return name if isinstance(name, str) and _PLAIN.fullmatch(name) else ""


def package_version(schema: Path) -> str:
    """Return the `x-version` of the one schema."""
    return str(_root(schema).get("x-version", DEFAULT_VERSION))


def package_models(schema: Path) -> str:
    """Return the library of the models, as the one schema names it."""
    models = _root(schema).get("x-models")
    return models if models in _LIBRARIES else _LIBRARIES[0]


def schema_files(schema: Path) -> list[Path]:
    """List the schema files of a folder in a fixed order, without the dialect; or the one file."""
    if schema.is_file():
        return [schema]
    return sorted(
        path
        for path in schema.glob("*.json")
        if path.name != DIALECT_NAME and path.is_file()  # a pipe would be waited for
    )


def _root(schema: Path) -> dict[str, Any]:
    roots: list[Any] = []
    for path in schema_files(schema):
        if path.stat().st_size <= MAX_BYTES:
            try:
                roots.append(json.loads(path.read_bytes()))
            except (OSError, ValueError, RecursionError):
                return {}
        else:
            return {}
    return roots[0] if len(roots) == 1 and isinstance(roots[0], dict) else {}

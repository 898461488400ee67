"""Remembers what the tools said before: a published package is the memory of the next run.

For each piece of a module the manifest lists two hashes, of the piece as the templates made it and
of its form. A form is taken from the package where it is found by that hash, wherever it stands: no
edit by hand, no merge and no other version of black can bring in anything else.

The classes that datamodel-code-generator made are in the manifest itself, with a hash of all that
they depend on and one of themselves; in the package they cannot be told from their docstrings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..python.tidy import NO_FORMS, Forms, hash_of, pieces
from ..render.classes import Classes
from .manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers of the tools that need not be asked for again."""

    forms: Forms
    classes: Classes | None


NOTHING = Memory(NO_FORMS, None)


def record_of(memory: Memory) -> dict[str, Any]:
    """Write a memory as the manifest holds it."""
    forms = {key: hash_of(form) for key, form in memory.forms.items()}
    return {"formatted": forms, "models": memory.classes and _record_of_classes(memory.classes)}


def _record_of_classes(classes: Classes) -> dict[str, Any]:
    content = {"question": classes.question, "classes": dict(classes.sources)}
    return {**content, "hash": hash_of(json.dumps(content))}


def remembered(package: Path) -> Memory:
    """Read what a package folder remembers; nothing where its record is not whole."""
    manifest = read_manifest(package) or {}
    return Memory(_forms(package, manifest), _classes(manifest.get("models")))


def _classes(record: Any) -> Classes | None:
    try:
        classes = Classes(record["question"], record["classes"])
        return classes if record == _record_of_classes(classes) else None
    except (TypeError, ValueError, KeyError):
        return None


def _forms(package: Path, manifest: dict[str, Any]) -> Forms:
    record = manifest.get("formatted")
    if not isinstance(record, dict):
        return {}
    found = {
        hash_of(piece): piece
        for name in manifest["outputs"]
        if name.endswith(".py")
        for piece in pieces(_text_of(package / name))
    }
    return {
        key: found[form] for key, form in record.items() if isinstance(form, str) and form in found
    }


def _text_of(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except (OSError, ValueError):
        return ""

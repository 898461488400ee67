"""Copies of the package in other people's trees: with licence and record, under any name.

A copy is the package as it was published, without its manifest: VENDORED.json takes its place.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..ir.models import Library
from .manifest import MANIFEST, VENDORED, Difference, compare_hashes, extra_files, sha256
from .outputs import Files
from .swap import PublishError, publish, repair


class EditedCopy(PublishError):
    """The copy was edited by hand; `files` lists where."""

    def __init__(self, target: Path, files: list[Difference]) -> None:
        self.files = files
        super().__init__(f"{target} was edited by hand; --force replaces it all the same")


def is_package_name(name: str) -> bool:
    """Whether Python can import a package of that name."""
    return name.isidentifier() and not keyword.iskeyword(name)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy is one of."""

    package: str
    version: str
    name: str  # of the copy
    parts: tuple[str, ...] = ()  # what was asked for; none stands for all
    models: str = ""  # library of its models, where one was asked for


def vendor(files: Files, copy: Copy, dest: Path, force: bool) -> None:
    """Put a copy of a package into `dest`, in the place of an older copy of that name.

    `files` are those that the copy is to have. Raises EditedCopy for a copy that is no longer what
    was put there, unless `force`, and PublishError for a folder that is no copy.
    """
    target = dest / copy.name
    repair(dest, copy.name)
    edited = [] if force else [item for item in edits(target) if not item.is_users]
    if edited:
        raise EditedCopy(target, edited)
    copied = copied_files(files)
    copied[PurePosixPath(VENDORED)] = _record_text(copied, copy)
    publish(copied, dest, copy.name, record=recorded_files)


def copied_files(files: Files) -> dict[PurePosixPath, str]:
    """Return the files of the package that a copy has."""
    return {
        path: text
        for path, text in files.items()
        if ".." not in path.parts and path.name != MANIFEST
    }


def _record_text(files: Files, copy: Copy) -> str:
    parts = f" --parts {','.join(copy.parts)}" if copy.parts else ""
    models = f" --models {copy.models}" if copy.models else ""
    record = {
        "package": copy.package,
        "version": copy.version,
        **({"parts": copy.parts} if copy.parts else {}),
        **({"models": copy.models} if copy.models else {}),
        "made-by": "kindgen vendor",
        "update": f"kindgen vendor PARENT --name {copy.name}{parts}{models}",
        "check": "kindgen vendor --check PARENT",
        "PARENT": "the folder that holds this one",
        "files": {str(path): sha256(text.encode()) for path, text in sorted(files.items())},
    }
    return json.dumps(record, indent=2) + "\n"


def read_record(target: Path) -> dict[str, Any] | None:
    """Read the record of a copy; None where there is none that can be read."""
    try:
        record = json.loads((target / VENDORED).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not isinstance(record.get("files"), dict):
        return None
    parts = record.get("parts", [])
    is_ours = isinstance(parts, list) and all(isinstance(part, str) for part in parts)
    return record if is_ours else None


def recorded_parts(target: Path) -> tuple[str, ...]:
    """Return the parts that a copy was asked to have; none where that was all."""
    record = read_record(target) or {}
    parts: list[str] = record.get("parts", [])
    return tuple(parts)


def recorded_models(target: Path) -> str | None:
    """Return the library that a copy was asked to have its models of; None where that was open."""
    recorded = (read_record(target) or {}).get("models")
    return recorded if recorded in set(Library) else None


def recorded_files(target: Path) -> Mapping[str, str] | None:
    """Return the files that the record of a copy lists, or None where there is none."""
    record = read_record(target)
    if record is None:
        return None
    files: dict[str, str] = record["files"]
    return files


def edits(target: Path) -> list[Difference]:
    """List how a copy differs from its record."""
    files = recorded_files(target)
    return compare_hashes(target, files) if files is not None else []


def copies_in(dest: Path, package: str) -> list[Path]:
    """List the copies of the package in a folder: the folder itself, or those right below it."""
    candidates = [dest, *sorted(path for path in dest.iterdir() if path.is_dir())]
    return [
        path
        for path in candidates
        if (record := read_record(path)) and record.get("package") == package
    ]


def outdated(target: Path, files: Files) -> list[Difference]:
    """List how an unedited copy differs from the package as it is now."""
    recorded = recorded_files(target) or {}
    current = {str(path): sha256(text.encode()) for path, text in copied_files(files).items()}
    changed = [
        Difference(name, "is outdated")
        for name in sorted(recorded.keys() | current.keys())
        if recorded.get(name) != current.get(name)
    ]
    return changed + extra_files(target, recorded)

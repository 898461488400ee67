"""Compares a package on disk with the texts of its files: small functions over `{path: text}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..render.templates import Templates
from ..schema.package_name import package_name
from .manifest import (
    OUTSIDE,
    Difference,
    compare_hashes,
    extra_files,
    input_hashes,
    is_made_from,
    made_of,
    read_manifest,
    recorded_outputs,
    recorded_parts,
)
from .swap import is_ours

Files = Mapping[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class Target:
    """A package to be: what it is made from, and where it goes."""

    schema: Path
    templates: Templates
    out: Path  # the parent folder of the package
    name: str  # empty where the schema has to be read in full to tell what is wrong with it
    inputs: Mapping[str, str]  # the hash of each input; the parts as they are
    parts: tuple[str, ...] = ()  # what is asked for; none stands for all

    @classmethod
    def of(
        cls, schema: Path, templates: Templates, out: Path, parts: tuple[str, ...] | None = ()
    ) -> Target:
        """Make the target of a schema, with the hashes of everything that it is made from.

        `parts` None stands for those that the package has now.
        """
        name = package_name(schema)
        if parts is None:
            parts = recorded_parts(out / name)
        inputs = input_hashes(schema, templates) | made_of(parts, templates.model_library)
        return cls(schema, templates, out, name, inputs, parts)

    @property
    def folder(self) -> Path:
        """Return the folder of the package."""
        return self.out / self.name


def is_current(target: Target) -> bool:
    """Whether there is nothing to do: inputs, tools and outputs are as the manifest says."""
    differences = recorded_differences(target) if target.name else None
    # Files that users put beside ours are carried over: they are no reason to write.
    return differences is not None and all(item.is_users for item in differences)


def recorded_differences(target: Target) -> list[Difference] | None:
    """List how the package differs from its record; None where that is of other inputs."""
    manifest = read_manifest(target.folder)
    if manifest is None or not is_made_from(manifest, target.inputs):
        return None
    outputs = manifest["outputs"]
    if not is_ours(target.folder / OUTSIDE, target.name):
        outputs = {name: wanted for name, wanted in outputs.items() if name != str(OUTSIDE)}
    return compare_hashes(target.folder, outputs)


def published_files(target: Target) -> dict[PurePosixPath, str]:
    """Read the files of the package as they lie on disk."""
    names = recorded_outputs(target.folder) or {}
    return {
        PurePosixPath(name): (target.folder / name).read_text("utf-8")
        for name in names
        if (target.folder / name).exists()
    }


def differences(files: Files, target: Target) -> list[Difference]:
    """List how the package on disk differs from the files that it should have."""
    found: list[Difference] = []
    for path, new in files.items():
        place = target.folder / path
        old = _text_of(place)
        if old != new and (path != OUTSIDE or is_ours(place, target.name)):
            what = "is missing" if old is None else "is stale or was changed by hand"
            found.append(Difference(str(path), what))
    return found + extra_files(target.folder, {str(path) for path in files})


def compared_texts(files: Files, target: Target) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each file's path below `out`, its text on disk, its text to be; None for no file.

    Files of the old manifest that the new package does not have come last.
    """
    for path, new in files.items():
        place = target.folder / path
        if path == OUTSIDE:
            if is_ours(place, target.name):
                yield path.name, _text_of(place), new
        else:
            yield f"{target.name}/{path}", _text_of(place), new
    for name in recorded_outputs(target.folder) or {}:
        if PurePosixPath(name) not in files:
            yield f"{target.name}/{name}", _text_of(target.folder / name), None


def _text_of(place: Path) -> str | None:
    try:
        return place.read_bytes().decode(errors="replace")
    except OSError:
        return None

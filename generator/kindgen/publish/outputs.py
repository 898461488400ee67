"""A package on disk against the one that the schema stands for now: publish, check, diff.

What compares works on one dictionary of texts, which is made only when it is needed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..render.templates import Templates
from ..schema.package_name import package_name, package_version
from ..schema.problems import SchemaProblem
from .manifest import (
    MANIFEST,
    OUTSIDE,
    Difference,
    compare_hashes,
    extra_files,
    input_hashes,
    is_current,
    manifest_text,
    read_manifest,
    recorded_outputs,
)
from .swap import is_ours, publish, repair

Files = dict[PurePosixPath, str]
Progress = Callable[[str], None]  # is told the name of each step as it begins


@dataclass(frozen=True, slots=True)
class Made:
    """A package as text, before it is published; `advice` stops no run."""

    name: str
    files: Files
    advice: tuple[SchemaProblem, ...]


Make = Callable[[Path, Templates, Progress], Made]


class Outputs:
    """The package that a schema folder, a template folder and an output folder make."""

    def __init__(self, schema: Path, templates: Templates, out: Path, make: Make) -> None:
        self.schema = schema
        self.templates = templates
        self.out = out
        self._make = make
        self.steps: dict[str, float] = {}
        self._made: Made | None = None
        self._files: Files | None = None
        self._inputs = input_hashes(schema, templates)
        self.name = package_name(schema)

    @property
    def package(self) -> Path:
        """The folder of the package."""
        return self.out / self.name

    def repair(self) -> None:
        """Put right what a killed run left behind."""
        if self.name and self.out.is_dir():
            repair(self.out, self.name)

    def is_current(self) -> bool:
        """Whether there is nothing to do: inputs, tools and outputs are as the manifest says."""
        differences = self._recorded_differences() if self.name else None
        # What users put beside our files is carried over, and no reason to write them again.
        return differences is not None and all(item.is_users for item in differences)

    def _recorded_differences(self) -> list[Difference] | None:
        """How the package differs from its record, or None where the record is of other inputs."""
        manifest = read_manifest(self.package)
        if manifest is None or not is_current(manifest, self._inputs):
            return None
        outputs = manifest["outputs"]
        if not is_ours(self.package / OUTSIDE, self.name):
            outputs = {name: wanted for name, wanted in outputs.items() if name != str(OUTSIDE)}
        return compare_hashes(self.package, outputs)

    def files(self) -> Files:
        """Every file as it should be, the manifest included."""
        if self._files is None:
            clock = _Clock(self.steps)
            self._made = self._make(self.schema, self.templates, clock.begin)
            clock.end()
            self.name = self._made.name
            record = manifest_text(self._made.files, self._inputs)
            self._files = {**self._made.files, PurePosixPath(MANIFEST): record}
        return self._files

    def published(self) -> Files:
        """The files of the package: as they lie on disk where they are current, else made anew."""
        if not self.is_current():
            return self.files()
        names = recorded_outputs(self.package) or {}
        return {
            PurePosixPath(name): (self.package / name).read_text("utf-8")
            for name in names
            if (self.package / name).exists()
        }

    def version(self) -> str:
        """The version of the package, as its schema states it."""
        return package_version(self.schema)

    def advice(self) -> tuple[SchemaProblem, ...]:
        """What the schema could tell its readers and does not, once the files are made."""
        return self._made.advice if self._made else ()

    def generate(self) -> dict[str, float]:
        """Publish the package; the seconds that each step took."""
        files = self.files()
        started = time.perf_counter()
        publish(files, self.out, self.name)
        self.steps["publish"] = time.perf_counter() - started
        return self.steps

    def differences(self, full: bool = False) -> list[Difference]:
        """What `generate` would put right."""
        recorded = None if full else self._recorded_differences()
        if recorded is not None:
            return recorded
        files = self.files()
        found: list[Difference] = []
        for path, new in files.items():
            place = self.package / path
            old = _text_of(place)
            if old != new and (path != OUTSIDE or is_ours(place, self.name)):
                what = "is missing" if old is None else "is stale or was changed by hand"
                found.append(Difference(str(path), what))
        return found + extra_files(self.package, {str(path) for path in files})

    def texts(self) -> Iterator[tuple[str, str | None, str | None]]:
        """For each file its path below `out`, its text on disk, its text to be; None for no file.

        Files of the old manifest that the new package does not have come last.
        """
        files = self.files()
        for path, new in files.items():
            place = self.package / path
            if path == OUTSIDE:
                if is_ours(place, self.name):
                    yield path.name, _text_of(place), new
            else:
                yield f"{self.name}/{path}", _text_of(place), new
        for name in recorded_outputs(self.package) or {}:
            if PurePosixPath(name) not in files:
                yield f"{self.name}/{name}", _text_of(self.package / name), None


class _Clock:
    """Adds up the seconds of named steps."""

    def __init__(self, steps: dict[str, float]) -> None:
        self.steps = steps
        self.name = ""
        self.started = 0.0

    def begin(self, name: str) -> None:
        """A step begins; the one before it ends."""
        self.end()
        self.name = name

    def end(self) -> None:
        """The last step ends."""
        now = time.perf_counter()
        if self.name:
            self.steps[self.name] = now - self.started
        self.started = now


def _text_of(place: Path) -> str | None:
    try:
        return place.read_bytes().decode(errors="replace")
    except OSError:
        return None

"""Small schemas, the packages made of them, and the command `kindgen` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any
from unittest.mock import patch

from kindgen import pipeline
from kindgen.cli import main
from kindgen.python.tidy import NO_FORMS, Forms, Tidied, try_to_compile
from kindgen.schema.problems import SchemaError

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema"
CANONICAL = SCHEMA / "imagestreamimport.schema.json"
TEMPLATES = ROOT / "templates"
PACKAGE = ROOT / "generated" / "imagestreamimport"

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def array(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def mapping(values: Schema) -> Schema:
    """A map from text."""
    return {"type": "object", "additionalProperties": values}


def record(**properties: Schema) -> Schema:
    """An object whose fields are listed."""
    return {"type": "object", "properties": properties}


def schema_of(
    properties: Mapping[str, Any],
    definitions: Mapping[str, Schema] | None = None,
    /,
    **root: Any,
) -> Schema:
    """The schema of a package `thing` whose root is the class `Thing`."""
    head = {"title": "Thing", "description": "A thing.", "x-package": "thing"}
    schema = {**head, "type": "object", "properties": dict(properties), **root}
    return {**schema, "$defs": dict(definitions)} if definitions else schema


def write_schema(folder: Path, schema: object) -> Path:
    """The schema as the only file of a new schema folder; a text is written as it is."""
    place = folder / "schema"
    place.mkdir(parents=True, exist_ok=True)
    text = schema if isinstance(schema, str) else json.dumps(schema)
    (place / "thing.schema.json").write_text(text, "utf-8")
    return place


@dataclass(frozen=True)
class Made:
    """A package in a folder of its own."""

    parent: Path
    name: str

    @property
    def folder(self) -> Path:
        return self.parent / self.name

    def run(self, code: str, stdin: str = "") -> str:
        """What a script prints that has all names of the models module.

        An assertion that fails in the script fails the test.
        """
        head = f"import {self.name}.models\nglobals().update(vars({self.name}.models))\n"
        return run_python(head + textwrap.dedent(code), self.parent, stdin=stdin)


@contextmanager
def without_black() -> Iterator[None]:
    """Modules stay as their templates make them: black takes most of the time, and means nothing.

    What it is asked for and what it gives: test_tidy.py, test_memory.py, test_reproducible.py.
    """
    with patch.object(pipeline, "tidy", _compiled):
        yield


def _compiled(files: Mapping[PurePosixPath, str], known: Forms = NO_FORMS) -> Tidied:
    for path, text in files.items():
        if path.suffix == ".py":
            try_to_compile(path, text)
    return Tidied(dict(files), known)


def make(folder: Path, schema: Schema, models: str | None = None) -> Made:
    """The package of a schema, generated in this process and written into `folder/out`.

    `models` names the library of its models.
    """
    with without_black():
        files = pipeline.generate(write_schema(folder, schema), models=models)
    made = Made(folder / "out", schema["x-package"])
    for path, text in files.items():
        place = made.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return made


def problems_of(folder: Path, schema: object) -> list[str]:
    """What generating says of a schema, `place: problem` each; empty where it has no complaint."""
    try:
        pipeline.generate(write_schema(folder, schema))
    except SchemaError as error:
        return [str(problem) for problem in error.problems]
    return []


def run_python(
    code: str, *paths: Path, env: Mapping[str, str] | None = None, stdin: str = ""
) -> str:
    """What a script prints in a child process whose first places to import from are `paths`."""
    head = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}\n"
    # -B: bytecode of a module that a test writes twice within a second would pass for that of both.
    done = subprocess.run(
        [sys.executable, "-B", "-c", head + code],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def command(*arguments: str | Path) -> Done:
    """The command in this process: quicker, for tests of what it does rather than how it ends."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(map(str, arguments)))
    return Done(code, out.getvalue(), err.getvalue())


def kindgen(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a child process."""
    return subprocess.run(
        [sys.executable, "-m", "kindgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **(env or {})},
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path; what Python compiled is left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }

"""Step 1: reads the one schema of a folder that the dialect allows. Knows no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .dialect import allowed, dialect
from .limits import MAX_BYTES, too_big
from .package_name import schema_files
from .parse import parse
from .problems import SchemaError, SchemaProblem


def load(schema_dir: Path) -> tuple[str, dict[str, Any], list[SchemaProblem]]:
    """Return the name and the content of the one schema in the folder that names a package.

    `schema_dir` may be the file itself. What the dialect does not allow is told and left out, so
    that the next steps can look at the rest. Raises SchemaError where nothing is left.
    """
    problems: list[SchemaProblem] = []
    packages: list[tuple[str, dict[str, Any]]] = []
    meta_schema = dialect()
    for path in schema_files(schema_dir):
        name = f"{path.parent.name}/{path.name}"
        try:
            document = parse(_content(path, name), name)
            document, refused = allowed(document, name, meta_schema)
        except SchemaError as error:
            problems += error.problems
            continue
        problems += refused
        if isinstance(document, dict) and "x-package" in document:
            packages.append((name, document))
        elif not any(problem.pointer == "/x-package" for problem in refused):
            problems.append(SchemaProblem(name, "", 'names no package, add "x-package"'))
    if len(packages) != 1:
        if not problems:
            problems.append(_count_problem(schema_dir, [name for name, _ in packages]))
        raise SchemaError(problems)
    return *packages[0], problems


def _content(path: Path, name: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise too_big(name, "the file", f"{MAX_BYTES // 2**20} MiB")
    return path.read_bytes()


def _count_problem(schema_dir: Path, found: list[str]) -> SchemaProblem:
    if not found:
        return SchemaProblem(str(schema_dir), "", "there is no *.json schema in this folder")
    return SchemaProblem(
        str(schema_dir),
        "",
        f"more than one schema: {', '.join(found)}",
        "Give the file itself to --schema.",
    )

"""The whole package of one small schema, as it is written to disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from jsonschema import Draft202012Validator

from kindgen.pipeline import generate
from kindgen.render.templates import RARE, find_templates
from tests.support.generator import Schema, schema_of, write_schema

CASE = Path(__file__).parent / "cases" / "library"


@pytest.fixture(scope="module")
def files() -> dict[PurePosixPath, str]:
    return generate(CASE / "schema.json")


# Paths in a package, and the golden files; .txt keeps linters from what they would take for ours.
APPROVED = [
    ("../pyproject.toml", "pyproject.toml.txt"),
    ("__init__.py", "__init__.py.txt"),
    ("models.py", "models.py.txt"),
    ("validators.py", "validators.py.txt"),
    ("defaults.py", "defaults.py.txt"),
    ("resources.py", "resources.py.txt"),
    ("server.py", "server.py.txt"),
    ("_base/shapes.py", "shapes.py.txt"),
    ("_server/messages.py", "messages.py.txt"),
    ("client.py", "client.py.txt"),
    ("fake.py", "fake.py.txt"),
    ("schema.json", "schema.json.txt"),
    ("openapi.json", "openapi.json.txt"),
    ("openapi_v3.json", "openapi_v3.json.txt"),
]


@pytest.mark.parametrize(("path", "golden_name"), APPROVED)
def test_each_file_is_the_one_that_was_read_and_approved(
    path: str,
    golden_name: str,
    files: dict[PurePosixPath, str],
    golden: Callable[[str, Path], None],
) -> None:
    golden(files[PurePosixPath(path)], CASE / "expected" / golden_name)


def test_the_other_files_are_copied_as_they_are(
    files: dict[PurePosixPath, str],
) -> None:
    approved = {PurePosixPath(path) for path, _ in APPROVED}
    others = {path: text for path, text in files.items() if path not in approved}
    assert others.pop(PurePosixPath("reference.html")).startswith("<!doctype html>")
    for name in ("synchronous", "synchronous_extension"):  # made of the asynchronous ones
        assert others.pop(PurePosixPath(f"_client/{name}.py"))
    copied = find_templates(None).copied()
    assert {"LICENSE", "py.typed", "causes.py", "_base/checks.py"} <= {str(path) for path in copied}
    assert others == {
        path: source.read_text("utf-8")
        for path, source in copied.items()
        if str(path.with_suffix("")) not in RARE
    }


@pytest.mark.parametrize("kind", ["null", "string", "integer", ["string", "null"], ["null"]])
@pytest.mark.parametrize("more", [{}, {"enum": [None]}, {"const": None}])
def test_the_expanded_schema_takes_null_and_is_a_schema(
    kind: str | list[str], more: Schema, tmp_path: Path
) -> None:
    schema = schema_of({"a": {"type": kind, **more}})
    expanded = json.loads(generate(write_schema(tmp_path, schema))[PurePosixPath("schema.json")])
    Draft202012Validator.check_schema(expanded)
    assert Draft202012Validator(expanded).is_valid({"a": None})


def test_a_schema_that_serves_nothing_gets_no_module_of_the_http_half(tmp_path: Path) -> None:
    schema = json.loads((CASE / "schema.json").read_text("utf-8"))
    del schema["x-kubernetes-resources"], schema["$defs"]["Shelf"]
    (tmp_path / "schema.json").write_text(json.dumps(schema), "utf-8")
    files = generate(tmp_path / "schema.json")
    names = {str(path) for path in files}
    assert {"models.py", "validators.py", "defaults.py"} <= names
    served = {str(path) for path in generate(CASE / "schema.json")}
    assert served - names >= {
        "errors.py",
        "options.py",
        "resources.py",
        "_base/rest.py",
        "watching.py",
    }
    assert names <= served
    # Nor anything that only that half leans on.
    imported = set(
        re.findall(r"^ *from \.(?:_base\.)?(\w+) import", "\n".join(files.values()), re.M)
    )
    leaned_on = {path.stem for path in files if path.parts[0] == "_base"} - {"__init__"}
    assert leaned_on - imported == set()

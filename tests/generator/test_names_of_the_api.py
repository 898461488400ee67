"""The HTTP half has no path, group, kind or type that is not derived from the schema."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from kindgen.build.package import build
from kindgen.pipeline import read
from kindgen.render.render import render
from kindgen.render.templates import find_templates, is_http
from tests.support.generator import CANONICAL, write_schema

# Every name of the API that a client or a server could know by heart.
NAMES = re.compile(r"image.?stream|openshift|docker", re.IGNORECASE)
RENAMED = {
    "ImageStream": "Ledger",
    "imagestream": "ledger",
    "image.openshift.io": "books.example",
    "OpenShift": "Library",
    "openshift": "library",
    "DockerImage": "PaperPage",
    "docker": "paper",
    "Docker": "Paper",
    "image stream": "book",
}


@cache
def _files(folder: Path) -> dict[PurePosixPath, str]:
    """The HTTP half of the canonical schema under other names, as the templates make it."""
    text = CANONICAL.read_text("utf-8")
    for name, other in RENAMED.items():
        text = text.replace(name, other)
    text = re.sub(NAMES, "book", text)
    package = build(read(write_schema(folder, json.loads(text))))
    return {path: made for path, made in render(package, find_templates(None)).files.items()
            if is_http(path)}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[PurePosixPath, str]:
    return _files(tmp_path_factory.mktemp("renamed"))


COPIED = find_templates(None).copied()


def _statements(node: ast.AST) -> list[ast.stmt]:
    body = getattr(node, "body", [])
    return body if isinstance(body, list) else []  # a lambda has an expression


def _constants(source: str) -> Iterator[str]:
    """Texts and names in the code, docstrings and comments aside."""
    tree = ast.parse(source)
    prose = {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in _statements(node)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_what_templates_make_of_a_renamed_schema_has_none_of_the_old_names(
    files: dict[PurePosixPath, str],
) -> None:
    wrong = [
        f"{path}: {line.strip()}"
        for path, text in files.items()
        if path not in COPIED
        for line in text.splitlines()
        if NAMES.search(line)
    ]
    assert wrong == []
    assert "books.example" in files[PurePosixPath("resources.py")]


def test_modules_that_every_package_carries_know_no_names_of_an_api(
    files: dict[PurePosixPath, str],
) -> None:
    wrong = [
        f"{path}: {text}"
        for path, source in files.items()
        if path in COPIED
        for text in _constants(source)
        if NAMES.search(text)
    ]
    assert wrong == []
    assert len([path for path in files if path in COPIED]) >= 5


def test_the_walk_through_the_code_finds_a_name() -> None:
    found = [*_constants('"""imagestreams"""\nPATH = f"/apis/{group}/imagestreams"  # docker')]
    assert [text for text in found if NAMES.search(text)] == ["/imagestreams"]

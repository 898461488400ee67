"""The modules that every package carries unchanged."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from kindgen.pipeline import STANDALONE
from kindgen.templates import find_templates
from tests.support.generator import SCHEMA

RUNTIME = find_templates(None, SCHEMA).runtime()


def _own_names(path: Path) -> set[str]:
    """Names that a module gives to something at its top level, imports left out."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {
                item.id
                for target in targets
                for item in ast.walk(target)
                if isinstance(item, ast.Name)
            }
    return names - {"TYPE_CHECKING"}


def test_modules_that_are_joined_into_one_share_no_names() -> None:
    """In a stand-alone validator the second of two equal names would replace the first."""
    paths = [path for name, path in RUNTIME.items() if name.stem in STANDALONE]
    counts = Counter(name for path in paths for name in _own_names(path))
    assert len(paths) == len(STANDALONE)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", RUNTIME.values(), ids=lambda path: path.name)
def test_a_module_is_published_as_it_is_tested(path: Path) -> None:
    published = Path(__file__).parents[2] / "generated" / "imagestreamimport" / path.name
    assert published.read_bytes() == path.read_bytes()

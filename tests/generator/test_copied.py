"""The files that every package carries unchanged."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from kindgen.render.standalone import MODULES
from kindgen.render.templates import RARE, find_templates
from tests.support.generator import PACKAGE, SCHEMA

COPIED = find_templates(None, SCHEMA).copied()
# What our own package has no need of.
PUBLISHED = [name for name in COPIED if str(name.with_suffix("")) not in RARE]


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
    return names - {"TYPE_CHECKING", "__all__", "__dir__"}


def test_modules_that_are_joined_into_one_share_no_names() -> None:
    """In a stand-alone validator the second of two equal names would replace the first."""
    paths = [path for name, path in COPIED.items() if str(name.with_suffix("")) in MODULES]
    counts = Counter(name for path in paths for name in _own_names(path))
    assert len(paths) == len(MODULES)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", PUBLISHED, ids=str)
def test_a_module_is_published_as_it_is_tested(name: PurePosixPath) -> None:
    assert (PACKAGE / name).read_bytes() == COPIED[name].read_bytes()

"""The face of a package: a public module shows its public names, and nothing it is made of."""

from __future__ import annotations

import ast
import importlib
import inspect
import rlcompleter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.support.generator import PACKAGE, TEXT, make, run_python, schema_of

PUBLIC = sorted(path.stem for path in PACKAGE.glob("[a-z]*.py"))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"imagestreamimport.{name}")


@pytest.mark.parametrize("name", PUBLIC)
def test_completion_shows_the_public_names_alone(name: str) -> None:
    module = _module(name)
    assert dir(module) == sorted(module.__all__)
    completer = rlcompleter.Completer({"module": module})
    shown = {
        text.removeprefix("module.").rstrip("()") for text in completer.attr_matches("module.")
    }
    assert shown == set(module.__all__)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_once_and_not_private(name: str) -> None:
    module = _module(name)
    assert [each for each in module.__all__ if not hasattr(module, each)] == []
    assert len(set(module.__all__)) == len(module.__all__)
    assert [each for each in module.__all__ if each.startswith("_")] == []


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_explained(name: str) -> None:
    module = _module(name)
    path = PACKAGE / f"{name}.py"
    unexplained = [each for each in module.__all__ if not _explained(path, each, module)]
    assert module.__doc__
    assert unexplained == []


def _explained(path: Path, name: str, module: ModuleType) -> bool:
    value: Any = getattr(module, name)
    if inspect.isclass(value):
        return bool(vars(value).get("__doc__"))  # its own, not that of a parent
    if inspect.isfunction(value):
        return bool(value.__doc__)
    return _constant_docstring(path, name) != ""


def _constant_docstring(path: Path, name: str) -> str:
    """The text below the place that a value is given its name, which editors show."""
    body = ast.parse(path.read_text("utf-8")).body
    for node, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.ImportFrom) and name in {each.name for each in node.names}:
            if not node.level:
                return f"explained by {node.module}"
            folder = path.parents[node.level - 1]
            return _constant_docstring(folder / f"{(node.module or '').replace('.', '/')}.py", name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        if name in {each.id for each in targets if isinstance(each, ast.Name)}:
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            return str(following.value.value) if is_text else ""
    return ""


def test_packages_of_other_schemas_show_no_more(tmp_path: Path) -> None:
    made = make(tmp_path, schema_of({"a": TEXT}))
    names = sorted(path.stem for path in made.folder.glob("[a-z]*.py"))
    printed = run_python(
        "import importlib\n"
        f"for name in {names}:\n"
        "    module = importlib.import_module(f'thing.{name}')\n"
        "    assert dir(module) == sorted(module.__all__), name\n"
        "    print(name)\n",
        made.parent,
    )
    assert printed.split() == names
    assert "validators" in names

"""`kindgen.validator_source`: one module that says what the package's validators say."""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kindgen
from imagestreamimport import validators
from tests.support.cases import answers, validation_cases
from tests.support.generator import CANONICAL, run_python

SCHEMA: dict[str, Any] = json.loads(CANONICAL.read_text("utf-8"))


@pytest.fixture(scope="module")
def source() -> str:
    return kindgen.validator_source(SCHEMA)


@pytest.fixture(scope="module")
def module(source: str) -> ModuleType:
    made = ModuleType("standalone")
    exec(compile(source, "standalone.py", "exec"), made.__dict__)
    return made


def _shown(causes: list[Any]) -> list[str]:
    return [repr(cause) for cause in causes]


@pytest.mark.parametrize("case", validation_cases(), ids=lambda case: case.id)
def test_it_finds_the_same_causes(case: Any, module: ModuleType) -> None:
    wanted = validators.validate(case.document, case.kind)
    assert _shown(module.validate(case.document, case.kind)) == _shown(wanted)
    assert module.is_valid(case.document, case.kind) == (wanted == [])


def test_it_accepts_what_the_reference_accepted(module: ModuleType) -> None:
    for answer in answers():
        valid = validators.is_valid(answer.request)
        assert module.is_valid(answer.request) == valid, answer.id
        unknown = validators.unknown_fields(answer.request)
        assert module.unknown_fields(answer.request) == unknown


def test_no_name_is_given_twice(source: str) -> None:
    """Its parts were modules with names of their own: one must not take another's."""
    names = Counter[str]()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] += 1
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(target.id for target in targets if isinstance(target, ast.Name))
    assert [name for name, count in names.items() if count > 1 and name != "TYPE_CHECKING"] == []


def test_it_needs_nothing_but_python(source: str, tmp_path: Path) -> None:
    (tmp_path / "standalone.py").write_text(source, "utf-8")
    printed = run_python(
        "sys.path[:] = [p for p in sys.path if 'site-packages' not in p]\n"
        "before = set(sys.modules)\n"
        "import standalone\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - sys.stdlib_module_names), standalone.is_valid({}))",
        tmp_path,
    )
    assert printed == "['standalone'] False\n"


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        (True, [1, None, "a", {}], []),
        (False, [], [1, None, {}]),
        ({}, [1, None, {}], []),
        ({"type": "array", "items": {"type": "integer"}}, [[], [1]], [["a"], {}, None]),
        ({"type": "string", "minLength": 1}, ["a"], ["", 1, None]),
        ({"type": "null"}, [None], [0, ""]),
        ({"properties": {"a": {"type": "string"}}}, [{}, {"a": ""}, 1], [{"a": None}]),
    ],
    ids=str,
)
def test_any_root_will_do(schema: Any, good: list[Any], bad: list[Any]) -> None:
    namespace: dict[str, Any] = {}
    exec(kindgen.validator_source(schema), namespace)
    assert [value for value in good if namespace["validate"](value)] == []
    assert [value for value in bad if namespace["is_valid"](value)] == []


def test_a_schema_with_a_problem_raises_it() -> None:
    with pytest.raises(kindgen.SchemaError) as raised:
        kindgen.validator_source({"minLenght": 1})
    assert 'Did you mean "minLength"?' in str(raised.value)

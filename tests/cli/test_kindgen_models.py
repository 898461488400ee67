"""`--models`: the library of the models, for each verb that makes a package or looks at one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.generator import Done, command, run_python, schema_of

SCHEMA = {
    **schema_of(
        {
            "apiVersion": {"type": "string"},
            "kind": {"type": "string", "enum": ["Thing"]},
            "metadata": {"$ref": "#/$defs/ObjectMeta"},
            "size": {"type": "integer", "minimum": 1, "default": 3},
        },
        {
            "ObjectMeta": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "namespace": {"type": "string"}},
            }
        },
    ),
    "x-kubernetes-resources": [
        {
            "kind": "Thing", "plural": "things", "scope": "Namespaced", "group": "example.com",
            "versions": ["v1"], "verbs": ["create", "get", "list"],
        }
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The current folder, with the schema of a served kind."""
    here = Path.cwd()
    os.chdir(tmp_path)
    Path("thing.schema.json").write_text(json.dumps(SCHEMA))
    yield tmp_path
    os.chdir(here)


def run(verb: str, *options: str) -> Done:
    return command(verb, "--schema", "thing.schema.json", "--out", "out", *options)


def library(package: Path) -> str:
    """The library that a package imports."""
    text = (package / "_base" / "model.py").read_text()
    return next(name for name in ("pydantic", "msgspec") if f"from {name} import" in text)


def test_generate_makes_a_package_that_check_and_diff_know(folder: Path) -> None:
    made = run("generate", "--models", "pydantic")
    assert made.returncode == 0
    assert "left out, for models of msgspec alone: client, errors, fake" in made.stderr
    package = folder / "out" / "thing"
    assert library(package) == "pydantic"
    assert 'dependencies = ["pydantic>=2.11"]' in (folder / "out/pyproject.toml").read_text()
    assert "is up to date" in run("generate", "--models", "pydantic").stdout
    for verb in (["check"], ["check", "--full"], ["diff"]):
        assert run(*verb).returncode == 0
    assert run("check", "--models", "msgspec").returncode == 1
    assert "+import msgspec" in run("diff", "--models", "msgspec").stdout
    code = (
        "from thing import models, validators\n"
        'made = models.decode(b\'{"kind": "Thing", "size": 0}\')\n'
        "print(made.size, len(validators.validate(made)), models.encode(made).decode())"
    )
    assert run_python(code, folder / "out") == '0 1 {"kind":"Thing","size":0}\n'
    assert run("generate").returncode == 0
    assert library(package) == "msgspec"
    assert (package / "client.py").exists()


def test_the_schema_may_name_the_library_and_the_flag_has_the_last_word(folder: Path) -> None:
    Path("thing.schema.json").write_text(json.dumps({**SCHEMA, "x-models": "pydantic"}))
    assert run("generate").returncode == 0
    assert library(folder / "out/thing") == "pydantic"
    assert run("check", "--full").returncode == 0
    assert run("generate", "--models", "msgspec").returncode == 0
    assert library(folder / "out/thing") == "msgspec"
    Path("thing.schema.json").write_text(json.dumps({**SCHEMA, "x-models": "attrs"}))
    refused = run("generate")
    assert refused.returncode == 1
    assert "x-models" in refused.stderr
    assert "Known are: msgspec, pydantic." in refused.stderr


def test_parts_work_with_it_and_those_that_cannot_are_refused_by_name(folder: Path) -> None:
    assert run("generate", "--models", "pydantic", "--parts", "models").returncode == 0
    assert not (folder / "out/thing/validators.py").exists()
    assert run("check").returncode == 0
    for part in ("client", "server", "fake", "resources", "watching"):
        refused = run("generate", "--models", "pydantic", "--parts", f"models,{part}")
        assert refused.returncode == 2
        assert f"'{part}' works with models of msgspec alone" in refused.stderr
    unknown = run("generate", "--models", "pydantic", "--parts", "model")
    assert 'Did you mean "models"?' in unknown.stderr
    odd = run("generate", "--models", "attrs")
    assert odd.returncode == 2


def test_a_copy_remembers_its_library(folder: Path) -> None:
    def vendor(*options: str) -> Done:
        return run("vendor", "theirs", *options)

    assert run("generate").returncode == 0
    assert vendor("--models", "pydantic", "--name", "copied").returncode == 0
    assert library(folder / "theirs/copied") == "pydantic"
    record = json.loads((folder / "theirs/copied/VENDORED.json").read_text())
    assert record["update"].endswith("--name copied --models pydantic")
    assert vendor("--check").returncode == 0
    assert vendor("--check", "--models", "msgspec").returncode == 1
    code = "from copied import models; print(models.Thing(size=1))"
    assert run_python(code, folder / "theirs") == "size=1\n"

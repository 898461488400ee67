"""`--parts`: only what is asked for, and what that stands on, and each of it works alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.generator import ROOT, Done, command, kindgen

WIDGETS = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {size: {type: integer, minimum: 1, default: 3}}
"""
# Beside the parts; the record of the copy comes with it.
ALWAYS = {"LICENSE", "VENDORED.json", "__init__.py", "py.typed"}


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema of a small custom resource, imported."""
    folder = tmp_path_factory.mktemp("widgets")
    (folder / "crd.yaml").write_text(WIDGETS)
    made = kindgen("import-crd", "crd.yaml", "--package", "widgets", cwd=folder)
    assert made.returncode == 0, made.stderr
    (folder / "widgets.schema.json").write_text(made.stdout)
    whole = kindgen("generate", "--schema", "widgets.schema.json", "--out", "whole", cwd=folder)
    assert whole.returncode == 0, whole.stderr
    return folder / "widgets.schema.json"


@pytest.fixture
def folder(schema: Path, tmp_path: Path) -> Iterator[Path]:
    here = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(here)


def _vendor(schema: Path, *options: str) -> Done:
    whole = schema.parent / "whole"
    return command("vendor", "theirs", "--schema", str(schema), "--out", str(whole), *options)


def _python(source: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": "theirs"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_copy_of_models_and_validators_is_small_and_works(schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--parts", "models,validators").returncode == 0
    copy = folder / "theirs" / "widgets"
    files = [path for path in copy.rglob("*") if path.is_file()]
    on_top = {path.name for path in files if path.parent == copy}
    assert on_top == {*ALWAYS, "models.py", "validators.py", "causes.py", "references.py"}
    assert sum(path.stat().st_size for path in files) < 150_000
    said = _python(
        "from widgets import models, validators;"
        "bad = {'metadata': {'name': 'a'}, 'spec': {'size': 0}};"
        "print(len(validators.validate(bad, 'Widget')),"
        """ models.decode(b'{"spec": {"size": 2}}', models.Widget).spec.size)"""
    )
    assert said == "1 2"


@pytest.mark.parametrize("part", ["models", "validators", "defaults", "client", "server", "fake"])
def test_a_part_brings_what_it_stands_on(part: str, schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--parts", part).returncode == 0
    others = {"models", "validators", "defaults", "client", "server", "fake"} - {part}
    brings = {"client": {"models"}, "server": {"models", "validators", "defaults"}}
    brings["fake"] = {*brings["server"], "server"}
    left_out = others - brings.get(part, set())
    copy = folder / "theirs" / "widgets"
    assert not [name for name in left_out if (copy / f"{name}.py").exists()]
    modules = [
        ".".join(path.relative_to(copy.parent).with_suffix("").parts)
        for path in sorted(copy.rglob("*.py"))
        if path.stem != "__init__"
    ]
    _python(f"import importlib; [importlib.import_module(name) for name in {modules}]")


def test_a_served_part_answers_its_documents(schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--parts", "fake").returncode == 0
    assert (folder / "theirs/widgets/openapi_v3.json").exists()
    assert not (folder / "theirs/widgets/reference.html").exists()


def test_an_update_and_a_check_know_the_parts_of_a_copy(schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--parts", "models").returncode == 0
    assert _vendor(schema, "--check").returncode == 0
    record = json.loads((folder / "theirs/widgets/VENDORED.json").read_text())
    assert record["update"].endswith("--name widgets --parts models")
    done = _vendor(schema, "--check", "--parts", "models,validators")
    assert done.returncode == 1
    assert "widgets/validators.py: is outdated" in done.stdout
    assert _vendor(schema, "--parts", "models,validators").returncode == 0
    assert _vendor(schema, "--check").returncode == 0


def test_a_check_looks_for_the_name_that_it_is_given(schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--name", "one", "--parts", "models").returncode == 0
    assert _vendor(schema, "--name", "one", "--check").returncode == 0
    done = _vendor(schema, "--name", "other", "--check")
    assert done.returncode == 1
    assert done.stderr == "kindgen: there is no copy of widgets called other in theirs\n"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("model", "--parts: the package has no part 'model'. Did you mean \"models\"?"),
        ("zzz", "--parts: the package has no part 'zzz'. There are causes, client, defaults"),
        (",", "names no part: write it like models,validators"),
    ],
)
@pytest.mark.parametrize("verb", ["vendor", "generate"])
def test_an_unknown_part_is_refused(
    verb: str, parts: str, said: str, schema: Path, folder: Path
) -> None:
    target = ["theirs"] if verb == "vendor" else []
    out = str(schema.parent / "whole")
    done = command(verb, *target, "--schema", str(schema), "--out", out, "--parts", parts)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (folder / "theirs").exists()


def test_generate_writes_the_parts_and_check_remembers_them(schema: Path, folder: Path) -> None:
    def run(verb: str, *options: str) -> Done:
        return command(verb, "--schema", str(schema), "--out", "out", *options)

    assert run("generate", "--parts", "validators").returncode == 0
    package = folder / "out" / "widgets"
    assert not (package / "models.py").exists()
    assert "models " not in (package / "__init__.py").read_text()
    assert "dependencies = []" in (folder / "out/pyproject.toml").read_text()
    assert run("check").returncode == 0
    assert run("check", "--full").returncode == 0
    assert run("diff").returncode == 0
    assert run("check", "--parts", "models").returncode == 1
    assert "is up to date" in run("generate", "--parts", "validators").stdout
    assert run("generate").returncode == 0
    assert (package / "models.py").exists()
    assert (ROOT / "generated").exists()


def test_the_package_as_it_is_told_names_only_its_parts(schema: Path, folder: Path) -> None:
    assert _vendor(schema, "--parts", "client").returncode == 0
    text = (folder / "theirs/widgets/__init__.py").read_text()
    named = {line.split()[0] for line in text.splitlines() if line.startswith("    ")}
    assert {"client", "models", "errors"} <= named
    assert not named & {"server", "fake", "validators", "schema.json"}

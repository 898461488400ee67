"""A package takes its place whole or not at all, and touches nothing of anybody else's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.generator import (
    ROOT,
    TEMPLATES,
    TEXT,
    Done,
    array,
    command,
    kindgen,
    record,
    ref,
    schema_of,
    snapshot,
    write_schema,
)

HERE = Path(__file__).parent


# --------------------------------------------------------------------- killed, or out of disk space


# Whether the system can let two folders change places in one step.
STEPS = pytest.mark.parametrize("steps", ["one-step", "two-steps"])


def _interrupted(folder: Path, how: str, steps: str) -> list[dict[str, Any]]:
    """What was found after a publication was interrupted at each of its steps in turn."""
    if steps == "one-step" and sys.platform not in ("linux", "darwin"):
        pytest.skip("no such system call here")
    script = str(HERE / "interrupted_publish.py")
    arguments = [sys.executable, script, str(folder), how, steps]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _complaints(report: dict[str, Any], how: str, steps: str) -> Iterator[str]:
    # Killed between two renames, nobody can put the old one back but the next run.
    whole = {"old", "new", "missing"} if (how, steps) == ("kill", "two-steps") else {"old", "new"}
    if report["found"] not in whole:
        yield f"the package is {report['found']}"
    if report["repaired"] not in ("old", "new"):
        yield f"to the next run the package is {report['repaired']}"
    if report["next run"] != "new" or report["outside"] != 'version = "new"':
        yield "the next run does not get through, or loses the file of the user's"
    if report["left by next run"]:
        yield f"the next run leaves {report['left by next run']}"


@pytest.mark.long
@STEPS
@pytest.mark.parametrize("how", ["kill", "fail"])
def test_a_run_that_ends_early_leaves_a_whole_package_and_the_next_one_cleans_up(
    how: str, steps: str, tmp_path: Path
) -> None:
    reports = _interrupted(tmp_path, how, steps)
    assert len(reports) > 30  # files, folders, renames: all of them were tried
    assert {"old", "new"} <= {report["found"] for report in reports}
    said = [f"{r['step']}: {text}" for r in reports for text in _complaints(r, how, steps)]
    assert said == []


@pytest.mark.long
@STEPS
def test_two_runs_at_once_leave_a_whole_package(steps: str, tmp_path: Path) -> None:
    """A second run goes by while the first one is held up at one of its steps."""
    reports = _interrupted(tmp_path, "pause", steps)
    assert len(reports) > 5
    assert [report for report in reports if report["found"] != "new" or report["left"]] == []


# ------------------------------------------------------------------------------- the command itself


def _schema(folder: Path, **more: Any) -> Path:
    return write_schema(folder, schema_of({"name": {**TEXT, "description": "Its name."}, **more}))


def _generate(folder: Path, *options: str | Path) -> Done:
    arguments = ["--schema", folder / "schema", "--out", folder / "out", *options]
    return command("generate", *arguments)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small schema and its package. Not to be changed: see `own`."""
    folder = tmp_path_factory.mktemp("published")
    _schema(folder)
    done = _generate(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of `published` for one test alone."""
    return Path(shutil.copytree(published, tmp_path / "own"))


def _run(own: Path, name: str, *options: str | Path) -> Done:
    return command(name, "--schema", own / "schema", "--out", own / "out", *options)


def test_leftovers_go_even_when_there_is_nothing_else_to_do(own: Path) -> None:
    before = snapshot(own / "out")
    stage = own / "out" / ".thing.kindgen-abc"
    (stage / "thing").mkdir(parents=True)
    (stage / "thing" / "models.py").write_text("half")
    assert "up to date" in _generate(own).stdout
    assert snapshot(own / "out") == before
    assert not stage.exists()


def test_a_package_that_was_moved_away_is_put_back(own: Path) -> None:
    before = snapshot(own / "out")
    stage = own / "out" / ".thing.kindgen-abc"
    stage.mkdir()
    (own / "out" / "thing").rename(stage / "replaced")
    assert "up to date" in _generate(own).stdout
    assert snapshot(own / "out") == before


def test_a_template_error_leaves_the_old_package(own: Path, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    with (templates / "package" / "defaults.py.jinja").open("a") as file:
        file.write("{{ misspelt_name }}\n")
    before = snapshot(own / "out")
    done = _generate(own, "--templates", templates)
    assert done.returncode == 1
    assert "misspelt_name" in done.stderr
    assert "defaults.py.jinja" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(own / "out") == before


def test_a_template_that_makes_no_python_leaves_the_old_package(own: Path, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    with (templates / "package" / "defaults.py.jinja").open("a") as file:
        file.write("def (:\n")
    before = snapshot(own / "out")
    done = _generate(own, "--templates", templates)
    assert done.returncode == 1
    assert "defaults.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(own / "out") == before


def test_a_package_that_cannot_be_imported_leaves_the_old_one(own: Path, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    with (templates / "package" / "defaults.py.jinja").open("a") as file:
        file.write("raise RuntimeError('broken on import')\n")
    before = snapshot(own / "out")
    done = _generate(own, "--templates", templates)
    assert done.returncode == 1
    assert "broken on import" in done.stderr
    assert snapshot(own / "out") == before
    assert sorted(path.name for path in (own / "out").iterdir()) == ["pyproject.toml", "thing"]


@pytest.mark.parametrize("name", ["_base/unknown.py", "causes.py", "inner/most/deep.py"])
def test_each_module_is_tried_in_whatever_folder(name: str, own: Path, tmp_path: Path) -> None:
    place = tmp_path / "templates" / "package" / name
    place.parent.mkdir(parents=True)
    ours = TEMPLATES / "package" / name
    kept = ours.read_text() if ours.exists() else ""
    place.write_text(kept + "\n\nraise RuntimeError('broken on import')\n")
    before = snapshot(own / "out")
    done = _generate(own, "--templates", tmp_path / "templates")
    assert done.returncode == 1
    assert done.stderr.endswith("the old one stays: RuntimeError: broken on import\n")
    assert snapshot(own / "out") == before


def test_a_schema_with_problems_leaves_the_old_package(own: Path) -> None:
    before = snapshot(own / "out")
    _schema(own, size={"type": "strng"})
    done = _generate(own)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing was written" in done.stderr
    assert snapshot(own / "out") == before


# ---------------------------------------------------------------------------- what is not kindgen's


def test_files_of_users_are_kept(own: Path) -> None:
    package = own / "out" / "thing"
    (package / "notes.txt").write_text("mine")
    (package / "data").mkdir()
    (package / "data" / "more.json").write_text("[]")
    (package / "link").symlink_to("notes.txt")
    _schema(own, size={"type": "integer"})
    assert _generate(own).returncode == 0
    assert "size" in (package / "models.py").read_text()
    assert (package / "notes.txt").read_text() == "mine"
    assert (package / "data" / "more.json").read_text() == "[]"
    assert (package / "link").is_symlink()


def test_files_that_are_published_no_more_go_away(own: Path) -> None:
    """The old manifest lists them: they were kindgen's."""
    package = own / "out" / "thing"
    manifest = json.loads((package / "MANIFEST.json").read_text())
    manifest["outputs"]["gone.py"] = ""
    (package / "MANIFEST.json").write_text(json.dumps(manifest))
    (package / "gone.py").touch()
    _schema(own, size={"type": "integer"})
    assert _generate(own).returncode == 0
    assert not (package / "gone.py").exists()


@pytest.mark.parametrize("manifest", [None, "{}", "not JSON", '{"outputs": []}'])
def test_a_folder_that_kindgen_did_not_make_is_refused(
    manifest: str | None, tmp_path: Path
) -> None:
    _schema(tmp_path)
    package = tmp_path / "out" / "thing"
    package.mkdir(parents=True)
    (package / "models.py").write_text("mine")
    if manifest is not None:
        (package / "MANIFEST.json").write_text(manifest)
    before = snapshot(tmp_path)
    done = _generate(tmp_path)
    assert done.returncode == 1
    assert str(package) in done.stderr
    assert snapshot(tmp_path) == before


def test_a_file_or_a_link_in_the_place_of_the_package_is_refused(tmp_path: Path) -> None:
    _schema(tmp_path)
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "out").mkdir()
    for place in (lambda p: p.write_text("mine"), lambda p: p.symlink_to(target)):
        package = tmp_path / "out" / "thing"
        place(package)
        done = _generate(tmp_path)
        assert done.returncode == 1
        assert "is no folder" in done.stderr
        package.unlink()
    assert list(target.iterdir()) == []


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    _schema(tmp_path)
    (tmp_path / "out" / "thing").mkdir(parents=True)
    assert _generate(tmp_path).returncode == 0
    assert (tmp_path / "out" / "thing" / "models.py").exists()


@pytest.mark.parametrize("text", ["", '[project]\nname = "mine"\n'])
def test_a_project_file_of_the_users_is_left_alone(text: str, tmp_path: Path) -> None:
    _schema(tmp_path)
    (tmp_path / "out").mkdir()
    project = tmp_path / "out" / "pyproject.toml"
    project.write_text(text)
    assert _generate(tmp_path).returncode == 0
    assert project.read_text() == text
    assert "up to date" in _generate(tmp_path).stdout
    assert _run(tmp_path, "check").returncode == 0
    _schema(tmp_path, size={"type": "integer"})
    assert _generate(tmp_path).returncode == 0
    assert project.read_text() == text


def test_other_folders_beside_the_package_are_nobodys_business(tmp_path: Path) -> None:
    """`--out src` is a place with more in it than one package."""
    _schema(tmp_path)
    other = tmp_path / "out" / "app"
    other.mkdir(parents=True)
    (other / "main.py").write_text("mine")
    assert _generate(tmp_path).returncode == 0
    assert _run(tmp_path, "check").returncode == 0
    assert "up to date" in _generate(tmp_path).stdout
    assert (other / "main.py").read_text() == "mine"


def test_two_packages_may_lie_beside_each_other(tmp_path: Path) -> None:
    _schema(tmp_path)
    other = schema_of({"name": TEXT}, **{"x-package": "other"})
    write_schema(tmp_path / "second", other)
    assert _generate(tmp_path).returncode == 0
    second = ["--schema", tmp_path / "second" / "schema", "--out", tmp_path / "out"]
    assert command("generate", *second).returncode == 0
    assert _run(tmp_path, "check").returncode == 0
    assert command("check", *second).returncode == 0


def test_a_second_run_beside_a_file_of_the_users_has_nothing_to_do(own: Path) -> None:
    (own / "out" / "thing" / "notes.txt").write_text("mine")
    _generate(own)
    assert "up to date" in _generate(own).stdout


# ----------------------------------------------------------------------------------- check and diff


def test_check_is_silent_when_all_is_well(own: Path) -> None:
    for options in ([], ["--full"]):
        done = _run(own, "check", *options)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _differences(own: Path, *options: str) -> list[str]:
    done = _run(own, "check", *options)
    assert done.returncode == 1
    assert "kindgen generate" in done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("full", [[], ["--full"]])
def test_check_lists_what_was_edited_what_is_missing_and_what_is_too_many(
    full: list[str], own: Path
) -> None:
    package = own / "out" / "thing"
    (package / "models.py").write_text("edited")
    (package / "py.typed").unlink()
    (package / "extra.py").touch()
    (own / "out" / "pyproject.toml").unlink()
    said = {line.split(": ")[0]: line.split(": ")[1] for line in _differences(own, *full)}
    assert sorted(said) == ["../pyproject.toml", "extra.py", "models.py", "py.typed"]
    assert "by hand" in said["models.py"]
    assert said["py.typed"] == said["../pyproject.toml"] == "is missing"
    assert said["extra.py"] == "is one too many"


def test_check_lists_what_a_changed_schema_makes_stale(own: Path) -> None:
    _schema(own, size={"type": "integer"})
    said = _differences(own)
    assert "models.py: is stale or was changed by hand" in said
    assert not [line for line in said if line.startswith(("_base/", "causes.py"))]


def test_check_says_that_all_is_missing_where_there_is_no_package(own: Path) -> None:
    shutil.rmtree(own / "out")
    said = _differences(own)
    assert len(said) > 10
    assert {line.split(": ")[1] for line in said} == {"is missing"}
    assert not (own / "out").exists()


def test_a_copied_module_that_changed_makes_the_package_stale(own: Path, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    with (templates / "package" / "_base" / "unknown.py").open("a") as file:
        file.write("# changed\n")
    done = _run(own, "check", "--templates", templates)
    assert "_base/unknown.py: is stale or was changed by hand" in done.stdout.splitlines()


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a generator of its own, and a package that it made."""
    clone = tmp_path_factory.mktemp("clone")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "templates", "schema"):
        shutil.copytree(ROOT / name, clone / name, ignore=ignored)
    write_schema(clone / "own", schema_of({"name": TEXT}))
    assert _run_clone(clone, "generate").returncode == 0
    assert _run_clone(clone, "check").stdout == ""
    return clone


_CHECK_CHANGED = """
import json, sys
from pathlib import Path
from kindgen.cli import main
for place in map(Path, json.loads(sys.argv[1])):
    kept = place.read_bytes()
    place.write_bytes(kept + b"\\n")
    print(place, flush=True)
    main(["check", "--schema", "own/schema", "--out", "out"])
    place.write_bytes(kept)
"""


def _run_clone(clone: Path, verb: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(clone / "generator")}
    return kindgen(verb, "--schema", "own/schema", "--out", "out", cwd=clone, env=environment)


def test_a_change_of_the_generator_makes_the_package_stale(cloned: Path) -> None:
    """One child looks at all of them, for what it loads takes longer than what it does."""
    changed = [
        "generator/kindgen/openapi/meta_schemas.json",
        "generator/kindgen/openapi/parameters.json",
        "generator/kindgen/render/colours.py",
        "generator/kindgen/cli/command.py",
        "schema/dialect.schema.json",
        "templates/models/msgspec.jinja2",
    ]
    done = subprocess.run(
        [sys.executable, "-c", _CHECK_CHANGED, json.dumps(changed)],
        cwd=cloned,
        env={**os.environ, "PYTHONPATH": str(cloned / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    stale = "MANIFEST.json: is stale or was changed by hand"
    assert done.stdout.splitlines() == [line for name in changed for line in (name, stale)]


def test_what_python_compiles_makes_no_package_stale(cloned: Path) -> None:
    (cloned / "generator" / "kindgen" / "openapi" / "__pycache__").mkdir(exist_ok=True)
    (cloned / "generator" / "kindgen" / "openapi" / "__pycache__" / "a.pyc").write_bytes(b"")
    assert _run_clone(cloned, "check").stdout == ""


def test_diff_is_empty_when_all_is_well(own: Path) -> None:
    done = _run(own, "diff")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _apply(patch: str, own: Path) -> None:
    """Apply a diff where its paths begin: in the package, or in the folder above it."""
    out = own / "out"
    folder = out if "b/thing/" in patch or "a/thing/" in patch else out / "thing"
    done = subprocess.run(
        ["git", "apply", "--verbose", "-p1", "-"],
        cwd=folder,
        input=patch.encode(),
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(own)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def _new_schema(own: Path) -> None:
    _schema(
        own,
        size={"type": "integer", "default": 3},
        people={**array(ref("Person")), "description": "Line separators: \u2028, \x85, \x0c."},
    )
    path = own / "schema" / "thing.schema.json"
    schema = json.loads(path.read_text())
    path.write_text(json.dumps({**schema, "$defs": {"Person": record(name=TEXT)}}))


def test_the_diff_of_a_package_can_be_applied(own: Path) -> None:
    _new_schema(own)
    done = _run(own, "diff")
    assert done.returncode == 1
    _apply(done.stdout, own)
    assert _generate(own).returncode == 0
    after = snapshot(own / "out" / "thing")
    assert _run(own, "diff").stdout == ""
    shutil.rmtree(own / "out" / "thing")
    assert _generate(own).returncode == 0
    assert snapshot(own / "out" / "thing") == after


def test_an_applied_diff_is_what_generate_would_have_written(own: Path) -> None:
    _new_schema(own)
    _apply(_run(own, "diff").stdout, own)
    assert _run(own, "check", "--full").returncode == 0


def test_the_diff_with_the_project_file_in_it_can_be_applied(own: Path) -> None:
    path = own / "schema" / "thing.schema.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "x-version": "2.0.0"}))
    _apply(_run(own, "diff").stdout, own)
    assert 'version = "2.0.0"' in (own / "out" / "pyproject.toml").read_text()


@pytest.mark.parametrize("name", ["py.typed", "_base/unknown.py", "models.py"])
def test_diff_brings_back_a_missing_file(name: str, own: Path) -> None:
    package = own / "out" / "thing"
    before = snapshot(package)
    (package / name).unlink()
    done = _run(own, "diff")
    assert done.returncode == 1
    _apply(done.stdout, own)
    assert snapshot(package) == before


def test_diff_takes_away_a_file_that_is_published_no_more(own: Path) -> None:
    package = own / "out" / "thing"
    path = package / "MANIFEST.json"
    manifest = json.loads(path.read_text())
    manifest["outputs"]["gone.py"] = ""
    path.write_text(json.dumps(manifest))
    (package / "gone.py").write_text("old\n")
    _apply(_run(own, "diff").stdout, own)
    assert not (package / "gone.py").exists()


@pytest.mark.parametrize("edit", ["no end of line", "windows\r\nline ends\r\n", "\x0c\x85\u2028\n"])
def test_the_diff_of_an_edited_file_can_be_applied(edit: str, own: Path) -> None:
    package = own / "out" / "thing"
    before = snapshot(package)
    (package / "_base" / "unknown.py").write_bytes(edit.encode())
    _apply(_run(own, "diff").stdout, own)
    assert snapshot(package) == before


def test_neither_check_nor_diff_writes_anything(own: Path) -> None:
    _new_schema(own)
    before = snapshot(own)
    for name in ("check", "diff"):
        _run(own, name)
    assert snapshot(own) == before

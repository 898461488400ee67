"""A package is the memory of the next run: what did not change is not made again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import black
import pytest

from tests.support.generator import (
    TEMPLATES,
    TEXT,
    array,
    command,
    ref,
    schema_of,
    snapshot,
    write_schema,
)

NOTE = "A sentence that was not there before."


def _write_schema(folder: Path, note: str = "Its name.", **more: Any) -> None:
    """A schema with three definitions, whose descriptions no piece of another has."""
    named = {
        name: {"type": "object", "description": f"A {name}.", "properties": {"text": TEXT}}
        for name in ("Box", "Shelf", "House")
    }
    properties = {name.lower(): array(ref(name)) for name in named}
    field = {**TEXT, "description": note, "minLength": 1}
    write_schema(folder, schema_of({"name": field, **properties, **more}, named))


def _generate(folder: Path, out: str = "out", *options: str | Path) -> None:
    done = command("generate", "--schema", folder / "schema", "--out", folder / out, *options)
    assert done.returncode == 0, done.stderr
    assert "up to date" not in done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a schema and its package. Not to be changed: see `own`."""
    folder = tmp_path_factory.mktemp("published")
    _write_schema(folder)
    _generate(folder)
    return folder


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The package of the schema with NOTE, made where there was none."""
    folder = tmp_path_factory.mktemp("changed")
    _write_schema(folder, NOTE)
    _generate(folder)
    return snapshot(folder / "out")


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of `published` for one test alone."""
    return Path(shutil.copytree(published, tmp_path / "own"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that black is asked to format."""
    texts: list[str] = []
    judge = black.format_str

    def listening(text: str, *, mode: black.Mode) -> str:
        texts.append(text)
        return judge(text, mode=mode)

    monkeypatch.setattr(black, "format_str", listening)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # or another process would be asked
    return texts


def test_black_is_asked_for_what_changed_and_for_nothing_else(own: Path, asked: list[str]) -> None:
    _write_schema(own, NOTE)
    _generate(own)
    assert asked
    assert [text for text in asked if NOTE not in text] == []


def _loads_datamodel_code_generator(folder: Path) -> bool:
    """Whether a run loads it, which takes longer than all the rest of the run."""
    code = (
        "import sys; from kindgen.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or 42 * ('datamodel_code_generator' in sys.modules))"
    )
    arguments = ["generate", "--schema", folder / "schema", "--out", folder / "out"]
    command_line = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command_line, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 42), done.stderr
    assert "up to date" not in done.stdout
    return done.returncode == 42


def test_a_new_description_needs_no_new_classes(own: Path) -> None:
    _write_schema(own, NOTE)
    assert not _loads_datamodel_code_generator(own)
    assert NOTE in (own / "out" / "thing" / "models.py").read_text()


def test_a_new_field_needs_new_classes(own: Path) -> None:
    _write_schema(own, size={"type": "integer"})
    assert _loads_datamodel_code_generator(own)


def test_a_new_class_template_needs_new_classes(own: Path, tmp_path: Path) -> None:
    templates = Path(
        shutil.copytree(TEMPLATES / "models", tmp_path / "templates" / "models")
    ).parent
    place = templates / "models" / "msgspec.jinja2"
    place.write_text(place.read_text().replace("kw_only=True", "kw_only=True, order=True"))
    _generate(own, "out", "--templates", templates)
    assert "class Box(Model, kw_only=True, order=True):" in (
        (own / "out" / "thing" / "models.py").read_text()
    )


def test_a_package_that_lost_a_module_gets_it_back(own: Path, asked: list[str]) -> None:
    before = snapshot(own / "out")
    (own / "out" / "thing" / "defaults.py").unlink()
    _generate(own)
    assert snapshot(own / "out") == before
    assert len(asked) < 10


def _edit_a_function(package: Path) -> None:
    place = package / "validators.py"
    place.write_text(place.read_text().replace("    return ", "    print()\n    return "))


def _edit_a_docstring(package: Path) -> None:
    place = package / "models.py"
    place.write_text(place.read_text().replace("A Box.", "A BOX."))


def _edit_and_hide_it(package: Path) -> None:
    """An edit whose file is as the manifest says: the hash of it was made right."""
    _edit_a_function(package)
    record = json.loads((package / "MANIFEST.json").read_text())
    hash_now = sha256((package / "validators.py").read_bytes()).hexdigest()
    record["outputs"]["validators.py"] = hash_now
    (package / "MANIFEST.json").write_text(json.dumps(record))


def _edit_the_record_of_classes(package: Path) -> None:
    place = package / "MANIFEST.json"
    record = json.loads(place.read_text())
    record["models"]["classes"]["Box"] += "\n    edited: int = 1"
    place.write_text(json.dumps(record))


def _move_functions(package: Path) -> None:
    """The pieces of a module in another order, and all of them in another module too."""
    place = package / "validators.py"
    first, *parts = place.read_text().split("\n\n\n")
    place.write_text("\n\n\n".join([first, *reversed(parts)]))
    (package / "models.py").write_text(place.read_text())


def _take_out_the_form(package: Path) -> None:
    place = package / "validators.py"
    place.write_text(place.read_text().replace("\n\n\n", "\n\n"))


def _empty_a_module(package: Path) -> None:
    (package / "models.py").write_text("")


def _make_a_module_unreadable(package: Path) -> None:
    (package / "models.py").write_bytes(b"\xff\xfe")


def _put_a_folder_in_the_place_of_a_module(package: Path) -> None:
    (package / "models.py").unlink()
    (package / "models.py").mkdir()


@pytest.mark.parametrize(
    "edit",
    [
        _edit_a_function,
        _edit_a_docstring,
        _edit_and_hide_it,
        _edit_the_record_of_classes,
        _move_functions,
        _take_out_the_form,
        _empty_a_module,
        _make_a_module_unreadable,
        _put_a_folder_in_the_place_of_a_module,
    ],
)
def test_nothing_of_an_edit_by_hand_gets_into_the_next_package(
    edit: Callable[[Path], None], own: Path, changed: dict[str, bytes]
) -> None:
    edit(own / "out" / "thing")
    _write_schema(own, NOTE)
    _generate(own)
    assert snapshot(own / "out") == changed


@pytest.mark.parametrize(
    "record",
    [
        *(None, [], "text", {"key": 1}, {"key": ["list"]}, {"key": {}}, {"": ""}),
        {"question": "", "classes": {}, "hash": ""},
        {"question": [], "classes": 1, "hash": {}},
        {"question": "", "classes": [], "hash": ""},
    ],
    ids=str,
)
def test_a_record_that_says_nothing_does_no_harm(
    record: Any, own: Path, changed: dict[str, bytes]
) -> None:
    place = own / "out" / "thing" / "MANIFEST.json"
    manifest = json.loads(place.read_text())
    place.write_text(json.dumps({**manifest, "formatted": record, "models": record}))
    _write_schema(own, NOTE)
    _generate(own)
    assert snapshot(own / "out") == changed


def test_the_record_of_an_older_kindgen_has_no_memory(own: Path) -> None:
    place = own / "out" / "thing" / "MANIFEST.json"
    manifest = json.loads(place.read_text())
    del manifest["formatted"], manifest["models"]
    place.write_text(json.dumps(manifest))
    _write_schema(own, NOTE)
    _generate(own)
    assert json.loads(place.read_text())["formatted"]


def test_another_black_is_asked_for_everything(
    own: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kindgen.python.tidy.judge", lambda: "black 99")
    _write_schema(own, NOTE)
    _generate(own)
    anew, asked[:] = list(asked), []
    _generate(own, "anew")
    assert sorted(anew) == sorted(asked)


def test_a_full_check_trusts_no_memory(own: Path, asked: list[str]) -> None:
    done = command("check", "--full", "--schema", own / "schema", "--out", own / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert len(asked) > 10

"""A package is the memory of the next run: what did not change is not formatted again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import black
import pytest

from tests.support.generator import TEXT, array, command, ref, schema_of, snapshot, write_schema

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


def _generate(folder: Path, out: str = "out") -> None:
    done = command("generate", "--schema", folder / "schema", "--out", folder / out)
    assert done.returncode == 0, done.stderr
    assert "up to date" not in done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a schema and its package. Not to be changed: see `own`."""
    folder = tmp_path_factory.mktemp("published")
    _write_schema(folder)
    _generate(folder)
    return folder


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
        _move_functions,
        _take_out_the_form,
        _empty_a_module,
        _make_a_module_unreadable,
        _put_a_folder_in_the_place_of_a_module,
    ],
)
def test_nothing_of_an_edit_by_hand_gets_into_the_next_package(
    edit: Callable[[Path], None], own: Path
) -> None:
    edit(own / "out" / "thing")
    _write_schema(own, NOTE)
    _generate(own)
    _generate(own, "anew")
    assert snapshot(own / "out") == snapshot(own / "anew")


@pytest.mark.parametrize(
    "record",
    [None, [], "text", {"key": 1}, {"key": ["list"]}, {"key": {}}, {"": ""}],
    ids=str,
)
def test_a_record_that_says_nothing_does_no_harm(record: Any, own: Path) -> None:
    place = own / "out" / "thing" / "MANIFEST.json"
    manifest = json.loads(place.read_text())
    place.write_text(json.dumps({**manifest, "formatted": record}))
    _write_schema(own, NOTE)
    _generate(own)
    _generate(own, "anew")
    assert snapshot(own / "out") == snapshot(own / "anew")


def test_a_record_without_forms_is_one_of_an_older_kindgen(own: Path) -> None:
    place = own / "out" / "thing" / "MANIFEST.json"
    manifest = json.loads(place.read_text())
    del manifest["formatted"]
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

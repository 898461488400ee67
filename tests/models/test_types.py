"""The package and a user's code on top of it, as type checkers see them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.checkers import Mypy, Pyright
from tests.support.generator import PACKAGE

USERS_CODE = '''
"""What a user writes: read, look, change, validate, fill in, parse."""

from imagestreamimport import defaults, references, validators
from imagestreamimport.models import (
    ImageImportSpec,
    ImageStream,
    ImageStreamImport,
    ImageStreamImportSpec,
    ObjectMeta,
    ObjectReference,
    decode,
    encode,
)
from imagestreamimport.validators import Cause


def name_of(data: bytes) -> str:
    return decode(data).metadata.name


def tags_of(stream: ImageStream) -> list[str]:
    return [tag.name for tag in stream.spec.tags]


def request_for(pull_spec: str) -> bytes:
    reference = references.parse(pull_spec)
    tag: str = reference.tag or "latest"
    source = ObjectReference(kind="DockerImage", name=reference.exact())
    spec = ImageStreamImportSpec(import_=True, images=[ImageImportSpec(from_=source)])
    request = ImageStreamImport(metadata=ObjectMeta(name=tag), spec=spec)
    request.metadata.labels["made-by"] = "us"
    return encode(request)


def complaints(document: dict[str, object]) -> list[str]:
    filled = defaults.apply(document)
    causes: list[Cause] = validators.validate(filled, kind="ImageStream")
    if validators.is_valid(filled):
        return validators.unknown_fields(filled)
    return [f"{cause.field}: {cause.message} ({cause.pointer})" for cause in causes]


stream: ImageStream = decode(b"{}", ImageStream)
reveal: ImageStreamImport = decode("{}")
'''
# Each line is wrong, and a type checker has to say so.
MISTAKES = """
from imagestreamimport.models import ImageStreamImport, ObjectMeta, decode

ObjectMeta(nmae="a")
ObjectMeta(name=1)
ObjectMeta("a")
decode(b"{}").status.repository.status
decode(b"{}", ObjectMeta).spec
ImageStreamImport().spec = {}
"""
_LINES_OF_MISTAKES = {4, 5, 6, 7, 8, 9}
_CODE = ["imagestreamimport", "users_code.py", "mistakes.py"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a user has it, with code of theirs."""
    place = tmp_path_factory.mktemp("typed")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, place / "imagestreamimport", ignore=ignored)
    (place / "users_code.py").write_text(USERS_CODE)
    (place / "mistakes.py").write_text(MISTAKES)
    return place


@pytest.fixture(scope="module")
def told_by_mypy(folder: Path, mypy: Mypy) -> list[str]:
    *complaints, _ = mypy(folder, _CODE).stdout.splitlines()
    return complaints


@pytest.fixture(scope="module")
def told_by_pyright(folder: Path, pyright: Pyright) -> list[dict[str, Any]]:
    return pyright(folder, _CODE).complaints


def test_mypy_strict_passes_on_the_package_and_on_what_a_user_writes(
    told_by_mypy: list[str],
) -> None:
    assert [line for line in told_by_mypy if not line.startswith("mistakes.py:")] == []


def test_mypy_finds_every_mistake(told_by_mypy: list[str]) -> None:
    found = [line.split(":")[1] for line in told_by_mypy if line.startswith("mistakes.py:")]
    assert set(map(int, found)) == _LINES_OF_MISTAKES


def _lines(complaints: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(Path(it["file"]).name, it["range"]["start"]["line"] + 1) for it in complaints]


def test_pyright_strict_passes_on_the_package_and_on_what_a_user_writes(
    told_by_pyright: list[dict[str, Any]],
) -> None:
    assert [it for it in _lines(told_by_pyright) if it[0] != "mistakes.py"] == []


def test_pyright_finds_every_mistake(told_by_pyright: list[dict[str, Any]]) -> None:
    found = {line for name, line in _lines(told_by_pyright) if name == "mistakes.py"}
    assert found == _LINES_OF_MISTAKES

"""The package and a user's code on top of it, as type checkers see them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.generator import PACKAGE

USERS_CODE = '''
"""What a user writes: read, look, change, validate, fill in, parse."""

from imagestreamimport import defaults, references, validators
from imagestreamimport.models import (
    UNSET,
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
    request = decode(data)
    if request.metadata is UNSET or request.metadata is None:
        return ""
    name = request.metadata.name
    return name if isinstance(name, str) else ""


def tags_of(stream: ImageStream) -> list[str]:
    spec = stream.spec
    if spec is UNSET or spec is None or not spec.tags:
        return []
    return [tag.name for tag in spec.tags if isinstance(tag.name, str)]


def request_for(pull_spec: str) -> bytes:
    reference = references.parse(pull_spec)
    tag: str = reference.tag or "latest"
    source = ObjectReference(kind="DockerImage", name=reference.exact())
    spec = ImageStreamImportSpec(import_=True, images=[ImageImportSpec(from_=source)])
    request = ImageStreamImport(metadata=ObjectMeta(name=tag), spec=spec)
    request.metadata = None
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
decode(b"{}").metadata.name
decode(b"{}", ObjectMeta).spec
ImageStreamImport().spec = {}
"""
_LINES_OF_MISTAKES = [4, 5, 6, 7, 8, 9]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a user has it, with code of theirs."""
    place = tmp_path_factory.mktemp("typed")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, place / "imagestreamimport", ignore=ignored)
    (place / "users_code.py").write_text(USERS_CODE)
    (place / "mistakes.py").write_text(MISTAKES)
    included = ["imagestreamimport", "users_code.py"]
    config = {"include": included, "strict": included, "pythonVersion": "3.11"}
    (place / "pyrightconfig.json").write_text(json.dumps(config))
    return place


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def _mypy(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    return _run(folder, "mypy", "--strict", "--no-incremental", "--cache-dir", os.devnull, *files)


def _pyright(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(folder, "pyright", "--pythonpath", sys.executable, *arguments)


def test_mypy_strict_passes_on_the_package_and_on_what_a_user_writes(folder: Path) -> None:
    done = _mypy(folder, "imagestreamimport", "users_code.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_strict_passes_on_the_package_and_on_what_a_user_writes(folder: Path) -> None:
    done = _pyright(folder, "-p", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_finds_every_mistake(folder: Path) -> None:
    said = _mypy(folder, "mistakes.py").stdout
    found = {int(line.split(":")[1]) for line in said.splitlines() if line.startswith("mistakes")}
    assert found == set(_LINES_OF_MISTAKES), said


def test_pyright_finds_every_mistake(folder: Path) -> None:
    report = json.loads(_pyright(folder, "--outputjson", "mistakes.py").stdout)
    found = {item["range"]["start"]["line"] + 1 for item in report["generalDiagnostics"]}
    assert found == set(_LINES_OF_MISTAKES), report

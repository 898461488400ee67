"""Both commands where standard output or standard error takes nothing: one line, exit 1."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kindgen.cli import standard_streams as generator_streams
from streamport.cli import standard_streams as server_streams
from tests.support.generator import TEXT, command, schema_of, write_schema
from tests.support.manifests import child_environment, streamport_command

_CRD = Path(__file__).parents[1] / "generator" / "cases" / "other" / "widgets.crd.yaml"
_OPENAPI: dict[str, Any] = {
    "swagger": "2.0",
    "definitions": {
        "example.v1.Toy": {
            "type": "object",
            "description": "A toy.",
            "x-kubernetes-group-version-kind": [{"group": "a.io", "version": "v1", "kind": "Toy"}],
        }
    },
}
# One way to print something for each subcommand, in the folder of the fixture.
_COMMANDS = [
    "kindgen generate --schema schema --out out",
    "kindgen check --schema other --out out",
    "kindgen diff --schema other --out out",
    "kindgen templates",
    "kindgen vendor vendored --schema schema --out out",
    "kindgen validator schema/thing.schema.json",
    f"kindgen import-crd {shlex.quote(str(_CRD))}",
    "kindgen import-openapi api.json --kind Toy",
    "kindgen import-schema schema/thing.schema.json",
    "kindgen openapi",
    "kindgen tree --schema schema",
    "kindgen explain name --schema schema",
    "streamport validate bad.yaml --quiet",
    "streamport validate bad.yaml --quiet -o json",
    "streamport explain imagestream",
    "streamport import-image app:1 --from 127.0.0.1:1/app -o json --local --request-timeout 1s",
    "streamport schedule --help",  # what it prints else comes from a server
    "streamport diff --help",
    "streamport serve --secure-port 0 --state-dir state",
]
_HELP = [
    "kindgen --help",
    "kindgen generate --help",
    "streamport --help",
    "streamport import-image --help",
    "streamport --version",
]
# What is printed in many pieces, in one, and by argparse.
_SAMPLES = ["kindgen tree", "streamport explain imagestream", "kindgen --help"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package, its schema, another schema, and a wrong manifest."""
    folder = tmp_path_factory.mktemp("streams")
    write_schema(folder, schema_of({"name": TEXT}))
    (folder / "schema").rename(folder / "other")
    write_schema(folder, schema_of({"name": {**TEXT, "description": "Its name."}}))
    assert command("generate", "--schema", folder / "schema", "--out", folder / "out")
    (folder / "api.json").write_text(json.dumps(_OPENAPI))
    (folder / "bad.yaml").write_text("kind: ImageStream\n")
    return folder


def _run(
    line: str, redirections: str, folder: Path, stdout: int | None = None, **environment: str
) -> tuple[int, str]:
    """The exit code of a command in a shell, and what it says on standard error."""
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m {line} {redirections}"],
        cwd=folder,
        env={**child_environment(), **environment},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr


def _complaint(line: str, why: str) -> str:
    return f"{line.split()[0]}: cannot write to standard output: {why}\n"


def test_every_subcommand_is_tried() -> None:
    helps = {"kindgen": command("--help").stdout, "streamport": streamport_command("--help").out}
    verbs = {
        (name, verb)
        for name, text in helps.items()
        for verb in re.findall(r"^ {4}([a-z-]+)(?: |$)", text, re.MULTILINE)
    }
    assert {tuple(line.split()[:2]) for line in _COMMANDS} == verbs


@pytest.mark.parametrize("line", [*_COMMANDS, *_HELP])
def test_a_full_disk_is_one_line_and_exit_1(line: str, folder: Path) -> None:
    code, said = _run(line, ">/dev/full", folder)
    assert code == 1
    assert said.endswith(_complaint(line, "No space left on device"))
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    others = said.splitlines()[:-1]
    assert not [text for text in others if "standard output" in text or "No space" in text]


@pytest.mark.parametrize("line", _SAMPLES)
def test_without_buffers_a_full_disk_is_the_same(line: str, folder: Path) -> None:
    """Python hands over each piece then, and argparse keeps failures of its own to itself."""
    done = _run(line, ">/dev/full", folder, PYTHONUNBUFFERED="1")
    assert done == (1, _complaint(line, "No space left on device"))


@pytest.mark.parametrize("line", _SAMPLES)
@pytest.mark.parametrize("redirections", [">&-", "<&- >&-"])
def test_a_closed_output_is_one_line_and_exit_1(line: str, redirections: str, folder: Path) -> None:
    done = _run(line, redirections, folder)
    assert done == (1, _complaint(line, "Bad file descriptor"))


@pytest.mark.parametrize("line", _SAMPLES)
def test_a_reader_who_has_had_enough_is_told_nothing(line: str, folder: Path) -> None:
    """Long output fails while it is written, short output at the very end."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert _run(line, "", folder, stdout=writing) == (1, "")
    finally:
        os.close(writing)


def test_where_nothing_is_printed_a_closed_output_is_no_failure(folder: Path) -> None:
    assert _run("kindgen check --schema schema --out out", ">&-", folder) == (0, "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("kindgen explain nowhere --schema schema", 1),
        ("kindgen nonsense", 2),
        ("streamport validate bad.yaml", 1),
        ("streamport nonsense", 2),
    ],
)
def test_what_cannot_be_said_changes_neither_result_nor_exit_code(
    line: str, code: int, folder: Path
) -> None:
    """Python alone prints to standard output what is meant for a closed standard error."""
    plain, closed, full = folder / "plain", folder / "closed", folder / "full"
    assert _run(line, f">{plain}", folder)[0] == code
    assert _run(line, f">{closed} 2>&-", folder)[0] == code
    assert _run(line, f">{full} 2>/dev/full", folder)[0] == code
    assert plain.read_bytes() == closed.read_bytes() == full.read_bytes()


def test_a_file_that_is_written_does_not_take_the_place_of_a_closed_output(folder: Path) -> None:
    """It would have the number of standard output, and the line about it inside."""
    _run("kindgen validator schema/thing.schema.json --out closed.py", ">&-", folder)
    _run("kindgen validator schema/thing.schema.json --out open.py", "", folder)
    assert (folder / "closed.py").read_text() == (folder / "open.py").read_text()


def test_both_commands_have_the_same_streams() -> None:
    """Neither may import the other, and there is one way to be right."""
    files = [Path(str(module.__file__)) for module in (generator_streams, server_streams)]
    assert len({file.read_bytes() for file in files}) == 1

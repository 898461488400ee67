"""Manifests as files in a folder, and the command `streamport` run there."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

import streamport
from streamport.cli.main import main

ROOT = Path(__file__).resolve().parents[2]

IMPORT = """\
apiVersion: image.openshift.io/v1
kind: ImageStreamImport
metadata:
  name: app
spec:
  images:
  - from:
      kind: DockerImage
      name: registry.example/team/app:1.2
"""
STREAM = """\
apiVersion: image.openshift.io/v1
kind: ImageStream
metadata:
  name: app
spec:
  tags:
  - name: latest
    from:
      kind: DockerImage
      name: registry.example/team/app:1.2
"""
OTHER = "apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n"


def stream(*lines: str) -> str:
    """A stream with more lines at its end."""
    return STREAM + "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class Done:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def summary(self) -> str:
        return self.err.splitlines()[-1] if self.err else ""


class Workplace:
    """The folder in which the command runs."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def write(self, name: str, content: str | bytes) -> Path:
        """A file; a text is put in without its common indentation."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        path.write_bytes(data)
        return path

    def run(self, *arguments: str) -> Done:
        """The command in this process."""
        self._capsys.readouterr()
        code = main(arguments)
        printed = self._capsys.readouterr()
        return Done(code, printed.out, printed.err)

    def validate(self, content: str | bytes, *arguments: str, name: str = "a.yaml") -> Done:
        """`streamport validate` of one file."""
        self.write(name, content)
        return self.run("validate", name, *arguments)


def child_environment() -> dict[str, str]:
    """What a child process needs to find the command."""
    paths = [str(Path(streamport.__file__).parents[1]), str(ROOT / "generated")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def streamport_command(
    *arguments: str, cwd: Path | None = None, stdin: str | bytes = b"", **environment: str
) -> Done:
    """The command in a child process."""
    done = subprocess.run(
        [sys.executable, "-m", "streamport", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=child_environment() | environment,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

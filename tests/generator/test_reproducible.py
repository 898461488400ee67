"""The same schema gives the same bytes, whoever runs the generator, where and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.generator import ROOT, command, kindgen, snapshot

CASE = Path(__file__).parent / "cases" / "library" / "schema.json"


# Long modules are formatted by as many processes as there are cores.
_GENERATE = """
import os, sys
cores = int(sys.argv[1])
os.cpu_count = lambda: cores
from kindgen.cli import main
sys.exit(main(["generate", "--schema", sys.argv[2], "--out", sys.argv[3]]))
"""


def _made(out: Path, cores: int, environment: dict[str, str]) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-c", _GENERATE, str(cores), str(CASE), str(out)],
        cwd=out.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return snapshot(out)


# A run takes its time, so what must not matter comes together, on two machines that are as unlike
# each other as can be.
_ANCIENT = {
    "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1",
    "TZ": "Pacific/Kiritimati", "HOME": "/nonexistent", "USER": "somebody",
    "XDG_CONFIG_HOME": "/nonexistent",
}  # fmt: skip
_ABROAD = {
    "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "2",
    "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "0", "COLUMNS": "20", "NO_COLOR": "1",
    "TERM": "dumb", "PYTHONOPTIMIZE": "1",
}  # fmt: skip


def test_neither_the_environment_nor_the_number_of_cores_reaches_the_output(
    tmp_path: Path,
) -> None:
    """Nor do settings of black and datamodel-code-generator, which their own commands read."""
    tools = "[tool.black]\nline-length = 40\n[tool.datamodel-codegen]\nsnake-case-field = true\n"
    (tmp_path / "pyproject.toml").write_text(tools)
    (tmp_path / ".editorconfig").write_text("[*]\nend_of_line = crlf\n")
    (tmp_path / "abroad").mkdir()
    ancient = _made(tmp_path / "out", 1, _ANCIENT)
    assert _made(tmp_path / "abroad" / "out", 7, _ABROAD) == ancient


def test_line_ends_of_the_checkout_do_not_reach_the_python(tmp_path: Path) -> None:
    """A schema with Windows line ends is another input, and the same package."""
    schema = tmp_path / "schema.json"
    schema.write_bytes(CASE.read_bytes().replace(b"\n", b"\r\n"))
    done = command("generate", "--schema", schema, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for path, data in snapshot(tmp_path / "out").items():
        assert b"\r" not in data, path


def test_a_clone_elsewhere_makes_what_is_committed(tmp_path: Path) -> None:
    """Another path, user, time zone and hash seed at once, for the canonical schema."""
    clone = tmp_path / "a clone, elsewhere"
    for name in ("generator", "templates", "schema"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, clone / name, ignore=ignored)
    environment = {
        **os.environ,
        "PYTHONPATH": str(clone / "generator"),
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "77",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
    }
    done = subprocess.run(
        [sys.executable, "-m", "kindgen", "generate"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert snapshot(clone / "generated") == snapshot(ROOT / "generated")


def test_nothing_of_this_machine_stands_in_what_is_committed() -> None:
    for path, data in snapshot(ROOT / "generated").items():
        for trace in (str(ROOT), str(Path.home()) + "/", "/tmp/"):
            assert trace.encode() not in data, path


def test_the_committed_package_is_what_the_schema_says() -> None:
    """By its record; that a run gives what is committed is tested above."""
    done = kindgen("check", cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

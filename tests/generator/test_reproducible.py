"""The same schema gives the same bytes, whoever runs the generator, where and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.generator import ROOT, kindgen, snapshot

CASE = Path(__file__).parent / "cases" / "library" / "schema.json"


def _made(out: Path, cwd: Path | None = None, /, **environment: str) -> dict[str, bytes]:
    done = kindgen("generate", "--schema", CASE, "--out", out, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stderr
    return snapshot(out)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _made(tmp_path_factory.mktemp("usual"))


# A run takes its time, and each of these is wide of the usual in all that it says.
ENVIRONMENTS = {
    "ancient": {
        "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati", "HOME": "/nonexistent", "USER": "somebody",
        "XDG_CONFIG_HOME": "/nonexistent",
    },
    "abroad": {
        "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "2",
        "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "0", "COLUMNS": "20", "NO_COLOR": "1",
        "TERM": "dumb", "PYTHONOPTIMIZE": "1",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_environment_does_not_reach_the_output(
    name: str, usual: dict[str, bytes], tmp_path: Path
) -> None:
    assert _made(tmp_path / "out", **ENVIRONMENTS[name]) == usual


def test_settings_of_other_tools_do_not_reach_the_output(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    """black and datamodel-code-generator would read these, run from their own command lines."""
    tools = "[tool.black]\nline-length = 40\n[tool.datamodel-codegen]\nsnake-case-field = true\n"
    (tmp_path / "pyproject.toml").write_text(tools)
    (tmp_path / ".editorconfig").write_text("[*]\nend_of_line = crlf\n")
    assert _made(tmp_path / "out", tmp_path) == usual


def test_one_process_and_many_give_the_same(usual: dict[str, bytes], tmp_path: Path) -> None:
    """Long modules are formatted by several processes, where the system lets them."""
    code = (
        "import os, sys; os.cpu_count = lambda: int(sys.argv[1]); from kindgen.cli import main; "
        "sys.exit(main(['generate', '--schema', sys.argv[2], '--out', sys.argv[3]]))"
    )
    for count in ("1", "7"):
        out = tmp_path / count
        arguments = [sys.executable, "-c", code, count, str(CASE), str(out)]
        subprocess.run(arguments, check=True, capture_output=True)
        assert snapshot(out) == usual


def test_line_ends_of_the_checkout_do_not_reach_the_python(tmp_path: Path) -> None:
    """A schema with Windows line ends is another input, and the same package."""
    schema = tmp_path / "schema.json"
    schema.write_bytes(CASE.read_bytes().replace(b"\n", b"\r\n"))
    done = kindgen("generate", "--schema", schema, "--out", tmp_path / "out")
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
    done = kindgen("check", "--full", cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

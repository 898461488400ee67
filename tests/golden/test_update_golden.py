"""How golden files are written anew: by people, on demand, never by a CI run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.generator import ROOT

_TEST = """
from pathlib import Path

def test_text(golden):
    golden("new text\\n", Path(__file__).with_name("text.txt"))
"""


def _pytest(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "CI"}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            ".",
            *options,
        ],
        cwd=folder,
        # Loading plugins of other packages takes most of the time.
        env={
            **env,
            "PYTHONPATH": str(ROOT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def _folder_with_an_old_golden_file(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_golden.py").write_text(_TEST)
    (tmp_path / "text.txt").write_text("old text\n")
    return tmp_path


def test_a_text_that_differs_from_its_golden_file_fails(tmp_path: Path) -> None:
    folder = _folder_with_an_old_golden_file(tmp_path)
    assert _pytest(folder).returncode == 1
    assert (folder / "text.txt").read_text() == "old text\n"


def test_update_golden_writes_the_file(tmp_path: Path) -> None:
    folder = _folder_with_an_old_golden_file(tmp_path)
    assert _pytest(folder, "--update-golden").returncode == 0
    assert (folder / "text.txt").read_text() == "new text\n"


def test_a_ci_run_refuses_to_update(tmp_path: Path) -> None:
    folder = _folder_with_an_old_golden_file(tmp_path)
    done = _pytest(folder, "--update-golden", CI="true")
    assert done.returncode == 4  # pytest's own code for wrong usage
    assert "--update-golden" in done.stderr
    assert (folder / "text.txt").read_text() == "old text\n"

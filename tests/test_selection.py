"""Which tests are run where: the marks, and what becomes of a skipped test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.generator import ROOT

_TESTS = """
import os
import pytest

def test_plain():
    assert not [name for name in os.environ if name.startswith("PYTHON")]

def test_skipped():
    pytest.skip("for a reason")

@pytest.mark.xfail(strict=True)
def test_expected():
    assert False

@pytest.mark.long
def test_long():
    pass

def test_of_oc(oc):
    pass

def test_of_a_registry(registries):
    pass
"""
# No plugins of other packages: the rules are our own, and loading them takes most of the time.
_ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONUNBUFFERED": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
_MARKERS = "[pytest]\nstrict_markers = true\nmarkers =\n    long\n    external\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("selection")
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "pytest.ini").write_text(_MARKERS)
    (folder / "test_it.py").write_text(_TESTS)
    return folder


def _outcomes(folder: Path, *options: str, **environment: str) -> dict[str, str]:
    """How each test ended that was chosen, in a run that finds no program."""
    kept = {key: value for key, value in os.environ.items() if key not in ("CI", "PATH")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={**kept, **_ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"^test_it\.py::test_(\w+) ([A-Z]+)", done.stdout, re.MULTILINE))


def test_at_home_a_missing_program_is_a_skipped_test(folder: Path) -> None:
    assert _outcomes(folder) == {
        "plain": "PASSED",
        "skipped": "SKIPPED",
        "expected": "XFAIL",
        "long": "PASSED",
        "of_oc": "SKIPPED",
        "of_a_registry": "PASSED",
    }


def test_in_ci_a_skipped_test_has_failed_but_for_those_of_oc(folder: Path) -> None:
    assert _outcomes(folder, "-m", "not long", CI="true") == {
        "plain": "PASSED",
        "skipped": "FAILED",
        "expected": "XFAIL",
        "of_oc": "SKIPPED",
        "of_a_registry": "PASSED",
    }


def test_a_fixture_says_that_a_test_needs_a_program(folder: Path) -> None:
    assert set(_outcomes(folder, "-m", "external")) == {"of_oc", "of_a_registry"}


def test_programs_are_asked_for_by_fixtures_only() -> None:
    """A test that looks for one by itself is not known to need it."""
    finders = (
        "which(", "find_program(", "find_kubectl(", "open_browser(", "registries_in(",
        "run_pyright(", "run_mypy(",
    )  # fmt: skip
    allowed = {"conftest.py", "test_selection.py"}
    for file in (ROOT / "tests").rglob("*.py"):
        if "support" not in file.parts and file.name not in allowed:
            text = file.read_text("utf-8")
            assert not [finder for finder in finders if re.search(rf"\b{re.escape(finder)}", text)]

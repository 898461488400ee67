"""Programs that tests talk to and that Python does not bring.

Tests get them by fixtures only, so that `tests/conftest.py` knows which test needs what.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OLDEST_KUBECTL = (1, 27)


def find_program(*names: str, package: str = "") -> str:
    """The path of the first program that is there; the test is skipped where none is.

    package: the package of Debian that brings it.
    """
    for name in names:
        if found := shutil.which(name):
            return found
    cure = f": apt-get install {package}" if package else ""
    pytest.skip(f"there is no {' or '.join(names)}{cure}")


def find_kubectl() -> str:
    """A kubectl that is new enough; `.ci/run` puts one beside Python where the machine has none."""
    beside_python = Path(sys.executable).with_name("kubectl")
    found = str(beside_python) if beside_python.exists() else find_program("kubectl")
    done = subprocess.run([found, "version", "--client"], capture_output=True, text=True)
    version = re.search(r"Client Version: v(\d+)\.(\d+)", done.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_KUBECTL:
        pytest.skip(f"this kubectl is too old: {done.stdout.strip()[:80]}")
    return found


def find_older_kubectl(version: str) -> str:
    """A kubectl of an older version, which `.ci/kubectl.py` puts beside Python."""
    name = f"kubectl-{version}"
    beside_python = Path(sys.executable).with_name(name)
    if not beside_python.exists():
        folder = Path(sys.executable).parent
        pytest.skip(f"there is no {name}: python .ci/kubectl.py {folder} {name}")
    return str(beside_python)


def other_pythons() -> list[str]:
    """The other versions of Python that this machine has, of those that we support."""
    minors = [minor for minor in range(11, 16) if minor != sys.version_info.minor]
    found = [path for minor in minors if (path := shutil.which(f"python3.{minor}"))]
    return [path for path in found if _starts(path)]


def _starts(interpreter: str) -> bool:
    """Whether it is there, and not only a name that pyenv knows."""
    done = subprocess.run([interpreter, "-I", "-c", ""], capture_output=True, check=False)
    return done.returncode == 0

"""What all tests share: which run where, programs beside Python, golden files.

Two marks choose tests, and neither choice leaves a test out for good:

    long      put on by hand: kills, long fuzz, load. `make test` leaves them to `make test-long`.
    external  put on here: the test has a fixture of EXTERNAL. It needs a browser, a registry,
              kubectl or another program, or runs a tool as large: a type checker, pip.
              `make test-fast` is all that is neither.

Where such a program is missing, its tests are skipped, and the summary says so. In CI (the variable
that CI systems set, and `.ci/run` too) a skipped test has failed, but for those of `oc`, which no
package brings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.programs import find_kubectl, find_older_kubectl, find_program

# The rest is imported where it is needed: every worker, and every run of one test, reads this file.
if TYPE_CHECKING:
    from tests.support.browser import Browser
    from tests.support.checkers import Mypy, Pyright
    from tests.support.registries.running import Registries

EXTERNAL = {
    "any_kubectl", "curl", "kubectl", "mypy", "oc", "pyright", "registries", "skopeo", "wheels",
    "window",
}  # fmt: skip
# No index has oc, and a disk of one's own takes the right to mount one.
MAY_BE_MISSING = {"disk", "oc"}

# A developer's PYTHONUNBUFFERED or PYTHONPATH would make other processes of our children than users
# have. Workers and children start after these lines.
for name in [name for name in os.environ if name.startswith(("PYTHON", "SSL_CERT_"))]:
    del os.environ[name]
# An authority that signed nothing: each client would read the hundreds of the system anew.
os.environ["SSL_CERT_FILE"] = str(Path(__file__).parent / "support" / "authority.pem")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew; read the diff like code",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden: CI compares with golden files and writes none")


# ------------------------------------------------------------------------------ which tests are run


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if EXTERNAL & _fixtures(item):
            item.add_marker("external")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure is reported as skipped as well.
    is_skipped = report.skipped and not hasattr(report, "wasxfail")
    if is_skipped and os.environ.get("CI") and not MAY_BE_MISSING & _fixtures(item):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: in CI no test is skipped. {why}"
    return report


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


# --------------------------------------------------------------------------- programs beside Python


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """A browser; tests ask for `browser`, which is one without traces of other tests."""
    from tests.support.browser import open_browser

    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registries]:
    """Registries on loopback, each started when a test first asks for it."""
    from tests.support.registries.running import registries_in

    with registries_in(tmp_path_factory.mktemp("registries")) as running:
        yield running


@pytest.fixture(scope="session")
def kubectl() -> str:
    """The path of a kubectl that is new enough."""
    return find_kubectl()


@pytest.fixture(scope="session", params=["newest", "1.28"])
def any_kubectl(request: pytest.FixtureRequest) -> str:
    """The path of a kubectl, of one version after the other."""
    return find_kubectl() if request.param == "newest" else find_older_kubectl(request.param)


@pytest.fixture(scope="session")
def oc() -> str:
    """The path of OpenShift's command, which no package index or distribution has."""
    return find_program("oc")


@pytest.fixture(scope="session")
def pyright() -> Pyright:
    """Checks some files of a folder."""
    from tests.support.checkers import run_pyright

    return run_pyright


@pytest.fixture(scope="session")
def mypy() -> Mypy:
    """Checks some files of a folder."""
    from tests.support.checkers import run_mypy

    return run_mypy


@pytest.fixture(scope="session")
def curl() -> str:
    """The path of curl."""
    return find_program("curl", package="curl")


@pytest.fixture(scope="session")
def skopeo() -> str:
    """The path of skopeo."""
    return find_program("skopeo", package="skopeo")


# ------------------------------------------------------------------------------------- golden files


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compares a text with a golden file byte for byte, or writes the file (--update-golden)."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(text: str, path: Path) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        expected = path.read_bytes().decode() if path.exists() else f"there is no {path.name}"
        assert text == expected

    return compare

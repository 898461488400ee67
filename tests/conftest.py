"""What all tests share: golden files, and how they are written anew; registries."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.registries.running import Registries, registries_in


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew; read the diff like code",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden: CI compares with golden files and writes none")


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


@pytest.fixture(scope="session")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registries]:
    """Registries on loopback, each started when a test first asks for it."""
    with registries_in(tmp_path_factory.mktemp("registries")) as running:
        yield running

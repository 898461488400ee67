"""Every recorded answer about the image API, as `streamport serve` gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.registries.running import Registries
from tests.support.serving import serving

from .api_playing import CASES, DELIBERATE, FOLDER, ApiPlayer

# Cases that are not answered as recorded yet: each has to leave this list once it is.
OPEN = frozenset((FOLDER / "open.txt").read_text("utf-8").split())
FILES = sorted(CASES.rglob("*.json"))


@pytest.fixture(scope="module")
def player(registries: Registries, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiPlayer]:
    folder = tmp_path_factory.mktemp("conformance") / "state"
    trust = {"SSL_CERT_FILE": str(registries.authority)}
    # The records are of a server that imports nothing by itself; test_control.py has those.
    flags = ("--create-namespaces=false", "--background-imports=false")
    with serving(folder, *flags, environment=trust) as server, server.client() as client:
        yield ApiPlayer(client, registries)


def _marks(path: Path) -> pytest.MarkDecorator | tuple[()]:
    if path.stem not in OPEN:
        return ()
    return pytest.mark.xfail(reason="not answered as recorded yet", strict=True)


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=_marks(path), id=path.stem) for path in FILES]
)
def test_the_answer_is_the_recorded_one(player: ApiPlayer, path: Path) -> None:
    assert player.differences(json.loads(path.read_bytes())) == []


def test_the_cases_are_all_there() -> None:
    assert len(FILES) == 150
    assert {path.stem for path in FILES} >= OPEN | DELIBERATE.keys()


def test_what_differs_on_purpose_says_why() -> None:
    for requests in DELIBERATE.values():
        for said in requests.values():
            assert said["reason"].endswith(".")
            assert "httpStatus" in said["response"]

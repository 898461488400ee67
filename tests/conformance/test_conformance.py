"""Every recorded answer of the reference implementation, as `streamport serve` gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.registries.running import Registries
from tests.support.serving import serving

from .playing import CASES, Player


@pytest.fixture(scope="module")
def player(registries: Registries, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    folder = tmp_path_factory.mktemp("conformance") / "state"
    trust = {"SSL_CERT_FILE": str(registries.authority)}
    with serving(folder, environment=trust) as server, server.client() as client:
        yield Player(client, registries)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_answer_is_the_recorded_one(player: Player, path: Path) -> None:
    assert player.differences(json.loads(path.read_bytes())) == []


def test_the_cases_are_all_there() -> None:
    assert len(list(CASES.glob("*.json"))) == 188

"""Every recorded sequence of the reference's import controllers, as `streamport serve` has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.gate import gate_before
from tests.support.registries.running import Registries
from tests.support.serving import serving

from .control_playing import CASES, ControlPlayer

_INTERVAL_S = 2
FILES = sorted(CASES.glob("*.json"))


@pytest.fixture(scope="module")
def player(
    registries: Registries, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ControlPlayer]:
    state = tmp_path_factory.mktemp("control") / "state"
    flags = ("--scheduled-import-interval", f"{_INTERVAL_S}s")
    with (
        gate_before(registries.host("plain")) as gate,
        serving(state, *flags) as server,
        server.client() as client,
    ):
        yield ControlPlayer(client, registries, gate, _INTERVAL_S)


@pytest.mark.long
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_what_becomes_of_the_stream_is_recorded(player: ControlPlayer, path: Path) -> None:
    assert player.differences(json.loads(path.read_bytes())) == []


def test_the_cases_are_all_there() -> None:
    assert len(FILES) == 39

"""Rounds of a stream's repository: the rules of the stream choose what is new."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.support.objects import path_of
from tests.support.registries.running import Registries
from tests.support.serving import serving

_TOO_LONG_S = 60


def test_a_round_brings_what_the_rules_choose_and_is_new(
    tmp_path: Path, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/moving/app"
    registries.retag("moving/app", "1.0", "first")
    stream: dict[str, Any] = {
        "metadata": {
            "name": "app",
            "annotations": {
                "streamport/import-every": "1s",
                "streamport/semver": ">=1 <2",
                "openshift.io/image.insecureRepository": "true",
            },
        },
        "spec": {"dockerImageRepository": repository},
    }
    with serving(tmp_path / "state") as server, server.client() as client:

        def tags() -> set[str]:
            found = client.get(path_of("imagestreams", "team", "app")).json()
            return {tag["name"] for tag in found["spec"].get("tags") or []}

        assert client.post(path_of("imagestreams", "team"), json=stream).status_code == 201
        _wait_until(lambda: tags() == {"1.0"})
        registries.retag("moving/app", "2.0", "second")
        registries.retag("moving/app", "1.1", "second")
        _wait_until(lambda: tags() != {"1.0"})
        assert tags() == {"1.0", "1.1"}


def _wait_until(holds: Any) -> None:
    end = time.monotonic() + _TOO_LONG_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)

"""SIGKILL of the whole server while it imports: acknowledged imports are there, and whole."""

from __future__ import annotations

import asyncio
import random
import ssl
import threading
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import httpx2
import pytest

from streamport.store import open_store
from tests.support.killed_servers import Images, quick_processes, serve, started
from tests.support.objects import import_of, path_of
from tests.support.registries.scripted import scripted

pytestmark = pytest.mark.long

KILLS = 50
CLIENTS = 5


class Load:
    """Clients that import as fast as they can until the server is gone."""

    def __init__(self, state: Path, url: str, host: str, run: int) -> None:
        self.acknowledged: list[dict[str, Any]] = []
        self.unexpected: list[str] = []
        self._url, self._host, self._run = url, host, run
        self._token = (state / "token").read_text().strip()
        self._trust = ssl.create_default_context(cafile=state / "tls.crt")
        self._threads = [threading.Thread(target=self._import, args=(n,)) for n in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    def _import(self, number: int) -> None:
        headers = {"authorization": f"Bearer {self._token}"}
        with httpx2.Client(
            base_url=self._url, headers=headers, verify=self._trust, timeout=30
        ) as client:
            step = 0
            while True:
                step += 1
                source = f"{self._host}/app:{self._run}-{number}-{step}"
                sent = import_of(f"s{self._run}-{number}", source, to=f"t{step}")
                try:
                    answer = client.post(path_of("imagestreamimports", "team"), json=sent)
                except httpx2.TransportError:
                    return
                if answer.status_code != 201:
                    self.unexpected.append(answer.text)
                    return
                self.acknowledged.append(answer.json()["status"]["import"])


async def _check(state: Path, acknowledged: list[dict[str, Any]]) -> None:
    store = open_store(f"sqlite:///{state / 'streamport.db'}")
    try:
        for told in acknowledged:
            name, version = told["metadata"]["name"], int(told["metadata"]["resourceVersion"])
            found = await store.get("imagestreams", "team", name)
            assert found is not None
            assert int(found.resource_version) >= version
            tags = {tag["tag"]: tag for tag in found.document["status"]["tags"]}
            assert tags.keys() >= {tag["tag"] for tag in told["status"]["tags"]}
        imported: set[str] = set()
        for stream in (await store.list("imagestreams")).items:
            for tag in stream.document["status"]["tags"]:
                imported |= {item["image"] for item in tag["items"]}
        images = {item.document["metadata"]["name"] for item in (await store.list("images")).items}
        assert images == imported, "images without their stream, or the other way round"
    finally:
        await store.close()


def test_a_killed_server_has_every_import_that_it_answered(tmp_path: Path) -> None:
    processes = quick_processes()
    state, out = tmp_path / "state", tmp_path / "out"
    with scripted(Images()) as registry:
        told = sum(
            _run_until_killed(processes, run, state, out, registry.host) for run in range(KILLS)
        )
    assert told > KILLS


def _run_until_killed(
    processes: ForkServerContext, run: int, state: Path, out: Path, host: str
) -> int:
    """How many imports were acknowledged before the kill; all of them were found again."""
    chance = random.Random(run)
    out.unlink(missing_ok=True)
    process = processes.Process(target=serve, args=(str(state), str(out)))
    process.start()
    with Load(state, started(process, out), host, run) as load:
        enough = chance.randrange(1, 16)
        while len(load.acknowledged) < enough and not load.unexpected:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.join()
    assert load.unexpected == []
    asyncio.run(_check(state, load.acknowledged))
    return len(load.acknowledged)

"""SIGKILL of the server while it imports by itself: what is due happens, and nothing by halves."""

from __future__ import annotations

import asyncio
import os
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
from tests.support.killed_servers import Images, image_of, quick_processes, serve, started
from tests.support.objects import docker_tag, path_of, stream_of
from tests.support.registries.scripted import scripted

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("STREAMPORT_KILLS", "6"))
CLIENTS = 4
_LONG_S = 120
_FLAGS = ("--scheduled-import-interval", "1s", "--max-scheduled-imports-per-minute", "0")


class Load:
    """Clients that make streams and edit them as fast as they can until the server is gone."""

    def __init__(self, state: Path, url: str, host: str, run: int) -> None:
        self.wanted: dict[str, str] = {}  # stream -> the tag of the registry it was told last
        self.unexpected: list[str] = []
        self._state, self._url, self._host, self._run = state, url, host, run
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    def _write(self, number: int) -> None:
        chance = random.Random(f"{self._run}/{number}")
        with client_of(self._state, self._url) as client:
            for step in range(1_000_000):
                tag = f"{self._run}-{number}-{step}"
                name = f"s{tag}"
                source = {"importPolicy": {"insecure": True, "scheduled": chance.random() < 0.5}}
                sent = stream_of(name, docker_tag("v1", f"{self._host}/app:{tag}", **source))
                if not self._is_done(client, "POST", path_of("imagestreams", "team"), sent):
                    return
                self.wanted[name] = tag
                if step % 3:
                    continue
                changed = {
                    "spec": {"tags": [docker_tag("v1", f"{self._host}/app:{tag}x", **source)]}
                }
                where = path_of("imagestreams", "team", name)
                self.wanted.pop(name)  # whether it was changed is known with the answer alone
                if not self._is_done(client, "PATCH", where, changed):
                    return
                self.wanted[name] = f"{tag}x"

    def _is_done(self, client: httpx2.Client, method: str, path: str, body: Any) -> bool:
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        try:
            answer = client.request(method, path, json=body, headers={"content-type": kind})
        except httpx2.TransportError:
            return False
        if answer.status_code not in (200, 201):
            self.unexpected.append(answer.text)
        return answer.status_code in (200, 201)


def client_of(state: Path, url: str) -> httpx2.Client:
    headers = {"authorization": f"Bearer {(state / 'token').read_text().strip()}"}
    trust = ssl.create_default_context(cafile=state / "tls.crt")
    return httpx2.Client(base_url=url, headers=headers, verify=trust, timeout=30)


def test_every_import_that_is_due_happens_however_often_the_server_is_killed(
    tmp_path: Path,
) -> None:
    processes = quick_processes()
    state = tmp_path / "state"
    wanted: dict[str, str] = {}
    with scripted(Images()) as registry:
        for run in range(KILLS):
            wanted |= _run_until_killed(processes, run, state, registry.host)
        assert len(wanted) > KILLS
        out = tmp_path / "out"
        process = processes.Process(target=serve, args=(str(state), str(out), *_FLAGS))
        process.start()
        try:
            with client_of(state, started(process, out)) as client:
                _wait_until_imported(client, wanted)
        finally:
            process.terminate()
            process.join()
    print(f"{KILLS} kills, {len(wanted)} streams, all imported")
    asyncio.run(_check(state))


def _run_until_killed(
    processes: ForkServerContext, run: int, state: Path, host: str
) -> dict[str, str]:
    """The streams that were acknowledged before the kill, and what each wants."""
    chance = random.Random(run)
    out = state.parent / f"out{run}"
    process = processes.Process(target=serve, args=(str(state), str(out), *_FLAGS))
    process.start()
    with Load(state, started(process, out), host, run) as load:
        enough = chance.randrange(1, 24)
        while len(load.wanted) < enough and not load.unexpected:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.2))  # into the imports: any moment is as good
        process.kill()
        process.join()
    assert load.unexpected == []
    return load.wanted


def _wait_until_imported(client: httpx2.Client, wanted: dict[str, str]) -> None:
    end = time.monotonic() + _LONG_S
    missing = wanted
    while missing and time.monotonic() < end:
        listed = client.get(path_of("imagestreams", "team")).json()["items"]
        found = {item["metadata"]["name"]: item for item in listed}
        missing = {
            name: tag
            for name, tag in missing.items()
            if _image_in(found[name]) != image_of(tag).digest
        }
        time.sleep(0.05)
    assert missing == {}


def _image_in(stream: dict[str, Any]) -> str:
    tags = stream["status"].get("tags") or []
    return str(tags[0]["items"][0]["image"]) if tags and tags[0]["items"] else ""


async def _check(state: Path) -> None:
    """No stream without its images, no image without a stream, and nobody claims anything."""
    store = open_store(f"sqlite:///{state / 'streamport.db'}")
    try:
        imported: set[str] = set()
        for stored in (await store.list("imagestreams")).items:
            stream = stored.document
            history, tag = stream["status"]["tags"][0], stream["spec"]["tags"][0]
            assert history["items"][0]["generation"] == tag["generation"]
            imported |= {item["image"] for item in history["items"]}
        images = {item.document["metadata"]["name"] for item in (await store.list("images")).items}
        assert images == imported
        for place in await store.work.places():
            work = await store.work.find(place)
            assert work is not None
            assert not work.is_claimed
            assert not work.is_urgent
    finally:
        await store.close()

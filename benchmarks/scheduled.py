"""A round of scheduled tags: the controller, the store and the engine, at a registry that is slow.

All streams are due at one moment, which is the worst that can be; nothing has moved.
"""

from __future__ import annotations

import asyncio
import json
import math
import tempfile
import time
import urllib.request
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uvloop
from fast_registry import REPOSITORY, fast_registry
from timing import NotMeasured, Table, at_most, shown_s

from imagestreamimport.models import ImageStreamImport
from streamport.api.access import Access
from streamport.api.backend import Backend
from streamport.api.background import BackgroundImports
from streamport.api.imports import ImageStreamImports
from streamport.api.metrics import Metrics
from streamport.api.namespaces import Namespaces
from streamport.api.settings import ServerSettings
from streamport.control import Controller, ControlSettings, Imported
from streamport.control.schedule import Run
from streamport.registry.limits import Limits
from streamport.store.protocol import Create

STREAMS, TAGS_EACH, DELAY_MS = 200, 5, 20
TAGS = STREAMS * TAGS_EACH
_INTERVAL_S = 3.0
_LONGEST_S = 120


def measure(quick: bool) -> Iterator[Table]:
    """One table."""
    with fast_registry(TAGS, DELAY_MS) as host, tempfile.TemporaryDirectory() as folder:
        rounds = uvloop.run(_measured(host, Path(folder), 3 if quick else 7))
    figures = sorted(rounds, key=lambda each: each.seconds)
    median = figures[len(figures) // 2]
    bound_s = math.ceil(TAGS / Limits().per_host) * DELAY_MS / 1000
    title = f"scheduled: {TAGS:,} tags in {STREAMS} streams, {DELAY_MS} ms per answer, none moved"
    table = Table(title, "time", "", "")
    table.add(f"the bound of {TAGS:,} requests, {Limits().per_host} at once", shown_s(bound_s))
    ratio = median.seconds / bound_s
    table.add("a whole round, times the bound", shown_s(median.seconds), ratio, at_most(1.5))
    cpu = sorted(each.processor_s for each in rounds)[len(rounds) // 2]
    table.add("processor time for each tag, ms", "", cpu / TAGS * 1000, at_most(3))
    table.add("requests for each tag", "", median.requests / TAGS, at_most(1))
    table.add("objects written", "", median.written, at_most(0))
    yield table


@dataclass(frozen=True, slots=True)
class Round:
    """What a round has cost."""

    seconds: float
    processor_s: float
    requests: int
    written: int


@dataclass
class _Watched:
    """The engine, and when it is first asked; runs are counted until all streams had one."""

    engine: BackgroundImports
    began: tuple[float, float] | None = None
    runs: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(
        self, namespace: str, request: ImageStreamImport, why: str, passed_over: Container[str]
    ) -> Imported:
        if self.began is None:
            self.began = time.perf_counter(), time.process_time()
        return await self.engine(namespace, request, why, passed_over)

    def count(self, run: Run) -> None:
        if run.error or run.failed:
            raise NotMeasured(f"an import failed: {run}")
        self.runs += 1
        if self.runs == STREAMS:
            self.done.set()


async def _measured(host: str, folder: Path, rounds: int) -> list[Round]:
    token = folder / "token"
    token.write_text("token")
    settings = ServerSettings(database=f"sqlite:///{folder}/bench.db", token_file=token)
    backend = Backend(settings, Metrics(), Access(settings).authorizer)
    async with backend.opened():
        engine = BackgroundImports(ImageStreamImports(backend, Namespaces(backend)))
        await backend.store.write(
            [Create("imagestreams", _stream(host, n)) for n in range(STREAMS)]
        )
        await _round(backend, engine, 3_600.0, host)  # the first import, which brings the images
        # Another span each time: then all streams are due at one moment, a span from now.
        spans = [_INTERVAL_S + number / 1000 for number in range(rounds)]
        return [await _round(backend, engine, span, host) for span in spans]


async def _round(
    backend: Backend, engine: BackgroundImports, interval_s: float, host: str
) -> Round:
    """Run a controller until each stream was imported once."""
    watched = _Watched(engine)
    controls = ControlSettings(interval_s=interval_s, per_minute=0)
    controller = Controller(backend.plain_store, watched, controls, watched.count)
    asked, version = _asked(host), int(backend.store.current_version())
    async with controller.running(), asyncio.timeout(_LONGEST_S):
        await watched.done.wait()
    assert watched.began is not None
    seconds = time.perf_counter() - watched.began[0]
    processor_s = time.process_time() - watched.began[1]
    written = int(backend.store.current_version()) - version
    return Round(seconds, processor_s, _asked(host) - asked, written)


def _stream(host: str, number: int) -> dict[str, object]:
    tags = [
        {
            "name": f"t{each}",
            "generation": 1,
            "from": {
                "kind": "DockerImage",
                "name": f"{host}/{REPOSITORY}:v{number * TAGS_EACH + each}",
            },
            "importPolicy": {"insecure": True, "scheduled": True, "importMode": "Legacy"},
            "referencePolicy": {"type": "Source"},
        }
        for each in range(TAGS_EACH)
    ]
    metadata = {
        "name": f"s{number}", "namespace": f"team-{number % 10}", "uid": f"uid-{number}",
        "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    return {"metadata": metadata, "spec": {"tags": tags}, "status": {"dockerImageRepository": ""}}


def _asked(host: str) -> int:
    """How many manifests and blobs the registry was asked for."""
    with urllib.request.urlopen(f"http://{host}/counts") as answer:
        counts: dict[str, int] = json.loads(answer.read())
    return counts["manifests"] + counts["blobs"]

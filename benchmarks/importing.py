"""The import engine beside bare aiohttp and skopeo, and what a large repository costs in memory.

Ours plans, fetches, checks and builds the whole answer; the caches are empty each time, connections
are warm as in a server.
"""

from __future__ import annotations

import asyncio
import json
import math
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import aiohttp
import uvloop
from docker_registry import docker_registry
from fast_registry import REPOSITORY, fast_registry
from timing import Measure, NotMeasured, Table, Times, at_least, at_most, interleaved, shown_s

from imagestreamimport.models import ImageStreamImport, decode, encode
from streamport.importing import Importer, ImportSettings, answer_of
from streamport.registry import ContentCache, Pool, RegistryConfig
from streamport.registry.limits import Limits
from streamport.registry.repository import MANIFEST_TYPES

ENGINE, BARE = "engine", "bare aiohttp, the same GETs"
SLOW_IMAGES, SLOW_CONNECTIONS, DELAY_MS = 100, 50, 20
TAGS, CONNECTIONS = 50, 20
LARGE = 10_000
NOW = "2026-01-01T00:00:00Z"
_UNLIMITED = ImportSettings(max_images_per_repository=-1)
Run = Callable[[], Awaitable[object]]


def measure(quick: bool) -> Iterator[Table]:
    """Four tables: with a delay, its processor time, the real registry twice, and memory."""
    rounds = 5 if quick else 15
    yield _beside_the_bound(SLOW_IMAGES, SLOW_CONNECTIONS, 3 if quick else 7)
    yield _beside_the_bound(TAGS, CONNECTIONS, 3 if quick else 7)
    yield _processor_time(rounds)
    with docker_registry(TAGS) as host:
        for title, request in (
            (f"importing: a repository of {TAGS} tags, docker-registry", of_repository(host)),
            (f"importing: {TAGS} single images, docker-registry", of_images(host, TAGS)),
        ):
            yield _beside_bare(title, host, request, rounds)
    yield _large(2_000 if quick else LARGE)


# --------------------------------------------------------------------------------------- requests


def of_repository(host: str) -> ImageStreamImport:
    return _request({"repository": {**_source(f"{host}/{REPOSITORY}"), **_INSECURE}})


def of_images(host: str, number: int) -> ImageStreamImport:
    tags = [f"v{each}" for each in range(number)]
    images = [
        {**_source(f"{host}/{REPOSITORY}:{tag}"), "to": {"name": tag}, **_INSECURE} for tag in tags
    ]
    return _request({"images": images})


_INSECURE = {"importPolicy": {"insecure": True}}


def _source(name: str) -> dict[str, object]:
    return {"from": {"kind": "DockerImage", "name": name}}


def _request(spec: dict[str, object]) -> ImageStreamImport:
    document = {"metadata": {"name": "app"}, "spec": {"import": False, **spec}}
    return decode(json.dumps(document).encode(), type=ImageStreamImport)


# ------------------------------------------------------------------------------------- candidates


async def import_all(pool: Pool, request: ImageStreamImport) -> bytes:
    """The answer of a request, with nothing in the caches."""
    importer = Importer(pool, _UNLIMITED, ContentCache())
    request.status = answer_of(request, await importer.run(request, None, None, now=NOW))
    answer = encode(request)
    if b'"Failure"' in answer:
        raise NotMeasured(f"an image was not imported: {answer[:500]!r}")
    return answer


async def get_all(session: aiohttp.ClientSession, host: str, images: int, workers: int) -> None:
    """The manifests and configurations of that many images, thrown away."""
    base, tags = f"http://{host}/v2/{REPOSITORY}", iter(range(images))
    headers = {"Accept": ", ".join(MANIFEST_TYPES)}

    async def work() -> None:
        for tag in tags:
            async with session.get(f"{base}/manifests/v{tag}", headers=headers) as answer:
                digest = json.loads(await answer.read())["config"]["digest"]
            async with session.get(f"{base}/blobs/{digest}") as answer:
                await answer.read()

    await asyncio.gather(*(work() for _ in range(workers)))


@contextmanager
def _candidates(
    host: str, request: ImageStreamImport, images: int, connections: int
) -> Iterator[dict[str, Callable[[], object]]]:
    async def open_all(stack: AsyncExitStack) -> tuple[Pool, aiohttp.ClientSession]:
        config = RegistryConfig(limits=Limits(per_host=connections))
        connector = aiohttp.TCPConnector(limit=connections)
        pool = await stack.enter_async_context(Pool(config))
        return pool, await stack.enter_async_context(aiohttp.ClientSession(connector=connector))

    loop, stack = uvloop.new_event_loop(), AsyncExitStack()
    pool, session = loop.run_until_complete(open_all(stack))

    def bare() -> None:
        loop.run_until_complete(get_all(session, host, images, connections))

    try:
        yield {ENGINE: lambda: loop.run_until_complete(import_all(pool, request)), BARE: bare}
    finally:
        loop.run_until_complete(stack.aclose())
        loop.close()


def _skopeo(host: str, images: int, at_once: int) -> Callable[[], object]:
    program = shutil.which("skopeo")
    if program is None:
        raise NotMeasured("there is no skopeo; on Debian: apt-get install skopeo")
    names = "\n".join(f"docker://{host}/{REPOSITORY}:v{number}" for number in range(images))
    words = ["xargs", f"-P{at_once}", "-n1", program, "inspect", "--no-tags", "--tls-verify=false"]

    def run() -> None:
        ended = subprocess.run(words, input=names, text=True, capture_output=True)
        if ended.returncode or ended.stdout.count('"Digest"') != images:
            raise NotMeasured(f"skopeo: {ended.stderr[-300:]}")

    return run


def _timed(run: Callable[[], object], clock: Callable[[], float]) -> Measure:
    def measured() -> float:
        started = clock()
        run()
        return clock() - started

    run()  # connections are made
    return measured


def _times(
    candidates: dict[str, Callable[[], object]], clock: Callable[[], float], rounds: int
) -> Times:
    return interleaved({name: _timed(run, clock) for name, run in candidates.items()}, rounds)


# ----------------------------------------------------------------------------------------- tables


def _beside_the_bound(images: int, connections: int, rounds: int) -> Table:
    bound_s = (2 * math.ceil(images / connections) + 1) * DELAY_MS / 1000
    title = f"importing: {images} images, {DELAY_MS} ms per answer, {connections} at once"
    peer = f"skopeo inspect --no-tags, xargs -P{connections}"
    with fast_registry(images, DELAY_MS) as host:
        request = of_images(host, images)
        with _candidates(host, request, images, connections) as candidates:
            candidates[peer] = _skopeo(host, images, connections)
            times = _times(candidates, time.perf_counter, rounds)
    table = Table(title, "time", "")
    table.add("the latency bound", shown_s(bound_s))
    own = times.median(ENGINE)
    table.add(f"{ENGINE}, times the bound", shown_s(own), own / bound_s, at_most(1.5))
    bare = times.median(BARE)
    table.add(f"{BARE}, times the bound", shown_s(bare), bare / bound_s)
    table.add(
        f"{peer}: we are", shown_s(times.median(peer)), times.speed(ENGINE, peer), at_least(6)
    )
    return table


def _processor_time(rounds: int) -> Table:
    with fast_registry(SLOW_IMAGES) as host:
        request = of_images(host, SLOW_IMAGES)
        with _candidates(host, request, SLOW_IMAGES, SLOW_CONNECTIONS) as candidates:
            times = _times(candidates, time.process_time, rounds)
    table = Table("importing: processor time for each GET, no delay", "of bare aiohttp", "", " ms")
    for name, goal in ((ENGINE, at_most(0.35)), (BARE, None)):
        figure = times.median(name) / (2 * SLOW_IMAGES) * 1000
        table.add(name, f"{times.cost(name, BARE):.2f}x", figure, goal)
    return table


def _beside_bare(title: str, host: str, request: ImageStreamImport, rounds: int) -> Table:
    peer = "skopeo inspect --no-tags, xargs -P8"
    with _candidates(host, request, TAGS, CONNECTIONS) as candidates:
        candidates[peer] = _skopeo(host, TAGS, 8)
        times = _times(candidates, time.perf_counter, rounds)
    table = Table(title, "time", "")
    table.add(ENGINE, shown_s(times.median(ENGINE)))
    table.add(
        f"{BARE}: we take", shown_s(times.median(BARE)), times.cost(ENGINE, BARE), at_most(1.4)
    )
    table.add(
        f"{peer}: we are", shown_s(times.median(peer)), times.speed(ENGINE, peer), at_least(2.5)
    )
    return table


# ----------------------------------------------------------------------------------------- memory


def _large(tags: int) -> Table:
    """Fresh processes, each for another number of tags."""
    quarter, whole = _imported(tags // 4), _imported(tags)
    table = Table(f"importing: a repository of {tags:,} tags, no limit", "time", "", "")
    grown = (whole["peak_kb"] - quarter["peak_kb"]) / (tags - tags // 4)
    table.add("peak memory for each tag, kB", shown_s(whole["seconds"]), grown, at_most(40))
    slope = whole["seconds"] / quarter["seconds"] / 4
    table.add(f"time for each tag, beside {tags // 4:,} tags", "", slope, at_most(1.5))
    return table


def _imported(tags: int) -> dict[str, float]:
    with fast_registry(tags) as host:
        command = [sys.executable, str(Path(__file__)), host]
        ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        raise NotMeasured(ended.stderr[-500:])
    told: dict[str, float] = json.loads(ended.stdout)
    return told


async def _import_large(host: str) -> dict[str, float]:
    async with Pool() as pool:
        started = time.perf_counter()
        await import_all(pool, of_repository(host))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "peak_kb": peak / (1024 if sys.platform == "darwin" else 1)}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(_import_large(sys.argv[1]))))

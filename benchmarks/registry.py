"""Manifests and configurations of 100 images by the registry client, beside bare aiohttp.

Both ask for the same 200 things over 50 connections, parse the JSON and check the digests. The pool
is made once and its connections are warm, as in a server; the first run of a cold one is a row.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager

import aiohttp
import uvloop
from fast_registry import REPOSITORY, fast_registry
from timing import Measure, NotMeasured, Table, Times, at_most, interleaved, shown_s

from imagestreamimport.references import parse
from streamport.registry import Pool, RegistryConfig
from streamport.registry.limits import Limits
from streamport.registry.repository import MANIFEST_TYPES

IMAGES, CONNECTIONS, DELAY_MS = 100, 50, 20
GETS = 2 * IMAGES
# One round trip for the ping, then the waves of manifests and those of configurations.
BOUND_S = (2 * math.ceil(IMAGES / CONNECTIONS) + 1) * DELAY_MS / 1000
OURS, COLD, BARE = "registry client", "the same, nothing warm", "bare aiohttp"
Fetch = Callable[[int], Awaitable[object]]
Fetching = Callable[[], None]


def measure(quick: bool) -> Iterator[Table]:
    """Two tables; times on the wall with a delay, processor time without one."""
    rounds = 7 if quick else 25
    with fast_registry(IMAGES, DELAY_MS) as host, _candidates(host) as candidates:
        yield _beside_the_bound(_times(candidates, time.perf_counter, rounds))
    with fast_registry(IMAGES) as host, _candidates(host) as candidates:
        yield _processor_time(_times(candidates, time.process_time, rounds))


def _beside_the_bound(times: Times) -> Table:
    title = f"registry: {IMAGES} images over {CONNECTIONS} connections, {DELAY_MS} ms per answer"
    table = Table(title, "time", "of the bound")
    table.add("the latency bound", shown_s(BOUND_S))
    table.add(OURS, shown_s(times.median(OURS)), times.median(OURS) / BOUND_S, at_most(1.5))
    table.add(COLD, shown_s(times.median(COLD)), times.median(COLD) / BOUND_S)
    table.add(BARE, shown_s(times.median(BARE)), times.median(BARE) / BOUND_S)
    return table


def _processor_time(times: Times) -> Table:
    table = Table("registry: processor time of a GET, no delay", "of bare aiohttp", "takes", " ms")
    for name in (OURS, COLD, BARE):
        goal = at_most(0.35) if name == OURS else None
        figure = times.median(name) / GETS * 1000
        table.add(name, f"{times.cost(name, BARE):.2f}x", figure, goal)
    return table


def _times(candidates: dict[str, Fetching], clock: Callable[[], float], rounds: int) -> Times:
    measures = {name: _measure(fetching, clock) for name, fetching in candidates.items()}
    for each in measures.values():
        each()  # connections are made
    return interleaved(measures, rounds)


def _measure(fetching: Fetching, clock: Callable[[], float]) -> Measure:
    def run() -> float:
        started = clock()
        fetching()
        return clock() - started

    return run


@contextmanager
def _candidates(host: str) -> Iterator[dict[str, Fetching]]:
    config = RegistryConfig(limits=Limits(per_host=CONNECTIONS))
    reference = parse(f"{host}/{REPOSITORY}")

    def ours(pool: Pool) -> Fetch:
        repository = pool.session().repository(reference, insecure=True)

        async def fetch(number: int) -> object:
            manifest = await repository.manifest(f"v{number}")
            digest = json.loads(manifest.bytes)["config"]["digest"]
            return json.loads(await repository.config(digest, near=manifest))

        return fetch

    async def cold() -> None:
        async with Pool(config) as pool:
            await _all(ours(pool))

    async def open_all(stack: AsyncExitStack) -> tuple[Pool, aiohttp.ClientSession]:
        pool = await stack.enter_async_context(Pool(config))
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)
        return pool, await stack.enter_async_context(aiohttp.ClientSession(connector=connector))

    loop = uvloop.new_event_loop()
    stack = AsyncExitStack()
    pool, session = loop.run_until_complete(open_all(stack))
    try:
        yield {
            OURS: lambda: loop.run_until_complete(_all(ours(pool))),
            COLD: lambda: loop.run_until_complete(cold()),
            BARE: lambda: loop.run_until_complete(_all(_bare(session, host))),
        }
    finally:
        loop.run_until_complete(stack.aclose())
        loop.close()


def _bare(session: aiohttp.ClientSession, host: str) -> Fetch:
    base = f"http://{host}/v2/{REPOSITORY}"
    headers = {"Accept": ", ".join(MANIFEST_TYPES)}

    async def fetch(number: int) -> object:
        async with session.get(f"{base}/manifests/v{number}", headers=headers) as answer:
            digest = json.loads(await answer.read())["config"]["digest"]
        async with session.get(f"{base}/blobs/{digest}") as answer:
            config = await answer.read()
        if f"sha256:{hashlib.sha256(config).hexdigest()}" != digest:
            raise NotMeasured("a configuration is another one")
        return json.loads(config)

    return fetch


async def _all(fetch: Fetch) -> None:
    """All images by as many workers as there are connections."""
    numbers, seen = iter(range(IMAGES)), list[object]()

    async def work() -> None:
        for number in numbers:
            seen.append(await fetch(number))

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    if len(seen) != IMAGES:
        raise NotMeasured(f"{len(seen)} images of {IMAGES}")

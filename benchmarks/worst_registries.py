"""What registries at their worst cost: the rows of `worst`, and how soon SIGTERM is heard.

Eight imports at once name a registry of `hostile_registry.py`, again and again.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import aiohttp
from hostile_registry import HEALTHY, KINDS
from serving import Server, served
from timing import NotMeasured, Table, at_most, shown_s
from worst import AT_ONCE, MOST_GROWTH_MIB, MOST_P99_MS, Cost, attacked, is_named
from worst_requests import Attack, Request

IMPORTS = "/apis/image.openshift.io/v1/namespaces/worst/imagestreamimports"
MOST_SIGTERM_MS = 1_000
IMAGES = 20
ATTACKS = [kind for kind in KINDS if kind != HEALTHY]
HANGING_HOSTS, HANGING_IMAGES, MOST_TIMES_ALONE = 30, 900, 2.0
_OF_TAGS = ("tags", "redirects")  # kinds that are about the tags of a repository, too


def measure(quick: bool) -> Iterator[Table]:
    """Three tables with a row for each kind."""
    seconds = 3.0 if quick else 8.0
    times = Table(f"worst registries: p99 of a GET beside {AT_ONCE} imports", "answered", "ms")
    memory = Table("worst registries: memory of the server meanwhile", "kept", "MiB")
    heard = Table("worst registries: SIGTERM is heard meanwhile", "", "ms")
    for kind in ATTACKS:
        cost, ms = cost_of(kind, seconds)
        times.add(kind, str(cost.answered), cost.p99_ms, at_most(MOST_P99_MS))
        memory.add(kind, f"{cost.kept_mib:.0f} MiB", cost.growth_mib, at_most(MOST_GROWTH_MIB))
        heard.add(kind, "", ms, at_most(MOST_SIGTERM_MS))
    yield times
    yield memory
    yield heard
    yield _fairness(3 if quick else 9)


def _fairness(rounds: int) -> Table:
    """A healthy import beside many at registries that hang, of the same user elsewhere."""
    with (
        hostile(HEALTHY) as [healthy],
        hostile("hang after the ping", HANGING_HOSTS) as hosts,
        served() as server,
    ):
        alone, beside = asyncio.run(_beside(server, healthy, hosts, rounds))
    title = f"worst registries: an import beside {HANGING_IMAGES} images on {HANGING_HOSTS} hosts"
    table = Table(title, "time", "")
    table.add("alone", shown_s(alone))
    table.add("beside them", shown_s(beside), beside / alone, at_most(MOST_TIMES_ALONE))
    return table


async def _beside(
    server: Server, healthy: str, hosts: list[str], rounds: int
) -> tuple[float, float]:
    """The median time of the healthy import without and with the others."""
    names = [f"{hosts[n % len(hosts)]}/a/b{n}:v1" for n in range(HANGING_IMAGES)]
    url = f"http://{server.host}{IMPORTS}"
    other = url.replace("/worst/", "/other/")
    counter = itertools.count()

    async def one(session: aiohttp.ClientSession) -> float:
        body = body_of([f"{healthy}/a/b{next(counter)}:v1"])
        started = time.perf_counter()
        async with session.post(other, data=body) as answer:
            if b'"Failure"' in await answer.read():
                raise NotMeasured("the healthy import failed")
        return time.perf_counter() - started

    async with aiohttp.ClientSession(headers=server.headers) as session:
        await one(session)
        alone = [await one(session) for _ in range(rounds)]
        hanging = asyncio.create_task(_sent(session, f"{url}?timeout=60s", body_of(names)))
        await asyncio.sleep(2)
        beside = [await one(session) for _ in range(rounds)]
        if hanging.done():
            raise NotMeasured("the other import is over")
        hanging.cancel()
    return statistics.median(alone), statistics.median(beside)


def body_of(names: list[str]) -> bytes:
    """An import of images, nothing stored."""
    images = [
        {"from": {"kind": "DockerImage", "name": name}, "importPolicy": {"insecure": True}}
        for name in names
    ]
    spec = {"import": False, "images": images}
    return json.dumps({"metadata": {"name": "x"}, "spec": spec}).encode()


def cost_of(kind: str, seconds: float) -> tuple[Cost, float]:
    """What imports from a registry of the kind cost, and in how many ms SIGTERM is heard."""
    with hostile(kind) as [host], served() as server:
        attack = Attack(kind, requests(kind, host))
        cost = asyncio.run(attacked(server, attack, seconds))
        return cost, asyncio.run(_stopped(server, attack)) * 1e3


def requests(kind: str, host: str) -> tuple[Request, ...]:
    """An import of many images, or of a repository where the kind is about tags."""
    body = body_of([f"{host}/a/b{number}:v1" for number in range(IMAGES)])
    if any(word in kind for word in _OF_TAGS):
        source = {"from": {"kind": "DockerImage", "name": f"{host}/a/b"}}
        spec = {"import": False, "repository": {**source, "importPolicy": {"insecure": True}}}
        body = json.dumps({"metadata": {"name": "x"}, "spec": spec}).encode()
    return (Request("POST", f"{IMPORTS}?timeout=4s", body=body),)


@contextmanager
def hostile(kind: str, hosts: int = 1) -> Iterator[list[str]]:
    """Run a registry; the hosts where it listens."""
    program = Path(__file__).with_name("hostile_registry.py")
    command = [sys.executable, str(program), kind, str(hosts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield [process.stdout.readline().strip() for _ in range(hosts)]
        finally:
            process.kill()


async def _stopped(server: Server, attack: Attack) -> float:
    """Ask the server to stop while it imports; the seconds until it takes no more connections."""
    async with aiohttp.ClientSession(headers=server.headers) as session:
        [request] = attack.requests
        url = f"http://{server.host}{request.path}"
        sent = [asyncio.create_task(_sent(session, url, request.body)) for _ in range(AT_ONCE)]
        await asyncio.sleep(1.5)
        seconds = await _until_deaf(server)
        await asyncio.gather(*sent)
    return seconds


async def _sent(session: aiohttp.ClientSession, url: str, body: bytes) -> None:
    with suppress(aiohttp.ClientError):  # the server ends meanwhile
        async with session.post(url, data=body) as answer:
            await answer.read()


async def _until_deaf(server: Server) -> float:
    host, port = server.host.split(":")
    subprocess.run(["kill", "-TERM", str(server.pid)], check=True)
    started = time.perf_counter()
    while time.perf_counter() - started < 60:
        try:
            await asyncio.to_thread(_connect, host, int(port))
        except OSError:
            break
        await asyncio.sleep(0.01)
    else:
        raise NotMeasured("SIGTERM is not heard in a minute")
    return time.perf_counter() - started


def _connect(host: str, port: int) -> None:
    socket.create_connection((host, port), timeout=30).close()


def main() -> None:
    """Print the cost of the kinds that are named, or of all."""
    for kind in ATTACKS:
        if is_named(kind, sys.argv[1:]):
            cost, ms = cost_of(kind, 3.0)
            print(json.dumps({"name": kind, **asdict(cost), "heard_ms": ms}), flush=True)


if __name__ == "__main__":
    main()

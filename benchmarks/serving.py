"""Imports through `streamport serve`, a process of its own with a store on disk.

Over plain HTTP on loopback, so that the one image is compared with a GET over plain HTTP.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import uvloop
from docker_registry import docker_registry
from fast_registry import REPOSITORY, fast_registry
from timing import Measure, NotMeasured, Table, at_most, interleaved, shown_s

IMPORTS = "/apis/image.openshift.io/v1/namespaces/bench/imagestreamimports"
POST, GET = "POST of one image, nothing stored", "GET of its manifest from the registry"
CLIENTS = 100


def measure(quick: bool) -> Iterator[Table]:
    """Three tables; times on the wall, for the server is another process."""
    with served() as server:
        with docker_registry(CLIENTS) as host:
            yield _one_image(server, host, 7 if quick else 25)
            yield _many_clients(server, host, 3 if quick else 10)
        yield _same_tag(server, 200 if quick else 1_000)


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, the header that lets us in, and its process."""

    host: str
    pid: int
    headers: dict[str, str]


@contextmanager
def served() -> Iterator[Server]:
    """A running server without any state."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "streamport", "serve", "--state-dir", folder]
        command += ["--secure-port", "0", "--insecure-port", "0"]
        log = Path(folder) / "log"
        with (
            log.open("w") as errors,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
        ):
            assert process.stdout
            try:
                lines = [process.stdout.readline() for _ in range(2)]
                if "http://" not in lines[1]:
                    raise NotMeasured(f"the server did not start: {log.read_text()[-500:]}")
                token = (Path(folder) / "token").read_text().strip()
                headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
                yield Server(urlsplit(lines[1].split()[-1]).netloc, process.pid, headers)
            finally:
                process.terminate()
                process.wait(60)


def _body(host: str, stream: str, number: int, *, stored: bool) -> bytes:
    image = {
        "from": {"kind": "DockerImage", "name": f"{host}/{REPOSITORY}:v{number}"},
        "to": {"name": "latest"},
        "importPolicy": {"insecure": True},
    }
    spec = {"import": stored, "images": [image]}
    document = {"kind": "ImageStreamImport", "metadata": {"name": stream}, "spec": spec}
    return json.dumps({**document, "apiVersion": "image.openshift.io/v1"}).encode()


def _check(status: int, answer: bytes) -> None:
    if status != 201 or b'"Failure"' in answer:
        raise NotMeasured(f"an import failed: {status} {answer[:500]!r}")


# -------------------------------------------------------------------------------------- one image


def _one_image(server: Server, host: str, rounds: int) -> Table:
    ours = http.client.HTTPConnection(server.host, timeout=60)
    registry = http.client.HTTPConnection(host, timeout=60)
    body = _body(host, "one", 0, stored=False)
    accept = {"Accept": "application/vnd.oci.image.manifest.v1+json"}

    def post() -> None:
        ours.request("POST", IMPORTS, body, server.headers)
        answer = ours.getresponse()
        _check(answer.status, answer.read())

    def get() -> None:
        registry.request("GET", f"/v2/{REPOSITORY}/manifests/v0", headers=accept)
        answer = registry.getresponse()
        if answer.status != 200 or not answer.read():
            raise NotMeasured(f"the registry answers {answer.status}")

    times = interleaved({POST: _repeated(post), GET: _repeated(get)}, rounds)
    table = Table("serving: one image, connection warm, config cached", "time", "")
    table.add(GET, shown_s(times.median(GET)))
    table.add(f"{POST}: it takes", shown_s(times.median(POST)), times.cost(POST, GET), at_most(2.5))
    return table


def _repeated(call: object, repeats: int = 30) -> Measure:
    assert callable(call)
    call()

    def measured() -> float:
        started = time.perf_counter()
        for _ in range(repeats):
            call()
        return (time.perf_counter() - started) / repeats

    return measured


# ------------------------------------------------------------------------------------ the same tag


def _same_tag(server: Server, imports: int) -> Table:
    client = http.client.HTTPConnection(server.host, timeout=60)
    with fast_registry(1) as host:
        body = _body(host, "same", 0, stored=True)
        before = _counts(host)
        started = time.perf_counter()
        for _ in range(imports):
            client.request("POST", IMPORTS, body, server.headers)
            answer = client.getresponse()
            _check(answer.status, answer.read())
        seconds = (time.perf_counter() - started) / imports
        after = _counts(host)
    asked = {kind: after[kind] - before[kind] for kind in after}
    table = Table(f"serving: {imports:,} imports of the same tag", "each", "", "")
    table.add(
        "GETs of a manifest for each", shown_s(seconds), asked["manifests"] / imports, at_most(1)
    )
    table.add("GETs of a configuration, in all", "", asked["blobs"], at_most(1))
    return table


def _counts(host: str) -> dict[str, int]:
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", "/counts")
    counts: dict[str, int] = json.loads(connection.getresponse().read())
    connection.close()
    return counts


# ------------------------------------------------------------------------------------ many clients


def _many_clients(server: Server, host: str, rounds: int) -> Table:
    seconds, whole_s = uvloop.run(_import_at_once(server, host, rounds))
    cuts = statistics.quantiles(seconds, n=100)
    title = f"serving: {CLIENTS} clients at once, each an image of its own, stored"
    table = Table(title, "time", "", "/s")
    table.add("p50", shown_s(cuts[49]))
    table.add("p99", shown_s(cuts[98]))
    table.add("imports", f"{len(seconds)}", len(seconds) / whole_s)
    return table


async def _import_at_once(server: Server, host: str, rounds: int) -> tuple[list[float], float]:
    """How long each import took, and all of them; a failure is NotMeasured."""
    url, seconds = f"http://{server.host}{IMPORTS}", list[float]()
    connector = aiohttp.TCPConnector(limit=CLIENTS)
    async with aiohttp.ClientSession(connector=connector, headers=server.headers) as session:

        async def work(number: int) -> None:
            for _ in range(rounds):
                body = _body(host, f"stream-{number}", number, stored=True)
                started = time.perf_counter()
                async with session.post(url, data=body) as answer:
                    _check(answer.status, await answer.read())
                seconds.append(time.perf_counter() - started)

        began = time.perf_counter()
        await asyncio.gather(*map(work, range(CLIENTS)))
        return seconds, time.perf_counter() - began

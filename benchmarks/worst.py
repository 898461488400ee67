"""What one client's worst costs another: the time of a GET beside it, and the server's memory.

Eight requests at once are sent by one process, again and again; another process asks for an object
that is not there, as often as it gets an answer. Both over plain HTTP on loopback.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
from serving import Server, served
from timing import NotMeasured, Table, at_most
from worst_requests import STREAMS, Attack, Request, attacks

AT_ONCE = 8
MOST_P99_MS, MOST_GROWTH_MIB = 250, 300
_PROBE = """
import http.client, json, sys, time
host, path, seconds, headers = json.loads(sys.argv[1])
client = http.client.HTTPConnection(host, timeout=60)
spent, end = [], time.monotonic() + seconds
while time.monotonic() < end:
    started = time.perf_counter()
    try:
        client.request("GET", path, headers=headers)
        answer = client.getresponse()
        answer.read()
        assert answer.status == 404, answer.status
    except TimeoutError:
        client.close()  # no answer in a minute: that is the figure
    spent.append(time.perf_counter() - started)
    time.sleep(0.005)
print(json.dumps(spent))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an attack cost: times in ms, memory in MiB over what it was before."""

    answered: int
    p99_ms: float
    longest_ms: float
    growth_mib: float
    kept_mib: float


def measure(quick: bool) -> Iterator[Table]:
    """Two tables with a row for each attack."""
    seconds = 3.0 if quick else 10.0
    times = Table(f"worst: p99 of a GET beside {AT_ONCE} of these at once", "answered", "ms")
    memory = Table("worst: memory of the server meanwhile", "kept", "MiB")
    for attack in attacks():
        # A server of its own, so that each is blamed for what it leaves behind alone.
        with served() as server:
            cost = asyncio.run(attacked(server, attack, seconds))
        times.add(attack.name, str(cost.answered), cost.p99_ms, at_most(MOST_P99_MS))
        memory.add(
            attack.name, f"{cost.kept_mib:.0f} MiB", cost.growth_mib, at_most(MOST_GROWTH_MIB)
        )
    yield times
    yield memory


async def attacked(server: Server, attack: Attack, seconds: float) -> Cost:
    """Send the requests of an attack for some seconds, and see what a bystander notices."""
    timeout = aiohttp.ClientTimeout(total=600)
    async with aiohttp.ClientSession(timeout=timeout, headers=server.headers) as session:
        for request in attack.before:
            if await _send(session, server, request) >= 300:
                raise NotMeasured(f"{attack.name}: what it needs is refused")
        before = _memory_mib(server.pid, "VmRSS")
        _reset_peak(server.pid)
        end = time.monotonic() + seconds
        probe = asyncio.create_task(_probe(server, seconds))

        async def work() -> int:
            sent = 0
            while time.monotonic() < end:
                for request in attack.requests:
                    await _send(session, server, request)
                    sent += 1
            return sent

        sent = await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        waits = await probe
        peak = _memory_mib(server.pid, "VmHWM")
        await asyncio.sleep(1)
        kept = _memory_mib(server.pid, "VmRSS")
    return Cost(sum(sent), _p99(waits) * 1e3, max(waits) * 1e3, peak - before, kept - before)


async def _send(session: aiohttp.ClientSession, server: Server, request: Request) -> int:
    """Send a request and read its answer; the code of it."""
    headers = {"content-type": request.media_type, "accept": request.accept}
    url = f"http://{server.host}{request.path}"
    async with session.request(
        request.method, url, data=request.body or None, headers=headers
    ) as answer:
        async for _ in answer.content.iter_chunked(1 << 18):
            pass  # the client's own memory is not what is measured
        if answer.status >= 500 and answer.status != 504:  # what a slow machine does not finish
            raise NotMeasured(f"{request.method} {request.path[:80]} is answered {answer.status}")
        return answer.status


async def _probe(server: Server, seconds: float) -> Sequence[float]:
    told = json.dumps([server.host, f"{STREAMS}/not-there", seconds, server.headers])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROBE, told, stdout=subprocess.PIPE
    )
    printed, _ = await process.communicate()
    if process.returncode:
        raise NotMeasured("the bystander got no answer")
    spent: list[float] = json.loads(printed)
    return spent


def _p99(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98] if len(seconds) > 1 else seconds[0]


def _memory_mib(process: int, name: str) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise NotMeasured(f"the system does not tell {name}")


def _reset_peak(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5")  # VmHWM begins anew: proc(5)


def is_named(name: str, words: Sequence[str]) -> bool:
    """Whether a row is asked for: by a part of its name, by `=` and all of it, or without words."""
    return not words or any(word in name or word == f"={name}" for word in words)


def main() -> None:
    """Print the cost of the attacks that are named, or of all."""
    for attack in attacks():
        if is_named(attack.name, sys.argv[1:]):
            with served() as server:
                cost = asyncio.run(attacked(server, attack, 3.0))
                print(json.dumps({"name": attack.name, **asdict(cost)}), flush=True)


if __name__ == "__main__":
    main()

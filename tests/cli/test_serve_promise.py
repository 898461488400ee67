"""One client's worst, and a registry's, cost others little: measured as the benchmarks do.

With room for a slow machine: another client is answered, memory is bounded and comes back, and
SIGTERM is heard. The figures of a quiet machine are `make bench`'s.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.generator import ROOT
from tests.support.objects import import_of, path_of
from tests.support.serving import serving

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="no /proc"),
]
BENCHMARKS = ROOT / "benchmarks"
LONGEST_WAIT_MS, MOST_GROWTH_MIB, MOST_KEPT_MIB, LONGEST_TERM_MS = 20_000, 500, 300, 10_000

REQUESTS = (
    "repeated keys below long paths",
    "repeated keys in YAML",
    "a strategic patch of a long set",
    "an apply of a long set",
    "an apply of 15,000 tags",
    "a JSON patch that nests without end",
    "a label selector of 1,000 terms",
    "100,000 unknown fields",
    "100,000 values of the wrong type",
    "a list of ten large streams",
)
REGISTRIES = (
    "hang",
    "drip",
    "slow head, byte by byte",
    "flood",
    "endless 1xx",
    "header lines without end",
    "redirects without end",
    "pages of tags without end",
    "gzip bomb",
)


def measured(program: str, name: str) -> dict[str, Any]:
    """What a benchmark prints of one row."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / program), f"={name}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["answered"]
    return found


@pytest.mark.parametrize("name", REQUESTS)
def test_the_worst_requests_of_one_client_cost_others_little(name: str) -> None:
    cost = measured("worst.py", name)
    assert cost["longest_ms"] < LONGEST_WAIT_MS
    assert cost["growth_mib"] < MOST_GROWTH_MIB
    assert cost["kept_mib"] < MOST_KEPT_MIB


@pytest.mark.parametrize("kind", REGISTRIES)
def test_the_worst_registries_cost_others_little(kind: str) -> None:
    cost = measured("worst_registries.py", kind)
    assert cost["longest_ms"] < LONGEST_WAIT_MS
    assert cost["growth_mib"] < MOST_GROWTH_MIB
    assert cost["kept_mib"] < MOST_KEPT_MIB
    assert cost["heard_ms"] < LONGEST_TERM_MS


def hostile(stack: ExitStack, kind: str, hosts: int) -> list[str]:
    """Hosts of a registry of the kind, until the end of the stack."""
    command = [sys.executable, str(BENCHMARKS / "hostile_registry.py"), kind, str(hosts)]
    process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    stack.callback(process.kill)
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(hosts)]


def test_imports_that_hang_do_not_hold_up_those_of_another_namespace(tmp_path: Path) -> None:
    with ExitStack() as stack:
        hosts = hostile(stack, "hang after the ping", 30)
        [healthy] = hostile(stack, "healthy", 1)
        running = stack.enter_context(serving(tmp_path / "state", "--insecure-port", "0"))
        client = stack.enter_context(running.client(url=running.plain_url))
        client.timeout = 300
        hanging = import_of("many", "x", keep=False)
        hanging["spec"]["images"] = [
            import_of("x", f"{hosts[number % 30]}/a/b{number}:v1")["spec"]["images"][0]
            for number in range(900)
        ]
        pool = stack.enter_context(ThreadPoolExecutor(1))
        path = f"{path_of('imagestreamimports', 'a')}?timeout=120s"
        other = pool.submit(client.post, path, json=hanging)
        with running.client(url=running.plain_url) as second:
            second.timeout = 300
            for number in range(5):
                one = import_of("one", f"{healthy}/a/b{number}:v1", to=f"v{number}")
                answer = second.post(path_of("imagestreamimports", "b"), json=one)
                assert answer.status_code == 201
                status = answer.json()["status"]["images"][0]["status"]
                assert status["status"] == "Success", status
        assert not other.done(), "the healthy ones did not wait for those that hang"
        running.process.kill()
        with pytest.raises(Exception, match=r"."):
            other.result(60)

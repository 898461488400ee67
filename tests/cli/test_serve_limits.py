"""`streamport serve` with clients at their worst: odd heads, silence, no end, nobody who reads."""

from __future__ import annotations

import json
import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from streamport.cli.serve import http_protocol
from tests.support.objects import IMAGES, docker_tag, path_of, stream_of
from tests.support.serving import Serving, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("serve") / "state", "--insecure-port", "0") as running:
        yield running


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    assert parts.hostname is not None
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def answer_to(server: Serving, sent: bytes) -> tuple[int, dict[str, object]]:
    """The code and the Status of an answer that ends the connection."""
    with connect(server.plain_url) as client:
        client.sendall(sent)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def head_of(server: Serving, path: str = "/healthz", **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "host: x", "connection: close"]
    lines += [f"authorization: Bearer {server.token}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_a_head_beyond_its_limit_is_431(server: Serving) -> None:
    code, status = answer_to(server, head_of(server, "/version", x="y" * (1 << 20)))
    assert (code, status["code"]) == (431, 431)
    assert str(1 << 20) in str(status["message"])


def test_a_head_within_its_limit_is_read(server: Serving) -> None:
    assert answer_to(server, head_of(server, "/version", x="y" * ((1 << 20) - 500)))[0] == 200


def test_an_address_beyond_its_limit_is_414(server: Serving) -> None:
    path = path_of("imagestreams", "a")
    most = http_protocol.LARGEST_ADDRESS - len(path) - len("?continue=")
    code, status = answer_to(server, head_of(server, f"{path}?continue={'a' * (most + 1)}"))
    assert (code, status["code"]) == (414, 414)
    assert answer_to(server, head_of(server, f"{path}?continue={'a' * most}"))[0] == 400


@pytest.mark.parametrize(
    "query",
    [
        "fieldSelector=" + ",".join(f"metadata.name!=a{n}" for n in range(251)),
        "labelSelector=" + ",".join(f"a{n}" for n in range(1000)),
        "labelSelector=" + "a" * 60_000,
        "labelSelector=" + "(" * 60_000,
        "fieldSelector=" + "a=" * 20_000,
        "continue=" + "A" * 60_000,
        "&".join(f"a{n}" for n in range(1001)),
        "limit=" + "9" * 60_000,
        "resourceVersion=" + "9" * 5_000 + "&watch=1&timeoutSeconds=" + "9" * 30,
    ],
)
def test_a_query_of_absurd_length_is_400(server: Serving, query: str) -> None:
    assert answer_to(server, head_of(server, f"{path_of('imagestreams', 'a')}?{query}"))[0] == 400


def test_sigterm_does_not_wait_for_bodies_that_never_come(tmp_path: Path) -> None:
    with ExitStack() as stack:
        running = stack.enter_context(
            serving(tmp_path / "state", "--insecure-port", "0", "--grace-period", "40s")
        )
        for number in range(50):
            client = stack.enter_context(connect(running.plain_url))
            path = path_of("imagestreams", "a") if number % 2 else f"{IMAGES}/imagestreams"
            client.sendall(
                f"POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {running.token}\r\n"
                "content-type: application/json\r\ncontent-length: 1000\r\n\r\n{".encode()
            )
        for _ in range(20):
            stack.enter_context(connect(running.url))  # no handshake either
        with running.client() as client:
            assert client.get("/version").status_code == 200
        started = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - started < 20
        assert "trace" not in running.log.read_text()


def test_what_runs_after_the_grace_period_is_given_up_without_a_trace(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,  # a registry that never answers
        serving(tmp_path / "state", "--insecure-port", "0", "--grace-period", "1s") as running,
        connect(running.plain_url) as client,
    ):
        image = {"kind": "DockerImage", "name": f"127.0.0.1:{deaf.getsockname()[1]}/a:1"}
        policy = {"insecure": True}
        body = json.dumps(
            {
                "kind": "ImageStreamImport", "apiVersion": "image.openshift.io/v1",
                "metadata": {"name": "a"},
                "spec": {"import": False, "images": [{"from": image, "importPolicy": policy}]},
            }
        ).encode()  # fmt: skip
        client.sendall(
            f"POST {path_of('imagestreamimports', 'a')} HTTP/1.1\r\nhost: x\r\n"
            f"authorization: Bearer {running.token}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n".encode() + body
        )
        stack_of = deaf.accept()  # it has begun, and the connection stays
        assert stack_of
        running.process.send_signal(signal.SIGTERM)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 503")
        status = json.loads(answer.partition(b"\r\n\r\n")[2])
        assert (status["code"], status["reason"]) == (503, "ServiceUnavailable")
        assert running.process.wait(30) == 0
        assert "trace" not in running.log.read_text()


def _wait_until_accepted(running: Serving, is_secure: bool) -> None:
    """Wait until a new connection of the same port is answered: none before it is in its queue."""
    for _ in range(100):
        try:
            with running.client() if is_secure else httpx2.Client(base_url=running.plain_url) as it:
                answers = [it.get("/livez").status_code for _ in range(3)]
        except httpx2.TransportError:
            continue  # it was idle when younger ones came
        assert answers == [200] * 3
        return
    raise AssertionError("nobody is let in")


@pytest.mark.parametrize("kind", ["silent", "half a head", "half a body", "secure, silent"])
def test_idle_connections_give_way_before_descriptors_run_out(tmp_path: Path, kind: str) -> None:
    sent = {
        "half a head": b"GET / HTTP/1.1\r\nx: ",
        "half a body": b"POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{",
    }.get(kind, b"")
    with ExitStack() as stack:
        running = stack.enter_context(
            serving(
                tmp_path / "state",
                "--insecure-port",
                "0",
                "--anonymous-auth",
                resources={resource.RLIMIT_NOFILE: 128},
            )
        )
        url = running.url if "secure" in kind else running.plain_url
        if b"%s" in sent:
            sent %= path_of("imagestreams", "a").encode()
        for _ in range(300):
            client = stack.enter_context(connect(url))
            if sent:
                client.sendall(sent)
        _wait_until_accepted(running, "secure" in kind)
        started = time.monotonic()
        with running.client() as other:
            for _ in range(3):
                made = other.post(
                    path_of("imagestreams", "a"), json=stream_of(f"s{time.monotonic_ns()}")
                )
                assert made.status_code == 201
        assert time.monotonic() - started < 10


def memory_of(process: int) -> int:
    """The bytes that a process has in memory."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    raise AssertionError


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_watchers_that_do_not_read_cost_a_bounded_sum_and_are_told_to_list_anew(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        running = stack.enter_context(serving(tmp_path / "state", "--insecure-port", "0"))
        client = stack.enter_context(running.client())
        client.timeout = 120
        large = stream_of("large", docker_tag("t", annotations={"a": "x" * 1_000_000}))
        assert client.post(path_of("imagestreams", "a"), json=large).status_code == 201
        before = memory_of(running.process.pid)
        deaf = [stack.enter_context(connect(running.plain_url)) for _ in range(50)]
        for each in deaf:
            each.sendall(head_of(running, f"{path_of('imagestreams', 'a')}?watch=1"))
        patch = {"content-type": "application/merge-patch+json"}
        for number in range(14):
            body = json.dumps({"metadata": {"annotations": {"b": f"{number}"}}})
            path = f"{path_of('imagestreams', 'a')}/large"
            assert client.patch(path, content=body, headers=patch).status_code == 200
        assert memory_of(running.process.pid) - before < 300 << 20
        assert any(b'"code":410' in last_words(each) for each in deaf)


def last_words(watcher: socket.socket) -> bytes:
    """The end of what a watcher is sent, when it reads at last."""
    watcher.settimeout(2)
    last = b""
    with suppress(TimeoutError, ConnectionError):
        while piece := watcher.recv(1 << 20):
            last = (last + piece)[-4096:]
    return last

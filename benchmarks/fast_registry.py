"""A registry in memory that costs next to nothing, so that its client is what is measured.

    python benchmarks/fast_registry.py IMAGES DELAY_MS     prints its port and serves until killed

DELAY_MS is added to each answer, and once more to the first of a connection, which stands for the
way of its first packets. Repository `bench/app` has the tags v0, v1, … `/counts` tells how many
manifests, blobs and other things were asked for.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import uvloop

REPOSITORY = "bench/app"
LAYER = b"the content of a layer, which nobody reads"
_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_COUNTS = {"manifests": 0, "blobs": 0, "others": 0}
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def fast_registry(images: int, delay_ms: float = 0) -> Iterator[str]:
    """The `host:port` of one in a process of its own."""
    command = [sys.executable, str(Path(__file__)), str(images), str(delay_ms)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield f"127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Image:
    """One image: the texts of its manifest and its configuration."""

    manifest: bytes
    config: bytes


def make_image(number: int) -> Image:
    """An image with ten layers and a configuration of about 5 kB."""
    layer = {"digest": digest_of(LAYER), "size": len(LAYER)}
    config = {
        "created": f"2026-01-01T00:00:{number % 60:02}Z",
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "Env": [f"VAR_{k}=value-{number}-{k}-{'x' * 40}" for k in range(20)],
            "Cmd": ["run", str(number)],
            "Labels": {f"io.example.label{k}": f"text {number} {k}" for k in range(12)},
        },
        "rootfs": {"type": "layers", "diff_ids": [digest_of(b"x")] * 10},
        "history": [{"created_by": f"step {k} of image {number}"} for k in range(10)],
    }
    blob = json.dumps(config).encode()
    media = {"mediaType": "application/vnd.oci.image.config.v1+json"}
    manifest = {
        "schemaVersion": 2,
        "mediaType": _MANIFEST,
        "config": {"digest": digest_of(blob), "size": len(blob)} | media,
        "layers": [layer | {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip"}] * 10,
    }
    return Image(json.dumps(manifest).encode(), blob)


def digest_of(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _answers(images: int) -> dict[bytes, bytes]:
    """Whole answers by path."""
    answers = {b"/v2/": _answer(b"{}", "application/json")}
    for number in range(images):
        image = make_image(number)
        for name in (f"v{number}", digest_of(image.manifest)):
            path = f"/v2/{REPOSITORY}/manifests/{name}"
            answers[path.encode()] = _answer(image.manifest, _MANIFEST)
        path = f"/v2/{REPOSITORY}/blobs/{digest_of(image.config)}"
        answers[path.encode()] = _answer(image.config, "application/octet-stream")
    tags = json.dumps({"name": REPOSITORY, "tags": [f"v{number}" for number in range(images)]})
    path = f"/v2/{REPOSITORY}/tags/list"
    answers[path.encode()] = _answer(tags.encode(), "application/json")
    return answers


def _answer(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Docker-Distribution-Api-Version: registry/2.0\r\n\r\n".encode() + body


class _Connection(asyncio.Protocol):
    def __init__(self, answers: dict[bytes, bytes], delay_s: float) -> None:
        self._answers, self._delay_s = answers, delay_s
        self._received, self._is_new = b"", True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        connected = transport.get_extra_info("socket")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        if data[:1] == b"\x16":  # a TLS client; here is plain HTTP only
            self._transport.close()
            return
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            path = self._received[4 : self._received.index(b" ", 4)]
            self._received = self._received[end + 4 :]
            self._send(self._answer(path))

    def _answer(self, path: bytes) -> bytes:
        if path == b"/counts":
            return _answer(json.dumps(_COUNTS).encode(), "application/json")
        kind = (
            "manifests" if b"/manifests/" in path else "blobs" if b"/blobs/" in path else "others"
        )
        _COUNTS[kind] += 1
        return self._answers.get(path, _NOT_FOUND)

    def _send(self, answer: bytes) -> None:
        if not self._delay_s:
            self._transport.write(answer)
            return
        delay_s = self._delay_s * (2 if self._is_new else 1)
        self._is_new = False
        asyncio.get_running_loop().call_later(delay_s, self._transport.write, answer)


async def _serve(images: int, delay_ms: float) -> None:
    answers = _answers(images)
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(answers, delay_ms / 1000), "127.0.0.1", 0, backlog=1024
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1]), float(sys.argv[2])))

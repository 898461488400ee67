"""A registry at its worst, as a program of its own: `python hostile_registry.py KIND [HOSTS]`.

It prints the addresses where it listens, on 127.0.0.1, and answers connections as the kind says.
Standard library only: tests run it, too.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import itertools
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache

PING = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
HEALTHY = "healthy"
_HANDSHAKE = b"\x16"  # how TLS begins
_PIECE = 1 << 16


class Exchange:
    """One connection; `path` is that of the request that was read last."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.path = ""

    async def next(self) -> bool:
        """Read a request. Returns whether there was one, over plain HTTP."""
        head = await self.reader.readexactly(1)
        if head == _HANDSHAKE:
            return False
        head += await self.reader.readuntil(b"\r\n\r\n")
        self.path = head.split()[1].decode()
        return True

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes, status: str = "200 OK", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers, "", ""]
        await self.send("\r\n".join(lines).encode() + body)


Kind = Callable[[Exchange], Awaitable[None]]
KINDS: dict[str, Kind] = {}


def _kind(name: str, answers_ping: bool = True) -> Callable[[Kind], Kind]:
    """Note what is done with each request, but for the first: the ping is answered as usual."""

    def note(act: Kind) -> Kind:
        async def with_ping(exchange: Exchange) -> None:
            if answers_ping and exchange.path == "/v2/":
                await exchange.send(PING)
            else:
                await act(exchange)

        KINDS[name] = with_ping
        return act

    return note


# --------------------------------------------------------------------------------- slow or silent


@_kind("hang", answers_ping=False)
async def _(exchange: Exchange) -> None:
    await asyncio.sleep(3600)


@_kind("hang after the ping")
async def _(exchange: Exchange) -> None:
    await asyncio.sleep(3600)


@_kind("drip")
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n{")
    while True:
        await exchange.send(b" ")
        await asyncio.sleep(0.05)


@_kind("slow head")
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        await exchange.send(b"x-%d: y\r\n" % number)
        await asyncio.sleep(0.05)


@_kind("slow head, byte by byte", answers_ping=False)
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\nx: ")
    while True:
        await exchange.send(b"y")
        await asyncio.sleep(0.02)


# ---------------------------------------------------------------------------------------- endless


@_kind("flood")
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    piece = b"%x\r\n" % _PIECE + b"x" * _PIECE + b"\r\n"
    while True:
        await exchange.send(piece)


@_kind("flood of small chunks")
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        await exchange.send(b"1\r\n \r\n" * 10_000)


@_kind("endless 1xx", answers_ping=False)
async def _(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" * 1_000)


@_kind("endless 1xx, slowly", answers_ping=False)
async def _(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await asyncio.sleep(0.05)


@_kind("a header line without end", answers_ping=False)
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\nx: ")
    while True:
        await exchange.send(b"y" * _PIECE)


@_kind("header lines without end")
async def _(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        await exchange.send(b"x-%d: %s\r\n" % (number, b"y" * 1_000))


@_kind("redirects without end")
async def _(exchange: Exchange) -> None:
    number = int(exchange.path.rpartition("=")[2]) if "=" in exchange.path else 0
    path = exchange.path.partition("?")[0]
    await exchange.answer(b"", "307 Temporary Redirect", f"location: {path}?n={number + 1}")


@_kind("challenges without end", answers_ping=False)
async def _(exchange: Exchange) -> None:
    host = exchange.writer.get_extra_info("sockname")[1]
    realm = f'www-authenticate: Bearer realm="http://127.0.0.1:{host}/token",service="s"'
    if exchange.path.startswith("/token"):
        await exchange.answer(b'{"token":"t"}')
    else:
        await exchange.answer(b"{}", "401 Unauthorized", realm)


@_kind("wait and wait")
async def _(exchange: Exchange) -> None:
    await exchange.answer(b"{}", "429 Too Many Requests", "retry-after: 1")


@_kind("pages of tags without end")
async def _(exchange: Exchange) -> None:
    last = int(exchange.path.rpartition("=")[2]) if "last=" in exchange.path else 0
    tags = [f"t{number}" for number in range(last, last + 1_000)]
    path = exchange.path.partition("?")[0]
    link = f'link: <{path}?last={last + 1_000}>; rel="next"'
    await exchange.answer(json.dumps({"tags": tags}).encode(), "200 OK", link)


@_kind("empty pages of tags without end")
async def _(exchange: Exchange) -> None:
    last = int(exchange.path.rpartition("=")[2]) if "last=" in exchange.path else 0
    path = exchange.path.partition("?")[0]
    await exchange.answer(b"{}", "200 OK", f'link: <{path}?last={last + 1}>; rel="next"')


# ------------------------------------------------------------------------------------------ large


@_kind("gzip bomb")
async def _(exchange: Exchange) -> None:
    await exchange.answer(_BOMB, "200 OK", "content-encoding: gzip")


@_kind("large errors")
async def _(exchange: Exchange) -> None:
    errors = [{"code": "DENIED", "message": "m" * 1_000_000}] * 4
    await exchange.answer(json.dumps({"errors": errors}).encode()[: 4 << 20], "403 Forbidden")


@_kind("large labels")
async def _(exchange: Exchange) -> None:
    await _image(exchange, _config(7 << 20))


@_kind(HEALTHY)
async def _(exchange: Exchange) -> None:
    await _image(exchange, _config(10))


@_kind("deep JSON")
async def _(exchange: Exchange) -> None:
    await exchange.answer(b'{"a":' * 500_000)


@_kind("long pages of tags")
async def _(exchange: Exchange) -> None:
    tags = json.dumps({"tags": ["t"] * 1_200_000}, separators=(",", ":")).encode()
    path = exchange.path.partition("?")[0]
    await exchange.answer(tags, "200 OK", f'link: <{path}?last=1>; rel="next"')


_BOMB = gzip.compress(b" " * (256 << 20), 9) if "gzip bomb" in sys.argv else b""


@cache
def _config(label_bytes: int) -> bytes:
    labels = {"a": "x" * label_bytes}
    return json.dumps(
        {"architecture": "amd64", "os": "linux", "config": {"Labels": labels}}
    ).encode()


async def _image(exchange: Exchange, config: bytes) -> None:
    """Another manifest for each repository and tag, and one configuration for all."""
    if "/blobs/" in exchange.path:
        await exchange.answer(config)
        return
    media = "application/vnd.docker.distribution.manifest.v2+json"
    told = {
        "mediaType": "application/vnd.docker.container.image.v1+json",
        "size": len(config),
        "digest": f"sha256:{hashlib.sha256(config).hexdigest()}",
    }
    manifest = {"schemaVersion": 2, "mediaType": media, "config": told, "layers": []}
    manifest["annotations"] = {"of": exchange.path}
    await exchange.answer(json.dumps(manifest).encode(), "200 OK", f"content-type: {media}")


async def _serve(kind: str, hosts: int = 1) -> None:
    act = KINDS[kind]

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        exchange = Exchange(reader, writer)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while await exchange.next():
                await act(exchange)
        writer.close()

    servers = [
        await asyncio.start_server(connected, "127.0.0.1", 0, limit=1 << 20) for _ in range(hosts)
    ]
    for server in servers:
        host, port = server.sockets[0].getsockname()
        print(f"{host}:{port}", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], *map(int, sys.argv[2:])))

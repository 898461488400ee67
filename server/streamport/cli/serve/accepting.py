"""Accepting connections, and the TLS handshake of each.

The event loop could do both by itself, but would tell nobody of connections that say nothing: here
they give way like idle ones while their handshake lasts.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable

from .connections import Connections

_READ_BYTES = 64 * 1024
_NO_TLS = (
    b"HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Connection: close\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
)
_PAUSE_S = 0.01  # where a connection cannot be accepted, mostly for want of descriptors


class Acceptor:
    """Accepts on one listening socket until it is closed."""

    def __init__(
        self,
        listening: socket.socket,
        tls: ssl.SSLContext | None,
        connections: Connections,
        make: Callable[[], asyncio.Protocol],
        *,
        handshake_s: float,
        goodbye_s: float,
    ) -> None:
        """goodbye_s: how long the other side's farewell is waited for."""
        self._listening, self._open, self._make = listening, connections, make
        self._encryption = {
            "ssl": tls,
            "ssl_handshake_timeout": handshake_s if tls else None,
            "ssl_shutdown_timeout": goodbye_s if tls else None,
        }
        self._handshakes: set[asyncio.Task[None]] = set()
        listening.setblocking(False)
        self._accepting = asyncio.get_running_loop().create_task(self._accept())

    def close(self) -> None:
        """Accept no more; who has not yet shaken hands is not waited for."""
        self._accepting.cancel()
        self._listening.close()
        for handshake in self._handshakes:
            handshake.cancel()

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, _ = await loop.sock_accept(self._listening)
            except OSError:
                self._open.make_room()
                await asyncio.sleep(_PAUSE_S)
                continue
            task = loop.create_task(self._connect(accepted))
            self._handshakes.add(task)
            task.add_done_callback(self._handshakes.discard)

    async def _connect(self, accepted: socket.socket) -> None:
        this = asyncio.current_task()
        assert this is not None
        handshake = Handshake(this)
        self._open.add(handshake)
        try:
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._encryption["ssl"] and await self._speaks_plain_http(accepted):
                return
            await asyncio.get_running_loop().connect_accepted_socket(
                self._make, accepted, **self._encryption
            )
        except (OSError, TimeoutError):
            accepted.close()  # the client's affair: it has gone, is too slow, or speaks no TLS
        except asyncio.CancelledError:
            accepted.close()
            raise
        finally:
            self._open.remove(handshake)

    async def _speaks_plain_http(self, accepted: socket.socket) -> bool:
        """Tell a client that speaks HTTP where TLS is spoken, as Go's servers do."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(self._encryption["ssl_handshake_timeout"]):
            if not (await _first_byte(accepted)).isalpha():
                return False
            await loop.sock_recv(accepted, _READ_BYTES)
            await loop.sock_sendall(accepted, _NO_TLS)
            accepted.shutdown(socket.SHUT_WR)
            while await loop.sock_recv(accepted, _READ_BYTES):  # else it may not get the answer
                pass
        accepted.close()
        return True


async def _first_byte(accepted: socket.socket) -> bytes:
    """Wait for the first byte, and leave it where it is."""
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(accepted.fileno(), lambda: ready.done() or ready.set_result(None))
    try:
        await ready
    finally:
        loop.remove_reader(accepted.fileno())
    return accepted.recv(1, socket.MSG_PEEK)


class Handshake:
    """A connection that is not ready yet."""

    def __init__(self, task: asyncio.Task[None]) -> None:
        self._task = task

    def give_way(self) -> None:
        """End, for another connection."""
        self._task.cancel()

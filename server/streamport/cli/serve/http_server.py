"""The HTTP server: TLS, plain HTTP beside it, and a stop that waits for running requests.

Source: uvicorn, whose server is used as it is but for its sockets, the signals and the lifespan:
ours lets failures through as they are, where uvicorn prints a trace.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

import uvicorn
import uvloop
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ..exits import DONE
from .memory import prepare_memory

_log = logging.getLogger("streamport.server")
# Longer than clients keep idle connections (Go: 90 s), so that it is they who close.
_KEEP_ALIVE_S = 120
HANDSHAKE_S = 15.0
# From the connection, or the first byte of a request, to the end of its headers; from there to the
# end of its body, which the API bounds to a few MiB.
HEAD_S = 30.0
BODY_S = 120.0
LARGEST_HEAD = 1 << 20  # bytes
# How long a client's farewell is waited for: one that holds an idle connection never says it, and
# with the usual 30 s would keep the server from stopping.
_GOODBYE_S = 0.5


@dataclass(frozen=True, slots=True)
class Listening:
    """Bound sockets: one for TLS, perhaps one for plain HTTP."""

    secure: socket.socket
    tls: ssl.SSLContext
    plain: socket.socket | None


def run_until_stopped(
    application: Starlette, listening: Listening, *, grace_s: float, started: Callable[[], None]
) -> int:
    """Serve until SIGTERM or SIGINT; a second signal ends the waiting. Returns the exit code.

    `started` is called when connections are accepted, `application.state.stopping`, if there is
    one, at the first signal. Raises what the application's lifespan does.
    """
    config = uvicorn.Config(
        application,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=max(1, round(grace_s)),
    )
    prepare_memory()
    uvloop.run(_serve(application, _Server(config, listening, started)))
    return DONE


async def _serve(application: Starlette, server: _Server) -> None:
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        server.stop(number)
        if stopping := getattr(application.state, "stopping", None):
            stopping()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop, number)
    async with application.router.lifespan_context(application) as state:
        server.request_state.update(state or {})
        # What is there now stays to the end: the garbage collector need not look at it again.
        gc.collect()
        gc.freeze()
        await server.serve()
    _log.info("stopped")


class _Server(uvicorn.Server):
    """Two sockets, and signals that are not raised again when all is done."""

    def __init__(
        self, config: uvicorn.Config, listening: Listening, started: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self.listening, self.request_state, self._tell = listening, dict[str, object](), started

    def stop(self, number: int) -> None:
        _log.info("%s: finishing what runs", signal.Signals(number).name)
        self.handle_exit(number, None)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.lifespan.state.update(self.request_state)
        loop, listening = asyncio.get_running_loop(), self.listening
        secure = await loop.create_server(
            self._protocol,
            sock=listening.secure,
            ssl=listening.tls,
            ssl_handshake_timeout=HANDSHAKE_S,
            ssl_shutdown_timeout=_GOODBYE_S,
        )
        self.servers = [secure]
        if listening.plain:
            self.servers.append(await loop.create_server(self._protocol, sock=listening.plain))
        self.started = True
        self._tell()

    def _protocol(self) -> asyncio.Protocol:
        return _Protocol(self.config, self.server_state, self.lifespan.state)


class _Protocol(HttpToolsProtocol):
    """HTTP, for clients whose requests are neither endless nor endlessly slow."""

    _head_bytes = 0
    _is_in_head = True
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._expect(HEAD_S)

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_in_head:
            self._head_bytes += len(data)
            if self._head_bytes > LARGEST_HEAD:
                self.send_400_response("the head of the request is too large")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_bytes, self._is_in_head = 0, True
        self._expect(HEAD_S)

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        self._expect(BODY_S)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._expect(None)
        super().on_message_complete()

    def _expect(self, seconds: float | None) -> None:
        """Hang up unless the next part of the request is there in time; None expects nothing."""
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.close) if seconds else None

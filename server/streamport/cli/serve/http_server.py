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

from ..exits import DONE
from .accepting import Acceptor
from .connections import Connections, most_connections
from .http_protocol import Protocol
from .memory import prepare_memory

_log = logging.getLogger("streamport.server")
# Longer than clients keep idle connections (Go: 90 s), so that it is they who close.
_KEEP_ALIVE_S = 120
HANDSHAKE_S = 15.0
# How long a client's farewell is waited for: one that holds an idle connection never says it, and
# with the usual 30 s would keep the server from stopping.
_GOODBYE_S = 0.5
_GIVEN_UP_S = 2.0  # for requests that are given up, to clean up


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
        http=Protocol,
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
        self._open = Connections()

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
        listening = self.listening
        self._open.most = most_connections()
        self._acceptors = [self._accept(listening.secure, listening.tls)]
        if listening.plain:
            self._acceptors.append(self._accept(listening.plain, None))
        self.started = True
        self._tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more, and wait for what runs; what is left after the grace period is ended."""
        for acceptor in self._acceptors:
            acceptor.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        loop, state = asyncio.get_running_loop(), self.server_state
        end = loop.time() + (self.config.timeout_graceful_shutdown or 0)
        while (state.connections or state.tasks) and not self.force_exit and loop.time() < end:
            await asyncio.sleep(0.05)
        if running := list(state.tasks):
            _log.warning("%d requests were not finished in time and are given up", len(running))
            for task in running:
                task.cancel()
            await asyncio.wait(running, timeout=_GIVEN_UP_S)
        for connection in list(state.connections):
            connection.transport.abort()

    def _protocol(self) -> Protocol:
        return Protocol(self._open, self.config, self.server_state, self.lifespan.state)

    def _accept(self, listening: socket.socket, tls: ssl.SSLContext | None) -> Acceptor:
        return Acceptor(
            listening,
            tls,
            self._open,
            self._protocol,
            handshake_s=HANDSHAKE_S,
            goodbye_s=_GOODBYE_S,
        )

"""HTTP on one connection, within bounds: of its head, of the times it takes, of who does not read.

Source: uvicorn, whose protocol is used as it is but for what is told to a client that breaks the
bounds, and for requests that are given up when the server stops.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from .connections import Connections

# From the connection, or the first byte of a request, to the end of its head; from there to the
# end of its body, which the API bounds to a few MiB.
HEAD_S = 30.0
BODY_S = 120.0
# How long a client may read nothing of what is sent to it.
UNREAD_S = 60.0
# What is still to come when the server stops, and does not come.
LAST_WORDS_S = 5.0
LARGEST_HEAD = 1 << 20  # bytes
LARGEST_ADDRESS = 63 << 10  # bytes of path and query; the parser takes no more than 64 KiB
# Between a refusal and the end of the connection, so that it is not lost with what still arrives.
_LINGER_S = 1.0


class _TooLarge(Exception):
    """Never seen: the parser that it ends tells its own."""


class Protocol(HttpToolsProtocol):
    """HTTP, for clients whose requests are neither endless nor endlessly slow."""

    _head_bytes = 0
    _is_in_head = True
    _refusal: tuple[int, str] | None = None
    _is_over = False
    _is_stopping = False
    _timer: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _unread_bytes = 0

    def __init__(self, connections: Connections, *uvicorns: Any) -> None:
        super().__init__(*uvicorns)
        self._open = connections
        self._application: Any = self.app
        self.app = self._run

    # ------------------------------------------------------------------------------- connections

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect(HEAD_S)
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_over = True
        self._expect(None)
        self._stop_watching()
        self._open.remove(self)
        super().connection_lost(exc)

    @property
    def _is_idle(self) -> bool:
        """Whether no request of it is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def give_way(self) -> None:
        """End, for another connection."""
        self.transport.abort()

    def shutdown(self) -> None:
        """Finish what runs. What never comes, and who never reads, is not waited for."""
        self._is_stopping = True
        super().shutdown()
        if not self._is_idle and self.cycle.more_body:
            self._expect(LAST_WORDS_S)
        if self._reading:
            self._stop_watching()
            self._watch_reading()

    # ------------------------------------------------------------------------------- requests

    def data_received(self, data: bytes) -> None:
        if self._is_over:  # it is read and thrown away, but not for ever
            self._head_bytes += len(data)
            if self._head_bytes > 2 * LARGEST_HEAD:
                self.transport.abort()
            return
        super().data_received(data)
        if self._is_in_head and not self._is_over:
            self._head_bytes += len(data)
            if self._head_bytes > LARGEST_HEAD:
                self._refuse_head()
                self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_bytes, self._is_in_head = 0, True
        self._expect(HEAD_S)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > LARGEST_ADDRESS:
            self._refusal = 414, f"path and query are longer than {LARGEST_ADDRESS} bytes"
            raise _TooLarge

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        if sum(len(name) + len(value) for name, value in self.headers) > LARGEST_HEAD:
            self._refuse_head()
            raise _TooLarge
        self._expect(BODY_S)
        super().on_headers_complete()
        self._open.began(self)

    def on_message_complete(self) -> None:
        self._expect(None)
        super().on_message_complete()
        self._open.arrived(self)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._is_idle:  # or the next one that it has sent is begun
            self._open.rests(self)

    def send_400_response(self, msg: str) -> None:
        """Tell what is wrong, and hang up."""
        code, text = self._refusal or (400, msg)
        reason = "ServiceUnavailable" if code == 503 else "BadRequest"
        self._is_over = True
        status = {
            "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
            "message": text, "reason": reason, "code": code,
        }  # fmt: skip
        body = json.dumps(status).encode() + b"\n"
        self.transport.write(
            STATUS_LINE[code]
            + b"content-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
            % len(body)
            + body
        )
        self._expect(_LINGER_S)

    def _refuse_head(self) -> None:
        self._refusal = 431, f"the head of the request is longer than {LARGEST_HEAD} bytes"

    def _expect(self, seconds: float | None) -> None:
        """Hang up unless the next part of the request is there in time; None expects nothing."""
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.close) if seconds else None

    # ------------------------------------------------------------------------------- answers

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; what it leaves unfinished ends with the connection."""
        cycle: RequestResponseCycle = send.__self__  # type: ignore[attr-defined]
        try:
            await self._application(scope, receive, send)
        except asyncio.CancelledError:  # the grace period is over
            if not cycle.response_started:
                self._refusal = 503, "the server is stopping"
                self.send_400_response("")
                cycle.disconnected = True
        if cycle.response_started and not cycle.response_complete and not cycle.disconnected:
            cycle.disconnected = True
            self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_watching()

    def _watch_reading(self) -> None:
        self._unread_bytes = self.transport.get_write_buffer_size()
        seconds = LAST_WORDS_S if self._is_stopping else UNREAD_S
        self._reading = self.loop.call_later(seconds, self._look_at_reading)

    def _stop_watching(self) -> None:
        if self._reading:
            self._reading.cancel()
        self._reading = None

    def _look_at_reading(self) -> None:
        """Hang up on who has read nothing since the last look."""
        if self.transport.get_write_buffer_size() < self._unread_bytes:
            self._watch_reading()
        else:
            self.transport.abort()

"""An ASGI application as a transport of httpx2, for threads, asyncio and trio.

The application runs in an event loop in a thread of its own, one for the process, whatever the
surroundings of the client are; so a watch goes on while its client does something else.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any, TypeVar

import httpx2

from .._client.waiting import async_result
from .faults import Fault, Recorded

_Type = TypeVar("_Type")


class _Loop:
    """The event loop, started when it is first needed, and again in a process that was forked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process = 0

    def submit(self, work: Coroutine[Any, Any, _Type]) -> Any:
        """The work's future, as threads wait for it."""
        with self._lock:
            if self._loop is None or self._process != os.getpid():
                self._loop, self._process = asyncio.new_event_loop(), os.getpid()
                run = self._loop.run_forever
                threading.Thread(target=run, name="fake server", daemon=True).start()
            loop = self._loop
        return asyncio.run_coroutine_threadsafe(work, loop)

    def run(self, work: Coroutine[Any, Any, _Type]) -> _Type:
        found: _Type = self.submit(work).result()
        return found


loop = _Loop()


class _Exchange:
    """One request that the application works on."""

    def __init__(self, app: Any, request: Recorded, scope: dict[str, Any]) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self._messages: asyncio.Queue[dict[str, Any] | BaseException | None] = asyncio.Queue()
        self._body: bytes | None = request.body
        self._gone = asyncio.Event()
        self._task = asyncio.create_task(self._work(app, scope))

    async def _work(self, app: Any, scope: dict[str, Any]) -> None:
        try:
            await app(scope, self._receive, self._messages.put)
        except Exception as error:
            await self._messages.put(error)
        else:
            await self._messages.put(None)

    async def _receive(self) -> dict[str, Any]:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def start(self) -> None:
        """Wait for the beginning of the answer."""
        message = await self._next()
        assert message is not None
        self.status, self.headers = message["status"], list(message.get("headers", ()))

    async def read(self) -> tuple[bytes, bool]:
        """The next piece of the body, and whether more may come."""
        message = await self._next()
        if message is None:
            return b"", False
        return message.get("body", b""), message.get("more_body", False)

    async def whole(self) -> bytes:
        """All of the body."""
        pieces: list[bytes] = []
        more = True
        while more:
            piece, more = await self.read()
            pieces.append(piece)
        return b"".join(pieces)

    async def _next(self) -> dict[str, Any] | None:
        message = await self._messages.get()
        if isinstance(message, BaseException):
            raise message
        return message

    def cut(self) -> None:
        """End the connection in the middle."""
        self._messages.put_nowait(httpx2.ReadError("the test wants the connection to break"))
        self.leave()

    def leave(self) -> None:
        """The client has gone."""
        self._gone.set()


class _Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The body of an answer that comes piece by piece."""

    def __init__(self, server: FakeTransport, exchange: _Exchange, timeout_s: float | None) -> None:
        self._server = server
        self._exchange = exchange
        self._timeout_s = timeout_s

    async def _read(self) -> tuple[bytes, bool]:
        try:
            return await asyncio.wait_for(self._exchange.read(), self._timeout_s)
        except TimeoutError:
            raise httpx2.ReadTimeout("no more in the time that was given") from None

    def __iter__(self) -> Iterator[bytes]:
        more = True
        while more:
            piece, more = loop.run(self._read())
            if piece:
                yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            piece, more = await async_result(loop.submit(self._read()))
            if piece:
                yield piece

    async def _leave(self) -> None:
        self._exchange.leave()
        self._server.streams.discard(self._exchange)

    def close(self) -> None:
        loop.run(self._leave())

    async def aclose(self) -> None:
        await async_result(loop.submit(self._leave()))


class FakeTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Sends requests to an application in this process; remembers them, and breaks some."""

    def __init__(self, app: Any) -> None:
        self.app = app  # may be served over a real socket as well
        self.requests: list[Recorded] = []
        self.faults: list[Fault] = []
        self.streams: set[_Exchange] = set()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """What a client for threads calls."""
        request.read()
        return loop.run(self._answer(request))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """What a client for event loops calls."""
        await request.aread()
        found: httpx2.Response = await async_result(loop.submit(self._answer(request)))
        return found

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        recorded = Recorded(
            request.method,
            request.url.path,
            dict(request.url.params),
            request.headers,
            request.content,
        )
        self.requests.append(recorded)
        timeout_s: float | None = request.extensions.get("timeout", {}).get("read")
        try:
            async with asyncio.timeout(timeout_s):
                return await self._answer_in_time(recorded, request, timeout_s)
        except TimeoutError:
            raise httpx2.ReadTimeout("no answer in the time that was given") from None

    async def _answer_in_time(
        self, recorded: Recorded, request: httpx2.Request, timeout_s: float | None
    ) -> httpx2.Response:
        for fault in [fault for fault in self.faults if fault.fits(recorded)]:
            await asyncio.sleep(fault.delay_s)
            if fault.breaks:
                raise httpx2.ReadError("the test wants the connection to break")
            if fault.answer is not None:
                answer = fault.answer
                return httpx2.Response(
                    answer.status_code, headers=answer.headers, content=answer.content
                )
        exchange = _Exchange(self.app, recorded, _scope(request))
        try:
            await exchange.start()
            if any(name.lower() == b"content-length" for name, _ in exchange.headers):
                body = await exchange.whole()
                return httpx2.Response(exchange.status, headers=exchange.headers, content=body)
        except BaseException:
            exchange.leave()
            raise
        self.streams.add(exchange)
        stream = _Body(self, exchange, timeout_s)
        return httpx2.Response(exchange.status, headers=exchange.headers, stream=stream)


def _scope(request: httpx2.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "server": (request.url.host, request.url.port),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }

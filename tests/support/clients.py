"""The client in three surroundings, threads, asyncio and trio, used the same way by every test."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal

from imagestreamimport.client import AsyncClient, Client

COLOURS = ["threads", "asyncio", "trio"]
_END = object()


@contextmanager
def open_client(colour: str, make: Callable[[type[Any]], Any], close: bool = True) -> Iterator[Any]:
    """What `make` makes of the class of the client; everything it has is called without `await`."""
    if colour == "threads":
        client = make(Client)
        try:
            yield client
        finally:
            client.close()
        return
    with start_blocking_portal(backend=colour) as portal:
        client = portal.call(make, AsyncClient)
        try:
            yield _Blocking(client, portal)
        finally:
            portal.call(client.close)


@contextmanager
def client_of(colour: str, url: str, token: str | None = None, **options: Any) -> Iterator[Any]:
    """A client of the server at `url`; in the namespace ns, if nothing else is said."""
    options.setdefault("namespace", "ns")
    with open_client(colour, lambda made: made(url, token, **options)) as client:
        yield client


class _Blocking:
    """An object of the asynchronous client, each call of which is waited for."""

    def __init__(self, target: Any, portal: BlockingPortal) -> None:
        self._target = target
        self._portal = portal

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if not callable(value):
            return self._wrapped(value)
        return lambda *given, **named: self._wrapped(
            self._portal.call(partial(_result, value, *given, **named))
        )

    def _wrapped(self, value: Any) -> Any:
        own = type(value).__module__.startswith(
            ("imagestreamimport.client", "imagestreamimport._client")
        )
        return _Blocking(value, self._portal) if own or inspect.isasyncgen(value) else value

    def __iter__(self) -> Iterator[Any]:
        return _Iteration(self._target.__aiter__(), self._portal)

    def __enter__(self) -> _Blocking:
        return self

    def __exit__(self, *_: object) -> None:
        self._portal.call(self._target.close)

    def __next__(self) -> Any:
        return next(_Iteration(self._target, self._portal))

    def __repr__(self) -> str:
        return repr(self._target)


class _Iteration:
    def __init__(self, iterator: AsyncIterator[Any], portal: BlockingPortal) -> None:
        self._iterator = iterator
        self._portal = portal

    def __iter__(self) -> _Iteration:
        return self

    def __next__(self) -> Any:
        item = self._portal.call(_next, self._iterator)
        if item is _END:
            raise StopIteration
        return item


async def _next(iterator: AsyncIterator[Any]) -> Any:
    return await anext(iterator, _END)


async def _result(call: Callable[..., Any], *given: Any, **named: Any) -> Any:
    found = call(*given, **named)
    return await found if isinstance(found, Awaitable) else found

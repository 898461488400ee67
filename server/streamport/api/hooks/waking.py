"""From pushes to the tags that follow them, beside the requests: who sends does not wait.

The same push is worked on once, however often it is told meanwhile, and at most once a second.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import NamedTuple, Protocol

import msgspec
from msgspec import Struct

from imagestreamimport.references import InvalidReference, Reference, parse
from streamport.importing.plan import repository_key
from streamport.store.errors import StorageFault
from streamport.store.protocol import Store

from .settings import Hook

MOST_WAITING = 1_000  # pushes of all hooks
_PAUSE_S = 1.0  # between two looks for the same push
_PAGE = 200  # streams
_PAGE_BYTES = 16 << 20
_log = logging.getLogger(__name__)


class Waker(Protocol):
    """Who imports what is woken."""

    def wake(self, namespace: str, stream: str, *tags: str) -> None:
        """Import these tags of a stream soon; what is not imported is passed over."""
        ...


class _Place(NamedTuple):
    """A push as hooks tell it: where, and the namespaces that it may wake, None for all."""

    reference: Reference
    namespaces: tuple[str, ...] | None


_Key = tuple[tuple[str, str], str, tuple[str, ...] | None]


class Waking:
    """The pushes that are to be looked at."""

    def __init__(self, store: Callable[[], Store], waker: Callable[[], Waker | None]) -> None:
        """Both are asked for when they are needed: they are there while the server runs."""
        self._store, self._waker = store, waker
        self._waiting: dict[_Key, tuple[_Place, float]] = {}
        self._looked_at: dict[_Key, float] = {}
        self._news = asyncio.Event()

    def put(self, hook: Hook, reference: Reference) -> bool:
        """Look for what follows a tag soon. Returns whether there is room for it."""
        namespaces = None if hook.wakes_all else hook.namespaces
        key = (repository_key(reference), reference.tag, namespaces)
        if key not in self._waiting:
            if len(self._waiting) >= MOST_WAITING:
                return False
            last = self._looked_at.get(key)
            due_at = 0.0 if last is None else last + _PAUSE_S
            self._waiting[key] = (_Place(reference, namespaces), due_at)
            self._news.set()
        return True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work as long as the context lasts."""
        task = asyncio.create_task(self._run(), name="hooks")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._news.clear()
            now = time.monotonic()
            due = [key for key, (_, due_at) in self._waiting.items() if due_at <= now]
            for key in due:
                place, _ = self._waiting.pop(key)
                await self._look(key, place)
                self._looked_at[key] = time.monotonic()
            now = time.monotonic()
            recent = now - _PAUSE_S
            self._looked_at = {key: at for key, at in self._looked_at.items() if at > recent}
            next_at = min((due_at for _, due_at in self._waiting.values()), default=None)
            left = None if next_at is None else max(0.0, next_at - now)
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def _look(self, key: _Key, place: _Place) -> None:
        waker = self._waker()
        if waker is None:
            _log.warning("a push is told, and nothing imports in the background here")
            return
        try:
            for namespace in place.namespaces or (None,):
                async for found in _followers(self._store(), namespace, place.reference):
                    waker.wake(*found)
        except StorageFault as fault:
            _log.error("what follows %s is not known yet: %s", place.reference.exact(), fault)
            self._waiting.setdefault(key, (place, time.monotonic() + _PAUSE_S))
        except Exception:
            _log.exception("what follows %s cannot be looked for", place.reference.exact())


# --------------------------------------------------------------------------------- what follows it


class _From(Struct):
    kind: str | None = None
    name: str | None = None


class _Tag(Struct, rename={"from_": "from"}):
    name: str | None = None
    from_: _From | None = None
    reference: bool | None = None


class _Spec(Struct):
    tags: list[_Tag] | None = None


class _Metadata(Struct):
    name: str
    namespace: str


class _Stream(Struct):
    """As much of a stream as is needed; its long history is not read."""

    metadata: _Metadata
    spec: _Spec | None = None


_decode = msgspec.json.Decoder(_Stream).decode


async def _followers(
    store: Store, namespace: str | None, reference: Reference
) -> AsyncIterator[tuple[str, ...]]:
    """Yield namespace, name and tags of the streams that have a tag which follows a reference."""
    continue_ = ""
    while True:
        page = await store.list(
            "imagestreams", namespace, limit=_PAGE, continue_=continue_, max_bytes=_PAGE_BYTES
        )
        for stored in page.items:
            # Most streams do not name it at all, and need not be taken apart.
            if reference.name in stored.text:
                stream = _decode(stored.text)
                tags = list(following_tags(stream, reference))
                if tags:
                    yield (stream.metadata.namespace, stream.metadata.name, *tags)
        if not page.continue_:
            return
        continue_ = page.continue_


def following_tags(stream: _Stream, reference: Reference) -> Iterator[str]:
    """Yield the spec tags that name the reference's tag in a registry, however it is spelled."""
    wanted = repository_key(reference)
    for tag in (stream.spec.tags if stream.spec else None) or ():
        source = tag.from_
        if source is None or source.kind != "DockerImage" or tag.reference:
            continue
        try:
            named = parse(source.name or "")
        except InvalidReference:
            continue
        is_same = repository_key(named) == wanted and not named.digest
        if is_same and (named.tag or "latest") == reference.tag:
            yield tag.name or ""

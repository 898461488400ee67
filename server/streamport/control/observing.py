"""Every stream as it comes by: at the start all that are stored, then each change.

Looks at the stored state alone, as the reference does: what was before is not compared. Whatever a
stream wants is written into the table of work; who asks waits for nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from imagestreamimport.models import ImageStream
from streamport.store.errors import Expired, StorageFault
from streamport.store.protocol import Change, Store, Stored
from streamport.store.work import Place, Request

from .clock import SteadyClock
from .rules import first_registry, wanted
from .schedule import is_in_step, plan_of, read_state
from .settings import SETTLING_MS, ControlSettings

_log = logging.getLogger(__name__)
_AT_ONCE = 100  # streams of a list
_AT_ONCE_BYTES = 1 << 20
_LARGE = 256 << 10  # characters; to read a larger stream is done beside the event loop
_PAUSE_S = 5.0  # after a failure of the store


class Observer:
    """Asks for what streams want. `asked` is called when something was."""

    def __init__(
        self, store: Store, clock: SteadyClock, settings: ControlSettings, asked: Callable[[], None]
    ) -> None:
        self._store, self._clock, self._asked = store, clock, asked
        self._interval_ms = int(settings.interval_s * 1000)
        self._requests: dict[Place, Request] = {}
        self._has_requests = asyncio.Event()

    async def run(self) -> None:
        """Observe until it is cancelled, or the store ends its changes."""
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._ask())
            try:
                await self._observe()
            finally:
                asking.cancel()

    def put(self, request: Request) -> None:
        """Ask for something, soon."""
        before = self._requests.get(request.place)
        if before is not None:
            tags = tuple(dict.fromkeys((*before.tags, *request.tags)))
            due_at = min(before.due_at, request.due_at)
            only_known = before.only_known and request.only_known
            request = Request(request.place, request.registry, due_at, tags, only_known)
        self._requests[request.place] = request
        self._has_requests.set()

    async def _ask(self) -> None:
        while True:
            await self._has_requests.wait()
            self._has_requests.clear()
            requests, self._requests = self._requests, {}
            try:
                await self._store.work.ask(list(requests.values()))
            except StorageFault as fault:
                _log.error("imports that are due cannot be noted: %s", fault)
                await asyncio.sleep(_PAUSE_S)
                for request in requests.values():
                    self.put(request)
                continue
            self._asked()

    async def _observe(self) -> None:
        while True:
            try:
                version = await self._look_at_all()
                changes = await self._store.changes(version, "imagestreams")
                async for change in changes:
                    await self._look_at(change)
                return  # the server ends
            except Expired:
                continue
            except StorageFault as fault:
                _log.error("image streams cannot be observed: %s", fault)
                await asyncio.sleep(_PAUSE_S)

    async def _look_at_all(self) -> str:
        gone = set(await self._store.work.places())
        version, continue_ = "", ""
        while True:
            page = await self._store.list(
                "imagestreams", limit=_AT_ONCE, continue_=continue_, max_bytes=_AT_ONCE_BYTES
            )
            version = version or page.resource_version
            for stored in page.items:
                gone.discard(await self._look(stored))
            if not (continue_ := page.continue_):
                break
        for place in gone:
            self.put(Request(place, "", self._clock.now(), only_known=True))
        return version

    async def _look_at(self, change: Change) -> None:
        if change.type == "DELETED":
            metadata = change.stored.model(ImageStream).metadata
            if metadata:
                place = Place(metadata.namespace or "", metadata.name or "")
                self.put(Request(place, "", self._clock.now(), only_known=True))
            return
        await self._look(change.stored)

    async def _look(self, stored: Stored) -> Place:
        stream = await read_stream(stored)
        metadata = stream.metadata
        place = Place(metadata.namespace or "", metadata.name or "") if metadata else Place("", "")
        now = self._clock.now()
        if wishes := wanted(stream):
            self.put(Request(place, first_registry(wishes), now + SETTLING_MS))
            return place
        plan = plan_of(stream, self._interval_ms)
        row = await self._store.work.find(place)
        state = read_state(row.state if row else "")
        if not is_in_step(state, stream, plan, now):
            self.put(Request(place, "", now))
        return place


async def read_stream(stored: Stored) -> ImageStream:
    """Read a stream; a large one beside the event loop."""
    if len(stored.text) < _LARGE:
        return stored.model(ImageStream)
    return await asyncio.to_thread(stored.model, ImageStream)

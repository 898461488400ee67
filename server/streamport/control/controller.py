"""The controller: observes streams, claims what is due in fair turns, and does it.

Servers that share a store share the work: a row is claimed by one of them for a minute, and kept
while it works. One that is killed loses its claims to the others, or to itself when it is back.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from streamport.importing.fields import metadata_of
from streamport.store.errors import StorageFault
from streamport.store.protocol import Store, Stored
from streamport.store.work import Lane, Place, Request, Settled, Sums, Work

from .clock import SteadyClock
from .engine import Engine
from .observing import Observer, read_stream
from .pace import Pace
from .report import schedule_document
from .schedule import Run
from .settings import LEASE_MS, ControlSettings
from .turns import Turns
from .working import Worker

_log = logging.getLogger(__name__)
_LONGEST_SLEEP_S = 10.0  # other servers write what is due too
_PAUSE_S = 1.0  # after a failure of the store
_LATE_STEP_MS = 1_000  # between rounds that are late when the server starts


class Controller:
    """Keeps streams alive while it runs. One for a server."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        settings: ControlSettings,
        count: Callable[[Run], None] = lambda run: None,
    ) -> None:
        """count: is told of each import."""
        self.settings, self.clock = settings, SteadyClock()
        self._store, self._count = store, count
        self._worker = Worker(store, engine, self.clock, settings)
        self._observer = Observer(store, self.clock, settings, self._look_soon)
        self._turns = Turns(settings.at_once)
        self._pace = Pace(settings.per_minute)
        self._owner = str(uuid.uuid4())
        self._running: dict[Place, asyncio.Task[None]] = {}
        self._news = asyncio.Event()

    def wake(self, namespace: str, stream: str, *tags: str) -> None:
        """Import these tags of a stream soon, as if their time had come.

        Tags that the stream does not have, or that are not imported, are passed over.
        """
        self._observer.put(Request(Place(namespace, stream), "", self.clock.now(), tags))

    async def schedule(self, stored: Stored, may_name: Callable[[str], bool]) -> dict[str, Any]:
        """Return the schedule of a stream as a document. Raises StorageFault.

        may_name: whether the reader may know of a secret.
        """
        stream = await read_stream(stored)
        metadata = metadata_of(stream)
        place = Place(metadata.namespace or "", metadata.name or "")
        return schedule_document(
            stream,
            await self._store.work.find(place),
            int(self.settings.interval_s * 1000),
            self.clock.now(),
            self.clock.shown,
            may_name=may_name,
        )

    async def sums(self) -> Sums:
        """Count what is due. Raises StorageFault."""
        return await self._store.work.sums(self.clock.now())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work as long as the context lasts; what is not done then is due at the next start."""
        await self._begin()
        tasks = [
            asyncio.create_task(self._guarded(run), name=f"control-{run.__name__}")
            for run in (self._observer.run, self._claim_what_is_due, self._renew)
        ]
        try:
            yield
        finally:
            ending = [*tasks, *self._running.values()]
            for task in ending:
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)

    async def _begin(self) -> None:
        with suppress(StorageFault):  # told by the first that needs it
            # Nobody else has this store: claims that are left are of a server that was killed.
            await self._store.work.release_all()
            most = int(self.settings.interval_s * 1000)
            await self._store.work.spread(self.clock.now(), _LATE_STEP_MS, most)

    async def _guarded(self, run: Callable[[], object]) -> None:
        """Run a loop for ever; a defect in it is logged and does not end it."""
        while True:
            try:
                await run()  # type: ignore[misc]
                return
            except Exception:
                _log.exception("the controller failed in a way that was not foreseen")
                await asyncio.sleep(_PAUSE_S)

    # ----------------------------------------------------------------------------------- claiming

    def _look_soon(self) -> None:
        self._news.set()

    async def _claim_what_is_due(self) -> None:
        while True:
            self._news.clear()
            try:
                sleep_s = await self._claim_now()
            except StorageFault as fault:
                _log.error("imports that are due cannot be claimed: %s", fault)
                sleep_s = _PAUSE_S
            with suppress(TimeoutError):
                async with asyncio.timeout(sleep_s):
                    await self._news.wait()

    async def _claim_now(self) -> float:
        """Claim what is due as far as there is room. Returns how long nothing more is."""
        now = self.clock.now()
        is_full = await self._claim(now, self._turns.free, urgent=True)
        left = self._pace.left(now)
        is_slowed = await self._claim(now, min(left, self._turns.free), urgent=False)
        due_at = await self._store.work.next_due(now)
        instants = [] if due_at is None else [due_at]
        if is_slowed and self._pace.left(now) <= 0:
            instants.append(self._pace.next_at())
        if (is_full or is_slowed) and not instants:
            return _LONGEST_SLEEP_S  # the end of an import tells
        wait_ms = min(instants, default=now + 60_000) - self.clock.now()
        return min(max(wait_ms / 1000, 0.001), _LONGEST_SLEEP_S)

    async def _claim(self, now: int, most: int, *, urgent: bool) -> bool:
        """Claim and begin. Returns whether there is more than there was room for."""
        works = self._store.work
        while lanes := await works.lanes(now, urgent=urgent):
            chosen = self._turns.choose(lanes, most)
            if not chosen:
                return True
            claimed = await works.claim(chosen, now, now + LEASE_MS, self._owner, urgent=urgent)
            if not claimed:
                return False  # another server was quicker
            most -= len(claimed)
            if not urgent:
                self._pace.begin(now, len(claimed))
            await self._start(claimed)
        return False

    async def _start(self, claimed: Sequence[Work]) -> None:
        for work in claimed:
            if work.place in self._running:  # the stream was made anew under its import
                settled = Settled(work, work.registry, self.clock.now() + 100, work.state, True)
                await self._store.work.settle([settled], self._owner)
                continue
            lane = Lane(work.place.namespace, work.registry)
            self._turns.take(lane)
            task = asyncio.create_task(self._work(work, lane))
            self._running[work.place] = task

    async def _work(self, work: Work, lane: Lane) -> None:
        """Do one piece of work and settle it."""
        try:
            run = await self._done(work)
            if run is not None:
                self._count(run)
            elif not work.is_urgent:
                self._pace.give_back()
        finally:
            self._turns.give_back(lane)
            del self._running[work.place]
            self._news.set()

    async def _done(self, work: Work) -> Run | None:
        works = self._store.work
        try:
            done = await self._worker.do(work)
            await works.settle([done.settled], self._owner)
            return done.run
        except asyncio.CancelledError:
            left = Settled(work, work.registry, work.due_at, work.state, again=True)
            with suppress(StorageFault):
                await asyncio.shield(works.settle([left], self._owner))
            raise
        except StorageFault as fault:
            # The claim runs out, and then it is tried again.
            _log.error("%s/%s was not imported: %s", *work.place, fault)
        except Exception:
            _log.exception("the import of %s/%s failed in a way that was not foreseen", *work.place)
        return None

    async def _renew(self) -> None:
        """Keep what is being worked on."""
        while True:
            await asyncio.sleep(LEASE_MS / 1000 / 3)
            if not self._running:
                continue
            until = self.clock.now() + LEASE_MS
            try:
                await self._store.work.renew(list(self._running), until, self._owner)
            except StorageFault as fault:
                _log.error("claims cannot be kept: %s", fault)

"""Many fetches side by side, each done once, and the items that come of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from imagestreamimport.models import ImageImportStatus, Status
from streamport.registry.attempts import Attempt
from streamport.registry.hosts import contacted_host

from .errors import BadContent
from .fetch import Fetched, Fetcher, FetchFailed
from .once import run_together
from .plan import Fetch
from .room import NO_ROOM, Room, bytes_of
from .statuses import internal_error, shown_reference, success

# Items of one host that are worked on at a time; the pool lets fewer of them speak. Hosts do not
# wait for each other: one that is slow or dead costs its own items only.
_WIDTH = 64
_log = logging.getLogger(__name__)
TOO_LATE = "context deadline exceeded"


class Work:
    """The fetches of a part of a request."""

    def __init__(self, fetcher: Fetcher, room: Room) -> None:
        self._fetcher = fetcher
        self._room = room
        self._answered: set[Fetch] = set()  # what is in an item already
        self._wanted: dict[Fetch, bool] = {}  # and whether an entry wants the raw manifest
        self.results: dict[Fetch, Fetched | FetchFailed] = {}

    @property
    def failures(self) -> list[FetchFailed]:
        """The fetches that brought no image, so far."""
        return [found for found in self.results.values() if isinstance(found, FetchFailed)]

    def add(self, fetch: Fetch, *, keep_raw: bool) -> None:
        """Plan a fetch before the work runs; equal ones are one."""
        self._wanted[fetch] = keep_raw or self._wanted.get(fetch, False)

    async def run(self) -> None:
        """Do all fetches; failures are results."""
        queues: dict[str, list[Callable[[], Awaitable[None]]]] = {}
        for fetch in self._wanted:
            if fetch in self.results:  # of an earlier run
                continue
            host = contacted_host(fetch.reference)
            queues.setdefault(host, []).append(lambda fetch=fetch: self._fetch(fetch))
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                group.create_task(run_together(queue, min(_WIDTH, len(queue))))

    async def _fetch(self, fetch: Fetch) -> None:
        try:
            found = await self._fetcher.fetch(fetch, keep_raw=self._wanted[fetch])
            fits = self._room.take(bytes_of(found))
            self.results[fetch] = found if fits else FetchFailed(_failed(fetch, NO_ROOM))
        except FetchFailed as error:
            self.results[fetch] = error
        except Exception:
            # Whatever a registry sends must never cost more than its own item.
            _log.exception(
                "the import of %s failed in a way that was not foreseen", fetch.reference
            )
            status = internal_error("the import failed, see the log of the server")
            self.results[fetch] = FetchFailed(status)

    def may_pass(self, fetch: Fetch) -> bool:
        """Whether a fetch failed for a reason that may pass by itself, as want of time may."""
        found = self.results.get(fetch)
        return found is None or (isinstance(found, FetchFailed) and found.may_pass)

    def result(self, fetch: Fetch) -> ImageImportStatus:
        """Return the item of a fetch; one that is not finished has failed."""
        found = self.results.get(fetch)
        item = ImageImportStatus(tag=fetch.tag or None)
        if isinstance(found, Fetched):
            # Entries that name one thing are fetched once, and stand in the answer each.
            if fetch in self._answered and not self._room.take(bytes_of(found)):
                item.status = _failed(fetch, NO_ROOM)
                return item
            self._answered.add(fetch)
            item.status = success()
            item.image = found.image
            item.manifests = found.children
        else:
            item.status = found.status if found else _failed(fetch, TOO_LATE)
        return item

    def attempts(self, fetch: Fetch) -> tuple[Attempt, ...]:
        """Return what was tried for a fetch that failed; nothing for the others."""
        found = self.results.get(fetch)
        return found.attempts if isinstance(found, FetchFailed) else ()


def _failed(fetch: Fetch, why: str) -> Status:
    try:
        return internal_error(f"{shown_reference(fetch.reference)}: {why}")
    except BadContent as error:
        return internal_error(error.text)

"""Namespaces that end: what is in them goes first, in stages that a crash cannot leave half.

A namespace is marked as going before anything is taken away, and is gone after everything is. A
server that starts goes on with those that are marked. Many servers may do so at once.
"""

from __future__ import annotations

import asyncio
import logging

from imagestreamimport.errors import StatusError
from imagestreamimport.options import DeleteOptions
from streamport.store.errors import Refused, StoreError
from streamport.store.protocol import Delete, Store

from .deletion import delete_or_mark, is_going

_log = logging.getLogger(__name__)
_CONTENTS = ("imagestreams", "secrets")
_PART, _PART_BYTES = 500, 1 << 20  # of what is in a namespace: so much is held in memory at once
_AT_ONCE = 4  # namespaces; others wait, however many are deleted together
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 30.0  # while others have to finish with what is left


class NamespaceEndings:
    """Ends namespaces beside the requests."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def resume(self, store: Store) -> None:
        """Go on with the namespaces that were marked before this start."""
        token = ""
        while True:
            page = await store.list("namespaces", continue_=token, max_bytes=_PART_BYTES)
            for stored in page.items:
                if is_going(stored.metadata):
                    self.begin(store, stored.metadata["name"])
            token = page.continue_
            if not token:
                return

    def begin(self, store: Store, name: str) -> None:
        """End a namespace that is marked, unless that is being done."""
        if name not in self._running:
            task = asyncio.create_task(self._end(store, name))
            self._running[name] = task
            task.add_done_callback(lambda _: self._running.pop(name, None))

    async def close(self) -> None:
        """Stop; the next start goes on."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _end(self, store: Store, name: str) -> None:
        pause = _FIRST_PAUSE_S
        while True:
            try:
                async with self._turns:
                    if await end_namespace(store, name):
                        return
            except (StoreError, StatusError):
                _log.exception("namespace %s could not be ended; it is tried again", name)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)


async def end_namespace(store: Store, name: str) -> bool:
    """Take away what is in a namespace that is marked, then the namespace; whether it is gone."""
    is_empty = await _empty(store, name)
    stored = await store.get("namespaces", None, name)
    if stored is None or not is_going(stored.metadata):
        return True
    if not is_empty or stored.metadata.get("finalizers"):
        return False
    try:
        await store.write([Delete("namespaces", None, name, stored.resource_version)])
    except Refused:
        return False
    # What was let in before the mark was seen, and stored after the last look.
    if await store.get("namespaces", None, name) is None:
        await _empty(store, name)
    return True


async def _empty(store: Store, name: str) -> bool:
    """Delete what is in a namespace; whether nothing is left that others have to finish with."""
    is_empty = True
    for resource in _CONTENTS:
        token = ""
        while True:
            page = await store.list(
                resource, name, limit=_PART, continue_=token, max_bytes=_PART_BYTES
            )
            for stored in page.items:
                metadata = stored.metadata
                only = DeleteOptions(uid=metadata.get("uid"))
                try:
                    await delete_or_mark(store, resource, name, metadata["name"], only)
                except StatusError:
                    is_empty = False  # changed meanwhile: the next look finds it again
                is_empty = is_empty and not metadata.get("finalizers")
            token = page.continue_
            if not token:
                break
    return is_empty

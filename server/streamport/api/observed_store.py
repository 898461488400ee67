"""The store as handlers use it: a failure of the database becomes an answer, and is logged.

The answer says what a user can use; paths and the words of the database stand in the log alone.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from imagestreamimport.errors import InternalError, ServiceUnavailable, StatusError
from imagestreamimport.selectors import EVERY_FIELD, EVERY_LABEL, FieldSelector, LabelSelector
from streamport.store.errors import Closed, DiskFull, Locked, ReadOnly, StorageFault
from streamport.store.protocol import Changes, Page, Store, Stored, Write
from streamport.store.work import Works

from .record import note_fault

_log = logging.getLogger(__name__)


class ObservedStore:
    """The protocol's Store; StorageFault becomes an error of the API."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def work(self) -> Works:
        """What is due; its faults are for who works on it, not for an answer."""
        return self._store.work

    async def get(self, resource: str, namespace: str | None, name: str) -> Stored | None:
        with observed():
            return await self._store.get(resource, namespace, name)

    async def list(
        self,
        resource: str,
        namespace: str | None = None,
        *,
        labels: LabelSelector = EVERY_LABEL,
        fields: FieldSelector = EVERY_FIELD,
        limit: int | None = None,
        continue_: str = "",
        max_bytes: int = sys.maxsize,
    ) -> Page:
        with observed():
            return await self._store.list(
                resource,
                namespace,
                labels=labels,
                fields=fields,
                limit=limit,
                continue_=continue_,
                max_bytes=max_bytes,
            )

    async def write(self, writes: Sequence[Write], *, dry_run: bool = False) -> list[Stored]:
        with observed():
            return await self._store.write(writes, dry_run=dry_run)

    async def changes(
        self,
        since: str,
        resource: str,
        namespace: str | None = None,
        *,
        labels: LabelSelector = EVERY_LABEL,
        fields: FieldSelector = EVERY_FIELD,
    ) -> Changes:
        with observed():
            return await self._store.changes(
                since, resource, namespace, labels=labels, fields=fields
            )

    async def check(self) -> None:
        with observed():
            await self._store.check()

    def current_version(self) -> str:
        return self._store.current_version()

    def has_changed(self, since: str, resource: str, namespace: str) -> bool:
        return self._store.has_changed(since, resource, namespace)

    def end_changes(self) -> None:
        self._store.end_changes()

    async def close(self) -> None:
        await self._store.close()


@contextmanager
def observed() -> Iterator[None]:
    """Turn a failure of the database into an answer."""
    try:
        yield
    except StorageFault as fault:
        if not isinstance(fault, Closed):
            note_fault()
            _log.error("%s", fault)
        raise _answer(fault) from fault


def _answer(fault: StorageFault) -> StatusError:
    match fault:
        case Closed():
            return ServiceUnavailable("the server is stopping", retry_after_s=1)
        case Locked():
            return ServiceUnavailable("the database is in use by another process", retry_after_s=1)
        case DiskFull():
            return InternalError.of("the disk of the database is full; nothing was stored")
        case ReadOnly():
            return InternalError.of("the database may not be written; nothing was stored")
        case _:
            return InternalError.of("the database failed; the log of the server says how")

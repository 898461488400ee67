"""The store in one SQLite file: one thread writes, others read beside it."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imagestreamimport.selectors import EVERY_FIELD, EVERY_LABEL, FieldSelector, LabelSelector

from .entries import entry_of
from .errors import Closed
from .feed import Feed
from .migrate import migrate
from .paging import place_of
from .protocol import MAX_DOCUMENT_BYTES, Changes, Page, Stored, Write
from .readers import Readers, Wanted, read_object, read_page
from .reserve import Reserve
from .sqlite_file import SqliteFile
from .sqlite_work import SqliteWorks
from .transaction import History, read_counters
from .watching import SelectedChanges, Selection
from .writer import Committed, Job, Waiting, Writer


class SqliteStore:
    """The protocol's Store in an SQLite file. Belongs to the event loop that first uses it."""

    def __init__(
        self,
        path: Path,
        history: History | None = None,
        readers: int = 4,
        max_document_bytes: int = MAX_DOCUMENT_BYTES,
    ) -> None:
        """Open the file, or make it, and migrate it; blocks meanwhile. Raises StorageFault."""
        self._max_document_bytes = max_document_bytes
        self._file = SqliteFile(path)
        try:
            self._connection = self._file.connect()
            try:
                migrate(self._connection, path)
                counters = read_counters(self._connection)
                self._readers = Readers(self._file, readers)
            except sqlite3.Error as error:
                raise self._file.explain(error) from error
        except BaseException:
            self._file.release()
            raise
        self._feed = Feed(counters.current)
        self._writer = Writer(
            self._connection, counters, history or History(), self._file.explain, Reserve(path)
        )
        self.work = SqliteWorks(self._readers, self._do)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: asyncio.Future[None] | None = None

    async def get(self, resource: str, namespace: str | None, name: str) -> Stored | None:
        named = {"resource": resource, "namespace": namespace or "", "name": name}
        return self._readers.answer_now(read_object, named)

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
        after = place_of(continue_) if continue_ else None
        wanted = Wanted(resource, namespace, labels, fields, limit or None, after, max_bytes)
        return await self._readers.ask(read_page, wanted)

    async def write(self, writes: Sequence[Write], *, dry_run: bool = False) -> list[Stored]:
        self._start()
        entries = [entry_of(write, self._max_document_bytes) for write in writes]
        answer: asyncio.Future[list[Stored]] = asyncio.get_running_loop().create_future()
        self._writer.put(Waiting(entries, answer, dry_run))
        return await answer

    async def check(self) -> None:
        self._start()
        answer: asyncio.Future[list[Stored]] = asyncio.get_running_loop().create_future()
        self._writer.put(Waiting([], answer))
        await answer

    async def changes(
        self,
        since: str,
        resource: str,
        namespace: str | None = None,
        *,
        labels: LabelSelector = EVERY_LABEL,
        fields: FieldSelector = EVERY_FIELD,
    ) -> Changes:
        selection = Selection(resource, namespace, labels, fields)
        return await SelectedChanges.begin(int(since), selection, self._readers, self._feed)

    def current_version(self) -> str:
        return str(self._feed.version)

    def has_changed(self, since: str, resource: str, namespace: str) -> bool:
        return self._feed.has_after(int(since), resource, namespace)

    def end_changes(self) -> None:
        self._feed.close()

    async def close(self) -> None:
        if self._closing is None:
            self._closing = asyncio.ensure_future(asyncio.to_thread(self._close))
            self._feed.close()
        await asyncio.shield(self._closing)

    # --------------------------------------------------------------------------------------- inside

    async def _do(self, job: Job) -> Any:
        """Run something in a transaction of the writer."""
        self._start()
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._writer.put(Waiting([], answer, job=job))
        return await answer

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._closing is not None:
            raise Closed("the store was closed; this was not written")
        if self._loop is None:
            self._loop = loop
            self._writer.start(loop, self._committed)
        elif self._loop is not loop:
            raise RuntimeError("a store belongs to the event loop that first wrote to it")

    def _committed(self, committed: Committed) -> None:
        self._feed.publish(committed.counters.current, committed.changed)

    def _close(self) -> None:
        self._writer.stop()
        self._readers.close()
        self._connection.close()
        self._file.release()

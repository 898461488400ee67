"""Reading from SQLite beside the writer: threads with a connection each, and what is read there."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec

from imagestreamimport.selectors import FieldSelector, LabelSelector

from . import statements as sql
from .errors import Closed, Expired
from .paging import Place
from .prepared import Prepared
from .protocol import ChangeType, Page, Stored
from .sqlite_file import SqliteFile

Result = TypeVar("Result")

_READ_OBJECT = Prepared(sql.read_object)
_READ_COUNTERS = Prepared(sql.read_counters)
_READ_CHANGES = Prepared(sql.read_changes(namespace=False))
_READ_CHANGES_OF_NAMESPACE = Prepared(sql.read_changes(namespace=True))
_EVERYTHING = sys.maxsize


@dataclass(frozen=True, slots=True)
class RawChange:
    """A row of the log of changes. `before` is the document that it replaced, if any."""

    version: int
    type: ChangeType
    text: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The selection of a list request."""

    resource: str
    namespace: str | None
    labels: LabelSelector
    fields: FieldSelector
    limit: int | None
    after: Place | None
    max_bytes: int = sys.maxsize

    @property
    def name(self) -> str | None:
        """The one name that is selected, if so."""
        return self.fields.only("metadata.name")

    @property
    def needs_a_look(self) -> bool:
        """Whether the statement cannot select all by itself."""
        left_over = len(self.fields.requirements) - (self.name is not None)
        return left_over > 0 or any(
            item.operator in ("gt", "lt") for item in self.labels.requirements
        )


class Readers:
    """A pool of reading threads. Each question sees one state of the database."""

    def __init__(self, file: SqliteFile, threads: int) -> None:
        self._file = file
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        for _ in range(threads):
            self._idle.put(file.connect())
        self._quick = file.connect()
        self._quick.execute("PRAGMA busy_timeout=100")  # the event loop must not stand for long
        self._closed = False
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store-reader")

    async def ask(self, question: Callable[..., Result], *values: Any) -> Result:
        """Answer `question(connection, *values)` within one transaction."""
        loop = asyncio.get_running_loop()
        try:
            answer = loop.run_in_executor(self._pool, self._answer, question, values)
        except RuntimeError as error:
            raise Closed("the store was closed") from error
        return await answer

    def answer_now(self, question: Callable[..., Result], *values: Any) -> Result:
        """Answer a question of one statement, which is quicker than to wake a thread.

        A reader of SQLite in this mode never waits; the row is mostly in memory.
        """
        if self._closed:
            raise Closed("the store was closed")
        try:
            return question(self._quick, *values)
        except sqlite3.Error as error:
            raise self._file.explain(error) from error

    def close(self) -> None:
        """Wait for what is being read."""
        self._closed = True
        self._pool.shutdown()
        self._quick.close()
        for _ in range(self._threads):
            self._idle.get().close()

    def _answer(self, question: Callable[..., Result], values: Sequence[Any]) -> Result:
        connection = self._idle.get()
        try:
            with _snapshot(connection):
                return question(connection, *values)
        except sqlite3.Error as error:
            raise self._file.explain(error) from error
        finally:
            self._idle.put(connection)


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


# ---------------------------------------------------------------------------------------- questions


def read_object(connection: sqlite3.Connection, named: Mapping[str, str]) -> Stored | None:
    row = _READ_OBJECT.run(connection, named).fetchone()
    return None if row is None else Stored(row[1], str(row[0]))


def read_page(connection: sqlite3.Connection, wanted: Wanted) -> Page:
    """Raise Expired."""
    current, pruned = _READ_COUNTERS.run(connection).fetchone()
    after = wanted.after
    version = after.version if after else current
    if not pruned <= version <= current:
        raise Expired(version, pruned, current)
    shape: dict[str, Any] = {
        "live": version == current,
        "namespace": wanted.namespace is not None,
        "after": after is not None,
    }
    more = _EVERYTHING if wanted.limit is None else wanted.limit + 1
    values = {
        "resource": wanted.resource,
        "namespace": wanted.namespace,
        "name": wanted.name,
        "version": version,
        "limit": _EVERYTHING if wanted.needs_a_look else more,
        "after_namespace": after.namespace if after else None,
        "after_name": after.name if after else None,
    }
    shown = _list(**shape, name=wanted.name is not None, requirements=wanted.labels.requirements)
    found: Iterator[tuple[str, str, int, str]] = shown.run(connection, values)
    if wanted.needs_a_look:
        found = (row for row in found if is_selected(row[3], wanted.labels, wanted.fields))
    rows, size = list[tuple[str, str, int, str]](), 0
    most = _EVERYTHING if wanted.limit is None else wanted.limit
    for row in islice(found, more):
        rows.append(row)
        if size >= wanted.max_bytes or len(rows) > most:
            break  # it only tells that there is more
        size += len(row[3])
    else:
        return Page([Stored(document, str(at)) for _, _, at, document in rows], str(version))
    items = [Stored(document, str(at)) for _, _, at, document in rows[:-1]]
    last = rows[len(items) - 1]
    remaining = None
    if not wanted.labels and not wanted.fields:
        (all_of_them,) = _count(**shape).run(connection, values).fetchone()
        remaining = all_of_them - len(items)
    return Page(items, str(version), Place(version, last[0], last[1]).token(), remaining)


# To compile a statement takes longer than to read a short list. Requirements are equal only to
# themselves, so that lists with label selectors are compiled each time.
@lru_cache(maxsize=64)
def _list(**shape: Any) -> Prepared:
    return Prepared(sql.read_list(**shape))


@lru_cache(maxsize=16)
def _count(**shape: Any) -> Prepared:
    return Prepared(sql.count_list(**shape))


def is_selected(text: str, labels: LabelSelector, fields: FieldSelector) -> bool:
    """Whether selectors take a document."""
    if not labels and not fields:
        return True
    document: dict[str, Any] = msgspec.json.decode(text)
    return labels.matches(document["metadata"].get("labels")) and fields.matches(document)


def read_changes(
    connection: sqlite3.Connection,
    since: int,
    until: int,
    resource: str,
    namespace: str | None,
    limit: int,
    max_bytes: int = sys.maxsize,
) -> tuple[list[RawChange], bool]:
    """Read changes, as many as asked for; and whether these are all. Raises Expired."""
    current, pruned = _READ_COUNTERS.run(connection).fetchone()
    # A version to come is of another store, or of this one before a backup was restored.
    if not pruned <= since <= current:
        raise Expired(since, pruned, current)
    values = {
        "since": since,
        "until": until,
        "resource": resource,
        "namespace": namespace,
        "limit": limit,
    }
    statement = _READ_CHANGES if namespace is None else _READ_CHANGES_OF_NAMESPACE
    changes, size = list[RawChange](), 0
    for row in statement.run(connection, values):
        change = RawChange(*row)
        changes.append(change)
        size += len(change.text) + len(change.before or "")
        if size >= max_bytes:
            return changes, False
    return changes, len(changes) < limit

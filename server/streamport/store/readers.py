"""Reading from SQLite beside the writer: threads with a connection each, and what is read there."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from . import statements as sql
from .errors import Closed, Expired
from .paging import Place
from .prepared import Prepared
from .protocol import ChangeType, Page, Stored
from .selectors import Requirement
from .sqlite_file import SqliteFile

Result = TypeVar("Result")

_READ_OBJECT = Prepared(sql.read_object)
_READ_COUNTERS = Prepared(sql.read_counters)
_READ_CHANGES = Prepared(sql.read_changes(namespace=False))
_READ_CHANGES_OF_NAMESPACE = Prepared(sql.read_changes(namespace=True))
_EVERYTHING = 2**62


@dataclass(frozen=True, slots=True)
class RawChange:
    """A row of the log of changes. `before` is the document that it replaced, if any."""

    version: int
    type: ChangeType
    text: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for."""

    resource: str
    namespace: str | None
    labels: Sequence[Requirement]
    name: str | None
    limit: int | None
    after: Place | None


class Readers:
    """A pool of reading threads. Each question sees one state of the database."""

    def __init__(self, file: SqliteFile, threads: int) -> None:
        self._file = file
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        for _ in range(threads):
            self._idle.put(file.connect())
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store-reader")

    async def ask(self, question: Callable[..., Result], *values: Any) -> Result:
        """The answer of `question(connection, *values)`, within one transaction."""
        loop = asyncio.get_running_loop()
        try:
            answer = loop.run_in_executor(self._pool, self._answer, question, values)
        except RuntimeError as error:
            raise Closed("the store was closed") from error
        return await answer

    def close(self) -> None:
        """Waits for what is being read."""
        self._pool.shutdown()
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
    """Raises Expired."""
    current, pruned = _READ_COUNTERS.run(connection).fetchone()
    version = wanted.after.version if wanted.after else current
    if not pruned <= version <= current:
        raise Expired(version, pruned, current)
    shape: dict[str, Any] = {
        "live": version == current,
        "namespace": wanted.namespace is not None,
        "after": wanted.after is not None,
    }
    values = {
        "resource": wanted.resource,
        "namespace": wanted.namespace,
        "name": wanted.name,
        "version": version,
        "limit": _EVERYTHING if wanted.limit is None else wanted.limit + 1,
        "after_namespace": wanted.after.namespace if wanted.after else None,
        "after_name": wanted.after.name if wanted.after else None,
    }
    statement = sql.read_list(**shape, name=wanted.name is not None, requirements=wanted.labels)
    rows = Prepared(statement).run(connection, values).fetchall()
    items = [Stored(document, str(at)) for _, _, at, document in rows[: wanted.limit]]
    if len(items) == len(rows):
        return Page(items, str(version))
    last = rows[len(items) - 1]
    remaining = None
    if not wanted.labels and wanted.name is None:
        (all_of_them,) = Prepared(sql.count_list(**shape)).run(connection, values).fetchone()
        remaining = all_of_them - len(items)
    return Page(items, str(version), Place(version, last[0], last[1]).token(), remaining)


def read_changes(
    connection: sqlite3.Connection,
    since: int,
    until: int,
    resource: str,
    namespace: str | None,
    limit: int,
) -> list[RawChange]:
    """Raises Expired."""
    current, pruned = _READ_COUNTERS.run(connection).fetchone()
    if since < pruned:
        raise Expired(since, pruned, current)
    values = {
        "since": since,
        "until": until,
        "resource": resource,
        "namespace": namespace,
        "limit": limit,
    }
    statement = _READ_CHANGES if namespace is None else _READ_CHANGES_OF_NAMESPACE
    return [RawChange(*row) for row in statement.run(connection, values)]

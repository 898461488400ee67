"""The one thread that writes to SQLite, with group commit.

While one COMMIT waits for the disk, the next writes gather; they then share the COMMIT that
follows. So the disk is asked once for many writes, and each is acknowledged when it is durable.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from asyncio import AbstractEventLoop, Future
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from .entries import Entry
from .errors import Closed, DiskFull, Key, StorageFault
from .protocol import Delete, Stored
from .reserve import Reserve
from .transaction import Counters, History, Transaction

# A flood of writes shall neither keep the first ones waiting nor make SQLite's log endless.
_MAX_GROUP_BYTES = 16 * 2**20
_PAUSE_S = 5.0  # without a write, after which the log is written into the database
_MAX_GROUP = 256
_PRUNE_EVERY = 32  # changes

Job = Callable[[sqlite3.Connection], Any]
Outcome = list[Stored] | Exception | Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """One caller's writes, and where the answer goes. None ask whether one would be possible.

    job: something else than objects to write; its result is the answer.
    """

    entries: Sequence[Entry]
    answer: Future[Any]
    dry_run: bool = False
    job: Job | None = None

    @property
    def size(self) -> int:
        return sum(len(entry.text) for entry in self.entries)

    @property
    def only_deletes(self) -> bool:
        """Whether it does nothing but delete."""
        return bool(self.entries) and all(isinstance(each.write, Delete) for each in self.entries)


@dataclass(frozen=True, slots=True)
class Committed:
    """The news of one COMMIT, for the event loop."""

    outcomes: Sequence[tuple[Waiting, Outcome]]
    changed: Sequence[tuple[int, Key]]
    counters: Counters
    is_full: bool = False  # whether it failed because the disk is


class Writer:
    """Takes writes from the event loop's thread and hands back what became of them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        counters: Counters,
        history: History,
        explain: Callable[[sqlite3.Error], StorageFault],
        reserve: Reserve,
    ) -> None:
        """`explain` turns an error of SQLite into one that says what helps."""
        self._connection = connection
        self._counters = counters
        self._history = history
        self._has_written = False  # since the log of SQLite was last written into the database
        self._unpruned = 0  # changes since the log was last pruned
        self._explain = explain
        self._reserve = reserve
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._report: Callable[[Committed], None] = lambda committed: None
        self._loop: AbstractEventLoop | None = None

    def start(self, loop: AbstractEventLoop, report: Callable[[Committed], None]) -> None:
        """`report` is called in the event loop after each COMMIT, before callers are answered."""
        self._loop, self._report = loop, report
        self._thread.start()

    def put(self, waiting: Waiting) -> None:
        self._queue.put(waiting)

    def stop(self) -> None:
        """Commit what waits and end the thread; blocks until then."""
        self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    # ------------------------------------------------------------------------------- in the thread

    def _run(self) -> None:
        ended = False
        while not ended:
            group, ended = self._next_group()
            if group:
                self._hand_back(self._commit(group))
        while True:  # what was put after the end
            try:
                late = self._queue.get_nowait()
            except Empty:
                return
            if late is not None:
                closed = Closed("the store was closed; this was not written")
                self._hand_back(Committed([(late, closed)], [], self._counters))

    def _next_group(self) -> tuple[list[Waiting], bool]:
        """Wait for a write and take what came meanwhile. Returns whether it was the last."""
        group: list[Waiting] = []
        size = 0
        following = self._first()
        while following is not None:
            group.append(following)
            size += following.size
            if len(group) >= _MAX_GROUP or size >= _MAX_GROUP_BYTES:
                return group, False
            try:
                following = self._queue.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _first(self) -> Waiting | None:
        """Wait for a write; in a pause what was written goes from the log into the database."""
        if self._has_written:
            with suppress(Empty):
                return self._queue.get(timeout=_PAUSE_S)
            self._has_written = False
            with suppress(sqlite3.Error):  # it is done again, at the latest at the end
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        return self._queue.get()

    def _commit(self, group: Sequence[Waiting]) -> Committed:
        self._has_written = True
        committed = self._try_to_commit(group)
        if committed.is_full and any(each.only_deletes for each in group) and self._reserve.give():
            # What else waits with them may fail; deletions are what makes room.
            again = self._try_to_commit([each for each in group if each.only_deletes])
            failed = [
                (each, outcome) for each, outcome in committed.outcomes if not each.only_deletes
            ]
            return Committed([*again.outcomes, *failed], again.changed, again.counters)
        if not committed.is_full and committed.changed:
            self._reserve.keep()
        return committed

    def _try_to_commit(self, group: Sequence[Waiting]) -> Committed:
        try:
            with self._transaction() as transaction:
                if not all(each.entries or each.job for each in group):
                    transaction.touch()
                outcomes = [(each, self._outcome(transaction, each)) for each in group]
                self._prune_at_times(transaction)
        except sqlite3.Error as error:
            fault = self._explain(error)
            is_full = isinstance(fault, DiskFull)
            return Committed([(each, fault) for each in group], [], self._counters, is_full)
        except Exception as error:  # of a defect: the callers shall know, and the thread live on
            return Committed([(each, error) for each in group], [], self._counters)
        self._counters = transaction.counters
        return Committed(outcomes, transaction.changed, self._counters)

    def _outcome(self, transaction: Transaction, waiting: Waiting) -> Outcome:
        if waiting.job is not None:
            return waiting.job(self._connection)
        return transaction.apply(waiting.entries, dry_run=waiting.dry_run)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            now = int(time.time())
            yield Transaction(self._connection, self._counters, now)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _prune_at_times(self, transaction: Transaction) -> None:
        """Keep the log about within its bounds: exactly, with every write, would cost more."""
        unpruned = self._unpruned + len(transaction.changed)
        if unpruned >= _PRUNE_EVERY:
            # More than was added, so that bounds that were lowered are reached in the end.
            transaction.prune(self._history, at_most=2 * unpruned)
            unpruned = 0
        self._unpruned = unpruned

    def _hand_back(self, committed: Committed) -> None:
        assert self._loop is not None
        try:
            self._loop.call_soon_threadsafe(self._answer, committed)
        except RuntimeError:  # the loop is closed: no caller waits any more
            return

    # ---------------------------------------------------------------------------- in the event loop

    def _answer(self, committed: Committed) -> None:
        self._report(committed)
        for waiting, outcome in committed.outcomes:
            if waiting.answer.done():  # the caller was cancelled; it is written all the same
                continue
            if isinstance(outcome, Exception):
                waiting.answer.set_exception(outcome)
            else:
                waiting.answer.set_result(outcome)

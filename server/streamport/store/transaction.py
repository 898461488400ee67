"""One transaction on SQLite: many callers' writes with their preconditions, and what is pruned.

What is refused leaves no trace and takes none of the others along.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import statements as sql
from .entries import Entry
from .errors import AlreadyStored, Changed, Key, Missing, Refused
from .prepared import Prepared
from .protocol import ChangeType, Create, CreateIfAbsent, Delete, Stored, Update
from .tables import labels, objects, revisions

_READ_COUNTERS = Prepared(sql.read_counters)
_READ_LOG_SIZE = Prepared(sql.read_log_size)
_READ_HEAD = Prepared(sql.read_head)
_READ_DOCUMENT = Prepared(sql.read_document)
_INSERT_REVISION = Prepared(sql.insert_revision, columns=revisions.c.keys())
_INSERT_LABEL = Prepared(sql.insert_label, columns=labels.c.keys())
_INSERT_OBJECT = Prepared(sql.insert_object, columns=objects.c.keys())
_UPDATE_OBJECT = Prepared(sql.update_object)
_DELETE_OBJECT = Prepared(sql.delete_object)
_READ_OLDEST = Prepared(sql.read_oldest)
_DELETE_REVISION = Prepared(sql.delete_revision)
_WRITE_PRUNED = Prepared(sql.write_pruned)


@dataclass(frozen=True, slots=True)
class History:
    """Bounds of the log, which watches and lists that are read in parts need.

    The oldest goes first, as soon as any of the bounds is passed; what exists stays, of course.
    """

    max_changes: int = 10_000
    max_bytes: int = 64 * 2**20  # of all documents in the log
    max_age_s: int = 3_600


@dataclass(slots=True)
class Counters:
    """Counters of the store."""

    current: int  # the last version given
    pruned: int  # the log holds every change after this one
    changes: int  # in the log
    bytes: int  # of their documents


def read_counters(connection: sqlite3.Connection) -> Counters:
    """Read where a database stands when it is opened."""
    current, pruned = _READ_COUNTERS.run(connection).fetchone()
    return Counters(current, pruned, *_READ_LOG_SIZE.run(connection, {"pruned": pruned}).fetchone())


class Transaction:
    """Writes within an open transaction; `counters` and `changed` are for after the COMMIT."""

    def __init__(self, connection: sqlite3.Connection, counters: Counters, now: int) -> None:
        self.counters = replace(counters)
        self.changed: list[tuple[int, Key]] = []
        self._connection = connection
        self._now = now

    def touch(self) -> None:
        """Write a page that means nothing: whether that is possible, the COMMIT tells."""
        # Another number than the last one: SQLite writes nothing that is there already.
        self._connection.execute(f"PRAGMA user_version={time.monotonic_ns() >> 20 & 0x7FFFFFFF}")

    def apply(self, entries: Sequence[Entry], *, dry_run: bool = False) -> list[Stored] | Refused:
        """Apply all of one caller's writes, or none: then returns what stands against them."""
        if len(entries) == 1 and not dry_run:  # is refused before anything is written
            try:
                return [self._write(entries[0])]
            except Refused as refused:
                return refused
        before, changed_before = replace(self.counters), len(self.changed)
        self._connection.execute("SAVEPOINT caller")
        outcome: list[Stored] | Refused
        try:
            outcome = [self._write(entry) for entry in entries]
        except Refused as refused:
            outcome = refused
        if dry_run or isinstance(outcome, Refused):
            self._connection.execute("ROLLBACK TO caller")
            self.counters = before
            del self.changed[changed_before:]
        self._connection.execute("RELEASE caller")
        if dry_run and not isinstance(outcome, Refused):
            return [_as_it_stays(*each) for each in zip(entries, outcome, strict=True)]
        return outcome

    def _write(self, entry: Entry) -> Stored:
        key = entry.key
        found = _READ_HEAD.run(self._connection, _named(key)).fetchone()
        match entry.write:
            case Create() | CreateIfAbsent() if found is None:
                stored = self._log(entry, "ADDED", entry.text, None)
                _INSERT_OBJECT.run(self._connection, self._row_of_object(entry))
                return stored
            case CreateIfAbsent():
                return Stored(self._document(found[0]), str(found[0]), written=False)
            case Create():
                raise AlreadyStored(key)
            case _ if found is None:
                raise Missing(key)
            case Update() as write:
                _check(key, "resourceVersion", write.expected, str(found[0]))
                stored = self._log(entry, "MODIFIED", entry.text, found[0])
                _UPDATE_OBJECT.run(self._connection, self._row_of_object(entry))
                return stored
            case Delete() as write:
                _check(key, "uid", write.uid, found[1])
                _check(key, "resourceVersion", write.expected, str(found[0]))
                _DELETE_OBJECT.run(self._connection, _named(key))
                return self._log(entry, "DELETED", self._document(found[0]), found[0])

    def _log(self, entry: Entry, change: ChangeType, text: str, replaces: int | None) -> Stored:
        """Write the next revision."""
        counters = self.counters
        version = counters.current = counters.current + 1
        counters.changes += 1
        counters.bytes += len(text)
        row = {
            **_named(entry.key),
            "resource_version": version,
            "replaces": replaces,
            "change": change,
            "written_at": self._now,
            "size": len(text),
            "document": text,
        }
        _INSERT_REVISION.run(self._connection, row)
        for label, value in entry.labels:
            of_label = {"resource_version": version, "key": label, "value": value}
            _INSERT_LABEL.run(self._connection, of_label)
        self.changed.append((version, entry.key))
        return Stored(text, str(version))

    def _row_of_object(self, entry: Entry) -> dict[str, str | int]:
        version = self.counters.current
        return {**_named(entry.key), "uid": entry.uid, "resource_version": version}

    def _document(self, version: int) -> str:
        row = _READ_DOCUMENT.run(self._connection, {"version": version}).fetchone()
        return str(row[0])

    def prune(self, history: History, at_most: int) -> None:
        """Remove what the oldest changes replaced, where the log has passed its bounds."""
        counters, pruned = self.counters, self.counters.pruned
        values = {"pruned": pruned, "limit": at_most}
        for row in _READ_OLDEST.run(self._connection, values).fetchall():
            version, replaces, change, size, written_at = row
            is_within = (
                counters.changes <= history.max_changes
                and counters.bytes <= history.max_bytes
                and written_at >= self._now - history.max_age_s
            )
            # The newest row tells the version of the store.
            if is_within or version == counters.current:
                break
            if replaces is not None:
                _DELETE_REVISION.run(self._connection, {"version": replaces})
            if change == "DELETED":
                _DELETE_REVISION.run(self._connection, {"version": version})
            counters.pruned = version
            counters.changes -= 1
            counters.bytes -= size
        if counters.pruned != pruned:
            _WRITE_PRUNED.run(self._connection, {"pruned": counters.pruned})


def _as_it_stays(entry: Entry, outcome: Stored) -> Stored:
    """Return the outcome of a dry run, which gives no version: an updated object keeps its own."""
    if not outcome.written:
        return outcome
    version = entry.write.expected if isinstance(entry.write, Update) else None
    return replace(outcome, resource_version=version or "")


def _named(key: Key) -> dict[str, str]:
    return {"resource": key.resource, "namespace": key.namespace, "name": key.name}


def _check(key: Key, what: str, expected: str | None, current: str) -> None:
    if expected is not None and expected != current:
        raise Changed(key, what, expected, current)

"""The file of an SQLite store: who may read it, who uses it, and how connections are set up.

One process uses a file at a time. SQLite itself would allow more, but watchers of one would not see
the writes of another: a second server is refused, and needs a file of its own.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from .errors import (
    CannotOpen,
    Damaged,
    DiskFull,
    Locked,
    NotOurs,
    ReadOnly,
    StorageFault,
)

# In this order. FULL: what was acknowledged survives a loss of power too; macOS needs the next two.
PRAGMAS = (
    "busy_timeout=5000",
    "page_size=8192",  # a document of 50 kB takes fewer pages; only of use in a new file
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    # Some builds of SQLite fill what is deleted with zeros, which doubles what an update writes.
    "secure_delete=FAST",
    "wal_autocheckpoint=4000",
    "journal_size_limit=67108864",
)

# Primary result code of SQLite -> the error, and what it means and what helps.
_FAULTS: dict[int, tuple[type[StorageFault], str]] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        "the disk is full: nothing of this was stored. Free some space",
    ),
    sqlite3.SQLITE_READONLY: (ReadOnly, "the file may not be written. Check its owner and mode"),
    sqlite3.SQLITE_PERM: (ReadOnly, "the file may not be used. Check its owner and mode"),
    sqlite3.SQLITE_NOTADB: (NotOurs, "this is no SQLite database. Name another file"),
    sqlite3.SQLITE_CORRUPT: (Damaged, "the database is damaged. Restore it from a backup"),
    sqlite3.SQLITE_BUSY: (Locked, "another process holds a lock on it. End that one, say a shell"),
    sqlite3.SQLITE_CANTOPEN: (
        CannotOpen,
        "it cannot be opened. Check that its folder may be written",
    ),
    sqlite3.SQLITE_IOERR: (StorageFault, "the disk failed; whether this was stored is unknown"),
}


class SqliteFile:
    """A database file that this process has for itself, until `release`."""

    def __init__(self, path: Path) -> None:
        """Make what is missing. Raises CannotOpen, ReadOnly, Locked."""
        self.path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = self._take_lock()
            self._make_private()
        except OSError as error:
            fault = ReadOnly if isinstance(error, PermissionError) else CannotOpen
            raise fault(f"{error.filename or path}: {error.strerror}") from error

    def connect(self) -> sqlite3.Connection:
        """Make a connection that starts transactions only when told. Raises StorageFault."""
        try:
            connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            raise self.explain(error) from error
        return connection

    def explain(self, error: sqlite3.Error) -> StorageFault:
        """Make of an error of SQLite one that says where, what, and what helps."""
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if isinstance(code, int) else None
        fault, meaning = _FAULTS.get(primary or 0, (StorageFault, "SQLite failed"))
        return fault(f"{self.path}: {meaning} ({error})")

    def release(self) -> None:
        """Let the next process have the file."""
        os.close(self._lock)

    def _take_lock(self) -> int:
        """Take a lock that ends with the process, however that ends. The lock's file stays."""
        path = self.path.with_name(self.path.name + ".lock")
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 32).decode(errors="replace").strip() or "?"
            os.close(lock)
            raise Locked(
                f"{self.path}: process {holder} uses this database, and an SQLite file serves one "
                "server. Stop that one, or name another database"
            ) from None
        with suppress(OSError):  # a full disk: only a message would have shown it
            os.truncate(lock, 0)
            os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        return lock

    def _make_private(self) -> None:
        """Let only the owner read it: it holds secrets. SQLite's other files follow it."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            mode = stat.S_IMODE(os.fstat(file).st_mode)
            if mode & 0o077 and os.fstat(file).st_uid == os.geteuid():
                os.fchmod(file, mode & 0o700)
        finally:
            os.close(file)

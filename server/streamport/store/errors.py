"""Errors of a store.

    StoreError
      Refused              a precondition does not hold; nothing was written
        AlreadyStored      create: there is one of that name
        Missing            update, delete: there is none
        Changed            update, delete: it has another resourceVersion or uid than was expected
        TooLarge           create, update: the document has more bytes than are stored
      Expired              the changes or the snapshot that were asked for are gone: list anew
      BadContinue          a continue token that this store did not make
      StorageFault         the database did not do it; the message says why and what helps
        DiskFull, ReadOnly, Damaged, Locked, CannotOpen, NotOurs, TooNew, Closed

The words of an answer to a client are the server's: these carry what it needs for them.
"""

from __future__ import annotations

from dataclasses import dataclass


class StoreError(Exception):
    """The root of all errors of a store."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of an object. `namespace` is "" for what belongs to the cluster."""

    resource: str
    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{self.resource} {self.namespace + '/' if self.namespace else ''}{self.name}"


class Refused(StoreError):
    """A precondition of a write does not hold. Nothing of its transaction was written."""

    def __init__(self, key: Key, message: str) -> None:
        super().__init__(message)
        self.key = key


class AlreadyStored(Refused):
    """An object of that name exists already."""

    def __init__(self, key: Key) -> None:
        super().__init__(key, f"{key} already exists")


class Missing(Refused):
    """No object has that name."""

    def __init__(self, key: Key) -> None:
        super().__init__(key, f"{key} does not exist")


class Changed(Refused):
    """The object is not the one that was expected: `what` is "resourceVersion" or "uid"."""

    def __init__(self, key: Key, what: str, expected: str, current: str) -> None:
        super().__init__(key, f"{key} has {what} {current!r}, expected was {expected!r}")
        self.what = what
        self.expected = expected
        self.current = current


class TooLarge(Refused):
    """The document has more bytes than a stored one may have."""

    def __init__(self, key: Key, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(key, f"{key} has {size_bytes} bytes, {limit_bytes} are stored at most")
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes


class Expired(StoreError):
    """A resourceVersion whose changes or snapshot are no longer kept, or that never was."""

    def __init__(self, asked: int, oldest: int, newest: int) -> None:
        super().__init__(f"resource version {asked} is not kept ({oldest} to {newest} are)")
        self.asked = asked
        self.oldest = oldest
        self.newest = newest


class BadContinue(StoreError):
    """A continue token that cannot be read."""


class StorageFault(StoreError):
    """The database failed. Nothing was stored, unless the message says otherwise."""


class DiskFull(StorageFault):
    """No room for what was to be written."""


class ReadOnly(StorageFault):
    """The file or its folder may not be written."""


class Damaged(StorageFault):
    """The file is a database, but broken."""


class Locked(StorageFault):
    """Another process uses the file."""


class CannotOpen(StorageFault):
    """The file cannot be made or opened, or the address does not name a database."""


class NotOurs(StorageFault):
    """The file is not a database, or one of another program."""


class TooNew(StorageFault):
    """A later version has written the database."""


class Closed(StorageFault):
    """The store was closed."""

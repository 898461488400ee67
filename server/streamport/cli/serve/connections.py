"""The open connections, and which of them give way before descriptors run out.

A process that has no descriptor left can neither accept connections nor reach registries or its
database. Idle connections are the first to go, then those whose requests do not arrive; a request
that is being answered never is.
"""

from __future__ import annotations

import resource
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Protocol

# Of all descriptors: for registries, the database and files.
_KEPT_BACK = 0.25
_MOST = 100_000  # connections, where there is no limit of descriptors


class Connection(Protocol):
    """What is asked of a connection."""

    def give_way(self) -> None: ...


def most_connections() -> int:
    """Raise the limit of descriptors as far as may be; return how many are for clients.

    To be asked when the server has opened what it needs for itself.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        wanted = hard if 0 < hard < 4 * _MOST else 4 * _MOST
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
            soft = max(soft, wanted)
        except (ValueError, OSError):  # macOS allows less than it says
            pass
    if soft == resource.RLIM_INFINITY:
        return _MOST
    return min(_MOST, max(16, int(soft * (1 - _KEPT_BACK)) - _open_now()))


def _open_now() -> int:
    for folder in ("/proc/self/fd", "/dev/fd"):  # Linux, macOS
        with suppress(OSError):
            return len(list(Path(folder).iterdir()))
    return 0


class Connections:
    """All of a server, those that have rested longest first."""

    def __init__(self) -> None:
        self.most = _MOST
        # OrderedDict: the oldest goes in the same time however many have gone before.
        self._resting: OrderedDict[Connection, None] = OrderedDict()  # or the head is to come
        self._sending: OrderedDict[Connection, None] = OrderedDict()  # the body is to come
        self._busy: set[Connection] = set()  # being answered

    def add(self, connection: Connection) -> None:
        """Note a new one. Where there are too many, one gives way."""
        if len(self._resting) + len(self._sending) + len(self._busy) >= self.most:
            self.make_room()
        self._resting[connection] = None

    def began(self, connection: Connection) -> None:
        """Note that the head of a request has arrived."""
        self.remove(connection)
        self._sending[connection] = None

    def arrived(self, connection: Connection) -> None:
        """Note that the body has arrived, unless it was answered before."""
        if connection in self._sending:
            del self._sending[connection]
            self._busy.add(connection)

    def rests(self, connection: Connection) -> None:
        """Note that all its requests are answered."""
        if connection in self._sending or connection in self._busy:
            self.remove(connection)
            self._resting[connection] = None

    def remove(self, connection: Connection) -> None:
        """Forget one that has ended."""
        self._resting.pop(connection, None)
        self._sending.pop(connection, None)
        self._busy.discard(connection)

    def make_room(self) -> None:
        """End the connection that has rested longest, or waits longest for a body."""
        if waiting := self._resting or self._sending:
            oldest, _ = waiting.popitem(last=False)
            oldest.give_way()

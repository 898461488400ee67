"""What is due for image streams: a table that servers claim from, so that each thing is done once.

A row stands for a stream. Somebody asks for it (`ask`), a server takes it for a time (`claim`),
keeps it while it works (`renew`) and says when something is due again (`settle`). A claim that is
not renewed runs out, and whoever comes next takes the row: nothing is lost with a server.
Instants are milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """A stream."""

    namespace: str
    name: str


class Lane(NamedTuple):
    """The rows of one namespace that wait for one registry: they take turns with other lanes."""

    namespace: str
    registry: str


@dataclass(frozen=True, slots=True)
class Request:
    """One wish: look at a stream. `tags` are to be imported whatever its rules say."""

    place: Place
    registry: str
    due_at: int
    tags: tuple[str, ...] = ()
    only_known: bool = False  # not for a stream that has no row


@dataclass(frozen=True, slots=True)
class Work:
    """A row. `is_urgent`: somebody asked; else its time has come. `mark` tells later wishes."""

    place: Place
    registry: str
    due_at: int | None
    is_urgent: bool
    tags: tuple[str, ...]
    mark: int
    state: str
    is_claimed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """How a row stays when its work is over. No due_at and no state: it goes.

    again: what was asked for was not done and stays asked for.
    """

    work: Work
    registry: str = ""
    due_at: int | None = None
    state: str = ""
    again: bool = False


class Sums(NamedTuple):
    """Counts of rows: all, those that are worked on, those that are late, and by how much."""

    streams: int
    running: int
    late: int
    oldest_ms: int


class Works(Protocol):
    """The table. All methods raise StorageFault; what they write is durable when they return."""

    async def ask(self, requests: Sequence[Request]) -> None:
        """Have streams looked at, not later than asked for before. Wishes for one are joined."""
        ...

    async def lanes(self, now: int, *, urgent: bool) -> Sequence[Lane]:
        """Name the lanes that have a row which is due and which nobody works on, oldest first."""
        ...

    async def claim(
        self, lanes: Sequence[Lane], now: int, until: int, owner: str, *, urgent: bool
    ) -> Sequence[Work]:
        """Take the oldest row of each lane, as often as it is named, if nobody else has."""
        ...

    async def renew(self, places: Sequence[Place], until: int, owner: str) -> None:
        """Keep what the owner has claimed, until a later time."""
        ...

    async def settle(self, settled: Sequence[Settled], owner: str) -> None:
        """Let go of rows, unless others have taken them. What was asked for meanwhile stays due."""
        ...

    async def next_due(self, now: int) -> int | None:
        """Return when the next row is due that is not yet."""
        ...

    async def find(self, place: Place) -> Work | None:
        """Read a row; None where nothing is known of the stream."""
        ...

    async def sums(self, now: int) -> Sums:
        """Count the rows."""
        ...

    async def places(self) -> Sequence[Place]:
        """Name all streams that have a row."""
        ...

    async def release_all(self) -> None:
        """End all claims: of a store that one server has for itself, when that one starts."""
        ...

    async def spread(self, now: int, step: int, most: int) -> None:
        """Put off rounds that are late, `step` after each other, `most` at the end."""
        ...

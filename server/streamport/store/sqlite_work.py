"""The table of what is due, in SQLite. The writer's one thread makes each step atomic."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from . import statements as sql
from .prepared import Prepared
from .readers import Readers
from .tables import work
from .work import Lane, Place, Request, Settled, Sums, Work
from .writer import Job

_COLUMNS = work.c.keys()
_READ = Prepared(sql.read_work)
_INSERT = Prepared(sql.insert_work, columns=_COLUMNS)
_UPDATE = Prepared(sql.update_work)
_DELETE = Prepared(sql.delete_work)
_READ_LANES = Prepared(sql.read_lanes)
_READ_DUE = Prepared(sql.read_due)
_RENEW = Prepared(sql.renew_work)
_READ_NEXT_DUE = Prepared(sql.read_next_due)
_READ_NEXT_FREE = Prepared(sql.read_next_free)
_READ_SUMS = Prepared(sql.read_sums)
_READ_LATENESS = Prepared(sql.read_lateness)
_READ_PLACES = Prepared(sql.read_places)
_RELEASE = Prepared(sql.release_work)
_READ_LATE = Prepared(sql.read_late)
_PUT_OFF = Prepared(sql.put_off_work)

_MOST_LANES = 1_000
_Row = dict[str, Any]


class SqliteWorks:
    """The protocol's Works."""

    def __init__(self, readers: Readers, do: Callable[[Job], Awaitable[Any]]) -> None:
        """do: runs something in a transaction of the writer."""
        self._readers, self._do = readers, do

    async def ask(self, requests: Sequence[Request]) -> None:
        await self._do(partial(_ask, requests))

    async def lanes(self, now: int, *, urgent: bool) -> Sequence[Lane]:
        found: list[Lane] = await self._readers.ask(_lanes, now, urgent)
        return found

    async def claim(
        self, lanes: Sequence[Lane], now: int, until: int, owner: str, *, urgent: bool
    ) -> Sequence[Work]:
        found: list[Work] = await self._do(partial(_claim, lanes, now, until, owner, urgent))
        return found

    async def renew(self, places: Sequence[Place], until: int, owner: str) -> None:
        await self._do(partial(_renew, places, until, owner))

    async def settle(self, settled: Sequence[Settled], owner: str) -> None:
        await self._do(partial(_settle, settled, owner))

    async def next_due(self, now: int) -> int | None:
        return await self._readers.ask(_next_due, now)

    async def find(self, place: Place) -> Work | None:
        row = self._readers.answer_now(_read, place)
        return None if row is None else _work_of(row)

    async def sums(self, now: int) -> Sums:
        return await self._readers.ask(_sums, now)

    async def places(self) -> Sequence[Place]:
        return await self._readers.ask(_places)

    async def release_all(self) -> None:
        await self._do(lambda connection: _RELEASE.run(connection).rowcount)

    async def spread(self, now: int, step: int, most: int) -> None:
        await self._do(partial(_spread, now, step, most))


# ---------------------------------------------------------------------------------------- questions


def _read(connection: sqlite3.Connection, place: Place) -> _Row | None:
    row = _READ.run(connection, place._asdict()).fetchone()
    return None if row is None else dict(zip(_COLUMNS, row, strict=True))


def _lanes(connection: sqlite3.Connection, now: int, urgent: bool) -> list[Lane]:
    values = {"now": now, "is_urgent": urgent, "limit": _MOST_LANES}
    return [Lane(*row) for row in _READ_LANES.run(connection, values)]


def _next_due(connection: sqlite3.Connection, now: int) -> int | None:
    """Return when a row is due, or a claim runs out."""
    found = [
        statement.run(connection, {"now": now}).fetchone()[0]
        for statement in (_READ_NEXT_DUE, _READ_NEXT_FREE)
    ]
    return min((int(instant) for instant in found if instant is not None), default=None)


def _sums(connection: sqlite3.Connection, now: int) -> Sums:
    streams, running = _READ_SUMS.run(connection).fetchone()
    late, oldest = _READ_LATENESS.run(connection, {"now": now}).fetchone()
    return Sums(streams, running, late, 0 if oldest is None else now - oldest)


def _places(connection: sqlite3.Connection) -> list[Place]:
    return [Place(*row) for row in _READ_PLACES.run(connection)]


def _work_of(row: _Row) -> Work:
    return Work(
        Place(row["namespace"], row["name"]),
        row["lane"],
        row["due_at"],
        bool(row["is_urgent"]),
        _tags_of(row),
        row["mark"],
        row["state"],
        row["owner"] is not None,
    )


def _tags_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    return msgspec.json.decode(row["wanted"], type=tuple[str, ...]) if row["wanted"] else ()


# ------------------------------------------------------------------------- in the writer's thread


def _ask(requests: Sequence[Request], connection: sqlite3.Connection) -> None:
    for request in requests:
        row = _read(connection, request.place)
        if row is None:
            if not request.only_known:
                _INSERT.run(connection, _new_row(request))
            continue
        if row["is_urgent"] and row["due_at"] is not None:
            row["due_at"] = min(row["due_at"], request.due_at)
        else:
            row["due_at"] = request.due_at
        tags = dict.fromkeys((*_tags_of(row), *request.tags))
        row |= {"is_urgent": True, "wanted": _written(tuple(tags)), "mark": row["mark"] + 1}
        row["lane"] = request.registry
        _UPDATE.run(connection, row)


def _new_row(request: Request) -> _Row:
    return {
        **request.place._asdict(),
        "lane": request.registry,
        "due_at": request.due_at,
        "is_urgent": True,
        "wanted": _written(request.tags),
        "mark": 1,
        "owner": None,
        "claimed_until": None,
        "state": "",
    }


def _written(tags: Sequence[str]) -> str:
    return msgspec.json.encode(tags).decode() if tags else ""


def _claim(
    lanes: Sequence[Lane],
    now: int,
    until: int,
    owner: str,
    urgent: bool,
    connection: sqlite3.Connection,
) -> list[Work]:
    claimed: list[Work] = []
    for (namespace, registry), count in Counter(lanes).items():
        values = {
            "namespace": namespace, "lane": registry, "now": now, "is_urgent": urgent,
            "limit": count,
        }  # fmt: skip
        for found in _READ_DUE.run(connection, values).fetchall():
            row = dict(zip(_COLUMNS, found, strict=True))
            _UPDATE.run(connection, row | {"owner": owner, "claimed_until": until})
            claimed.append(_work_of(row))
    return claimed


def _renew(places: Sequence[Place], until: int, owner: str, connection: sqlite3.Connection) -> None:
    for place in places:
        _RENEW.run(connection, {**place._asdict(), "until": until, "owner": owner})


def _settle(settled: Sequence[Settled], owner: str, connection: sqlite3.Connection) -> None:
    for each in settled:
        row = _read(connection, each.work.place)
        if row is None or row["owner"] != owner:
            continue
        is_done = row["mark"] == each.work.mark
        if is_done and each.due_at is None and not each.state:
            _DELETE.run(connection, each.work.place._asdict())
            continue
        row |= {"owner": None, "claimed_until": None, "state": each.state}
        if is_done:
            row |= {"lane": each.registry, "due_at": each.due_at}
        if is_done and not each.again:
            row |= {"is_urgent": False, "wanted": ""}
        _UPDATE.run(connection, row)


def _spread(now: int, step: int, most: int, connection: sqlite3.Connection) -> None:
    late = _READ_LATE.run(connection, {"now": now, "is_urgent": False}).fetchall()
    step = min(step, most // max(1, len(late)))
    for number, row in enumerate(late):
        place = Place(*row)
        _PUT_OFF.run(connection, {**place._asdict(), "due_at": now + number * step})

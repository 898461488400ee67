"""Durable updates of a 50 kB image stream beside sqlite3 used directly from one thread.

Both compare and swap, with the same pragmas, and the document differs each time: SQLite does not
write a page that stays as it was.
"""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
from asyncio import gather
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from timing import Measure, NotMeasured, Table, Times, at_least, interleaved

from streamport.store.protocol import CreateIfAbsent, Update
from streamport.store.sqlite import SqliteStore
from streamport.store.sqlite_file import PRAGMAS

CLIENTS = 8
DIRECT, ONE, MANY = "sqlite3 from one thread", "store, one client", f"store, {CLIENTS} clients"


def measure(quick: bool) -> Iterator[Table]:
    """One table; times on the wall, for a COMMIT waits for the disk."""
    updates, rounds = (200, 5) if quick else (800, 9)
    with tempfile.TemporaryDirectory() as folder:
        direct = _direct(Path(folder) / "direct.db", updates)
        one = _ours(Path(folder) / "one.db", updates, 1)
        many = _ours(Path(folder) / "many.db", updates * 2, CLIENTS)
        for each in (direct, one, many):
            each()  # the files grow to their size
        times = interleaved({DIRECT: direct, ONE: one, MANY: many}, rounds)
    yield _beside_sqlite(times)
    yield _with_many_clients(times)


def _beside_sqlite(times: Times) -> Table:
    table = Table("store: durable updates of 50 kB", "updates/s", "we are")
    table.add(DIRECT, _rate(times, DIRECT))
    table.add(ONE, _rate(times, ONE), times.speed(ONE, DIRECT), at_least(0.5))
    table.add(MANY, _rate(times, MANY), times.speed(MANY, DIRECT))
    return table


def _with_many_clients(times: Times) -> Table:
    table = Table(f"store: {CLIENTS} clients at once, group commit", "per update", "rate", "/s")
    rate = 1 / times.median(MANY)
    table.add(MANY, f"{times.median(MANY) * 1e6:.0f} us", rate, at_least(3_000))
    return table


def _rate(times: Times, name: str) -> str:
    return f"{1 / times.median(name):,.0f}"


def _documents(name: str) -> Iterator[dict[str, Any]]:
    """A stream with a history of 50 kB, other in all its parts each time."""
    for number in itertools.count():
        items = [{"image": f"sha256:{number:064x}", "generation": number}] * 480
        yield {
            "kind": "ImageStream",
            "metadata": {"name": name, "namespace": "team", "uid": "0"},
            "status": {"tags": [{"tag": "latest", "items": items}]},
        }


def _direct(path: Path, updates: int) -> Measure:
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE streams (name TEXT PRIMARY KEY, version INTEGER, document TEXT)")
    database.execute("INSERT INTO streams VALUES ('direct', 0, '')")
    update = "UPDATE streams SET version = ?, document = ? WHERE name = ? AND version = ?"
    documents, versions = _documents("direct"), itertools.count()

    def run() -> float:
        started = time.perf_counter()
        for _ in range(updates):
            text = msgspec.json.encode(next(documents)).decode()
            version = next(versions)
            database.execute("BEGIN IMMEDIATE")
            done = database.execute(update, (version + 1, text, "direct", version))
            if done.rowcount != 1:
                raise NotMeasured("an update was lost")
            database.execute("COMMIT")
        return (time.perf_counter() - started) / updates

    return run


def _ours(path: Path, updates: int, clients: int) -> Measure:
    sources = {f"client-{number}": _documents(f"client-{number}") for number in range(clients)}

    async def client(store: SqliteStore, documents: Iterator[dict[str, Any]]) -> None:
        [stored] = await store.write([CreateIfAbsent("imagestreams", next(documents))])
        for _ in range(updates // clients):
            write = Update("imagestreams", next(documents), stored.resource_version)
            [stored] = await store.write([write])

    async def all_clients() -> float:
        store = SqliteStore(path)
        started = time.perf_counter()
        await gather(*(client(store, documents) for documents in sources.values()))
        spent = time.perf_counter() - started
        await store.close()
        return spent / updates

    return lambda: uvloop.run(all_clients())

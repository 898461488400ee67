"""Durable updates of a 50 kB image stream beside sqlite3 used directly.

The document differs each time: SQLite writes no page that stays as it was.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from timing import Measure, Table, Times, at_least, interleaved

from streamport.store.protocol import CreateIfAbsent, Update
from streamport.store.sqlite import SqliteStore
from streamport.store.sqlite_file import PRAGMAS

SIZE_BYTES = 50_000
CLIENTS = 8
DIRECT, ONE, MANY = "sqlite3, one thread", "store, 1 client", f"store, {CLIENTS} clients"


def measure(quick: bool) -> Iterator[Table]:
    updates, rounds = (200, 5) if quick else (800, 9)
    with tempfile.TemporaryDirectory() as folder:
        times = interleaved(
            {
                DIRECT: _per_update(updates, lambda name: _direct(folder, name, updates)),
                ONE: _per_update(updates, lambda name: _ours(folder, name, updates, 1)),
                MANY: _per_update(updates, lambda name: _ours(folder, name, updates, CLIENTS)),
            },
            rounds,
        )
    yield _table(times)


def _table(times: Times) -> Table:
    table = Table(
        f"store: durable updates of {SIZE_BYTES // 1000} kB, compare-and-swap",
        "updates/s",
        "beside sqlite3",
    )
    table.add(DIRECT, _rate(times, DIRECT))
    table.add(ONE, _rate(times, ONE), times.speed(ONE, DIRECT), at_least(0.5))
    table.add(MANY, _rate(times, MANY), times.speed(MANY, DIRECT))
    return table


def _rate(times: Times, name: str) -> str:
    return f"{1 / times.median(name):,.0f}"

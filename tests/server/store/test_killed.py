"""SIGKILL under load: what was acknowledged is there, and no import is half there."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time

import pytest

from imagestreamimport.selectors import parse_labels
from tests.support.store_under_load import (
    IMAGES,
    WRITERS,
    Acknowledged,
    image_name,
    write_until_killed,
)
from tests.support.stores import Database, names

pytestmark = pytest.mark.long

KILLS = 50
WHILE_OPENING = 6  # of them; the first also while the tables are being made


def test_a_killed_process_loses_nothing_and_leaves_nothing_half_done(database: Database) -> None:
    # Children of a process that has the modules loaded already start in no time.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.support.store_under_load"])
    chance = random.Random(5)
    newest = told = 0
    for run in range(KILLS):
        listen, tell = processes.Pipe(duplex=False)
        process = processes.Process(target=write_until_killed, args=(database, run, tell))
        process.start()
        tell.close()
        acknowledged: list[Acknowledged] = []
        for _ in range(0 if run < WHILE_OPENING else chance.randrange(1, 30)):
            acknowledged.append(listen.recv())
        time.sleep(chance.uniform(0, 0.2 if run < WHILE_OPENING else 0.01))
        process.kill()
        process.join()
        try:
            while True:
                acknowledged.append(listen.recv())
        except EOFError:
            listen.close()
        newest = max([newest, *(each.resource_version for each in acknowledged)])
        told += len(acknowledged)
        asyncio.run(_check(database, run, acknowledged, newest))
    assert told > KILLS


async def _check(
    database: Database, run: int, acknowledged: list[Acknowledged], newest: int
) -> None:
    store = database.open()
    assert int(store.current_version()) >= newest
    there = set(names((await store.list("images", labels=parse_labels(f"run={run}"))).items))
    expected: set[str] = set()
    for writer in range(WRITERS):
        found = await store.get("imagestreams", "team", f"{run}-{writer}")
        step = found.document["spec"]["step"] if found else 0
        assert step >= max((each.step for each in acknowledged if each.writer == writer), default=0)
        expected |= {
            image_name(run, writer, earlier, number)
            for earlier in range(1, step + 1)
            for number in range(IMAGES)
        }
    assert there == expected, "images without their stream, or a stream without its images"
    await store.close()

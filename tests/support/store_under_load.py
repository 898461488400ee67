"""A process that writes imports into a store as fast as it can and tells what is durable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from streamport.store.protocol import CreateIfAbsent, Store, Update, Write
from tests.support.stores import Database, stream

WRITERS = 8
IMAGES = 3  # of each import


@dataclass(frozen=True, order=True)
class Acknowledged:
    """An import that the store has said to be stored."""

    writer: int
    step: int
    resource_version: int


def image_name(run: int, writer: int, step: int, number: int) -> str:
    return f"{run}-{writer}-{step}-{number}"


def write_until_killed(database: Database, run: int, tell: Connection) -> None:
    """The process: every acknowledged import goes through the pipe at once."""
    asyncio.run(_write(database.open(), run, tell.send))


async def _write(store: Store, run: int, tell: Callable[[Acknowledged], None]) -> None:
    await asyncio.gather(*(_import(store, run, writer, tell) for writer in range(WRITERS)))


async def _import(
    store: Store, run: int, writer: int, tell: Callable[[Acknowledged], None]
) -> None:
    name, step = f"{run}-{writer}", 0
    [stored] = await store.write([CreateIfAbsent("imagestreams", stream(name, step=0))])
    while True:
        step += 1
        # As many bytes as a stream of some tags has, other ones each time.
        document = stream(name, step=step, history=[f"{step}-{n}" for n in range(500)])
        written = await store.write(
            [*_images(run, writer, step), Update("imagestreams", document, stored.resource_version)]
        )
        stored = written[-1]
        tell(Acknowledged(writer, step, int(stored.resource_version)))


def _images(run: int, writer: int, step: int) -> list[Write]:
    documents: list[Any] = [
        stream(image_name(run, writer, step, number), None, {"run": str(run)})
        for number in range(IMAGES)
    ]
    return [CreateIfAbsent("images", document) for document in documents]

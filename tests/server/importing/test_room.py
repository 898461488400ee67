"""The images of one import have a bound together."""

from __future__ import annotations

import asyncio
from typing import Any

from imagestreamimport.models import Image, ObjectMeta
from streamport.importing.fetch import Fetched
from streamport.importing.plan import Fetch, Source
from streamport.importing.room import Room, bytes_of
from streamport.importing.work import Work

PLATFORM: Any = None


def fetched(label: int) -> Fetched:
    return Fetched(Image(metadata=ObjectMeta(name="i", labels={"a": "x" * label})))


class Fetcher:
    """Brings an image with a large label for each reference."""

    async def fetch(self, fetch: Fetch, *, keep_raw: bool) -> Fetched:
        return fetched(1_000)


def test_what_does_not_fit_fails_and_says_so() -> None:
    size = bytes_of(fetched(1_000))
    assert size > 1_000
    fetcher: Any = Fetcher()
    work = Work(fetcher, Room(3 * size))
    fetches = [
        Fetch(Source("r.example", "team", "app", False), f"v{number}", "", False, PLATFORM)
        for number in range(2)
    ]
    for fetch in fetches:
        work.add(fetch, keep_raw=False)
    asyncio.run(work.run())
    # The first twice: the same fetch, and in the answer each time.
    items = [work.result(fetch) for fetch in (*fetches, fetches[0], fetches[0])]
    assert [bool(item.image) for item in items] == [True, True, True, False]
    assert items[-1].status
    assert "more than 32 MiB together" in str(items[-1].status.message)
    assert "r.example/team/app:v0" in str(items[-1].status.message)


def test_an_image_that_does_not_fit_leaves_the_room_to_smaller_ones() -> None:
    room = Room(100)
    assert not room.take(101)
    assert room.take(100)
    assert not room.take(1)

"""What was acknowledged is there after a restart, and versions go on."""

from __future__ import annotations

import asyncio

import pytest

from streamport.store.errors import Closed
from streamport.store.protocol import Create, Delete, Update
from tests.support.stores import Database, names, stream

pytestmark = pytest.mark.anyio


async def test_everything_is_there_again(database: Database) -> None:
    store = database.open()
    since = store.current_version()
    [one] = await store.write([Create("imagestreams", stream("a", labels={"x": "y"}))])
    [two] = await store.write([Create("imagestreams", stream("b"))])
    page = await store.list("imagestreams", limit=1)
    await store.close()

    store = database.open()
    assert store.current_version() == two.resource_version
    found = await store.get("imagestreams", "team", "a")
    assert found == one
    rest = await store.list("imagestreams", continue_=page.continue_)
    assert names(rest.items) == ["b"]
    changes = await store.changes(since, "imagestreams")
    assert [(await anext(changes)).type for _ in range(2)] == ["ADDED", "ADDED"]
    [three] = await store.write([Create("imagestreams", stream("c"))])
    assert int(three.resource_version) == int(two.resource_version) + 1
    assert (await anext(changes)).resource_version == three.resource_version
    await store.close()


async def test_the_version_of_a_deletion_is_not_given_again(database: Database) -> None:
    store = database.open(max_changes=0)
    await store.write([Create("imagestreams", stream("a"))])
    for _ in range(40):
        await store.write([Update("imagestreams", stream("a"), None)])
    [deleted] = await store.write([Delete("imagestreams", "team", "a")])
    for _ in range(3):
        await store.close()
        store = database.open(max_changes=0)
        assert store.current_version() == deleted.resource_version
    [created] = await store.write([Create("imagestreams", stream("a"))])
    assert int(created.resource_version) > int(deleted.resource_version)
    await store.close()


async def test_closing_finishes_what_waits(database: Database) -> None:
    store = database.open()
    writes = [
        asyncio.ensure_future(store.write([Create("imagestreams", stream(f"s{n}"))]))
        for n in range(50)
    ]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*writes)
    with pytest.raises(Closed):
        await store.write([Create("imagestreams", stream("late"))])
    with pytest.raises(Closed):
        await store.get("imagestreams", "team", "s1")
    await store.close()
    store = database.open()
    assert len((await store.list("imagestreams")).items) == 50
    await store.close()

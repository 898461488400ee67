"""Many at once: no update is lost, no change is missed or told twice, no conflict hits another."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from streamport.store.errors import AlreadyStored, Changed, Refused
from streamport.store.protocol import Create, CreateIfAbsent, Delete, Store, Update
from tests.support.stores import stream

pytestmark = pytest.mark.anyio


async def test_eight_writers_of_one_object_lose_no_update(store: Store) -> None:
    await store.write([Create("imagestreams", stream("app", done=[]))])
    conflicts = Counter[str]()

    async def add(writer: int, step: int) -> None:
        while True:
            found = await store.get("imagestreams", "team", "app")
            assert found is not None
            document = found.document
            document["spec"]["done"].append([writer, step])
            try:
                await store.write([Update("imagestreams", document, found.resource_version)])
                return
            except Changed:
                conflicts[str(writer)] += 1

    async def write(writer: int) -> None:
        for step in range(20):
            await add(writer, step)

    await asyncio.gather(*(write(writer) for writer in range(8)))
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    done = found.document["spec"]["done"]
    assert sorted(done) == [[writer, step] for writer in range(8) for step in range(20)]
    assert [step for writer, step in done if writer == 3] == list(range(20))
    assert conflicts, "they never met, which proves nothing"


async def test_one_of_many_creates_wins(store: Store) -> None:
    writes = [store.write([Create("imagestreams", stream("app", by=n))]) for n in range(20)]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    [won] = [n for n, outcome in enumerate(outcomes) if isinstance(outcome, list)]
    assert sum(isinstance(outcome, AlreadyStored) for outcome in outcomes) == 19
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document["spec"] == {"by": won}


async def test_a_conflict_fails_none_of_those_written_with_it(store: Store) -> None:
    await store.write([Create("imagestreams", stream("app"))])

    def attempt(n: int) -> list[Create | CreateIfAbsent | Update]:
        image = CreateIfAbsent("images", stream(f"sha256:{n}", None))
        if n % 3 == 0:
            return [image, Update("imagestreams", stream("app"), "1")]
        return [image, Create("imagestreams", stream(f"app{n}"))]

    outcomes = await asyncio.gather(
        *(store.write(attempt(n)) for n in range(60)), return_exceptions=True
    )
    assert [isinstance(outcome, Changed) for outcome in outcomes] == [n % 3 == 0 for n in range(60)]
    images = await store.list("images")
    assert len(images.items) == 40
    versions = [
        int(each.resource_version)
        for outcome in outcomes
        if isinstance(outcome, list)
        for each in outcome
    ]
    assert sorted(versions) == list(range(3, 83)), "refused writes must not use up versions"


async def test_a_cancelled_write_leaves_the_store_whole(store: Store) -> None:
    tasks = [
        asyncio.ensure_future(store.write([Create("imagestreams", stream(f"s{n}"))]))
        for n in range(30)
    ]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await store.write([Create("imagestreams", stream("last"))])
    found = {item.document["metadata"]["name"] for item in (await store.list("imagestreams")).items}
    assert found >= {f"s{n}" for n in range(1, 30, 2)} | {"last"}


async def test_a_feed_under_concurrent_writes_has_no_gap_and_no_repetition(store: Store) -> None:
    await store.write([Create("imagestreams", stream(f"s{n}")) for n in range(4)])
    since = store.current_version()
    acknowledged: list[int] = []

    async def write(writer: int) -> None:
        for step in range(40):
            name = f"s{(writer + step) % 6}"
            change = (
                Update("imagestreams", stream(name, by=[writer, step]), None)
                if step % 5
                else Delete("imagestreams", "team", name)
            )
            try:
                [stored] = await store.write([change])
            except Refused:
                [stored] = await store.write(
                    [CreateIfAbsent("imagestreams", stream(name, by=[writer, step]))]
                )
            if stored.written:
                acknowledged.append(int(stored.resource_version))

    async def follow(begin: str) -> list[int]:
        seen: list[int] = []
        changes = await store.changes(begin, "imagestreams")
        while not (finished.is_set() and seen and seen[-1] == int(store.current_version())):
            seen.append(int((await asyncio.wait_for(anext(changes), 20)).resource_version))
        return seen

    finished = asyncio.Event()
    followers = [asyncio.ensure_future(follow(since)) for _ in range(3)]
    await asyncio.gather(*(write(writer) for writer in range(8)))
    [last] = await store.write([Create("imagestreams", stream("last"))])
    finished.set()
    everything = [*sorted(acknowledged), int(last.resource_version)]
    assert everything == list(range(int(since) + 1, int(last.resource_version) + 1))
    assert await asyncio.gather(*followers) == [everything] * 3


async def test_a_list_and_a_watch_from_it_make_the_state(store: Store) -> None:
    async def write(writer: int) -> None:
        for step in range(25):
            document = stream(f"s{(writer * 7 + step) % 9}", by=[writer, step])
            await store.write([CreateIfAbsent("imagestreams", document)])
            await store.write([Update("imagestreams", document, None)])

    async def mirror() -> dict[str, object]:
        page = await store.list("imagestreams")
        state = {item.document["metadata"]["name"]: item.document for item in page.items}
        changes = await store.changes(page.resource_version, "imagestreams")
        while True:
            change = await asyncio.wait_for(anext(changes), 20)
            if change.document["metadata"]["name"] == "last":
                return state
            state[change.document["metadata"]["name"]] = change.document

    writers = asyncio.gather(*(write(writer) for writer in range(4)))
    mirrors = []
    for _ in range(5):
        mirrors.append(asyncio.ensure_future(mirror()))
        await asyncio.sleep(0.005)
    await writers
    items = (await store.list("imagestreams")).items
    await store.write([Create("imagestreams", stream("last"))])
    state = {item.document["metadata"]["name"]: item.document for item in items}
    assert await asyncio.gather(*mirrors) == [state] * 5

"""A watcher sees every change after a version, in order, once, and as it selects."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from imagestreamimport.selectors import parse_fields, parse_labels
from streamport.store.errors import Expired
from streamport.store.feed import Feed
from streamport.store.protocol import Changes, Create, CreateIfAbsent, Delete, Store, Update
from tests.support.stores import Database, stream

pytestmark = pytest.mark.anyio


async def take(changes: Changes, count: int) -> list[tuple[str, str]]:
    """Type and name of the next changes."""
    taken = [await asyncio.wait_for(anext(changes), 20) for _ in range(count)]
    return [(change.type, change.document["metadata"]["name"]) for change in taken]


async def test_changes_come_in_order_with_their_versions(store: Store) -> None:
    changes = await store.changes(store.current_version(), "imagestreams")
    [one] = await store.write([Create("imagestreams", stream("a"))])
    [two] = await store.write([Update("imagestreams", stream("a", b=1), None)])
    [three] = await store.write([Delete("imagestreams", "team", "a")])
    seen = [await anext(changes) for _ in range(3)]
    assert [change.type for change in seen] == ["ADDED", "MODIFIED", "DELETED"]
    assert [change.document for change in seen] == [one.document, two.document, three.document]
    assert seen[2].document["spec"] == {"b": 1}
    assert seen[2].document["metadata"]["resourceVersion"] == three.resource_version


async def test_a_watch_begins_after_its_version(store: Store) -> None:
    await store.write([Create("imagestreams", stream("a"))])
    since = store.current_version()
    await store.write([Create("imagestreams", stream("b"))])
    changes = await store.changes(since, "imagestreams")
    assert await take(changes, 1) == [("ADDED", "b")]
    assert changes.resource_version == store.current_version()


async def test_a_watch_may_begin_where_a_list_ended_however_soon(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list reads what is committed; those who wait are told of it a moment later."""
    told: list[tuple[Any, ...]] = []
    with monkeypatch.context() as held_up:
        held_up.setattr(Feed, "publish", lambda *given: told.append(given))
        await store.write([Create("imagestreams", stream("a"))])
        page = await store.list("imagestreams")
        assert [item.document["metadata"]["name"] for item in page.items] == ["a"]
        changes = await store.changes(page.resource_version, "imagestreams")
        waiting = asyncio.ensure_future(take(changes, 1))
        await asyncio.sleep(0)
    for given in told:
        Feed.publish(*given)
    await store.write([Create("imagestreams", stream("b"))])
    assert await waiting == [("ADDED", "b")]


async def test_others_changes_are_not_seen_but_counted(store: Store) -> None:
    changes = await store.changes(store.current_version(), "imagestreams", "team")
    await store.write([Create("imagestreams", stream("a", "other"))])
    await store.write([Create("secrets", stream("b"))])
    await store.write([CreateIfAbsent("images", stream("c", None))])
    await store.write([Create("imagestreams", stream("d"))])
    assert await take(changes, 1) == [("ADDED", "d")]


async def test_waiting_watchers_are_woken(store: Store) -> None:
    watches = [
        await store.changes(store.current_version(), "imagestreams", namespace)
        for namespace in ("team", None, "team")
    ]
    waiting = [asyncio.ensure_future(take(watch, 1)) for watch in watches]
    await asyncio.sleep(0)
    await store.write([Create("imagestreams", stream("a"))])
    assert await asyncio.gather(*waiting) == [[("ADDED", "a")]] * 3


async def test_a_watch_that_is_cancelled_at_any_moment_loses_nothing(store: Store) -> None:
    changes = await store.changes(store.current_version(), "imagestreams")
    seen: list[str] = []

    async def take_briefly(seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                seen.append((await anext(changes)).document["metadata"]["name"])

    for step in range(40):
        await store.write([Create("imagestreams", stream(f"s{step}"))])
        await take_briefly(0.0003 * (step % 4))
    while len(seen) < 40:
        await take_briefly(20)
    assert seen == [f"s{step}" for step in range(40)]


async def test_beginning_and_ceasing_to_be_selected(store: Store) -> None:
    labels = parse_labels("app=web")
    changes = await store.changes(store.current_version(), "imagestreams", labels=labels)

    async def update(**labels: str) -> None:
        await store.write([Update("imagestreams", stream("a", labels=labels), None)])

    await store.write([Create("imagestreams", stream("a"))])
    await update(app="web")
    await update(app="web", more="1")
    await update(app="db")
    await update(app="db", more="2")
    await store.write([Delete("imagestreams", "team", "a")])
    await store.write([Create("imagestreams", stream("b", labels={"app": "web"}))])
    await store.write([Delete("imagestreams", "team", "b")])
    assert await take(changes, 5) == [
        ("ADDED", "a"),
        ("MODIFIED", "a"),
        ("DELETED", "a"),
        ("ADDED", "b"),
        ("DELETED", "b"),
    ]


async def test_fields_select_like_labels(store: Store) -> None:
    tagged = parse_fields("spec.tagged=yes")
    changes = await store.changes(store.current_version(), "imagestreams", fields=tagged)
    await store.write([Create("imagestreams", stream("a"))])
    await store.write([Update("imagestreams", stream("a", tagged="yes"), None)])
    await store.write([Update("imagestreams", stream("a"), None)])
    assert await take(changes, 2) == [("ADDED", "a"), ("DELETED", "a")]


async def test_a_watch_of_long_ago_catches_up(store: Store) -> None:
    since = store.current_version()
    images = [Create("images", stream(f"sha256:{n}", None)) for n in range(250)]
    await store.write(images)
    changes = await store.changes(since, "images")
    assert [name for _, name in await take(changes, 250)] == [f"sha256:{n}" for n in range(250)]


async def test_a_version_whose_changes_are_gone_is_expired(database: Database) -> None:
    store = database.open(max_changes=10)
    since = store.current_version()
    await store.write([Create("imagestreams", stream("a"))])
    for step in range(100):
        await store.write([Update("imagestreams", stream("a", step=step), None)])
    with pytest.raises(Expired):
        await store.changes(since, "imagestreams")
    recent = str(int(store.current_version()) - 5)
    assert len(await take(await store.changes(recent, "imagestreams"), 5)) == 5
    await store.close()


async def test_a_watcher_that_falls_too_far_behind_is_told_so(database: Database) -> None:
    store = database.open(max_changes=10)
    changes = await store.changes(store.current_version(), "imagestreams")
    await store.write([Create("imagestreams", stream("a"))])
    for step in range(100):
        await store.write([Update("imagestreams", stream("a", step=step), None)])
    with pytest.raises(Expired):
        await anext(changes)
    await store.close()


@pytest.mark.parametrize("bound", [{"max_bytes": 10_000}, {"max_age_s": -1}])
async def test_the_log_is_bounded_by_size_and_by_age(
    database: Database, bound: dict[str, int]
) -> None:
    store = database.open(**bound)
    since = store.current_version()
    for name in "abc":
        await store.write([Create("imagestreams", stream(name, text="x" * 1_000))])
    for step in range(40):
        await store.write([Update("imagestreams", stream("a", step=step, text="x" * 1_000), None)])
    with pytest.raises(Expired):
        await store.changes(since, "imagestreams")
    assert len((await store.list("imagestreams")).items) == 3
    await store.close()


async def test_a_version_of_the_future_is_expired(store: Store) -> None:
    with pytest.raises(Expired):
        await store.changes(str(int(store.current_version()) + 1), "imagestreams")


@pytest.mark.parametrize("ending", ["end_changes", "close"])
async def test_watches_can_be_ended(store: Store, ending: str) -> None:
    changes = await store.changes(store.current_version(), "imagestreams")

    async def follow() -> list[str]:
        return [change.type async for change in changes]

    waiting = asyncio.ensure_future(follow())
    await store.write([Create("imagestreams", stream("a"))])
    if ending == "close":
        await store.close()
    else:
        store.end_changes()
    assert await asyncio.wait_for(waiting, 20) in (["ADDED"], [])


async def test_what_has_changed_is_known_without_asking(store: Store) -> None:
    before = store.current_version()
    assert not store.has_changed(before, "secrets", "team")
    await store.write([Create("secrets", stream("a", "other"))])
    await store.write([Create("imagestreams", stream("a"))])
    assert not store.has_changed(before, "secrets", "team")
    await store.write([Create("secrets", stream("a"))])
    assert store.has_changed(before, "secrets", "team")
    assert not store.has_changed(store.current_version(), "secrets", "team")


async def test_nothing_is_known_of_the_time_before_a_restart(database: Database) -> None:
    store = database.open()
    before = store.current_version()
    await store.write([Create("imagestreams", stream("a"))])
    await store.close()
    store = database.open()
    assert store.has_changed(before, "secrets", "team")
    await store.close()

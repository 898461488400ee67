"""The table of what is due: asked for, claimed by one, kept, settled, and never lost."""

from __future__ import annotations

import pytest

from streamport.store.protocol import Store
from streamport.store.work import Lane, Place, Request, Settled, Work
from tests.support.stores import Database

pytestmark = pytest.mark.anyio

APP, WEB = Place("team", "app"), Place("other", "web")
LANE = Lane("team", "reg.test")


def asked(place: Place = APP, due_at: int = 100, *tags: str, **more: bool) -> Request:
    return Request(place, "reg.test", due_at, tags, **more)


async def claimed(store: Store, now: int = 100, owner: str = "a", until: int = 1_000) -> list[Work]:
    lanes = await store.work.lanes(now, urgent=True)
    return list(await store.work.claim(lanes, now, until, owner, urgent=True))


async def test_what_is_asked_for_is_claimed_by_one(store: Store) -> None:
    await store.work.ask([asked(APP), asked(WEB)])
    assert await store.work.lanes(99, urgent=True) == []
    first = await claimed(store, owner="a")
    assert {work.place for work in first} == {APP, WEB}
    assert await claimed(store, owner="b") == []


async def test_a_claim_that_is_not_renewed_runs_out(store: Store) -> None:
    await store.work.ask([asked()])
    await claimed(store, now=100, owner="a", until=1_000)
    assert await claimed(store, now=999, owner="b") == []
    assert [work.place for work in await claimed(store, now=1_001, owner="b", until=2_000)] == [APP]
    await store.work.renew([APP], 3_000, "b")
    await store.work.renew([APP], 9_000, "a")  # who has lost it keeps nothing
    assert await claimed(store, now=2_500, owner="c") == []
    assert len(await claimed(store, now=3_001, owner="c")) == 1


async def test_who_has_lost_a_claim_settles_nothing(store: Store) -> None:
    await store.work.ask([asked()])
    [late] = await claimed(store, now=100, owner="a", until=200)
    await claimed(store, now=300, owner="b")
    await store.work.settle([Settled(late, "", 5_000, "{}")], "a")
    found = await store.work.find(APP)
    assert found is not None
    assert found.is_claimed
    assert found.state == ""


async def test_what_is_asked_for_during_the_work_stays_due(store: Store) -> None:
    await store.work.ask([asked(APP, 100, "v1")])
    [work] = await claimed(store)
    assert work.tags == ("v1",)
    await store.work.ask([asked(APP, 150, "v2")])
    await store.work.settle([Settled(work, "", 9_000, '{"known":1}')], "a")
    [again] = await claimed(store, now=150)
    assert again.tags == ("v1", "v2")
    assert again.state == '{"known":1}'
    await store.work.settle([Settled(again, "reg.test", 9_000, '{"known":2}')], "a")
    assert await claimed(store, now=8_999) == []
    assert await store.work.next_due(200) == 9_000
    assert await store.work.lanes(9_000, urgent=False) == [LANE]


async def test_what_was_not_done_stays_asked_for(store: Store) -> None:
    await store.work.ask([asked(APP, 100, "v1")])
    [work] = await claimed(store)
    await store.work.settle([Settled(work, "reg.test", 500, "", again=True)], "a")
    assert await claimed(store, now=499) == []
    assert [work.tags for work in await claimed(store, now=500)] == [("v1",)]


async def test_a_row_goes_when_nothing_is_due_and_nothing_is_known(store: Store) -> None:
    await store.work.ask([asked(), asked(WEB, only_known=True)])
    assert await store.work.places() == [APP]
    [work] = await claimed(store)
    await store.work.settle([Settled(work)], "a")
    assert await store.work.places() == []


async def test_wishes_for_one_stream_are_joined_and_never_put_off(store: Store) -> None:
    await store.work.ask([asked(APP, 100)])
    await store.work.ask([asked(APP, 300, "v1")])
    assert [work.tags for work in await claimed(store, now=100)] == [("v1",)]


async def test_a_wish_brings_a_round_forward_once(store: Store) -> None:
    await store.work.ask([asked()])
    [work] = await claimed(store)
    await store.work.settle([Settled(work, "reg.test", 9_000, "{}")], "a")
    await store.work.ask([asked(APP, 200)])
    assert len(await claimed(store, now=200)) == 1


async def test_work_survives_a_process_that_is_gone(database: Database) -> None:
    store = database.open()
    await store.work.ask([asked()])
    await claimed(store, until=1_000_000)
    await store.close()
    store = database.open()
    assert await claimed(store) == []
    await store.work.release_all()
    assert len(await claimed(store)) == 1
    await store.close()


async def test_rounds_that_are_late_are_spread(store: Store) -> None:
    places = [Place("team", f"s{number}") for number in range(5)]
    await store.work.ask([asked(place) for place in places])
    for _ in places:
        for work in await claimed(store):
            await store.work.settle([Settled(work, "reg.test", 200, "{}")], "a")
    await store.work.spread(1_000, 100, 10_000)
    dues = [work.due_at for place in places if (work := await store.work.find(place))]
    assert dues == [1_000, 1_100, 1_200, 1_300, 1_400]
    await store.work.spread(2_000, 100, 250)
    dues = [work.due_at for place in places if (work := await store.work.find(place))]
    assert dues == [2_000, 2_050, 2_100, 2_150, 2_200]


async def test_the_sums_tell_what_waits(store: Store) -> None:
    await store.work.ask([asked(APP, 100), asked(WEB, 400)])
    await store.work.claim([LANE], 100, 1_000, "a", urgent=True)
    assert await store.work.sums(500) == (2, 1, 1, 100)

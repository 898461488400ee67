"""Lists show one moment, whole or in parts, and only what is selected."""

from __future__ import annotations

import pytest

from imagestreamimport.selectors import parse_fields, parse_labels
from streamport.store.errors import BadContinue, Expired
from streamport.store.protocol import Create, Delete, Page, Store, Update
from tests.support.stores import Database, names, stream

pytestmark = pytest.mark.anyio


async def fill(store: Store) -> None:
    for namespace in ("b", "a"):
        for name in ("two", "one", "three"):
            await store.write([Create("imagestreams", stream(name, namespace))])


async def test_a_list_is_in_order_of_namespace_and_name(store: Store) -> None:
    await fill(store)
    page = await store.list("imagestreams")
    places = [(d["metadata"]["namespace"], d["metadata"]["name"]) for d in _documents(page)]
    assert places == [(n, name) for n in "ab" for name in ("one", "three", "two")]
    assert page.resource_version == store.current_version()
    assert (page.continue_, page.remaining) == ("", None)


async def test_a_list_of_a_namespace_or_a_name_shows_no_other(store: Store) -> None:
    await fill(store)
    assert names((await store.list("imagestreams", "b")).items) == ["one", "three", "two"]
    of_name = await store.list("imagestreams", fields=parse_fields("metadata.name=two"))
    assert [d["metadata"]["namespace"] for d in _documents(of_name)] == ["a", "b"]
    assert (await store.list("imagestreams", "c")).items == []
    assert (await store.list("secrets")).items == []


async def test_a_list_in_parts_is_the_list(store: Store) -> None:
    await fill(store)
    parts = await _parts(store, limit=4)
    assert [len(part.items) for part in parts] == [4, 2]
    assert [part.remaining for part in parts] == [2, None]
    together = [document for part in parts for document in _documents(part)]
    assert together == _documents(await store.list("imagestreams"))


async def test_the_parts_show_the_moment_of_the_first(store: Store) -> None:
    await fill(store)
    before = _documents(await store.list("imagestreams"))
    first = await store.list("imagestreams", limit=1)
    await store.write([Delete("imagestreams", "a", "three")])
    await store.write([Update("imagestreams", stream("one", "b", changed=True), None)])
    await store.write([Update("imagestreams", stream("one", "b", changed=2), None)])
    await store.write([Delete("imagestreams", "b", "two")])
    await store.write([Create("imagestreams", stream("two", "b", anew=True))])
    await store.write([Create("imagestreams", stream("four", "a"))])
    second = await store.list("imagestreams", limit=3, continue_=first.continue_)
    third = await store.list("imagestreams", limit=3, continue_=second.continue_)
    assert _documents(first) + _documents(second) + _documents(third) == before
    assert second.resource_version == first.resource_version
    assert (second.remaining, third.continue_) == (2, "")


async def test_a_moment_that_is_no_longer_kept_is_expired(database: Database) -> None:
    store = database.open(max_changes=5)
    await fill(store)
    page = await store.list("imagestreams", limit=2)
    for step in range(100):
        await store.write([Update("imagestreams", stream("two", "b", step=step), None)])
    with pytest.raises(Expired):
        await store.list("imagestreams", continue_=page.continue_)
    assert len((await store.list("imagestreams")).items) == 6
    await store.close()


@pytest.mark.parametrize("token", ["x", "!!", "WzEsMl0", "é", "bnVsbA", "=="])
async def test_a_token_that_is_none_is_refused(store: Store, token: str) -> None:
    with pytest.raises(BadContinue):
        await store.list("imagestreams", continue_=token)


async def test_a_moment_that_never_was_is_expired(store: Store) -> None:
    await fill(store)
    page = await store.list("imagestreams", limit=1)
    token = page.continue_
    from streamport.store.paging import place_of

    place = place_of(token)
    later = type(place)(place.version + 1, place.namespace, place.name)
    with pytest.raises(Expired):
        await store.list("imagestreams", continue_=later.token())


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("app=web", ["new", "old"]),
        ("app=web,tier!=back", ["new"]),
        ("tier", ["old"]),
        ("!tier", ["new", "none"]),
        ("app in (web, db), tier notin (front)", ["new", "old"]),
        ("app notin (web)", ["none"]),
        ("app=", []),
        ("size>5", ["new"]),
        ("size<9,app", ["old"]),
        ("", ["new", "none", "old"]),
    ],
)
async def test_labels_select(store: Store, selector: str, selected: list[str]) -> None:
    await store.write([Create("imagestreams", stream("old", labels={"app": "x"}))])
    await store.write(
        [
            Update(
                "imagestreams",
                stream("old", labels={"app": "web", "tier": "back", "size": "3"}),
                None,
            )
        ]
    )
    await store.write([Create("imagestreams", stream("new", labels={"app": "web", "size": "12"}))])
    await store.write([Create("imagestreams", stream("none"))])
    page = await store.list("imagestreams", labels=parse_labels(selector))
    assert names(page.items) == selected


async def test_labels_select_in_parts_too(store: Store) -> None:
    for name in "abcdef":
        labels = {"odd": "yes"} if name in "ace" else None
        await store.write([Create("imagestreams", stream(name, labels=labels))])
    odd = parse_labels("odd=yes")
    first = await store.list("imagestreams", labels=odd, limit=2)
    await store.write([Update("imagestreams", stream("e"), None)])
    second = await store.list("imagestreams", labels=odd, limit=2, continue_=first.continue_)
    assert (names(first.items), names(second.items)) == (["a", "c"], ["e"])
    assert first.remaining is None


async def test_fields_select_in_parts_too(store: Store) -> None:
    for name in "abcdef":
        await store.write([Create("imagestreams", stream(name, odd=name in "ace"))])
    odd = parse_fields("spec.odd=true,metadata.name!=c")
    first = await store.list("imagestreams", fields=odd, limit=1)
    second = await store.list("imagestreams", fields=odd, limit=1, continue_=first.continue_)
    assert (names(first.items), names(second.items)) == (["a"], ["e"])
    assert (first.remaining, second.continue_) == (None, "")
    twice = parse_fields("metadata.name=b,metadata.name=b,")
    assert names((await store.list("imagestreams", fields=twice)).items) == ["b"]


def _documents(page: Page) -> list[dict[str, dict[str, str]]]:
    return [item.document for item in page.items]


async def _parts(store: Store, limit: int) -> list[Page]:
    parts = [await store.list("imagestreams", limit=limit)]
    while parts[-1].continue_:
        token = parts[-1].continue_
        parts.append(await store.list("imagestreams", limit=limit, continue_=token))
    return parts

"""A store beside a plain dict: whatever is done to both, they agree."""

from __future__ import annotations

import asyncio
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagestreamimport.selectors import parse_labels
from streamport.store.errors import AlreadyStored, Changed, Missing, Refused
from streamport.store.protocol import Create, CreateIfAbsent, Delete, Store, Update, Write
from tests.support.stores import Database, SqliteDatabase, stream

Model = dict[tuple[str, str], dict[str, Any]]  # namespace and name -> the document as stored

_PLACES = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y", "z"]))
_LABELS = st.none() | st.dictionaries(st.sampled_from(["k", "l"]), st.sampled_from(["", "1", "2"]))
_CONTENTS = st.dictionaries(st.text(max_size=3), st.none() | st.text(max_size=5), max_size=3)
_KINDS = st.sampled_from(["create", "ensure", "update", "cas", "stale", "delete"])
_STEPS = st.tuples(_KINDS, _PLACES, _LABELS, _CONTENTS)
_SELECTORS = ["k", "!k", "k=1", "k!=1", "k in (1,2),l", "l notin (1)", "k="]


def write_of(step: Any, model: Model) -> Write:
    kind, (namespace, name), labels, content = step
    document = stream(name, namespace, labels, content=content)
    there = model.get((namespace, name))
    version = there["metadata"]["resourceVersion"] if there else "1"
    match kind:
        case "create":
            return Create("imagestreams", document)
        case "ensure":
            return CreateIfAbsent("imagestreams", document)
        case "delete":
            return Delete("imagestreams", namespace, name)
        case "update":
            return Update("imagestreams", document, None)
        case _:
            return Update("imagestreams", document, version if kind == "cas" else version + "0")


def refusal_of(write: Write, model: Model, place: tuple[str, str]) -> type[Refused] | None:
    match write:
        case Create():
            return AlreadyStored if place in model else None
        case CreateIfAbsent():
            return None
        case _ if place not in model:
            return Missing
        case Update() if write.expected is not None:
            current = model[place]["metadata"]["resourceVersion"]
            return None if write.expected == current else Changed
        case _:
            return None


async def apply_both(store: Store, model: Model, steps: list[Any]) -> None:
    """One transaction on both; refused on both, or done on both."""
    writes: list[Write] = []
    after = dict(model)
    refusal: type[Refused] | None = None
    version = int(store.current_version())
    for step in steps:
        write, place = write_of(step, after), step[1]
        writes.append(write)
        refusal = refusal_of(write, after, place)
        if refusal is not None:
            break
        if isinstance(write, Delete):
            del after[place]
        elif not (isinstance(write, CreateIfAbsent) and place in after):
            document: Any = write.document
            metadata = {**document["metadata"], "resourceVersion": str(version + 1)}
            after[place] = {**document, "metadata": metadata}
        else:
            continue
        version += 1
    if refusal is not None:
        with pytest.raises(refusal):
            await store.write(writes)
        return
    await store.write(writes)
    model.clear()
    model.update(after)
    assert store.current_version() == str(version)


async def compare(store: Store, model: Model) -> None:
    listed = [item.document for item in (await store.list("imagestreams")).items]
    assert listed == [model[place] for place in sorted(model)]
    for selector in _SELECTORS:
        requirements = parse_labels(selector)
        selected = [
            model[place]
            for place in sorted(model)
            if requirements.matches(model[place]["metadata"].get("labels"))
        ]
        page = await store.list("imagestreams", labels=requirements)
        assert [item.document for item in page.items] == selected, selector


async def play(database: Database, transactions: list[list[Any]], pause: int) -> None:
    store, model = database.open(), Model()
    start = store.current_version()
    states = {start: Model()}
    first = None
    for number, steps in enumerate(transactions):
        if number == pause:
            first = await store.list("imagestreams", limit=1)
            await store.close()
            store = database.open()
        await apply_both(store, model, steps)
        states[store.current_version()] = dict(model)
    await compare(store, model)
    if first is not None and first.continue_:
        then = states[first.resource_version]
        rest = await store.list("imagestreams", continue_=first.continue_)
        together = [item.document for item in (*first.items, *rest.items)]
        assert together == [then[place] for place in sorted(then)]
    changes = await store.changes(start, "imagestreams")
    replayed = Model()
    for version in range(int(start) + 1, int(store.current_version()) + 1):
        change = await anext(changes)
        assert change.resource_version == str(version)
        metadata = change.document["metadata"]
        place = (metadata["namespace"], metadata["name"])
        assert (change.type == "ADDED") == (place not in replayed)
        if change.type == "DELETED":
            del replayed[place]
        else:
            replayed[place] = change.document
        assert version not in states or replayed == states[version]
    assert replayed == model
    await store.close()


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(_STEPS, min_size=1, max_size=4), min_size=1, max_size=12),
    st.integers(0, 12),
)
def test_a_store_agrees_with_a_dict(transactions: list[list[Any]], pause: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        path.write_bytes(empty_database())
        asyncio.run(play(SqliteDatabase(path), transactions, pause))


@cache
def empty_database() -> bytes:
    """A file with the tables: making them takes longer than all the rest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        asyncio.run(SqliteDatabase(path).open().close())
        return path.read_bytes()

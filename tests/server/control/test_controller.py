"""The controller on a store, with an engine that a test scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Container
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from imagestreamimport.models import ImageStreamImport
from streamport.control import Controller, ControlSettings, Imported, Item, Lost, NotDone, Tried
from streamport.store.protocol import Create, Delete, Store, Update
from streamport.store.sqlite import SqliteStore
from streamport.store.work import Place

pytestmark = pytest.mark.anyio

QUICK = ControlSettings(interval_s=0.3, per_minute=0)
_LONG_S = 20
Answer = Callable[[list[str]], Imported | Exception]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Engine:
    """Brings every tag, or what the script says, and remembers what it was asked for."""

    def __init__(self, store: Store, answer: Answer | None = None) -> None:
        self.asked: list[tuple[str, str, list[str]]] = []
        self.hold: asyncio.Event | None = None
        self.running = self.most_running = 0
        self._store, self._answer = store, answer

    async def __call__(
        self, namespace: str, request: ImageStreamImport, why: str, passed_over: Container[str]
    ) -> Imported:
        sent = msgspec.to_builtins(request)
        name, version = sent["metadata"]["name"], sent["metadata"]["resourceVersion"]
        tags = [image["to"]["name"] for image in sent["spec"].get("images", ())]
        self.asked.append((name, why, tags))
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        try:
            if self.hold is not None:
                await self.hold.wait()
            result = self._answer(tags) if self._answer else Imported([Item(tag) for tag in tags])
            if isinstance(result, Exception):
                raise result
            return await self._stored(namespace, name, version, result)
        finally:
            self.running -= 1

    async def _stored(self, namespace: str, name: str, version: str, result: Imported) -> Imported:
        found = await self._store.get("imagestreams", namespace, name)
        if found is None or found.resource_version != version:
            raise Lost
        document = found.document
        known = {
            tag["tag"]: tag for tag in document.setdefault("status", {}).setdefault("tags", [])
        }
        before = msgspec.json.encode(document)
        for item in result.items:
            at = {tag["name"]: tag["generation"] for tag in document["spec"]["tags"]}[item.tag]
            history: dict[str, Any] = {"tag": item.tag, "items": [{"generation": at, "image": "i"}]}
            if item.failed:
                failure = {"type": "ImportSuccess", "status": "False", "generation": at}
                history = {"tag": item.tag, "conditions": [failure]}
            known[item.tag] = history
        document["status"]["tags"] = list(known.values())
        document["metadata"]["annotations"] = {"openshift.io/image.dockerRepositoryCheck": "x"}
        if msgspec.json.encode(document) != before:
            await self._store.write([Update("imagestreams", document, version)])
            return Imported(result.items, True)
        return result


def document(name: str = "app", *tags: str, scheduled: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "metadata": {"name": name, "namespace": "team", "uid": f"uid-of-{name}", **more},
        "spec": {
            "tags": [
                {
                    "name": tag,
                    "generation": 1,
                    "from": {"kind": "DockerImage", "name": f"reg.test/app:{tag}"},
                    "importPolicy": {"scheduled": scheduled},
                }
                for tag in tags or ("v1",)
            ]
        },
    }


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = SqliteStore(tmp_path / "store.db")
    yield store
    await store.close()


@asynccontextmanager
async def controlled(
    store: Store, answer: Answer | None = None, settings: ControlSettings = QUICK
) -> AsyncIterator[tuple[Engine, Controller]]:
    engine = Engine(store, answer)
    controller = Controller(store, engine, settings)
    async with controller.running():
        yield engine, controller


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(_LONG_S):
        while not condition():
            await asyncio.sleep(0.005)


async def settled(store: Store, name: str = "app") -> Any:
    """The row of a stream once nobody works on it and nothing is asked for."""
    async with asyncio.timeout(_LONG_S):
        while True:
            work = await store.work.find(Place("team", name))
            if work is not None and not work.is_claimed and not work.is_urgent:
                return work
            await asyncio.sleep(0.005)


async def changed(store: Store, change: Callable[[dict[str, Any]], object]) -> None:
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    stream = found.document
    change(stream)
    await store.write([Update("imagestreams", stream, found.resource_version)])


async def test_a_new_tag_is_imported_and_then_left_alone(store: Store) -> None:
    async with controlled(store) as (engine, _):
        await store.write([Create("imagestreams", document())])
        await settled(store)
        await changed(store, lambda stream: stream["metadata"].update(labels={"a": "b"}))
        await store.write([Create("imagestreams", document("other"))])
        await until(lambda: len(engine.asked) == 2)
    assert engine.asked == [("app", "edit", ["v1"]), ("other", "edit", ["v1"])]


async def test_what_was_written_while_nobody_looked_is_imported_at_the_start(store: Store) -> None:
    await store.write([Create("imagestreams", document())])
    async with controlled(store) as (engine, _):
        await settled(store)
    async with controlled(store) as (again, _):
        await store.write([Create("imagestreams", document("other"))])
        await until(lambda: again.asked)
    assert engine.asked == [("app", "edit", ["v1"])]
    assert again.asked == [("other", "edit", ["v1"])]


async def test_several_changes_in_a_row_are_one_import(store: Store) -> None:
    async with controlled(store) as (engine, _):
        await store.write([Create("imagestreams", document())])
        await changed(store, lambda stream: stream["spec"]["tags"].append(
            {**stream["spec"]["tags"][0], "name": "v2"}
        ))  # fmt: skip
        await settled(store)
    assert engine.asked == [("app", "edit", ["v1", "v2"])]


async def test_a_stream_that_is_edited_during_its_import_is_imported_again(store: Store) -> None:
    async with controlled(store) as (engine, _):
        engine.hold = asyncio.Event()
        await store.write([Create("imagestreams", document())])
        await until(lambda: engine.asked)
        await changed(store, lambda stream: stream["metadata"].update(labels={"a": "b"}))
        engine.hold.set()
        await until(lambda: len(engine.asked) == 2)
        await settled(store)
    assert engine.most_running == 1
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document["status"]["tags"]


async def test_a_stream_that_is_deleted_during_its_import_leaves_nothing(store: Store) -> None:
    async with controlled(store) as (engine, _):
        engine.hold = asyncio.Event()
        await store.write([Create("imagestreams", document())])
        await until(lambda: engine.asked)
        await store.write([Delete("imagestreams", "team", "app")])
        engine.hold.set()
        async with asyncio.timeout(_LONG_S):
            while await store.work.places():
                await asyncio.sleep(0.005)
    assert await store.get("imagestreams", "team", "app") is None


async def test_a_scheduled_tag_is_imported_again_and_again(store: Store) -> None:
    async with controlled(store) as (engine, _):
        await store.write([Create("imagestreams", document(scheduled=True))])
        await settled(store)
        version = store.current_version()
        await until(lambda: len(engine.asked) >= 4)
        assert store.current_version() == version, "an unchanged result writes nothing"
    assert engine.asked[:3] == [("app", "edit", ["v1"])] + 2 * [("app", "schedule", ["v1"])]


def _with_another_label(stream: dict[str, Any]) -> None:
    labels = stream["metadata"].setdefault("labels", {"n": ""})
    labels["n"] = "" if len(labels["n"]) > 50 else f"{labels['n']}x"


async def test_edits_do_not_put_a_round_off(store: Store) -> None:
    async with controlled(store) as (engine, _):
        await store.write([Create("imagestreams", document(scheduled=True))])
        await settled(store)
        async with asyncio.timeout(_LONG_S):
            while [why for _, why, _ in engine.asked].count("schedule") < 3:
                await changed(store, _with_another_label)
                await asyncio.sleep(0.05)


async def test_an_import_without_a_result_is_tried_until_there_is_one(store: Store) -> None:
    answers: list[Imported | Exception] = [NotDone("no room"), NotDone("no room")]

    def answer(tags: list[str]) -> Imported | Exception:
        return answers.pop() if answers else Imported([Item(tag) for tag in tags])

    async with controlled(store, answer) as (engine, controller):
        await store.write([Create("imagestreams", document())])
        await until(lambda: len(engine.asked) == 3)
        await settled(store)
        found = await store.get("imagestreams", "team", "app")
        assert found is not None
        shown = await controller.schedule(found, lambda secret: True)
    assert [run.get("error") for run in shown["trail"]] == [None, "no room"]


async def test_what_failed_for_good_is_left_alone_and_told(store: Store) -> None:
    tried = Tried("asked reg.test with pull", "asked reg.test with a secret", "pull")
    failed = Item("v1", True, "NotFound", "there is none", tried=(tried,))
    async with controlled(store, lambda _: Imported([failed])) as (engine, controller):
        await store.write([Create("imagestreams", document())])
        work = await settled(store)
        assert work.due_at is None
        found = await store.get("imagestreams", "team", "app")
        assert found is not None
        shown = await controller.schedule(found, lambda secret: True)
        hidden = await controller.schedule(found, lambda secret: False)
    problem = shown["tags"][0]["lastProblem"]
    assert (problem["reason"], problem["tried"]) == ("NotFound", ["asked reg.test with pull"])
    assert hidden["tags"][0]["lastProblem"]["tried"] == ["asked reg.test with a secret"]
    assert engine.asked == [("app", "edit", ["v1"])]


async def test_what_may_pass_is_due_again_in_half_a_minute(store: Store) -> None:
    failed = Item("v1", True, "InternalError", "no connection", may_pass=True)
    async with controlled(store, lambda _: Imported([failed])) as (_, controller):
        await store.write([Create("imagestreams", document())])
        work = await settled(store)
        wait_ms = work.due_at - controller.clock.now()
    assert 25_000 < wait_ms <= 30_000


async def test_a_tag_is_woken_and_no_other(store: Store) -> None:
    async with controlled(store) as (engine, controller):
        await store.write([Create("imagestreams", document("app", "v1", "v2"))])
        await settled(store)
        controller.wake("team", "app", "v2", "absent")
        controller.wake("team", "nowhere", "v1")
        await until(lambda: len(engine.asked) == 2)
        await settled(store)
    assert engine.asked[1] == ("app", "asked", ["v2"])
    async with asyncio.timeout(_LONG_S):
        while Place("team", "nowhere") in await store.work.places():
            await asyncio.sleep(0.005)


async def test_servers_share_the_work(store: Store) -> None:
    async with controlled(store) as (one, _), controlled(store) as (other, _):
        one.hold = other.hold = asyncio.Event()
        writes = [Create("imagestreams", document(f"s{number}")) for number in range(40)]
        await store.write(writes)
        await until(lambda: one.running + other.running >= 30)
        one.hold.set()
        for number in range(40):
            await settled(store, f"s{number}")
    names = sorted(name for name, _, _ in [*one.asked, *other.asked])
    assert names == sorted(f"s{number}" for number in range(40))


async def test_an_import_that_a_stop_ends_is_made_at_the_next_start(store: Store) -> None:
    async with controlled(store) as (engine, _):
        engine.hold = asyncio.Event()
        await store.write([Create("imagestreams", document())])
        await until(lambda: engine.asked)
    async with controlled(store) as (again, _):
        await settled(store)
    assert again.asked == [("app", "edit", ["v1"])]


async def test_rounds_that_wait_for_a_place_are_not_looked_for_all_the_time(store: Store) -> None:
    settings = ControlSettings(interval_s=1.5, per_minute=1, at_once=2)
    async with controlled(store, settings=settings) as (engine, controller):
        await store.write([Create("imagestreams", document("late", scheduled=True))])
        await settled(store, "late")
        engine.hold = asyncio.Event()
        await store.write([Create("imagestreams", document("held"))])
        await until(lambda: engine.running)
        async with asyncio.timeout(_LONG_S):
            while not (await controller.sums()).late:
                await asyncio.sleep(0.005)
        looks = 0
        lanes = type(store.work).lanes

        async def counted(*values: Any, **more: Any) -> Any:
            nonlocal looks
            looks += 1
            return await lanes(store.work, *values, **more)

        store.work.lanes = counted  # type: ignore[method-assign]
        await asyncio.sleep(0.3)  # in which a loop without a pause looks hundreds of times
        assert looks < 20
        engine.hold.set()
        await until(lambda: ("late", "schedule", ["v1"]) in engine.asked)


async def test_no_more_rounds_than_the_limit_and_none_is_lost(store: Store) -> None:
    settings = ControlSettings(interval_s=0.2, per_minute=3)
    async with controlled(store, settings=settings) as (engine, controller):
        for number in range(6):
            name = document(f"s{number}", scheduled=True)
            await store.write([Create("imagestreams", name)])
        await until(lambda: [why for _, why, _ in engine.asked].count("schedule") == 3)
        async with asyncio.timeout(_LONG_S):
            while (await controller.sums()).late < 3:
                await asyncio.sleep(0.005)
        await store.write([Create("imagestreams", document("new"))])  # which no limit holds up
        await until(lambda: ("new", "edit", ["v1"]) in engine.asked)
    assert [why for _, why, _ in engine.asked].count("schedule") == 3

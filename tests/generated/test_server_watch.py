"""Watches of the server stub, read line by line as they come."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette

from imagestreamimport import models
from imagestreamimport.options import CreateOptions, WatchOptions
from tests.support.memory_server import STREAMS, Streams, app, client, stream

TABLE = b"application/json;as=Table;v=v1;g=meta.k8s.io,application/json"


class Connection:
    """One request to an application, as a server holds it."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[Any] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.read_once = False

    async def receive(self) -> dict[str, Any]:
        if not self.read_once:
            self.read_once = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.messages.put(message)

    async def start(self) -> Any:
        message = await asyncio.wait_for(self.messages.get(), 10)
        assert message["type"] == "http.response.start"
        return message

    async def line(self) -> Any:
        """The next event; None when the stream has ended."""
        message = {"more_body": True, "body": b""}
        while message["more_body"] and not message["body"]:  # which only asks whether it is sent
            message = await asyncio.wait_for(self.messages.get(), 10)
        if not message.get("more_body"):
            return None
        assert message["body"].endswith(b"\n")
        return json.loads(message["body"])


@asynccontextmanager
async def watching(
    application: Starlette, query: str, accept: bytes = b"*/*"
) -> AsyncIterator[Connection]:
    connection = Connection()
    scope = {
        "type": "http", "method": "GET", "path": STREAMS, "query_string": query.encode(),
        "headers": [(b"accept", accept)], "root_path": "",
    }  # fmt: skip
    task = asyncio.create_task(application(scope, connection.receive, connection.send))
    try:
        yield connection
    finally:
        connection.gone.set()
        await asyncio.wait_for(task, 10)


def run(
    scene: Callable[[Starlette, Streams], Awaitable[None]], streams: Streams | None = None
) -> None:
    async def play() -> None:
        kept = streams or Streams()
        await scene(app(imagestreams=kept), kept)

    asyncio.run(play())


async def create(streams: Streams, name: str, **metadata: Any) -> None:
    body = models.decode(json.dumps(stream(name, namespace="ns", **metadata)), models.ImageStream)
    context: Any = None
    await streams.create(context, "ns", body, CreateOptions())


def test_a_watch_begins_with_what_is_there_and_goes_on_with_what_comes() -> None:
    async def scene(application: Starlette, streams: Streams) -> None:
        await create(streams, "a")
        async with watching(application, "watch=true") as connection:
            start = await connection.start()
            assert start["status"] == 200
            assert (b"content-type", b"application/json") in start["headers"]
            first = await connection.line()
            assert (first["type"], first["object"]["metadata"]["name"]) == ("ADDED", "a")
            assert first["object"]["kind"] == "ImageStream"
            await create(streams, "b")
            second = await connection.line()
            assert second["object"]["metadata"]["name"] == "b"

    run(scene)


def test_a_watch_from_a_version_tells_only_what_came_later() -> None:
    async def scene(application: Starlette, streams: Streams) -> None:
        await create(streams, "a")
        async with watching(application, "watch=1&resourceVersion=1") as connection:
            await connection.start()
            await create(streams, "b")
            assert (await connection.line())["object"]["metadata"]["name"] == "b"

    run(scene)


def test_a_watch_honours_selectors_and_bookmarks() -> None:
    async def scene(application: Starlette, streams: Streams) -> None:
        query = "watch=true&labelSelector=a%3Db&allowWatchBookmarks=true&resourceVersion=0"
        async with watching(application, query) as connection:
            await connection.start()
            assert (await connection.line())["type"] == "BOOKMARK"
            await create(streams, "other")
            bookmark = await connection.line()
            assert bookmark["type"] == "BOOKMARK"
            assert bookmark["object"]["kind"] == "ImageStream"
            assert bookmark["object"]["metadata"]["resourceVersion"] == "1"
            await create(streams, "mine", labels={"a": "b"})
            assert (await connection.line())["object"]["metadata"]["name"] == "mine"

    run(scene)


def test_a_watch_of_tables_tells_its_columns_once() -> None:
    async def scene(application: Starlette, streams: Streams) -> None:
        await create(streams, "a")
        await create(streams, "b")
        async with watching(application, "watch=true", TABLE) as connection:
            await connection.start()
            first, second = await connection.line(), await connection.line()
            assert first["object"]["kind"] == "Table"
            assert first["object"]["rows"][0]["cells"][0] == "a"
            assert [item["name"] for item in first["object"]["columnDefinitions"]] == [
                "Name",
                "Age",
            ]
            assert second["object"]["columnDefinitions"] is None

    run(scene)


def test_a_watch_ends_when_its_time_is_over() -> None:
    ended: list[str] = []

    class Quiet(Streams):
        async def watch(self, request: Any, namespace: Any, options: WatchOptions) -> Any:
            try:
                await asyncio.Event().wait()
                yield None
            finally:
                ended.append("cleaned up")

    async def scene(application: Starlette, streams: Streams) -> None:
        async with watching(application, "watch=true&timeoutSeconds=1") as connection:
            await connection.start()
            assert await connection.line() is None
        assert ended == ["cleaned up"]

    run(scene, Quiet())


def test_a_watch_ends_when_nobody_listens() -> None:
    ended: list[str] = []

    class Quiet(Streams):
        async def watch(self, request: Any, namespace: Any, options: WatchOptions) -> Any:
            try:
                await asyncio.Event().wait()
                yield None
            finally:
                ended.append("cleaned up")

    async def scene(application: Starlette, streams: Streams) -> None:
        async with watching(application, "watch=true") as connection:
            await connection.start()
        assert ended == ["cleaned up"]

    run(scene, Quiet())


def test_an_error_of_a_watch_is_its_last_event() -> None:
    async def scene(application: Starlette, streams: Streams) -> None:
        streams.oldest = 5
        async with watching(application, "watch=true&resourceVersion=2") as connection:
            await connection.start()
            event = await connection.line()
            assert (event["type"], event["object"]["code"]) == ("ERROR", 410)
            assert event["object"]["reason"] == "Expired"
            assert await connection.line() is None

    run(scene)


def test_an_unexpected_error_of_a_watch_tells_no_internals(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Streams):
        async def watch(self, request: Any, namespace: Any, options: WatchOptions) -> Any:
            raise RuntimeError("secret detail")
            yield None

    async def scene(application: Starlette, streams: Streams) -> None:
        async with watching(application, "watch=true") as connection:
            start = await connection.start()
            event = await connection.line()
            assert (event["type"], event["object"]["code"]) == ("ERROR", 500)
            assert "secret" not in json.dumps(event)
            (number,) = [value.decode() for name, value in start["headers"] if name == b"audit-id"]
            assert number in event["object"]["message"]
            assert number in caplog.text

    run(scene, Broken())


def test_watching_where_nobody_can_is_not_allowed() -> None:
    from imagestreamimport import server

    class Few(server.ImageStreams):
        async def list(self, *arguments: Any, **named: Any) -> Any:
            return {}

    web = client(imagestreams=Few())
    assert web.get(STREAMS).status_code == 200
    assert web.get(f"{STREAMS}?watch=true").status_code == 405

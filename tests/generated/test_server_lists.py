"""Lists that a handler gives part by part."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from imagestreamimport import models, server
from imagestreamimport.errors import Expired
from imagestreamimport.options import ListOptions
from tests.support.memory_server import STREAMS


class Parts(server.ImageStreams):
    """Gives its streams one by one; `read` is how many were asked for."""

    def __init__(self, number: int, fails_at: int | None = None) -> None:
        self.number = number
        self.fails_at = fails_at
        self.read = 0

    async def list(
        self, request: server.RequestContext, namespace: str | None, options: ListOptions
    ) -> server.JsonList:
        first = server.JsonText('{"metadata":{"name":"s0"}}')
        return server.JsonList(models.ListMeta(resource_version="7"), [first], self.more())

    async def more(self) -> AsyncIterator[Sequence[Any]]:
        for number in range(1, self.number):
            if number == self.fails_at:
                raise Expired("it is gone")
            self.read = number
            yield []  # a part may be empty
            yield [models.ImageStream(metadata=models.ObjectMeta(name=f"s{number}"))]


async def answered(handler: Parts, gone_after: int = 10_000) -> list[dict[str, Any]]:
    """What is sent to a client, which hangs up after some messages."""
    sent: list[dict[str, Any]] = []
    gone, is_read = asyncio.Event(), False

    async def receive() -> dict[str, Any]:
        nonlocal is_read
        if not is_read:
            is_read = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) >= gone_after:
            gone.set()
        await asyncio.sleep(0)

    scope = {
        "type": "http", "method": "GET", "path": STREAMS, "query_string": b"",
        "headers": [], "root_path": "",
    }  # fmt: skip
    application = server.create_app(imagestreams=handler)
    await asyncio.wait_for(application(scope, receive, send), 30)
    return sent


def test_parts_become_one_list() -> None:
    [start, *pieces] = asyncio.run(answered(Parts(4)))
    assert start["status"] == 200
    assert b"content-length" not in dict(start["headers"])
    document = json.loads(b"".join(piece["body"] for piece in pieces))
    assert document["kind"] == "ImageStreamList"
    assert document["metadata"] == {"resourceVersion": "7"}
    assert [item["metadata"]["name"] for item in document["items"]] == ["s0", "s1", "s2", "s3"]
    assert [piece.get("more_body", False) for piece in pieces][-2:] == [True, False]


def test_a_list_that_cannot_be_read_to_its_end_has_none(caplog: pytest.LogCaptureFixture) -> None:
    sent = asyncio.run(answered(Parts(4, fails_at=3)))
    assert all(message.get("more_body", True) for message in sent)
    assert "broken off: it is gone" in caplog.text


def test_nothing_is_read_for_a_client_that_is_gone() -> None:
    handler = Parts(1_000)
    asyncio.run(answered(handler, gone_after=5))
    assert handler.read < 20

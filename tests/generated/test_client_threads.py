"""One client for many threads, and for many tasks."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from imagestreamimport.client import AsyncClient, Client


def echo(request: httpx2.Request) -> httpx2.Response:
    """A stream with the name that was asked for."""
    name = request.url.path.rpartition("/")[2]
    return httpx2.Response(200, json={"metadata": {"name": name}})


def test_threads_get_their_own_answers(tmp_path: object) -> None:
    from pathlib import Path
    from typing import Any

    from tests.support.uvicorns import served

    async def app(scope: Any, receive: Any, send: Any) -> None:
        name = scope["path"].rpartition("/")[2]
        await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        body = b'{"metadata": {"name": "%s"}}' % name.encode()
        await send({"type": "http.response.body", "body": body})

    assert isinstance(tmp_path, Path)
    with served(app, tmp_path) as url, Client(url, "token", namespace="ns") as client:
        names = [f"app-{number}" for number in range(200)]
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(lambda name: client.imagestreams.get(name), names))
    assert [stream.metadata and stream.metadata.name for stream in found] == names


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_tasks_get_their_own_answers(library: str) -> None:
    import anyio

    names = [f"app-{number}" for number in range(50)]
    found: dict[str, object] = {}

    async def run() -> None:
        transport = httpx2.MockTransport(echo)
        async with AsyncClient("http://x.test", namespace="ns", transport=transport) as client:

            async def get(name: str) -> None:
                stream = await client.imagestreams.get(name)
                found[name] = stream.metadata and stream.metadata.name

            async with anyio.create_task_group() as group:
                for name in names:
                    group.start_soon(get, name)

    anyio.run(run, backend=library)
    assert found == {name: name for name in names}

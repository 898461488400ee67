"""Everything that a client can do, done to a server: for packages of any schema.

Run in a process of its own, for it imports the package by name. Knows of a kind what kindgen's
representation says.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio
import httpx2

from kindgen.build.package import build
from kindgen.ir.api import Api, Resource
from kindgen.pipeline import read
from tests.support.memory import Memory
from tests.support.uvicorns import served

Bodies = dict[str, dict[str, Any]]


def exercise(package: str, schema: Path, bodies: Bodies, folder: Path) -> None:
    """Try each verb of each resource with both clients; an assertion tells what went wrong.

    `bodies` are documents by kind, where `{}` is not good enough. Prints what was done.
    """
    api = build(read(schema)).api
    client: Any = import_module(f"{package}.client")
    fake: Any = import_module(f"{package}.fake")
    app = _app(package, api)
    with served(app, folder) as url, client.Client(url, namespace="ns") as over_socket:
        anyio.run(_all, over_socket, api, bodies, package, "socket")
    with client.Client("http://fake", namespace="ns", transport=fake.FakeServer()) as faked:
        anyio.run(_all, faked, api, bodies, package, "fake")
    anyio.run(_asynchronous, package, api, bodies)


def _app(package: str, api: Api) -> Any:
    server: Any = import_module(f"{package}.server")
    memory = Memory(package)
    return server.create_app(**{item.attribute: memory.handler(item) for item in api.resources})


async def _asynchronous(package: str, api: Api, bodies: Bodies) -> None:
    client: Any = import_module(f"{package}.client")
    transport = httpx2.ASGITransport(_app(package, api))
    async with client.AsyncClient("http://app", namespace="ns", transport=transport) as in_process:
        await _all(in_process, api, bodies, package, "asgi", can_watch=False)


async def _all(
    client: Any, api: Api, bodies: Bodies, package: str, how: str, can_watch: bool = True
) -> None:
    for resource in api.resources:
        legacy = [False, True] if resource.legacy else [False]
        for prefix in legacy:
            done = await _Trial(client, resource, bodies, package, prefix, can_watch).run()
            print(how, resource.plural, *done)


class _Trial:
    """One resource on one prefix; `run` gives back the verbs that were tried."""

    def __init__(
        self,
        client: Any,
        resource: Resource,
        bodies: Bodies,
        package: str,
        legacy: bool,
        can_watch: bool,
    ) -> None:
        self.own = getattr(client, resource.attribute)
        self.resource = resource
        self.errors: Any = import_module(f"{package}.errors")
        self.legacy = {"legacy": True} if legacy else {}
        self.can_watch = can_watch
        self.body = {"metadata": {"name": "one"}, **copy.deepcopy(bodies.get(resource.kind, {}))}
        model: Any = getattr(import_module(f"{package}.models"), resource.class_name)
        self.has_metadata = hasattr(model, "metadata")
        self.name = "one"
        self.done: list[str] = []

    async def run(self) -> list[str]:
        for verb in ("create", "get", "list", "watch", "update", "patch"):
            if verb in self.resource.verbs:
                await getattr(self, f"try_{verb}")()
        for part in self.resource.subresources:
            await self.try_part(part)
        for verb in ("delete", "deletecollection"):
            if verb in self.resource.verbs:
                await getattr(self, f"try_{verb}")()
        return self.done

    async def call(self, method: str, *given: Any, **named: Any) -> Any:
        """What a method gives back, in either colour."""
        self.done.append(method)
        found = getattr(self.own, method)(*given, **named, **self.legacy)
        return await found if inspect.isawaitable(found) else found

    def is_right(self, found: Any) -> None:
        """The answer is of the kind, under the apiVersion of the path, as far as it has fields."""
        resource = self.resource
        version = resource.mounts[-1].api_version if self.legacy else resource.api_version
        assert type(found).__name__ == resource.class_name
        if hasattr(found, "kind"):
            assert found.kind == resource.kind, found
        if hasattr(found, "api_version"):
            assert found.api_version == version, found
        if self.has_metadata:
            assert found.metadata.name == self.name, found

    async def try_create(self) -> None:
        self.is_right(await self.call("create", self.body))
        if self.has_metadata and "get" in self.resource.verbs:
            assert await self.fails("create", self.body) == "AlreadyExists"

    async def fails(self, method: str, *given: Any, **named: Any) -> str:
        try:
            await self.call(method, *given, **named)
        except self.errors.ApiError as error:
            return type(error).__name__
        return "nothing failed"

    async def try_get(self) -> None:
        if not self.has_metadata and "patch" in self.resource.verbs:
            await self.call("delete_collection")  # what was created has a name that nobody knows
            await self.apply()
        elif not self.has_metadata or "create" not in self.resource.verbs:
            assert await self.fails("get", "one") == "NotFound"
            return
        self.is_right(await self.call("get", self.name))
        assert await self.fails("get", "none") == "NotFound"

    async def try_list(self) -> None:
        listing = await self.call("list", page_size=1)
        found = [item async for item in _items(listing)]
        assert len(found) == ("create" in self.resource.verbs)
        for item in found:
            self.is_right(item)

    async def try_watch(self) -> None:
        if not self.can_watch:  # the transport has the whole answer before it gives any of it
            return
        watch = await self.call("watch", timeout=20)
        event = next(iter(watch))
        watch.close()
        assert event.type == "ADDED"
        self.is_right(event.object)

    async def try_update(self) -> None:
        if not self.has_metadata:
            return
        before = await self.call("get", self.name)
        self.is_right(await self.call("replace", before))
        if "patch" in self.resource.verbs:
            before = await self.call("get", self.name)
            after = copy.deepcopy(before)
            after.metadata.labels = {"a": "b"}
            changed = await self.call("update", before, after)
            assert changed.metadata.labels == {"a": "b"}

    async def try_patch(self) -> None:
        if not self.has_metadata:
            return
        labels = {"metadata": {"labels": {"c": "d"}}}
        for kind in ("merge", "strategic"):
            self.is_right(await self.call("patch", self.name, labels, patch_type=kind))
        steps = [{"op": "test", "path": "/metadata/name", "value": self.name}]
        self.is_right(await self.call("patch", self.name, steps, patch_type="json"))
        await self.apply()

    async def apply(self) -> None:
        resource = self.resource
        version = resource.mounts[-1].api_version if self.legacy else resource.api_version
        applied = {**self.body, "kind": resource.kind, "apiVersion": version}
        found = await self.call(
            "patch", self.name, applied, patch_type="apply", field_manager="me", force=True
        )
        self.is_right(found)

    async def try_part(self, part: Any) -> None:
        is_own = part.kind == self.resource.kind
        if "get" in part.verbs and {"create", "patch"} <= {*self.resource.verbs}:
            found = await self.call(f"get_{part.attribute}", self.name)
            assert type(found).__name__ == part.class_name
            if is_own and "update" in part.verbs and self.has_metadata:
                await self.call(f"replace_{part.attribute}", found)

    async def try_delete(self) -> None:
        answer = await self.call("delete", self.name)
        assert answer["status"] == "Success"
        assert await self.fails("get", self.name) == "NotFound"

    async def try_deletecollection(self) -> None:
        await self.try_create()
        await self.call("delete_collection")
        assert await self.fails("get", self.name) == "NotFound"


async def _items(listing: Any) -> AsyncIterator[Any]:
    if hasattr(listing, "__aiter__"):
        async for item in listing:
            yield item
    else:
        for item in listing:
            yield item

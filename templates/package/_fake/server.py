"""The fake server without the resources of a schema: what a test can ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from .._base.filling import deep_copy
from .._base.kinds import is_object
from .._base.model import Model
from .._base.rest import Resource
from ..errors import Unauthorized
from .faults import Fault, failure
from .memory import Answer, JsonDocument, Memory, Objects
from .transport import FakeTransport, loop


class BaseFakeServer(FakeTransport):
    """A server in this process, as the transport of a client: `Client(url, transport=server)`.

    It stores objects of every resource, validates them, and answers as servers do: versions,
    conflicts, selectors, pages, patches, dry runs, watches. Many clients may share it, whatever
    their surroundings. `requests` has every request that came in.

    token: the only one that is let in; without it anybody is.
    """

    def __init__(
        self,
        make_app: Callable[..., Any],
        written: Callable[[JsonDocument, str], JsonDocument],
        resources: Mapping[str, Resource],
        attributes: Mapping[str, str],
        token: str | None = None,
    ) -> None:
        self._memory = Memory(written)
        self._handlers = {
            plural: Objects(resource, self._memory, resources)
            for plural, resource in resources.items()
        }
        handlers = {attributes[plural]: handler for plural, handler in self._handlers.items()}

        def authenticate(request: Any) -> str:
            if request.headers.get("authorization") != f"Bearer {token}":
                raise Unauthorized()
            return "test"

        hook = None if token is None else authenticate
        super().__init__(make_app(**handlers, authenticate=hook))
        self.prepare()

    def prepare(self) -> None:
        """What the server of one schema does besides, when it is made."""

    # --------------------------------------------------------------------------------- objects

    def put(self, document: Model | dict[str, Any], namespace: str | None = None) -> dict[str, Any]:
        """Store an object as it is, unchecked, its status with it; watches see it.

        Raises ValueError for a kind that is not served, or an object without name or namespace.
        """
        plain: dict[str, Any]
        plain = deep_copy(document) if is_object(document) else msgspec.to_builtins(document)
        handler = self._handler(str(plain.get("kind") or type(document).__name__))
        plain |= {"kind": handler.resource.kind, "apiVersion": handler.resource.api_version}
        metadata: Any = plain.setdefault("metadata", {})
        if handler.resource.namespaced and namespace is not None:
            metadata["namespace"] = namespace
        place = [metadata.get("name")]
        if handler.resource.namespaced:
            place.insert(0, metadata.get("namespace"))
        if not all(place):
            raise ValueError("the object needs metadata.name, and a namespace if its kind has one")
        put: dict[str, Any] = loop.run(self._put(handler, handler.key(tuple(place)), plain))
        copied: dict[str, Any] = deep_copy(put)
        return copied

    async def _put(self, handler: Objects, key: Any, document: dict[str, Any]) -> dict[str, Any]:
        kind = "MODIFIED" if key in self._memory.objects else "ADDED"
        return self._memory.store(kind, key, document)

    def objects(self, kind: str, namespace: str | None = None) -> list[dict[str, Any]]:
        """Copies of the stored objects of a kind, by name. Raises ValueError for one not served."""
        handler = self._handler(kind)

        async def found() -> list[dict[str, Any]]:
            copies: list[dict[str, Any]] = deep_copy(handler.all(namespace))
            return copies

        return loop.run(found())

    def answers(self, kind: str, answer: Answer) -> None:
        """Create objects of a kind by a function: from the document that came to the answer.

        It also gets whether this is a dry run, and may raise an error of `errors`. What it gives
        back, a dict or a model, is not stored. Raises ValueError for a kind that is not served.
        """
        self._handler(kind).answer = answer

    def _handler(self, kind: str) -> Objects:
        for handler in self._handlers.values():
            if kind == handler.resource.kind:
                return handler
        known = ", ".join(handler.resource.kind for handler in self._handlers.values())
        raise ValueError(f"no such kind is served: {kind!r}; there are {known}")

    # ---------------------------------------------------------------------------------- faults

    def fail(
        self,
        status: int,
        *,
        times: int = 1,
        method: str | None = None,
        path: str | None = None,
        reason: str | None = None,
        message: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        """Answer the next requests that fit with a failure: by method, and path with * in it.

        GETs are sent again after 502, 503 and 504, and count as requests each time: see `Retry`.
        """
        answer = failure(status, reason, message, retry_after_s)
        self.faults.append(Fault(times, method, path, answer=answer))

    def delay(
        self,
        seconds: float,
        *,
        times: int = 1,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer the next requests that fit only after some seconds."""
        self.faults.append(Fault(times, method, path, delay_s=seconds))

    def break_connection(
        self, *, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Give the next requests that fit no answer: their connections break.

        A GET is sent again, and counts as a request each time: see `Retry`.
        """
        self.faults.append(Fault(times, method, path, breaks=True))

    def cut_watches(self) -> None:
        """Break the connection of every watch that is open."""

        async def cut() -> None:
            for stream in list(self.streams):
                stream.cut()

        loop.run(cut())

    def forget_changes(self) -> None:
        """Forget all versions but the last, so that watches that were cut have to list again."""

        async def forget() -> None:
            self._memory.forget()

        loop.run(forget())

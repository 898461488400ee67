"""Lists on their way out: whole, or part by part while the client takes them."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
from starlette.types import Receive, Send

from ..errors import StatusError
from .answers import CONTENT_TYPE, NO_STORE, Header, json_line
from .aside import Turn, aside
from .bare import PARTIAL, bare
from .results import Results
from .tables import META, wants_metadata, wants_table
from .texts import JsonList, text_bytes
from .watch import until_gone

_log = logging.getLogger(__name__)
_END = b"]}\n"


@dataclass(frozen=True, slots=True)
class Form:
    """How a list is written for a client: before its first object, and each object.

    empty: the list of a metadata without objects, which are its last field.
    """

    empty: Callable[[Any], dict[str, Any]]
    element: Callable[[Any], bytes]

    def head(self, metadata: Any) -> bytes:
        """All that stands before the first object."""
        return json_line(self.empty(metadata)).removesuffix(_END)

    def part(self, items: Iterable[Any]) -> bytes:
        """Some of the objects."""
        return b",".join(map(self.element, items))


def form_for(results: Results, accept: str | None, include: str | None) -> Form:
    """Whole objects, rows of a table, or metadata alone."""
    if wants_table(accept):
        return Form(
            lambda metadata: results.table(JsonList(metadata, ()), (), include),
            lambda item: results.row(item, include),
        )
    kind, version = results.list_kind, results.mount.api_version
    element = results.element
    if wants_metadata(accept):
        kind, version = f"{PARTIAL}List", META

        def element(item: Any) -> bytes:
            return bare(results.element(item))

    def empty(metadata: Any) -> dict[str, Any]:
        return {"kind": kind, "apiVersion": version, "metadata": metadata, "items": ()}

    return Form(empty, element)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A list that is sent while it is read: its begin, and the rest as it comes."""

    first: bytes
    rest: AsyncGenerator[bytes, None]

    async def send(
        self, receive: Receive, send: Send, id: str, more: list[Header], is_head: bool
    ) -> None:
        """Send the list. Where it cannot be read to its end, no end is sent."""
        headers = [CONTENT_TYPE, NO_STORE, (b"audit-id", id.encode()), *more]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async with aclosing(self.rest), anyio.create_task_group() as group:
            group.start_soon(until_gone, receive, group.cancel_scope)
            if is_head or await self._sent(send, id):
                await send({"type": "http.response.body", "body": b""})
            group.cancel_scope.cancel()

    async def _sent(self, send: Send, id: str) -> bool:
        """Send all pieces. Returns whether that was all of them."""
        piece = self.first
        try:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            async for piece in self.rest:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except StatusError as error:
            _log.warning("list %s is broken off: %s", id, error)
            return False
        except Exception:
            _log.exception("list %s is broken off", id)
            return False
        return True


async def in_parts(result: JsonList, form: Form, turn: Turn) -> bytes | Pieces:
    """The list, written whole where all of it is there."""

    def begin() -> bytes:
        return form.head(result.metadata) + form.part(result.items)

    first = await aside(text_bytes(result.items), begin)
    turn.end()
    if result.more is None:
        return first + _END
    return Pieces(first, _rest(result.more, form, turn, needs_comma=bool(result.items)))


async def _rest(
    more: AsyncIterator[Sequence[Any]], form: Form, turn: Turn, needs_comma: bool
) -> AsyncGenerator[bytes, None]:
    async for items in more:
        if items:
            piece = await aside(text_bytes(items), partial(form.part, items))
            turn.end()  # nobody waits for the client to read
            del items
            yield b"," + piece if needs_comma else piece
            needs_comma = True
    yield _END

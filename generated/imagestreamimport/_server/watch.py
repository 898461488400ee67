"""Watches on their way out: events as lines of JSON, as long as client, handler and time want."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
from anyio.lowlevel import checkpoint
from starlette.types import Receive, Send

from .._base.kinds import is_object
from ..errors import Expired, StatusError
from .answers import Header, json_line, unexpected
from .aside import aside
from .backlog import FAREWELL_S, SLOW_S, Backlog
from .texts import text_bytes

_log = logging.getLogger(__name__)
_TOO_SLOW = "the watch is too slow: what happens is not read; list anew"


@dataclass(frozen=True, slots=True)
class Stream:
    """The events of a watch, the seconds until it ends, and how an event becomes a line."""

    events: AsyncIterator[Any]
    timeout_s: float
    line: Callable[[Any], bytes]
    backlog: Backlog

    async def send(
        self, receive: Receive, send: Send, id: str, more: list[Header], is_head: bool
    ) -> None:
        """Send the events as they come. An error of the handler is the last of them."""
        headers = [
            (b"content-type", b"application/json"),
            (b"cache-control", b"no-store"),
            (b"audit-id", id.encode()),
            *more,
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if is_head:
            await send({"type": "http.response.body", "body": b""})
            return
        async with anyio.create_task_group() as group:
            group.start_soon(until_gone, receive, group.cancel_scope)
            unread = 0
            with anyio.move_on_after(self.timeout_s):
                unread = await self._send_events(send, id)
            await _close(self.events)
            if not unread or await self._say_farewell(send, unread):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            group.cancel_scope.cancel()

    async def _send_events(self, send: Send, id: str) -> int:
        """Send all events. Returns the size of a line that the client does not take, or 0."""
        try:
            async for event in self.events:
                _, item = parts_of(event)
                line = await aside(text_bytes([item]), partial(self.line, event))
                del event, item  # while a slow client is waited for, its line is enough to keep
                if not await self._send_line(send, line):
                    return len(line)
                del line
            return 0
        except StatusError as error:
            status = error.document
        except Exception:
            _log.exception("watch %s failed", id)
            status = unexpected(id).document
        line = json_line({"type": "ERROR", "object": status})
        await send({"type": "http.response.body", "body": line, "more_body": True})
        return 0

    async def _send_line(self, send: Send, line: bytes) -> bool:
        """Send a line, and wait until it is on its way. Returns whether the client is quick."""
        with anyio.move_on_after(SLOW_S) as patience, self.backlog.waiting(len(line), patience):
            await send({"type": "http.response.body", "body": line, "more_body": True})
            # A server takes the next part when most of this one is sent, and knows a moment later
            # whether it is.
            await checkpoint()
            await send({"type": "http.response.body", "body": b"", "more_body": True})
        return not patience.cancelled_caught

    async def _say_farewell(self, send: Send, unread: int) -> bool:
        """Tell a slow client to list anew. Returns whether it has read so far."""
        line = json_line({"type": "ERROR", "object": Expired(_TOO_SLOW).document})
        with anyio.move_on_after(FAREWELL_S) as patience, self.backlog.leaving(unread, patience):
            await send({"type": "http.response.body", "body": line, "more_body": True})
        return not patience.cancelled_caught


def parts_of(event: Any) -> tuple[str, Any]:
    """Type and object of an event, which may be a model or a dict."""
    if is_object(event):
        return str(event.get("type")), event.get("object")
    return event.type, event.object


async def until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    """Cancel what is sent when the client hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _close(events: Any) -> None:
    """Let the handler clean up at once, not when the garbage collector comes."""
    close = getattr(events, "aclose", None)
    if close is not None:
        await close()

"""Watches on their way out: events as lines of JSON, as long as client, handler and time want."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import anyio
from starlette.types import Receive, Send

from ..errors import StatusError
from .answers import Header, json_line, unexpected

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stream:
    """The events of a watch, the seconds until it ends, and how an event becomes a line."""

    events: AsyncIterator[Any]
    timeout_s: float | None
    line: Callable[[Any], bytes]

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
            group.start_soon(_until_gone, receive, group.cancel_scope)
            with anyio.move_on_after(self.timeout_s):
                await self._send_events(send, id)
            await _close(self.events)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            group.cancel_scope.cancel()

    async def _send_events(self, send: Send, id: str) -> None:
        try:
            async for event in self.events:
                body = self.line(event)
                await send({"type": "http.response.body", "body": body, "more_body": True})
            return
        except StatusError as error:
            status = error.status
        except Exception:
            _log.exception("watch %s failed", id)
            status = unexpected(id).status
        line = json_line({"type": "ERROR", "object": status})
        await send({"type": "http.response.body", "body": line, "more_body": True})


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _close(events: Any) -> None:
    """Let the handler clean up at once, not when the garbage collector comes."""
    close = getattr(events, "aclose", None)
    if close is not None:
        await close()

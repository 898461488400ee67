"""The outermost layer of the server: sees each request end, logs it and counts it."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .logs import log_request
from .metrics import Metrics
from .record import CURRENT, RequestRecord

_API = ("/api/", "/apis/", "/oapi/")
_HOOKS = re.compile(r"hooks?/+(?:[a-z]*/+|(?!registry$))", re.IGNORECASE).search


class ObservedRequests:
    """ASGI middleware. `note_user` and `note_attributes` fill the record on the way."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self._app, self._metrics, self._clock = app, metrics, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        record = _record_of(scope)
        before = CURRENT.set(record)
        start = self._clock()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.code = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception:
            record.code, record.is_fault = record.code or 500, True
            raise
        finally:
            CURRENT.reset(before)
            # Told by the stub: an exception that nobody foresaw.
            record.is_fault = record.is_fault or "failed" in scope.get("state", ())
            seconds = self._clock() - start
            log_request(record, seconds)
            self._metrics.count_request(record, seconds)


def _shown(path: str) -> str:
    """Return a path as it may be logged: what stands behind that of the hooks is a secret.

    Misspelt addresses of hooks have secrets too.
    """
    found = None if path.startswith(_API) else _HOOKS(path)
    return path if found is None else f"{path[:found.end()]}…"


def _record_of(scope: Scope) -> RequestRecord:
    client = scope.get("client")
    return RequestRecord(
        method=scope["method"],
        path=_shown(scope["path"]),
        client=client[0] if client else "",
        user_agent=Headers(scope=scope).get("user-agent", ""),
        dry_run=b"dryRun=All" in scope.get("query_string", b""),
    )

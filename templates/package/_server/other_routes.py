"""Routes that are not ours, in an application of ours: their errors are answered with a Status."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp

from ..errors import MethodNotAllowed, NotFound, StatusError
from .answers import error_headers, json_line, next_request_id, unexpected

_log = logging.getLogger(__name__)


def _response(error: StatusError, id: str) -> Response:
    headers = {"Audit-Id": id, "Cache-Control": "no-store"}
    headers |= {name.decode(): value.decode() for name, value in error_headers(error)}
    body = json_line(error.document)
    # Content-Type as a header: Starlette adds no charset to what is given like this.
    headers["Content-Type"] = "application/json"
    return Response(body, status_code=error.code, headers=headers)


def other_routes(routes: Sequence[BaseRoute], nothing: ASGIApp) -> ASGIApp:
    """Routes that are not ours, their errors answered with a Status; nothing else is there."""
    router = Router(routes, default=nothing, redirect_slashes=False)
    handlers: Any = {HTTPException: _of_starlette, StatusError: _of_status}
    inner = ExceptionMiddleware(router, handlers=handlers)
    return ServerErrorMiddleware(inner, handler=_of_anything)


async def _of_status(request: Request, error: StatusError) -> Response:
    return _response(error, next_request_id())


async def _of_starlette(request: Request, error: HTTPException) -> Response:
    made = StatusError(error.detail, code=error.status_code)
    if error.status_code == NotFound.code:
        made = NotFound.path()
    elif error.status_code == MethodNotAllowed.code:
        made = MethodNotAllowed()
    return _response(made, next_request_id())


async def _of_anything(request: Request, error: Exception) -> Response:
    id = next_request_id()
    request.scope.setdefault("state", {})["failed"] = True
    _log.error("request %s failed: %s %s", id, request.method, request.url.path, exc_info=error)
    return _response(unexpected(id), id)

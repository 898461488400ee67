"""Endpoints: ASGI applications of their own, one for each path.

Nothing but Starlette's router stands between the server and an operation.
"""

from __future__ import annotations

import logging
from typing import TypeAlias

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from ..errors import MethodNotAllowed, NotFound, StatusError
from .answers import (
    CONTENT_TYPE,
    Header,
    error_headers,
    json_line,
    next_request_id,
    pretty,
    send_answer,
    unexpected,
    warning_headers,
)
from .aside import LARGE_BYTES, aside
from .context import Attributes, RequestContext
from .discovery import Page
from .hooks import Hooks
from .listing import Pieces
from .openapi import Form
from .operation import Operation
from .query import Query, flag, parse_query
from .reads import List, Watch
from .types import Unfit
from .watch import Stream

Data: TypeAlias = bytes | Stream | Pieces | Form

_log = logging.getLogger(__name__)
_NO_QUERY: Query = {}
_JSON = CONTENT_TYPE[1]


class Endpoint:
    """What all endpoints do: who is it, and an answer for whatever happens."""

    def __init__(self, hooks: Hooks, api_version: str) -> None:
        self.hooks = hooks
        self.api_version = api_version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = RequestContext(scope, self.api_version, next_request_id())
        is_head = scope["method"] == "HEAD"
        query = _NO_QUERY
        more: list[Header] = []
        content_type = CONTENT_TYPE
        try:
            if scope["query_string"]:
                query = parse_query(scope["query_string"])
            if self.hooks.authenticate is not None:
                await self.hooks.identify(request)
            method = "GET" if is_head else scope["method"]
            status, data = await self.run(request, method, receive, query)
            if request.has_warnings:
                more = warning_headers(request.warnings)
            if isinstance(data, Stream | Pieces):
                await data.send(receive, send, request.id, more, is_head)
                return
            if isinstance(data, Form):
                content_type, data = (b"content-type", data.media_type.encode()), data.data
        except Unfit as unfit:
            status, data = unfit.error.code, json_line(unfit.error.document)
            more = error_headers(unfit.error)
        except StatusError as error:
            status, data = error.code, json_line(error.document)
            more = [*error_headers(error), *warning_headers(request.warnings), *self.allowed(error)]
        except ClientDisconnect:
            return
        except Exception:
            _log.exception("request %s failed: %s %s", request.id, request.method, request.path)
            told = unexpected(request.id)
            status, data, more = told.code, json_line(told.document), []
            # For layers around the application: this is no answer that a handler chose.
            scope.setdefault("state", {})["failed"] = True
        if data and query and flag(query, "pretty") and content_type[1].startswith(_JSON):
            data = pretty(data)
        await send_answer(send, status, data, request.id, more, content_type, is_head)

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, Data]:
        """The answer to a known user. Raises StatusError."""
        raise NotImplementedError

    def allowed(self, error: StatusError) -> list[Header]:
        """The methods that are allowed, for an answer that says that one is not."""
        return []


class ResourceEndpoint(Endpoint):
    """One path of a resource."""

    def __init__(
        self, hooks: Hooks, api_version: str, operations: dict[str, Operation], watch: Watch | None
    ) -> None:
        super().__init__(hooks, api_version)
        self.operations = operations
        self.watch = watch

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, Data]:
        operation = self.operations.get(method)
        if method == "GET" and query and flag(query, "watch") and isinstance(operation, List):
            operation = self.watch
        if operation is None or operation.method is None:
            raise MethodNotAllowed()
        place = request.scope["path_params"]
        request.namespace, request.name = place.get("namespace"), place.get("name")
        # Before anything of the body is read: whoever may not do it costs no more than this.
        if operation.is_allowed_later:
            await self.hooks.allow_anywhere(operation.attributes(request), request)
        elif self.hooks.authorize is not None:
            await self.hooks.allow(operation.attributes(request), request)
        try:
            return await operation.run(request, receive, query)
        finally:
            request.end_turn()

    def allowed(self, error: StatusError) -> list[Header]:
        if error.code != MethodNotAllowed.code:
            return []
        methods = [name for name, item in self.operations.items() if item.method is not None]
        return [(b"allow", ", ".join(sorted(methods)).encode())]


class PageEndpoint(Endpoint):
    """A document that does not change: discovery, versions."""

    def __init__(self, hooks: Hooks, page: Page) -> None:
        super().__init__(hooks, "v1")
        self.page = page

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, Data]:
        if method != "GET":
            raise MethodNotAllowed()
        if self.hooks.authorize is not None:
            nothing = Attributes("get", "", "", "", "", "", "", request.path)
            await self.hooks.allow(nothing, request)
        accept = request.headers.get("accept", "")
        size = 0 if self.page.is_ready else LARGE_BYTES
        return 200, await aside(size, lambda: self.page.form_for(accept))

    def allowed(self, error: StatusError) -> list[Header]:
        return [(b"allow", b"GET")] if error.code == MethodNotAllowed.code else []


class NamespaceEndpoint(Endpoint):
    """A namespace, where nobody serves them: any one is there.

    Clients that are told that an object is not found ask for its namespace, and tell their user of
    that instead when it is not found either.
    """

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, Data]:
        if method != "GET":
            raise MethodNotAllowed()
        name = request.scope["path_params"]["name"]
        if self.hooks.authorize is not None:
            asked = Attributes("get", "", "v1", "namespaces", "", name, name, request.path)
            await self.hooks.allow(asked, request)
        head = {"kind": "Namespace", "apiVersion": "v1"}
        return 200, json_line({**head, "metadata": {"name": name}, "status": {"phase": "Active"}})


class NothingEndpoint(Endpoint):
    """Every path that is not served."""

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, Data]:
        raise NotFound.path()

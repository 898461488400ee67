"""The application: a route for each path of each served resource, discovery, and 404 for the rest.

Endpoints are ASGI applications of their own, so that nothing but Starlette's router stands between
the server and an operation.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from .._base.rest import Mount, Subresource
from ..errors import MethodNotAllowed, NotFound, StatusError
from .answers import (
    Header,
    error_headers,
    json_line,
    next_request_id,
    pretty,
    send_answer,
    unexpected,
    warning_headers,
)
from .body import Expected
from .context import Attributes, RequestContext
from .discovery import Page, discovery_pages
from .hooks import Hooks
from .kinds import Served
from .operations import Create, Delete, Get, List, Operation, PatchOperation, Update, Watch
from .query import Query, flag, parse_query
from .watch import Stream

_log = logging.getLogger(__name__)
_NO_QUERY: Query = {}
# Registered by Kubernetes in each group and version.
_OF_EVERY_GROUP = (
    "WatchEvent", "ListOptions", "GetOptions", "DeleteOptions", "CreateOptions", "UpdateOptions",
    "PatchOptions",
)  # fmt: skip


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
        try:
            if scope["query_string"]:
                query = parse_query(scope["query_string"])
            if self.hooks.authenticate is not None:
                await self.hooks.identify(request)
            method = "GET" if is_head else scope["method"]
            status, data = await self.run(request, method, receive, query)
            if request.has_warnings:
                more = warning_headers(request.warnings)
            if isinstance(data, Stream):
                await data.send(receive, send, request.id, more, is_head)
                return
        except StatusError as error:
            status, data = error.code, json_line(error.status)
            more = [*error_headers(error), *warning_headers(request.warnings), *self.allowed(error)]
        except ClientDisconnect:
            return
        except Exception:
            _log.exception("request %s failed: %s %s", request.id, request.method, request.path)
            told = unexpected(request.id)
            status, data, more = told.code, json_line(told.status), []
        if query and flag(query, "pretty"):
            data = pretty(data)
        await send_answer(send, status, data, request.id, more, is_head=is_head)

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, bytes | Stream]:
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
    ) -> tuple[int, bytes | Stream]:
        operation = self.operations.get(method)
        if method == "GET" and query and flag(query, "watch") and isinstance(operation, List):
            operation = self.watch
        if operation is None or operation.method is None:
            raise MethodNotAllowed()
        place = request.scope["path_params"]
        request.namespace, request.name = place.get("namespace"), place.get("name")
        if self.hooks.authorize is not None and not operation.is_allowed_later:
            await self.hooks.allow(operation.attributes(request), request)
        return await operation.run(request, receive, query)

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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        variant = self.page.variant_for(scope)
        if variant is None:
            await super().__call__(scope, receive, send)
            return
        # An answer of another media type than all others have.
        content_type, data = variant

        async def replaced(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = [(b"content-type", content_type.encode()), *message["headers"][1:]]
                message = {**message, "headers": headers}
            await send(message)

        del data
        await super().__call__(scope, receive, replaced)

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, bytes | Stream]:
        if method != "GET":
            raise MethodNotAllowed()
        if self.hooks.authorize is not None:
            nothing = Attributes("get", "", "", "", "", "", "", request.path)
            await self.hooks.allow(nothing, request)
        variant = self.page.variant_for(request.scope)
        return 200, self.page.data if variant is None else variant[1]

    def allowed(self, error: StatusError) -> list[Header]:
        return [(b"allow", b"GET")] if error.code == MethodNotAllowed.code else []


class NamespaceEndpoint(Endpoint):
    """A namespace, where nobody serves them: any one is there.

    Clients that are told that an object is not found ask for its namespace, and tell their user of
    that instead when it is not found either.
    """

    async def run(
        self, request: RequestContext, method: str, receive: Receive, query: Query
    ) -> tuple[int, bytes | Stream]:
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
    ) -> tuple[int, bytes | Stream]:
        raise NotFound.path()


def _expected(
    served: Served, mount: Mount, all_served: Iterable[Served], known: Mapping[str, Iterable[str]]
) -> Expected:
    resource = served.resource
    kinds = {*_OF_EVERY_GROUP, *known.get(mount.group, ())}
    for other in all_served:
        if any(place.group == mount.group for place in other.resource.mounts):
            kinds |= {other.resource.kind}
            if "list" in other.resource.verbs:
                kinds |= {other.resource.list_kind}
    others = {place.api_version for place in resource.mounts} - {mount.api_version}
    also = {f"{mount.group}/{mount.version}"} if mount.legacy and mount.group else set[str]()
    return Expected(
        resource.kind,
        mount.api_version,
        mount.group,
        frozenset(kinds),
        frozenset(others - also),
        frozenset(also),
    )


class _Paths:
    """The routes of one resource on one mount."""

    def __init__(self, served: Served, mount: Mount, hooks: Hooks, expected: Expected) -> None:
        self.served = served
        self.mount = mount
        self.hooks = hooks
        self.expected = expected
        self.subresources = {sub.name: sub for sub in served.resource.subresources}

    def routes(self) -> Iterable[Route]:
        for route in self.mount.routes:
            verbs = dict(route.requests)
            watch = None
            if verbs.pop("watch", None):
                watch = Watch(self.served, self.mount, self.hooks, "watch")
            sub = self.subresources.get(route.subresource)
            # Also of those that the handler does not implement.
            operations = {method: self.operation(verb, sub) for verb, method in verbs.items()}
            create = operations.get("POST")
            if route.crosses_namespaces and isinstance(create, Create):
                create.anywhere()
            endpoint = ResourceEndpoint(self.hooks, self.mount.api_version, operations, watch)
            # As routers see it: without percent-encoding.
            template = unquote(route.template)
            yield Route(template, endpoint, name=template)

    def operation(self, verb: str, sub: Subresource | None) -> Operation:
        served, mount, hooks = self.served, self.mount, self.hooks
        if verb == "create":
            return Create(served, mount, hooks, self.expected, sub)
        if verb == "update":
            return Update(served, mount, hooks, self.expected, sub)
        if verb == "patch":
            return PatchOperation(served, mount, hooks, self.expected, sub)
        simple = {"get": Get, "list": List, "delete": Delete, "deletecollection": Delete}
        return simple[verb](served, mount, hooks, verb, sub)


def build_app(
    served: Sequence[Served],
    hooks: Hooks,
    *,
    routes: Sequence[BaseRoute],
    version: Mapping[str, str] | None,
    known_kinds: Mapping[str, Iterable[str]],
    lifespan: Lifespan[Starlette] | None,
) -> Starlette:
    """The application of the resources that have a handler."""
    present = [item for item in served if item.handler is not None]
    made: list[BaseRoute] = [
        route
        for item in present
        for mount in item.resource.mounts
        for route in _Paths(
            item, mount, hooks, _expected(item, mount, served, known_kinds)
        ).routes()
    ]
    for path, page in discovery_pages(present, version):
        made.append(Route(path, PageEndpoint(hooks, page), name=path))
    if all(item.resource.qualified != "namespaces" for item in present):
        path = "/api/v1/namespaces/{name}"
        made.append(Route(path, NamespaceEndpoint(hooks, "v1"), name=path))
    app = Application(routes=made, lifespan=lifespan)
    app.router.redirect_slashes = False
    app.router.default = _others(routes, NothingEndpoint(hooks, "v1"))
    return app


class Application(Starlette):
    """Starlette without its layers that turn exceptions into answers.

    Endpoints of ours do that themselves, in the words of the API, and routes of others have the
    layers around them: see `_others`.
    """

    def build_middleware_stack(self) -> ASGIApp:
        app: ASGIApp = self.router
        for layer, arguments, named in reversed(self.user_middleware):
            app = layer(app, *arguments, **named)
        return app


# ------------------------------------------------------------- routes that are not ours


def _response(error: StatusError, id: str) -> Response:
    headers = {"Audit-Id": id, "Cache-Control": "no-store"}
    headers |= {name.decode(): value.decode() for name, value in error_headers(error)}
    body = json_line(error.status)
    # Content-Type as a header: Starlette adds no charset to what is given like this.
    headers["Content-Type"] = "application/json"
    return Response(body, status_code=error.code, headers=headers)


def _others(routes: Sequence[BaseRoute], nothing: Endpoint) -> ASGIApp:
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
    _log.error("request %s failed: %s %s", id, request.method, request.url.path, exc_info=error)
    return _response(unexpected(id), id)

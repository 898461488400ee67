"""GET of a stream's schedule: beside the API of Kubernetes, for whoever may get the stream."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from imagestreamimport.errors import NotFound, StatusError
from streamport.importing.statuses import GROUP

from .access import Access
from .attributes import AttributesRecord
from .backend import Backend
from .observed_store import observed
from .stream_rules import STREAMS

_PATH = "/streamport/v1/namespaces/{namespace}/imagestreams/{name}/schedule"


def schedule_route(access: Access, backend: Backend) -> Route:
    """Make the route."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await _schedule(request, access, backend))
        except StatusError as error:
            return JSONResponse(error.document, error.code)

    return Route(_PATH, answer, methods=["GET"])


async def _schedule(request: Request, access: Access, backend: Backend) -> object:
    """Find the schedule. Raises StatusError."""
    namespace, name = request.path_params["namespace"], request.path_params["name"]
    user = access.authenticate(request.headers)
    read = AttributesRecord("get", GROUP, "imagestreams", "", namespace, name, request.url.path)
    access.authorize(user, read)
    stored = await backend.store.get("imagestreams", namespace, name)
    if stored is None:
        raise NotFound.of(STREAMS, name)
    if backend.controller is None:
        raise NotFound("this server imports nothing by itself: --background-imports is false")

    @cache
    def may_name(secret: str) -> bool:
        getting = AttributesRecord("get", resource="secrets", namespace=namespace, name=secret)
        return backend.authorizer.allows(user, getting)

    with observed():
        return await backend.controller.schedule(stored, may_name)

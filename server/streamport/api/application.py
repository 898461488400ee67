"""The application that `streamport serve` runs, put together from the settings."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from imagestreamimport.errors import NotFound

from .access import Access
from .health import health_routes
from .metrics import Metrics
from .observing import Observed
from .settings import Settings

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def build_application(settings: Settings) -> Starlette:
    """The application. What it needs is opened by its lifespan, so building it opens nothing.

    Raises CannotStart for settings that cannot be used.
    """
    access, metrics = Access(settings), Metrics()

    async def version(_: Request) -> JSONResponse:
        return JSONResponse({"gitVersion": f"v{settings.version}"})

    async def not_found(request: Request) -> JSONResponse:
        status = NotFound.path()
        return JSONResponse(status.status, status.code)

    return Starlette(
        routes=[
            *health_routes({}),
            Route("/metrics", access.guarded(metrics.page)),
            Route("/version", version),
            Route("/{path:path}", access.guarded(not_found), methods=_METHODS),
        ],
        middleware=[Middleware(Observed, metrics=metrics)],
    )

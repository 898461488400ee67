"""The application: a route for each path of each served resource, for discovery, else 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Lifespan

from .._base.rest import Mount
from .body import Expected
from .discovery import discovery_pages
from .endpoints import NamespaceEndpoint, NothingEndpoint, PageEndpoint, ResourceEndpoint
from .hooks import Hooks
from .kinds import Served
from .operation import Mounted, Operation
from .other_routes import other_routes
from .patch_operation import PatchOperation
from .reads import Get, List, Watch
from .writes import Create, Delete, Update

# Registered by Kubernetes in each group and version.
_OF_EVERY_GROUP = (
    "WatchEvent", "ListOptions", "GetOptions", "DeleteOptions", "CreateOptions", "UpdateOptions",
    "PatchOptions",
)  # fmt: skip
_OPERATIONS: dict[str, type[Operation]] = {
    "create": Create,
    "delete": Delete,
    "deletecollection": Delete,
    "get": Get,
    "list": List,
    "patch": PatchOperation,
    "update": Update,
}


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


def _routes(mounted: Mounted) -> Iterator[Route]:
    """The routes of one resource on one mount."""
    mount, hooks = mounted.mount, mounted.hooks
    subresources = {sub.name: sub for sub in mounted.served.resource.subresources}
    for route in mount.routes:
        verbs = dict(route.requests)
        watch = Watch(mounted, "watch") if verbs.pop("watch", None) else None
        sub = subresources.get(route.subresource)
        # Also of those that the handler does not implement.
        operations = {
            method: _OPERATIONS[verb](
                mounted, verb, sub, route.crosses_namespaces and verb == "create"
            )
            for verb, method in verbs.items()
        }
        endpoint = ResourceEndpoint(hooks, mount.api_version, operations, watch)
        # As routers see it: without percent-encoding.
        template = unquote(route.template)
        yield Route(template, endpoint, name=template)


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
        for route in _routes(
            Mounted(item, mount, hooks, _expected(item, mount, served, known_kinds))
        )
    ]
    for path, page in discovery_pages(present, version):
        made.append(Route(path, PageEndpoint(hooks, page), name=path))
    if all(item.resource.qualified != "namespaces" for item in present):
        path = "/api/v1/namespaces/{name}"
        made.append(Route(path, NamespaceEndpoint(hooks, "v1"), name=path))
    app = Application(routes=made, lifespan=lifespan)
    app.router.redirect_slashes = False
    app.router.default = other_routes(routes, NothingEndpoint(hooks, "v1"))
    return app


class Application(Starlette):
    """Starlette without its layers that turn exceptions into answers.

    Endpoints of ours do that themselves, in the words of the API, and routes of others have the
    layers around them: see `other_routes`.
    """

    def build_middleware_stack(self) -> ASGIApp:
        app: ASGIApp = self.router
        for layer, arguments, named in reversed(self.user_middleware):
            app = layer(app, *arguments, **named)
        return app

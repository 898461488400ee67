"""The application that `streamport serve` runs, put together from the settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from imagestreamimport.errors import NotFound
from imagestreamimport.server import Attributes, create_app
from streamport.control import Controller
from streamport.store.errors import StorageFault

from .access import Access, Endpoint
from .backend import Backend
from .background import BackgroundImports
from .health import health_routes
from .hooks import Hooks
from .images import Images
from .imports import ImageStreamImports
from .mappings import ImageStreamMappings
from .metrics import Metrics
from .namespaces import Namespaces
from .observing import ObservedRequests
from .projects import ProjectRequests, Projects
from .resource_reviews import LocalResourceAccessReviews, ResourceAccessReviews
from .reviews import (
    LocalSubjectAccessReviews,
    SelfSubjectAccessReviews,
    SubjectAccessReviews,
)
from .schedules import schedule_route
from .secrets import Secrets
from .self_reviews import SelfSubjectReviews, SelfSubjectRulesReviews, Users
from .settings import ServerSettings
from .signatures import ImageSignatures
from .stream_images import ImageStreamImages
from .streams import ImageStreams
from .tags import ImageStreamTags, ImageTags
from .users import User

# Kinds of the group that are not served here: a body of theirs is another kind, not an unknown one.
_KNOWN_KINDS = {"image.openshift.io": ("DockerImage", "ImageStreamLayers", "SecretList")}


async def _no_password_login(request: Request) -> Response:
    """Nobody logs in with a password: `oc login -u` reads that from a 404, not from a 401."""
    raise NotFound.path()


def _elsewhere(message: str) -> Endpoint:
    """Tell who asks for what is not kept here what takes its place."""

    async def refuse(request: Request) -> Response:
        raise NotFound(message)

    return refuse


# What commands of `oc` look for, and what there is instead.
_SERVICE_ACCOUNT = _elsewhere(
    "there are no service accounts here: every pull secret of a namespace is used for its imports"
)
_ROLES = _elsewhere(
    "there are no roles here: who may do what is said by the file of --authorization-policy-file"
)


def build_application(settings: ServerSettings) -> Starlette:
    """Build the application. What it needs is opened by its lifespan.

    Raises CannotStart for settings that cannot be used; so does the lifespan.
    """
    access, metrics = Access(settings), Metrics()
    backend = Backend(settings, metrics, access.authorizer)
    namespaces, images = Namespaces(backend), Images(backend)

    hooks = Hooks(settings.hooks, lambda: backend.store, lambda: backend.controller)

    async def admit(attributes: Attributes, document: dict[str, Any] | None, user: User) -> None:
        is_review = attributes.group.startswith("authorization.")  # which nobody stores
        if attributes.verb == "create" and attributes.namespace and not is_review:
            await namespaces.admit(attributes.namespace)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with backend.opened():
            await namespaces.make_default()
            await namespaces.endings.resume(backend.store)
            try:
                async with background(), hooks.waking.running():
                    yield
            finally:
                await namespaces.endings.close()

    imports = ImageStreamImports(backend, namespaces)

    @asynccontextmanager
    async def background() -> AsyncIterator[None]:
        if settings.control is None:
            yield
            return
        engine = BackgroundImports(imports)
        backend.controller = Controller(
            backend.plain_store, engine, settings.control, metrics.count_background
        )
        async with backend.controller.running():
            yield

    async def metrics_page(request: Request) -> Response:
        if backend.controller is not None:
            with suppress(StorageFault):  # the other numbers are there all the same
                metrics.note_due(await backend.controller.sums())
        return await metrics.page(request)

    app = create_app(
        imagestreamimports=imports,
        imagestreams=ImageStreams(backend, namespaces),
        imagestreamtags=ImageStreamTags(backend, namespaces),
        imagetags=ImageTags(backend, namespaces),
        imagestreamimages=ImageStreamImages(backend, namespaces),
        imagestreammappings=ImageStreamMappings(backend, namespaces),
        images=images,
        imagesignatures=ImageSignatures(images),
        namespaces=namespaces,
        secrets=Secrets(backend, namespaces),
        selfsubjectaccessreviews=SelfSubjectAccessReviews(access.authorizer),
        subjectaccessreviews=SubjectAccessReviews(access.authorizer),
        localsubjectaccessreviews=LocalSubjectAccessReviews(access.authorizer),
        selfsubjectrulesreviews=SelfSubjectRulesReviews(access.authorizer),
        selfsubjectreviews=SelfSubjectReviews(),
        resourceaccessreviews=ResourceAccessReviews(access.authorizer),
        localresourceaccessreviews=LocalResourceAccessReviews(access.authorizer),
        projects=Projects(backend, namespaces),
        projectrequests=ProjectRequests(backend, namespaces),
        users=Users(),
        authenticate=lambda request: access.authenticate(request.headers),
        authorize=access.authorize,
        authorize_anywhere=access.authorize_anywhere,
        admit=admit,
        routes=[
            *health_routes({"store": backend.check_store}),
            *hooks.routes(),
            Route("/metrics", access.guarded(metrics_page)),
            schedule_route(access, backend),
            Route("/api/v1/namespaces/{namespace}/serviceaccounts/{name}", _SERVICE_ACCOUNT),
            Route("/apis/rbac.authorization.k8s.io/{rest:path}", _ROLES),
            Route(
                "/apis/authorization.openshift.io/v1/namespaces/{namespace}/rolebindings", _ROLES
            ),
            Route("/.well-known/oauth-authorization-server", _no_password_login),
        ],
        known_kinds=_KNOWN_KINDS,
        lifespan=lifespan,
    )
    app.add_middleware(ObservedRequests, metrics=metrics)
    app.state.stopping = backend.end_watches  # called when the server has to stop
    return app

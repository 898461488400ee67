"""The server stub: a Protocol for each resource, and the application that speaks HTTP for them.

Implement what you serve, hand it to `create_app`, and run the result with any ASGI server:

    class Mine(ImageStreamImports):
        async def create(self, request, namespace, body, options):
            ...

    app = create_app(imagestreamimports=Mine())

Bodies arrive as models, filled with defaults and valid by every rule. What a handler leaves out is
answered with 405. Handlers raise the errors of `errors`, worded by `NotFound.of` and its siblings.
One that keeps documents as text gives a `JsonText` or a `JsonList`, which are sent as they are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, Protocol

from ._base.extras import need

need("starlette", "server")

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from . import defaults, models, validators
from . import options as options_
from . import resources as lists
from ._base.filling import deep_copy
from ._base.model import Model
from ._base.shapes import SHAPES
from ._server.app import build_app
from ._server.body import MAX_BYTES as MAX_BODY_BYTES
from ._server.context import Attributes, RequestContext
from ._server.hooks import Admit, Authenticate, Authorize, AuthorizeAnywhere, Hooks
from ._server.kinds import Rules, Served
from ._server.messages import MESSAGES
from ._server.patch import Patch
from ._server.texts import JsonList, JsonText
from ._server.writing import Writing
from .errors import MethodNotAllowed

__all__ = [
    "Admit",
    "Attributes",
    "Authenticate",
    "Authorize",
    "AuthorizeAnywhere",
    "JsonList",
    "JsonText",
    "Patch",
    "RequestContext",
    "ImageStreamImports",
    "ImageStreams",
    "ImageStreamTags",
    "ImageStreamImages",
    "ImageTags",
    "ImageStreamMappings",
    "Images",
    "ImageSignatures",
    "Secrets",
    "Namespaces",
    "SelfSubjectAccessReviews",
    "SubjectAccessReviews",
    "LocalSubjectAccessReviews",
    "SelfSubjectRulesReviews",
    "SelfSubjectReviews",
    "ResourceAccessReviews",
    "LocalResourceAccessReviews",
    "Projects",
    "ProjectRequests",
    "Users",
    "create_app",
    "written",
]


def __dir__() -> list[str]:
    return __all__


class ImageStreamImports(Protocol):
    """What is done with imagestreamimports, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.ImageStreamImport,
        options: options_.CreateOptions,
    ) -> models.ImageStreamImport:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class ImageStreams(Protocol):
    """What is done with imagestreams, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.ImageStream,
        options: options_.CreateOptions,
    ) -> models.ImageStream:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageStream | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.ListOptions,
    ) -> lists.ImageStreamList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    def watch(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.WatchOptions,
    ) -> AsyncIterator[lists.Event[models.ImageStream]]:
        """Each change of the objects that are selected, as it happens."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: models.ImageStream,
        options: options_.UpdateOptions,
    ) -> models.ImageStream:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[models.ImageStream],
        options: options_.PatchOptions,
    ) -> models.ImageStream:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.ImageStream | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()

    async def delete_collection(
        self,
        request: RequestContext,
        namespace: str,
        selection: options_.ListOptions,
        options: options_.DeleteOptions,
    ) -> lists.ImageStreamList | JsonList | dict[str, Any] | None:
        """Delete the objects that are selected; the answer is a Status where it is None."""
        raise MethodNotAllowed()

    async def get_status(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageStream | JsonText:
        """Read status of an object."""
        raise MethodNotAllowed()

    async def update_status(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: models.ImageStream,
        options: options_.UpdateOptions,
    ) -> models.ImageStream:
        """Replace status of an object."""
        raise MethodNotAllowed()

    async def patch_status(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[models.ImageStream],
        options: options_.PatchOptions,
    ) -> models.ImageStream:
        """Change status of an object."""
        raise MethodNotAllowed()

    async def get_secrets(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> lists.SecretList:
        """Read secrets of an object."""
        raise MethodNotAllowed()

    async def get_layers(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageStreamLayers | JsonText:
        """Read layers of an object."""
        raise MethodNotAllowed()


class ImageStreamTags(Protocol):
    """What is done with imagestreamtags, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.ImageStreamTag,
        options: options_.CreateOptions,
    ) -> models.ImageStreamTag:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageStreamTag | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.ListOptions,
    ) -> lists.ImageStreamTagList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: models.ImageStreamTag,
        options: options_.UpdateOptions,
    ) -> models.ImageStreamTag:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[models.ImageStreamTag],
        options: options_.PatchOptions,
    ) -> models.ImageStreamTag:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.ImageStreamTag | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class ImageStreamImages(Protocol):
    """What is done with imagestreamimages, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def get(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageStreamImage | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()


class ImageTags(Protocol):
    """What is done with imagetags, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.ImageTag,
        options: options_.CreateOptions,
    ) -> models.ImageTag:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.ImageTag | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.ListOptions,
    ) -> lists.ImageTagList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: models.ImageTag,
        options: options_.UpdateOptions,
    ) -> models.ImageTag:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[models.ImageTag],
        options: options_.PatchOptions,
    ) -> models.ImageTag:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.ImageTag | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class ImageStreamMappings(Protocol):
    """What is done with imagestreammappings, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.ImageStreamMapping,
        options: options_.CreateOptions,
    ) -> models.Status:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class Images(Protocol):
    """What is done with images, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.Image,
        options: options_.CreateOptions,
    ) -> models.Image:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        name: str,
        options: options_.GetOptions,
    ) -> models.Image | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        options: options_.ListOptions,
    ) -> lists.ImageList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    def watch(
        self,
        request: RequestContext,
        options: options_.WatchOptions,
    ) -> AsyncIterator[lists.Event[models.Image]]:
        """Each change of the objects that are selected, as it happens."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        name: str,
        body: models.Image,
        options: options_.UpdateOptions,
    ) -> models.Image:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        name: str,
        patch: Patch[models.Image],
        options: options_.PatchOptions,
    ) -> models.Image:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.Image | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()

    async def delete_collection(
        self,
        request: RequestContext,
        selection: options_.ListOptions,
        options: options_.DeleteOptions,
    ) -> lists.ImageList | JsonList | dict[str, Any] | None:
        """Delete the objects that are selected; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class ImageSignatures(Protocol):
    """What is done with imagesignatures, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.ImageSignature,
        options: options_.CreateOptions,
    ) -> models.ImageSignature:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.ImageSignature | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class Secrets(Protocol):
    """What is done with secrets, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.Secret,
        options: options_.CreateOptions,
    ) -> models.Secret:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.GetOptions,
    ) -> models.Secret | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.ListOptions,
    ) -> lists.SecretList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    def watch(
        self,
        request: RequestContext,
        namespace: str | None,
        options: options_.WatchOptions,
    ) -> AsyncIterator[lists.Event[models.Secret]]:
        """Each change of the objects that are selected, as it happens."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: models.Secret,
        options: options_.UpdateOptions,
    ) -> models.Secret:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[models.Secret],
        options: options_.PatchOptions,
    ) -> models.Secret:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.Secret | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()

    async def delete_collection(
        self,
        request: RequestContext,
        namespace: str,
        selection: options_.ListOptions,
        options: options_.DeleteOptions,
    ) -> lists.SecretList | JsonList | dict[str, Any] | None:
        """Delete the objects that are selected; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class Namespaces(Protocol):
    """What is done with namespaces, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.Namespace,
        options: options_.CreateOptions,
    ) -> models.Namespace:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        name: str,
        options: options_.GetOptions,
    ) -> models.Namespace | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        options: options_.ListOptions,
    ) -> lists.NamespaceList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    def watch(
        self,
        request: RequestContext,
        options: options_.WatchOptions,
    ) -> AsyncIterator[lists.Event[models.Namespace]]:
        """Each change of the objects that are selected, as it happens."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        name: str,
        body: models.Namespace,
        options: options_.UpdateOptions,
    ) -> models.Namespace:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        name: str,
        patch: Patch[models.Namespace],
        options: options_.PatchOptions,
    ) -> models.Namespace:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.Namespace | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class SelfSubjectAccessReviews(Protocol):
    """What is done with selfsubjectaccessreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.SelfSubjectAccessReview,
        options: options_.CreateOptions,
    ) -> models.SelfSubjectAccessReview:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class SubjectAccessReviews(Protocol):
    """What is done with subjectaccessreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.SubjectAccessReview,
        options: options_.CreateOptions,
    ) -> models.SubjectAccessReview:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class LocalSubjectAccessReviews(Protocol):
    """What is done with localsubjectaccessreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.LocalSubjectAccessReview,
        options: options_.CreateOptions,
    ) -> models.LocalSubjectAccessReview:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class SelfSubjectRulesReviews(Protocol):
    """What is done with selfsubjectrulesreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.SelfSubjectRulesReview,
        options: options_.CreateOptions,
    ) -> models.SelfSubjectRulesReview:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class SelfSubjectReviews(Protocol):
    """What is done with selfsubjectreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.SelfSubjectReview,
        options: options_.CreateOptions,
    ) -> models.SelfSubjectReview:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class ResourceAccessReviews(Protocol):
    """What is done with resourceaccessreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.ResourceAccessReview,
        options: options_.CreateOptions,
    ) -> models.ResourceAccessReviewResponse:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class LocalResourceAccessReviews(Protocol):
    """What is done with localresourceaccessreviews, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: models.LocalResourceAccessReview,
        options: options_.CreateOptions,
    ) -> models.ResourceAccessReviewResponse:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()


class Projects(Protocol):
    """What is done with projects, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.Project,
        options: options_.CreateOptions,
    ) -> models.Project:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def get(
        self,
        request: RequestContext,
        name: str,
        options: options_.GetOptions,
    ) -> models.Project | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        options: options_.ListOptions,
    ) -> lists.ProjectList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()

    def watch(
        self,
        request: RequestContext,
        options: options_.WatchOptions,
    ) -> AsyncIterator[lists.Event[models.Project]]:
        """Each change of the objects that are selected, as it happens."""
        raise MethodNotAllowed()

    async def update(
        self,
        request: RequestContext,
        name: str,
        body: models.Project,
        options: options_.UpdateOptions,
    ) -> models.Project:
        """Replace an object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def patch(
        self,
        request: RequestContext,
        name: str,
        patch: Patch[models.Project],
        options: options_.PatchOptions,
    ) -> models.Project:
        """Change an object as `patch` says: see `Patch.resolve`."""
        raise MethodNotAllowed()

    async def delete(
        self,
        request: RequestContext,
        name: str,
        options: options_.DeleteOptions,
    ) -> models.Project | JsonText | dict[str, Any] | None:
        """Delete an object; the answer is a Status where it is None."""
        raise MethodNotAllowed()


class ProjectRequests(Protocol):
    """What is done with projectrequests, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def create(
        self,
        request: RequestContext,
        body: models.ProjectRequest,
        options: options_.CreateOptions,
    ) -> models.Project:
        """Store a new object; the answer is what was stored."""
        raise MethodNotAllowed()

    async def list(
        self,
        request: RequestContext,
        options: options_.ListOptions,
    ) -> lists.ProjectRequestList | JsonList:
        """The objects that are selected."""
        raise MethodNotAllowed()


class Users(Protocol):
    """What is done with users, one method for each verb.

    Besides them a handler may have `check(document)` or `check(document, request)`, which gives
    causes that join those of the validators in one answer, `table_columns` and `table_row(object)`
    for `kubectl get`, and `selectable_fields`, the field selectors that it understands.
    """

    async def get(
        self,
        request: RequestContext,
        name: str,
        options: options_.GetOptions,
    ) -> models.User | JsonText:
        """The object of that name."""
        raise MethodNotAllowed()


_RULES = Rules(
    validators.checked,
    validators.unknown_fields,
    defaults.fill,
    Writing(SHAPES, True),
    MESSAGES,
)


def written(item: Model | dict[str, Any], kind: str) -> dict[str, Any]:
    """An object of a kind that is served as the document that servers write; a copy.

    What the schema says to be always there is there, and empty values that say nothing are not.
    """
    document = models.to_dict(item) if isinstance(item, Model) else deep_copy(item)
    _RULES.writing.put(document, kind)
    return document


def create_app(
    *,
    imagestreamimports: ImageStreamImports | None = None,
    imagestreams: ImageStreams | None = None,
    imagestreamtags: ImageStreamTags | None = None,
    imagestreamimages: ImageStreamImages | None = None,
    imagetags: ImageTags | None = None,
    imagestreammappings: ImageStreamMappings | None = None,
    images: Images | None = None,
    imagesignatures: ImageSignatures | None = None,
    secrets: Secrets | None = None,
    namespaces: Namespaces | None = None,
    selfsubjectaccessreviews: SelfSubjectAccessReviews | None = None,
    subjectaccessreviews: SubjectAccessReviews | None = None,
    localsubjectaccessreviews: LocalSubjectAccessReviews | None = None,
    selfsubjectrulesreviews: SelfSubjectRulesReviews | None = None,
    selfsubjectreviews: SelfSubjectReviews | None = None,
    resourceaccessreviews: ResourceAccessReviews | None = None,
    localresourceaccessreviews: LocalResourceAccessReviews | None = None,
    projects: Projects | None = None,
    projectrequests: ProjectRequests | None = None,
    users: Users | None = None,
    authenticate: Authenticate | None = None,
    authorize: Authorize | None = None,
    authorize_anywhere: AuthorizeAnywhere | None = None,
    admit: Admit | None = None,
    routes: Sequence[BaseRoute] = (),
    version: Mapping[str, str] | None = None,
    known_kinds: Mapping[str, Iterable[str]] | None = None,
    max_body_bytes: int = MAX_BODY_BYTES,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """An application that serves the resources whose handlers it is given.

    authenticate(request) gives back who is asking, any value, or raises Unauthorized.
    authorize(user, attributes) raises Forbidden; where path and verb tell all, before the body is
    read. authorize_anywhere(user, attributes) is asked before where only the body names the
    namespace: it raises Forbidden for who may do this in none.
    admit(attributes, document, user) sees each document before its rules are checked, None for a
    deletion, and raises what the request is then answered with.
    Each of them may be a coroutine function.
    routes: further routes, asked before discovery. Hooks do not stand before them.
    version: what /version says otherwise than our own, such as gitVersion.
    known_kinds: further kinds of a group, by its name; a body of theirs is told that it is of
    another kind, and not that nobody knows it.
    """
    served = [
        Served(
            lists.RESOURCES["imagestreamimports"],
            ImageStreamImports,
            imagestreamimports,
            {
                "": models.ImageStreamImport,
            },
            models.ImageStreamImport,
            {
                ("create", ""): "create",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagestreams"],
            ImageStreams,
            imagestreams,
            {
                "": models.ImageStream,
                "status": models.ImageStream,
                "secrets": lists.SecretList,
                "layers": models.ImageStreamLayers,
            },
            models.ImageStream,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("watch", ""): "watch",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
                ("deletecollection", ""): "delete_collection",
                ("get", "status"): "get_status",
                ("update", "status"): "update_status",
                ("patch", "status"): "patch_status",
                ("get", "secrets"): "get_secrets",
                ("get", "layers"): "get_layers",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagestreamtags"],
            ImageStreamTags,
            imagestreamtags,
            {
                "": models.ImageStreamTag,
            },
            models.ImageStreamTag,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagestreamimages"],
            ImageStreamImages,
            imagestreamimages,
            {
                "": models.ImageStreamImage,
            },
            models.ImageStreamImage,
            {
                ("get", ""): "get",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagetags"],
            ImageTags,
            imagetags,
            {
                "": models.ImageTag,
            },
            models.ImageTag,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagestreammappings"],
            ImageStreamMappings,
            imagestreammappings,
            {
                "": models.ImageStreamMapping,
            },
            models.Status,
            {
                ("create", ""): "create",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["images"],
            Images,
            images,
            {
                "": models.Image,
            },
            models.Image,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("watch", ""): "watch",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
                ("deletecollection", ""): "delete_collection",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["imagesignatures"],
            ImageSignatures,
            imagesignatures,
            {
                "": models.ImageSignature,
            },
            models.ImageSignature,
            {
                ("create", ""): "create",
                ("delete", ""): "delete",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["secrets"],
            Secrets,
            secrets,
            {
                "": models.Secret,
            },
            models.Secret,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("watch", ""): "watch",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
                ("deletecollection", ""): "delete_collection",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["namespaces"],
            Namespaces,
            namespaces,
            {
                "": models.Namespace,
            },
            models.Namespace,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("watch", ""): "watch",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["selfsubjectaccessreviews"],
            SelfSubjectAccessReviews,
            selfsubjectaccessreviews,
            {
                "": models.SelfSubjectAccessReview,
            },
            models.SelfSubjectAccessReview,
            {
                ("create", ""): "create",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["subjectaccessreviews"],
            SubjectAccessReviews,
            subjectaccessreviews,
            {
                "": models.SubjectAccessReview,
            },
            models.SubjectAccessReview,
            {
                ("create", ""): "create",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["localsubjectaccessreviews"],
            LocalSubjectAccessReviews,
            localsubjectaccessreviews,
            {
                "": models.LocalSubjectAccessReview,
            },
            models.LocalSubjectAccessReview,
            {
                ("create", ""): "create",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["selfsubjectrulesreviews"],
            SelfSubjectRulesReviews,
            selfsubjectrulesreviews,
            {
                "": models.SelfSubjectRulesReview,
            },
            models.SelfSubjectRulesReview,
            {
                ("create", ""): "create",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["selfsubjectreviews"],
            SelfSubjectReviews,
            selfsubjectreviews,
            {
                "": models.SelfSubjectReview,
            },
            models.SelfSubjectReview,
            {
                ("create", ""): "create",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["resourceaccessreviews"],
            ResourceAccessReviews,
            resourceaccessreviews,
            {
                "": models.ResourceAccessReview,
            },
            models.ResourceAccessReviewResponse,
            {
                ("create", ""): "create",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["localresourceaccessreviews"],
            LocalResourceAccessReviews,
            localresourceaccessreviews,
            {
                "": models.LocalResourceAccessReview,
            },
            models.ResourceAccessReviewResponse,
            {
                ("create", ""): "create",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["projects"],
            Projects,
            projects,
            {
                "": models.Project,
            },
            models.Project,
            {
                ("create", ""): "create",
                ("get", ""): "get",
                ("list", ""): "list",
                ("watch", ""): "watch",
                ("update", ""): "update",
                ("patch", ""): "patch",
                ("delete", ""): "delete",
            },
            True,
            _RULES,
        ),
        Served(
            lists.RESOURCES["projectrequests"],
            ProjectRequests,
            projectrequests,
            {
                "": models.ProjectRequest,
            },
            models.Project,
            {
                ("create", ""): "create",
                ("list", ""): "list",
            },
            False,
            _RULES,
        ),
        Served(
            lists.RESOURCES["users"],
            Users,
            users,
            {
                "": models.User,
            },
            models.User,
            {
                ("get", ""): "get",
            },
            False,
            _RULES,
        ),
    ]
    hooks = Hooks(authenticate, authorize, admit, max_body_bytes, authorize_anywhere)
    return build_app(
        served,
        hooks,
        routes=routes,
        version=version,
        known_kinds=known_kinds or {},
        lifespan=lifespan,
    )

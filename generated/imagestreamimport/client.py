"""Clients of ImageStreamImport: `Client` for threads, `AsyncClient` for asyncio and trio.

    with Client("https://api.example:6443", token=token, namespace="team") as client:
        client.imagestreamimports  # create
        client.imagestreams  # create, delete, deletecollection, get, list, patch, update, watch
        client.imagestreamtags  # create, delete, get, list, patch, update
        client.imagestreamimages  # get
        client.imagetags  # create, delete, get, list, patch, update
        client.imagestreammappings  # create
        client.images  # create, delete, deletecollection, get, list, patch, update, watch
        client.imagesignatures  # create, delete
        client.secrets  # create, delete, deletecollection, get, list, patch, update, watch
        client.namespaces  # create, delete, get, list, patch, update, watch
        client.selfsubjectaccessreviews  # create
        client.subjectaccessreviews  # create
        client.localsubjectaccessreviews  # create
        client.selfsubjectrulesreviews  # create
        client.selfsubjectreviews  # create
        client.resourceaccessreviews  # create
        client.localresourceaccessreviews  # create
        client.projects  # create, delete, get, list, patch, update, watch
        client.projectrequests  # create, list
        client.users  # get

Other ways in: `Client.from_kubeconfig()`, `Client.in_cluster()`, `Client.auto()`. Both have the same
surface. Bodies are models or dicts; kind and apiVersion are filled in. Every failure is an `ApiError`
of `errors`, with the method and the URL. Warnings of the server become a `ServerWarning`, or go to
`on_warning`. A call that fails before anything was sent, or is told to come again, is sent again;
a GET also after 502, 503, 504 and a broken connection (`Retry`).
"""

from __future__ import annotations

from functools import cached_property

from ._base.extras import need

need("httpx2", "client")

from . import models
from . import resources as lists
from ._base.model import JsonObject
from ._base.shapes import SHAPES
from ._client.access import Access
from ._client.answers import ServerWarning
from ._client.synchronous_extension import Extension
from ._client.synchronous import Listing, ResourceClient, Watch
from ._client.asynchronous_extension import AsyncExtension
from ._client.asynchronous import AsyncListing, AsyncResourceClient, AsyncWatch
from ._client.calls import PatchType
from ._client.objects import FieldValidation, PropagationPolicy
from ._client.sending import Retry

__all__ = [
    "Access",
    "AsyncClient",
    "AsyncListing",
    "AsyncWatch",
    "AsyncImageStreamImports",
    "AsyncImageStreams",
    "AsyncImageStreamTags",
    "AsyncImageStreamImages",
    "AsyncImageTags",
    "AsyncImageStreamMappings",
    "AsyncImages",
    "AsyncImageSignatures",
    "AsyncSecrets",
    "AsyncNamespaces",
    "AsyncSelfSubjectAccessReviews",
    "AsyncSubjectAccessReviews",
    "AsyncLocalSubjectAccessReviews",
    "AsyncSelfSubjectRulesReviews",
    "AsyncSelfSubjectReviews",
    "AsyncResourceAccessReviews",
    "AsyncLocalResourceAccessReviews",
    "AsyncProjects",
    "AsyncProjectRequests",
    "AsyncUsers",
    "Client",
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
    "FieldValidation",
    "JsonObject",
    "Listing",
    "PatchType",
    "PropagationPolicy",
    "Retry",
    "ServerWarning",
    "Watch",
]


def __dir__() -> list[str]:
    return __all__


class ImageStreamImports(ResourceClient[models.ImageStreamImport]):
    """What the server does with imagestreamimports.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.ImageStreamImport | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamImport:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._one(call)


class ImageStreams(ResourceClient[models.ImageStream]):
    """What the server does with imagestreams.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._one(call)

    def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._one(call)

    def update(
        self,
        before: models.ImageStream | JsonObject,
        after: models.ImageStream | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query)

    def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, namespace, legacy, query, options))

    def delete_collection(
        self,
        namespace: str | None = None,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(None, namespace, legacy, query, options))

    def get_status(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The status of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "status")
        return self._as(models.ImageStream, call)

    def replace_status(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after its status was replaced. Raises ApiErrors."""
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        call = self._calls.replace(body, namespace, legacy, query, "status")
        return self._as(models.ImageStream, call)

    def update_status(
        self,
        before: models.ImageStream | JsonObject,
        after: models.ImageStream | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """Like `update`, for the status."""
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query, "status")

    def patch_status(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """Like `patch`, for the status."""
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query, "status")
        return self._as(models.ImageStream, call)

    def get_secrets(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> lists.SecretList:
        """The secrets of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "secrets")
        return self._as(lists.SecretList, call)

    def get_layers(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamLayers:
        """The layers of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "layers")
        return self._as(models.ImageStreamLayers, call)

    def watch(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
        legacy: bool = False,
    ) -> Watch[models.ImageStream]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> Listing[lists.ImageStreamList, models.ImageStream]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageStreamList, selection, query)


class ImageStreamTags(ResourceClient[models.ImageStreamTag]):
    """What the server does with imagestreamtags.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.ImageStreamTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._one(call)

    def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.ImageStreamTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._one(call)

    def update(
        self,
        before: models.ImageStreamTag | JsonObject,
        after: models.ImageStreamTag | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query)

    def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, namespace, legacy, query, options))

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> Listing[lists.ImageStreamTagList, models.ImageStreamTag]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageStreamTagList, selection, query)


class ImageStreamImages(ResourceClient[models.ImageStreamImage]):
    """What the server does with imagestreamimages.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamImage:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return self._one(call)


class ImageTags(ResourceClient[models.ImageTag]):
    """What the server does with imagetags.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.ImageTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> models.ImageTag:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.ImageTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: models.ImageTag | JsonObject,
        after: models.ImageTag | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, False, query)

    def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, False, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, namespace, False, query, options))

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[lists.ImageTagList, models.ImageTag]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageTagList, selection, query)


class ImageStreamMappings(ResourceClient[models.ImageStreamMapping]):
    """What the server does with imagestreammappings.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.ImageStreamMapping | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Status:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return self._as(models.Status, call)


class Images(ResourceClient[models.Image]):
    """What the server does with images.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(self, name: str, *, timeout: float | None = None, legacy: bool = False) -> models.Image:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, legacy, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: models.Image | JsonObject,
        after: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query)

    def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, legacy, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, None, legacy, query, options))

    def delete_collection(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(None, None, legacy, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
        legacy: bool = False,
    ) -> Watch[models.Image]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> Listing[lists.ImageList, models.Image]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageList, selection, query)


class ImageSignatures(ResourceClient[models.ImageSignature]):
    """What the server does with imagesignatures.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    def create(
        self,
        body: models.ImageSignature | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageSignature:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, None, legacy, query, options))


class Secrets(ResourceClient[models.Secret]):
    """What the server does with secrets.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.Secret | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> models.Secret:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.Secret | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: models.Secret | JsonObject,
        after: models.Secret | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, False, query)

    def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, False, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, namespace, False, query, options))

    def delete_collection(
        self,
        namespace: str | None = None,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(None, namespace, False, query, options))

    def watch(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> Watch[models.Secret]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[lists.SecretList, models.Secret]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.SecretList, selection, query)


class Namespaces(ResourceClient[models.Namespace]):
    """What the server does with namespaces.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(self, name: str, *, timeout: float | None = None) -> models.Namespace:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: models.Namespace | JsonObject,
        after: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, False, query)

    def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, False, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, None, False, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> Watch[models.Namespace]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[lists.NamespaceList, models.Namespace]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.NamespaceList, selection, query)


class SelfSubjectAccessReviews(ResourceClient[models.SelfSubjectAccessReview]):
    """What the server does with selfsubjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.SelfSubjectAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class SubjectAccessReviews(ResourceClient[models.SubjectAccessReview]):
    """What the server does with subjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.SubjectAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class LocalSubjectAccessReviews(ResourceClient[models.LocalSubjectAccessReview]):
    """What the server does with localsubjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.LocalSubjectAccessReview | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.LocalSubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class SelfSubjectRulesReviews(ResourceClient[models.SelfSubjectRulesReview]):
    """What the server does with selfsubjectrulesreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.SelfSubjectRulesReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectRulesReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class SelfSubjectReviews(ResourceClient[models.SelfSubjectReview]):
    """What the server does with selfsubjectreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.SelfSubjectReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class ResourceAccessReviews(ResourceClient[models.ResourceAccessReview]):
    """What the server does with resourceaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.ResourceAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ResourceAccessReviewResponse:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._as(models.ResourceAccessReviewResponse, call)


class LocalResourceAccessReviews(ResourceClient[models.LocalResourceAccessReview]):
    """What the server does with localresourceaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.LocalResourceAccessReview | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ResourceAccessReviewResponse:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._as(models.ResourceAccessReviewResponse, call)


class Projects(ResourceClient[models.Project]):
    """What the server does with projects.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(self, name: str, *, timeout: float | None = None) -> models.Project:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: models.Project | JsonObject,
        after: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, False, query)

    def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, False, query)
        return self._one(call)

    def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(name, None, False, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> Watch[models.Project]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[lists.ProjectList, models.Project]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ProjectList, selection, query)


class ProjectRequests(ResourceClient[models.ProjectRequest]):
    """What the server does with projectrequests.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: models.ProjectRequest | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._as(models.Project, call)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[lists.ProjectRequestList, models.ProjectRequest]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ProjectRequestList, selection, query)


class Users(ResourceClient[models.User]):
    """What the server does with users.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def get(self, name: str, *, timeout: float | None = None) -> models.User:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return self._one(call)


class Client(Extension):
    """A client of one server: `with Client(url, token=…, namespace=…) as client`.

    GETs, and with them lists, are sent again after 502, 503, 504 and broken connections: five times in
    all within 30 seconds, after scattered waits that double. What is written is sent again only where
    the server cannot have done it, or says when to come back. `retry=Retry(…)` changes how often and how
    long; `Retry(attempts=1)` is never.
    """

    user_agent = "imagestreamimport/0.1.0"

    @cached_property
    def imagestreamimports(self) -> ImageStreamImports:
        """create"""
        resource = lists.RESOURCES["imagestreamimports"]
        return ImageStreamImports(self.connection, resource, models.ImageStreamImport, SHAPES)

    @cached_property
    def imagestreams(self) -> ImageStreams:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["imagestreams"]
        return ImageStreams(self.connection, resource, models.ImageStream, SHAPES)

    @cached_property
    def imagestreamtags(self) -> ImageStreamTags:
        """create, delete, get, list, patch, update"""
        resource = lists.RESOURCES["imagestreamtags"]
        return ImageStreamTags(self.connection, resource, models.ImageStreamTag, SHAPES)

    @cached_property
    def imagestreamimages(self) -> ImageStreamImages:
        """get"""
        resource = lists.RESOURCES["imagestreamimages"]
        return ImageStreamImages(self.connection, resource, models.ImageStreamImage, SHAPES)

    @cached_property
    def imagetags(self) -> ImageTags:
        """create, delete, get, list, patch, update"""
        resource = lists.RESOURCES["imagetags"]
        return ImageTags(self.connection, resource, models.ImageTag, SHAPES)

    @cached_property
    def imagestreammappings(self) -> ImageStreamMappings:
        """create"""
        resource = lists.RESOURCES["imagestreammappings"]
        return ImageStreamMappings(self.connection, resource, models.ImageStreamMapping, SHAPES)

    @cached_property
    def images(self) -> Images:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["images"]
        return Images(self.connection, resource, models.Image, SHAPES)

    @cached_property
    def imagesignatures(self) -> ImageSignatures:
        """create, delete"""
        resource = lists.RESOURCES["imagesignatures"]
        return ImageSignatures(self.connection, resource, models.ImageSignature, SHAPES)

    @cached_property
    def secrets(self) -> Secrets:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["secrets"]
        return Secrets(self.connection, resource, models.Secret, SHAPES)

    @cached_property
    def namespaces(self) -> Namespaces:
        """create, delete, get, list, patch, update, watch"""
        resource = lists.RESOURCES["namespaces"]
        return Namespaces(self.connection, resource, models.Namespace, SHAPES)

    @cached_property
    def selfsubjectaccessreviews(self) -> SelfSubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectaccessreviews"]
        return SelfSubjectAccessReviews(
            self.connection, resource, models.SelfSubjectAccessReview, SHAPES
        )

    @cached_property
    def subjectaccessreviews(self) -> SubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["subjectaccessreviews"]
        return SubjectAccessReviews(self.connection, resource, models.SubjectAccessReview, SHAPES)

    @cached_property
    def localsubjectaccessreviews(self) -> LocalSubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["localsubjectaccessreviews"]
        return LocalSubjectAccessReviews(
            self.connection, resource, models.LocalSubjectAccessReview, SHAPES
        )

    @cached_property
    def selfsubjectrulesreviews(self) -> SelfSubjectRulesReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectrulesreviews"]
        return SelfSubjectRulesReviews(
            self.connection, resource, models.SelfSubjectRulesReview, SHAPES
        )

    @cached_property
    def selfsubjectreviews(self) -> SelfSubjectReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectreviews"]
        return SelfSubjectReviews(self.connection, resource, models.SelfSubjectReview, SHAPES)

    @cached_property
    def resourceaccessreviews(self) -> ResourceAccessReviews:
        """create"""
        resource = lists.RESOURCES["resourceaccessreviews"]
        return ResourceAccessReviews(self.connection, resource, models.ResourceAccessReview, SHAPES)

    @cached_property
    def localresourceaccessreviews(self) -> LocalResourceAccessReviews:
        """create"""
        resource = lists.RESOURCES["localresourceaccessreviews"]
        return LocalResourceAccessReviews(
            self.connection, resource, models.LocalResourceAccessReview, SHAPES
        )

    @cached_property
    def projects(self) -> Projects:
        """create, delete, get, list, patch, update, watch"""
        resource = lists.RESOURCES["projects"]
        return Projects(self.connection, resource, models.Project, SHAPES)

    @cached_property
    def projectrequests(self) -> ProjectRequests:
        """create, list"""
        resource = lists.RESOURCES["projectrequests"]
        return ProjectRequests(self.connection, resource, models.ProjectRequest, SHAPES)

    @cached_property
    def users(self) -> Users:
        """get"""
        resource = lists.RESOURCES["users"]
        return Users(self.connection, resource, models.User, SHAPES)


class AsyncImageStreamImports(AsyncResourceClient[models.ImageStreamImport]):
    """What the server does with imagestreamimports.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.ImageStreamImport | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamImport:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._one(call)


class AsyncImageStreams(AsyncResourceClient[models.ImageStream]):
    """What the server does with imagestreams.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._one(call)

    async def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._one(call)

    async def update(
        self,
        before: models.ImageStream | JsonObject,
        after: models.ImageStream | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query)

    async def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, namespace, legacy, query, options))

    async def delete_collection(
        self,
        namespace: str | None = None,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(None, namespace, legacy, query, options))

    async def get_status(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The status of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "status")
        return await self._as(models.ImageStream, call)

    async def replace_status(
        self,
        body: models.ImageStream | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """The object after its status was replaced. Raises ApiErrors."""
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        call = self._calls.replace(body, namespace, legacy, query, "status")
        return await self._as(models.ImageStream, call)

    async def update_status(
        self,
        before: models.ImageStream | JsonObject,
        after: models.ImageStream | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """Like `update`, for the status."""
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query, "status")

    async def patch_status(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStream:
        """Like `patch`, for the status."""
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query, "status")
        return await self._as(models.ImageStream, call)

    async def get_secrets(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> lists.SecretList:
        """The secrets of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "secrets")
        return await self._as(lists.SecretList, call)

    async def get_layers(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamLayers:
        """The layers of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "layers")
        return await self._as(models.ImageStreamLayers, call)

    def watch(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
        legacy: bool = False,
    ) -> AsyncWatch[models.ImageStream]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> AsyncListing[lists.ImageStreamList, models.ImageStream]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageStreamList, selection, query)


class AsyncImageStreamTags(AsyncResourceClient[models.ImageStreamTag]):
    """What the server does with imagestreamtags.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.ImageStreamTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._one(call)

    async def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.ImageStreamTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._one(call)

    async def update(
        self,
        before: models.ImageStreamTag | JsonObject,
        after: models.ImageStreamTag | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query)

    async def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamTag:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, namespace, legacy, query, options))

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> AsyncListing[lists.ImageStreamTagList, models.ImageStreamTag]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageStreamTagList, selection, query)


class AsyncImageStreamImages(AsyncResourceClient[models.ImageStreamImage]):
    """What the server does with imagestreamimages.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageStreamImage:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return await self._one(call)


class AsyncImageTags(AsyncResourceClient[models.ImageTag]):
    """What the server does with imagetags.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.ImageTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> models.ImageTag:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.ImageTag | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: models.ImageTag | JsonObject,
        after: models.ImageTag | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, False, query)

    async def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ImageTag:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, False, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, namespace, False, query, options))

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[lists.ImageTagList, models.ImageTag]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageTagList, selection, query)


class AsyncImageStreamMappings(AsyncResourceClient[models.ImageStreamMapping]):
    """What the server does with imagestreammappings.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.ImageStreamMapping | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Status:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body,
            namespace,
            legacy,
            self._writing(dry_run, field_manager, field_validation, timeout),
        )
        return await self._as(models.Status, call)


class AsyncImages(AsyncResourceClient[models.Image]):
    """What the server does with images.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(
        self, name: str, *, timeout: float | None = None, legacy: bool = False
    ) -> models.Image:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, legacy, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: models.Image | JsonObject,
        after: models.Image | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query)

    async def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.Image:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, legacy, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, None, legacy, query, options))

    async def delete_collection(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(None, None, legacy, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
        legacy: bool = False,
    ) -> AsyncWatch[models.Image]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> AsyncListing[lists.ImageList, models.Image]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=legacy,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ImageList, selection, query)


class AsyncImageSignatures(AsyncResourceClient[models.ImageSignature]):
    """What the server does with imagesignatures.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the legacy prefix, whose documents have no group.
    """

    async def create(
        self,
        body: models.ImageSignature | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> models.ImageSignature:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, legacy, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, None, legacy, query, options))


class AsyncSecrets(AsyncResourceClient[models.Secret]):
    """What the server does with secrets.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.Secret | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> models.Secret:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.Secret | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: models.Secret | JsonObject,
        after: models.Secret | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, False, query)

    async def patch(
        self,
        name: str,
        body: object,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Secret:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, False, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        namespace: str | None = None,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, namespace, False, query, options))

    async def delete_collection(
        self,
        namespace: str | None = None,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers after all that is selected was deleted. Raises ApiErrors."""
        selection = self._selection(label_selector=label_selector, field_selector=field_selector)
        options = self._deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(None, namespace, False, query, options))

    def watch(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> AsyncWatch[models.Secret]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        namespace: str | None = None,
        *,
        all_namespaces: bool = False,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[lists.SecretList, models.Secret]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            namespace=namespace,
            everywhere=all_namespaces,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.SecretList, selection, query)


class AsyncNamespaces(AsyncResourceClient[models.Namespace]):
    """What the server does with namespaces.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(self, name: str, *, timeout: float | None = None) -> models.Namespace:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: models.Namespace | JsonObject,
        after: models.Namespace | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, False, query)

    async def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Namespace:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, False, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, None, False, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> AsyncWatch[models.Namespace]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[lists.NamespaceList, models.Namespace]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.NamespaceList, selection, query)


class AsyncSelfSubjectAccessReviews(AsyncResourceClient[models.SelfSubjectAccessReview]):
    """What the server does with selfsubjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.SelfSubjectAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncSubjectAccessReviews(AsyncResourceClient[models.SubjectAccessReview]):
    """What the server does with subjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.SubjectAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncLocalSubjectAccessReviews(AsyncResourceClient[models.LocalSubjectAccessReview]):
    """What the server does with localsubjectaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.LocalSubjectAccessReview | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.LocalSubjectAccessReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncSelfSubjectRulesReviews(AsyncResourceClient[models.SelfSubjectRulesReview]):
    """What the server does with selfsubjectrulesreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.SelfSubjectRulesReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectRulesReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncSelfSubjectReviews(AsyncResourceClient[models.SelfSubjectReview]):
    """What the server does with selfsubjectreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.SelfSubjectReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.SelfSubjectReview:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncResourceAccessReviews(AsyncResourceClient[models.ResourceAccessReview]):
    """What the server does with resourceaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.ResourceAccessReview | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ResourceAccessReviewResponse:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._as(models.ResourceAccessReviewResponse, call)


class AsyncLocalResourceAccessReviews(AsyncResourceClient[models.LocalResourceAccessReview]):
    """What the server does with localresourceaccessreviews.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.LocalResourceAccessReview | JsonObject,
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.ResourceAccessReviewResponse:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._as(models.ResourceAccessReviewResponse, call)


class AsyncProjects(AsyncResourceClient[models.Project]):
    """What the server does with projects.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(self, name: str, *, timeout: float | None = None) -> models.Project:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: models.Project | JsonObject,
        after: models.Project | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, False, query)

    async def patch(
        self,
        name: str,
        body: object,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = self._writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, None, False, query)
        return await self._one(call)

    async def delete(
        self,
        name: str,
        *,
        uid: str | None = None,
        resource_version: str | None = None,
        propagation_policy: PropagationPolicy | None = None,
        grace_period_s: int | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> JsonObject:
        """What the server answers: a Status, or the object that is going away.

        With `uid` or `resource_version` only that very object. Raises NotFound and other ApiErrors.
        """
        options = self._deletion(uid, resource_version, propagation_policy, grace_period_s)
        query = {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(name, None, False, query, options))

    def watch(
        self,
        *,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout: float | None = None,
        page_size: int = 500,
    ) -> AsyncWatch[models.Project]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins when it is iterated over, with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. Streams that end
        within a second are followed by waits that grow to half a minute. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = self._selection(
            everywhere=True,
            name=name,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        return self._watch(selection, resource_version, timeout, page_size)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[lists.ProjectList, models.Project]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ProjectList, selection, query)


class AsyncProjectRequests(AsyncResourceClient[models.ProjectRequest]):
    """What the server does with projectrequests.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: models.ProjectRequest | JsonObject,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> models.Project:
        """The answer of the server. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, self._writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._as(models.Project, call)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[lists.ProjectRequestList, models.ProjectRequest]:
        """The objects, read page by page while they are iterated over.

        A server that sends the same `continue` token twice is a WrongAnswer.
        """
        selection = self._selection(
            everywhere=True,
            label_selector=label_selector,
            field_selector=field_selector,
            legacy=False,
        )
        query = {
            "limit": page_size,
            "resourceVersion": resource_version,
            "resourceVersionMatch": resource_version_match,
            "timeout": timeout,
        }
        return self._list(lists.ProjectRequestList, selection, query)


class AsyncUsers(AsyncResourceClient[models.User]):
    """What the server does with users.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def get(self, name: str, *, timeout: float | None = None) -> models.User:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return await self._one(call)


class AsyncClient(AsyncExtension):
    """A client of one server: `async with AsyncClient(url, token=…, namespace=…) as client`.

    GETs, and with them lists, are sent again after 502, 503, 504 and broken connections: five times in
    all within 30 seconds, after scattered waits that double. What is written is sent again only where
    the server cannot have done it, or says when to come back. `retry=Retry(…)` changes how often and how
    long; `Retry(attempts=1)` is never.
    """

    user_agent = "imagestreamimport/0.1.0"

    @cached_property
    def imagestreamimports(self) -> AsyncImageStreamImports:
        """create"""
        resource = lists.RESOURCES["imagestreamimports"]
        return AsyncImageStreamImports(self.connection, resource, models.ImageStreamImport, SHAPES)

    @cached_property
    def imagestreams(self) -> AsyncImageStreams:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["imagestreams"]
        return AsyncImageStreams(self.connection, resource, models.ImageStream, SHAPES)

    @cached_property
    def imagestreamtags(self) -> AsyncImageStreamTags:
        """create, delete, get, list, patch, update"""
        resource = lists.RESOURCES["imagestreamtags"]
        return AsyncImageStreamTags(self.connection, resource, models.ImageStreamTag, SHAPES)

    @cached_property
    def imagestreamimages(self) -> AsyncImageStreamImages:
        """get"""
        resource = lists.RESOURCES["imagestreamimages"]
        return AsyncImageStreamImages(self.connection, resource, models.ImageStreamImage, SHAPES)

    @cached_property
    def imagetags(self) -> AsyncImageTags:
        """create, delete, get, list, patch, update"""
        resource = lists.RESOURCES["imagetags"]
        return AsyncImageTags(self.connection, resource, models.ImageTag, SHAPES)

    @cached_property
    def imagestreammappings(self) -> AsyncImageStreamMappings:
        """create"""
        resource = lists.RESOURCES["imagestreammappings"]
        return AsyncImageStreamMappings(
            self.connection, resource, models.ImageStreamMapping, SHAPES
        )

    @cached_property
    def images(self) -> AsyncImages:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["images"]
        return AsyncImages(self.connection, resource, models.Image, SHAPES)

    @cached_property
    def imagesignatures(self) -> AsyncImageSignatures:
        """create, delete"""
        resource = lists.RESOURCES["imagesignatures"]
        return AsyncImageSignatures(self.connection, resource, models.ImageSignature, SHAPES)

    @cached_property
    def secrets(self) -> AsyncSecrets:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = lists.RESOURCES["secrets"]
        return AsyncSecrets(self.connection, resource, models.Secret, SHAPES)

    @cached_property
    def namespaces(self) -> AsyncNamespaces:
        """create, delete, get, list, patch, update, watch"""
        resource = lists.RESOURCES["namespaces"]
        return AsyncNamespaces(self.connection, resource, models.Namespace, SHAPES)

    @cached_property
    def selfsubjectaccessreviews(self) -> AsyncSelfSubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectaccessreviews"]
        return AsyncSelfSubjectAccessReviews(
            self.connection, resource, models.SelfSubjectAccessReview, SHAPES
        )

    @cached_property
    def subjectaccessreviews(self) -> AsyncSubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["subjectaccessreviews"]
        return AsyncSubjectAccessReviews(
            self.connection, resource, models.SubjectAccessReview, SHAPES
        )

    @cached_property
    def localsubjectaccessreviews(self) -> AsyncLocalSubjectAccessReviews:
        """create"""
        resource = lists.RESOURCES["localsubjectaccessreviews"]
        return AsyncLocalSubjectAccessReviews(
            self.connection, resource, models.LocalSubjectAccessReview, SHAPES
        )

    @cached_property
    def selfsubjectrulesreviews(self) -> AsyncSelfSubjectRulesReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectrulesreviews"]
        return AsyncSelfSubjectRulesReviews(
            self.connection, resource, models.SelfSubjectRulesReview, SHAPES
        )

    @cached_property
    def selfsubjectreviews(self) -> AsyncSelfSubjectReviews:
        """create"""
        resource = lists.RESOURCES["selfsubjectreviews"]
        return AsyncSelfSubjectReviews(self.connection, resource, models.SelfSubjectReview, SHAPES)

    @cached_property
    def resourceaccessreviews(self) -> AsyncResourceAccessReviews:
        """create"""
        resource = lists.RESOURCES["resourceaccessreviews"]
        return AsyncResourceAccessReviews(
            self.connection, resource, models.ResourceAccessReview, SHAPES
        )

    @cached_property
    def localresourceaccessreviews(self) -> AsyncLocalResourceAccessReviews:
        """create"""
        resource = lists.RESOURCES["localresourceaccessreviews"]
        return AsyncLocalResourceAccessReviews(
            self.connection, resource, models.LocalResourceAccessReview, SHAPES
        )

    @cached_property
    def projects(self) -> AsyncProjects:
        """create, delete, get, list, patch, update, watch"""
        resource = lists.RESOURCES["projects"]
        return AsyncProjects(self.connection, resource, models.Project, SHAPES)

    @cached_property
    def projectrequests(self) -> AsyncProjectRequests:
        """create, list"""
        resource = lists.RESOURCES["projectrequests"]
        return AsyncProjectRequests(self.connection, resource, models.ProjectRequest, SHAPES)

    @cached_property
    def users(self) -> AsyncUsers:
        """get"""
        resource = lists.RESOURCES["users"]
        return AsyncUsers(self.connection, resource, models.User, SHAPES)

"""Clients of ImageStreamImport: `Client` for threads, `AsyncClient` for asyncio and trio.

    with Client("https://api.example:6443", token=token, namespace="team") as client:
        client.imagestreamimports  # create
        client.imagestreams  # create, delete, deletecollection, get, list, patch, update, watch
        client.secrets  # create, delete, get, list
        client.namespaces  # create, get, list

Other ways in: `Client.from_kubeconfig()`, `Client.in_cluster()`, `Client.auto()`. Both have the same
surface. Bodies are models or dicts; kind and apiVersion are filled in. Every failure is an `ApiError`
of `errors`, with the method and the URL. Warnings of the server become a `ServerWarning`, or go to
`on_warning`. A call that fails before anything was sent, or is told to come again, is sent again
(`Retry`).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .base import JsonObject
from .client_access import Access
from .client_answers import ServerWarning
from .client_sync import BaseClient, Listing, ResourceClient, Watch
from .client_async import BaseAsyncClient, AsyncListing, AsyncResourceClient, AsyncWatch
from .client_calls import PatchType
from .client_objects import FieldValidation, PropagationPolicy, Selection, deletion, writing
from .client_sending import Retry
from .models import ImageStream, ImageStreamImport, Namespace, Secret
from .resources import MERGE_KEYS, RESOURCES, ImageStreamList, SecretList, NamespaceList

__all__ = [
    "Access",
    "AsyncClient",
    "AsyncImageStreamImports",
    "AsyncImageStreams",
    "AsyncSecrets",
    "AsyncNamespaces",
    "Client",
    "ImageStreamImports",
    "ImageStreams",
    "Secrets",
    "Namespaces",
    "Retry",
    "ServerWarning",
]


class ImageStreamImports(ResourceClient[ImageStreamImport]):
    """What the server does with imagestreamimports.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the prefix of OpenShift 3.
    """

    def create(
        self,
        body: ImageStreamImport | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStreamImport:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)


class ImageStreams(ResourceClient[ImageStream]):
    """What the server does with imagestreams.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the prefix of OpenShift 3.
    """

    def create(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return self._one(call)

    def replace(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def update(
        self,
        before: ImageStream | dict[str, Any],
        after: ImageStream | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query)

    def patch(
        self,
        name: str,
        body: Any,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
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
        options = deletion(uid, resource_version, propagation_policy, grace_period_s)
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
        selection = Selection(label_selector=label_selector, field_selector=field_selector)
        options = deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return self._json(self._calls.delete(None, namespace, legacy, query, options))

    def get_status(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The status of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "status")
        return self._as(ImageStream, call)

    def replace_status(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after its status was replaced. Raises ApiErrors."""
        query = writing(dry_run, field_manager, field_validation, timeout)
        call = self._calls.replace(body, namespace, legacy, query, "status")
        return self._as(ImageStream, call)

    def update_status(
        self,
        before: ImageStream | dict[str, Any],
        after: ImageStream | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """Like `update`, for the status."""
        query = writing(dry_run, field_manager, field_validation, timeout)
        return self._update(before, after, legacy, query, "status")

    def patch_status(
        self,
        name: str,
        body: Any,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """Like `patch`, for the status."""
        query = writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query, "status")
        return self._as(ImageStream, call)

    def get_secrets(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> SecretList:
        """The secrets of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "secrets")
        return self._as(SecretList, call)

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
    ) -> Watch[ImageStream]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = Selection(
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
    ) -> Listing[ImageStreamList, ImageStream]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(ImageStreamList, selection, query)


class Secrets(ResourceClient[Secret]):
    """What the server does with secrets.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: Secret | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> Secret:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> Secret:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
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
        options = deletion(uid, resource_version, propagation_policy, grace_period_s)
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
    ) -> Listing[SecretList, Secret]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(SecretList, selection, query)


class Namespaces(ResourceClient[Namespace]):
    """What the server does with namespaces.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    def create(
        self,
        body: Namespace | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> Namespace:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, writing(dry_run, field_manager, field_validation, timeout)
        )
        return self._one(call)

    def get(self, name: str, *, timeout: float | None = None) -> Namespace:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return self._one(call)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> Listing[NamespaceList, Namespace]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(NamespaceList, selection, query)


class Client(BaseClient):
    """A client of one server: `with Client(url, token=…, namespace=…) as client`."""

    user_agent = "imagestreamimport/0.1.0"

    @cached_property
    def imagestreamimports(self) -> ImageStreamImports:
        """create"""
        resource = RESOURCES["imagestreamimports"]
        return ImageStreamImports(
            self.connection, resource, ImageStreamImport, MERGE_KEYS, "ImageStreamImport"
        )

    @cached_property
    def imagestreams(self) -> ImageStreams:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = RESOURCES["imagestreams"]
        return ImageStreams(self.connection, resource, ImageStream, MERGE_KEYS, "ImageStream")

    @cached_property
    def secrets(self) -> Secrets:
        """create, delete, get, list"""
        resource = RESOURCES["secrets"]
        return Secrets(self.connection, resource, Secret, MERGE_KEYS, "Secret")

    @cached_property
    def namespaces(self) -> Namespaces:
        """create, get, list"""
        resource = RESOURCES["namespaces"]
        return Namespaces(self.connection, resource, Namespace, MERGE_KEYS, "Namespace")


class AsyncImageStreamImports(AsyncResourceClient[ImageStreamImport]):
    """What the server does with imagestreamimports.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the prefix of OpenShift 3.
    """

    async def create(
        self,
        body: ImageStreamImport | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStreamImport:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)


class AsyncImageStreams(AsyncResourceClient[ImageStream]):
    """What the server does with imagestreams.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    `legacy` uses the prefix of OpenShift 3.
    """

    async def create(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, legacy, {"timeout": timeout})
        return await self._one(call)

    async def replace(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after all of it was replaced, also what the body does not have.

        `update` keeps what others know and we do not. Raises Conflict where the resourceVersion of
        the body is no longer that of the object, and other ApiErrors.
        """
        call = self._calls.replace(
            body, namespace, legacy, writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def update(
        self,
        before: ImageStream | dict[str, Any],
        after: ImageStream | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after that was changed in which `after` differs from `before`, and nothing else.

        `before` is what was read, `after` a copy of it with changes. Raises Conflict where the object
        is no longer as it was read (Invalid, where the server finds this out by an element of a
        list), ValueError for two objects, and other ApiErrors.
        """
        query = writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query)

    async def patch(
        self,
        name: str,
        body: Any,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The patched object. The body is JSON values, a model, or bytes that are sent as they are.

        patch_type: merge (RFC 7396), json (RFC 6902, a list of operations), strategic, or apply, which
        needs `field_manager`; `force` takes fields over from other managers. Raises ApiErrors.
        """
        query = writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
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
        options = deletion(uid, resource_version, propagation_policy, grace_period_s)
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
        selection = Selection(label_selector=label_selector, field_selector=field_selector)
        options = deletion(None, None, propagation_policy, grace_period_s)
        query = selection.query() | {"dryRun": dry_run, "timeout": timeout}
        return await self._json(self._calls.delete(None, namespace, legacy, query, options))

    async def get_status(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The status of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "status")
        return await self._as(ImageStream, call)

    async def replace_status(
        self,
        body: ImageStream | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """The object after its status was replaced. Raises ApiErrors."""
        query = writing(dry_run, field_manager, field_validation, timeout)
        call = self._calls.replace(body, namespace, legacy, query, "status")
        return await self._as(ImageStream, call)

    async def update_status(
        self,
        before: ImageStream | dict[str, Any],
        after: ImageStream | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """Like `update`, for the status."""
        query = writing(dry_run, field_manager, field_validation, timeout)
        return await self._update(before, after, legacy, query, "status")

    async def patch_status(
        self,
        name: str,
        body: Any,
        namespace: str | None = None,
        *,
        patch_type: PatchType = "merge",
        force: bool = False,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> ImageStream:
        """Like `patch`, for the status."""
        query = writing(dry_run, field_manager, field_validation, timeout) | {"force": force}
        call = self._calls.patch(name, body, patch_type, namespace, legacy, query, "status")
        return await self._as(ImageStream, call)

    async def get_secrets(
        self,
        name: str,
        namespace: str | None = None,
        *,
        timeout: float | None = None,
        legacy: bool = False,
    ) -> SecretList:
        """The secrets of the object. Raises NotFound and other ApiErrors."""
        query = {"timeout": timeout}
        call = self._calls.read(name, namespace, legacy, query, "secrets")
        return await self._as(SecretList, call)

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
    ) -> AsyncWatch[ImageStream]:
        """The events from now on, until it is closed, or for `timeout` seconds.

        It begins with an ADDED for each object that there is, unless a `resource_version` says
        where to go on. Ends of streams, broken connections and versions that are too old are
        passed over: then everything is listed again, and what differs is told. An ApiError that
        no waiting mends is raised, and any other after five minutes without success.
        """
        selection = Selection(
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
    ) -> AsyncListing[ImageStreamList, ImageStream]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(ImageStreamList, selection, query)


class AsyncSecrets(AsyncResourceClient[Secret]):
    """What the server does with secrets.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: Secret | dict[str, Any],
        namespace: str | None = None,
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> Secret:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors.

        Without `namespace` it is that of the body, else that of the client.
        """
        call = self._calls.create(
            body, namespace, False, writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(
        self, name: str, namespace: str | None = None, *, timeout: float | None = None
    ) -> Secret:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, namespace, False, {"timeout": timeout})
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
        options = deletion(uid, resource_version, propagation_policy, grace_period_s)
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
    ) -> AsyncListing[SecretList, Secret]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(SecretList, selection, query)


class AsyncNamespaces(AsyncResourceClient[Namespace]):
    """What the server does with namespaces.

    A time is in seconds: `timeout` is how long the server may take, and moves the client's own limit
    behind it.
    """

    async def create(
        self,
        body: Namespace | dict[str, Any],
        *,
        dry_run: bool = False,
        field_manager: str | None = None,
        field_validation: FieldValidation | None = None,
        timeout: float | None = None,
    ) -> Namespace:
        """The object as the server made it. Raises AlreadyExists, Invalid and other ApiErrors."""
        call = self._calls.create(
            body, None, False, writing(dry_run, field_manager, field_validation, timeout)
        )
        return await self._one(call)

    async def get(self, name: str, *, timeout: float | None = None) -> Namespace:
        """The object. Raises NotFound and other ApiErrors."""
        call = self._calls.read(name, None, False, {"timeout": timeout})
        return await self._one(call)

    def list(
        self,
        *,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        page_size: int = 500,
        timeout: float | None = None,
    ) -> AsyncListing[NamespaceList, Namespace]:
        """The objects, read page by page while they are iterated over."""
        selection = Selection(
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
        return self._list(NamespaceList, selection, query)


class AsyncClient(BaseAsyncClient):
    """A client of one server: `async with AsyncClient(url, token=…, namespace=…) as client`."""

    user_agent = "imagestreamimport/0.1.0"

    @cached_property
    def imagestreamimports(self) -> AsyncImageStreamImports:
        """create"""
        resource = RESOURCES["imagestreamimports"]
        return AsyncImageStreamImports(
            self.connection, resource, ImageStreamImport, MERGE_KEYS, "ImageStreamImport"
        )

    @cached_property
    def imagestreams(self) -> AsyncImageStreams:
        """create, delete, deletecollection, get, list, patch, update, watch"""
        resource = RESOURCES["imagestreams"]
        return AsyncImageStreams(self.connection, resource, ImageStream, MERGE_KEYS, "ImageStream")

    @cached_property
    def secrets(self) -> AsyncSecrets:
        """create, delete, get, list"""
        resource = RESOURCES["secrets"]
        return AsyncSecrets(self.connection, resource, Secret, MERGE_KEYS, "Secret")

    @cached_property
    def namespaces(self) -> AsyncNamespaces:
        """create, get, list"""
        resource = RESOURCES["namespaces"]
        return AsyncNamespaces(self.connection, resource, Namespace, MERGE_KEYS, "Namespace")

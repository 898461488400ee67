"""Handlers that keep objects in memory, and an application of them: to test the server stub."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from imagestreamimport import models, resources, server
from imagestreamimport.causes import Cause
from imagestreamimport.errors import (
    AlreadyExists,
    Conflict,
    Expired,
    Invalid,
    NotFound,
    StatusError,
)
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)

GROUP = "/apis/image.openshift.io/v1"
IMPORTS = f"{GROUP}/namespaces/ns/imagestreamimports"
STREAMS = f"{GROUP}/namespaces/ns/imagestreams"
_STREAMS = "imagestreams.image.openshift.io"
_CHANGED = (
    "the object has been modified; please apply your changes to the latest version and try again"
)


class Imports(server.ImageStreamImports):
    """Answers what it was sent; `last` is what it got."""

    def __init__(self) -> None:
        self.last: tuple[Any, ...] = ()

    async def create(
        self,
        request: server.RequestContext,
        namespace: str,
        body: models.ImageStreamImport,
        options: CreateOptions,
    ) -> models.ImageStreamImport:
        self.last = (request, namespace, body, options)
        return body


class Streams(server.ImageStreams):
    """Image streams in memory, every verb of them."""

    selectable_fields = ("metadata.name", "metadata.namespace")

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], models.ImageStream] = {}
        self.log: list[tuple[int, str, models.ImageStream]] = []
        self.version = 0
        self.oldest = 0
        self.changed = asyncio.Event()

    # ------------------------------------------------------------------------- the store

    def _put(self, kind: str, stream: models.ImageStream, dry_run: bool) -> models.ImageStream:
        assert isinstance(stream.metadata, models.ObjectMeta)
        key = (str(stream.metadata.namespace), str(stream.metadata.name))
        if dry_run:
            return stream
        self.version += 1
        stream.metadata.resource_version = str(self.version)
        if kind == "DELETED":
            del self.kept[key]
        else:
            self.kept[key] = stream
        self.log.append((self.version, kind, stream))
        self.changed.set()
        self.changed = asyncio.Event()
        return stream

    def _find(self, namespace: str, name: str) -> models.ImageStream:
        try:
            return self.kept[namespace, name]
        except KeyError:
            raise NotFound.of(_STREAMS, name) from None

    def _selected(self, namespace: str | None, stream: models.ImageStream, options: Any) -> bool:
        metadata = stream.metadata
        assert isinstance(metadata, models.ObjectMeta)
        labels = metadata.labels if isinstance(metadata.labels, dict) else {}
        place = {"metadata": {"name": metadata.name, "namespace": metadata.namespace}}
        return (
            namespace in (None, metadata.namespace)
            and options.label_selector.matches(labels)
            and options.field_selector.matches(place)
        )

    # ------------------------------------------------------------------------- the verbs

    async def create(
        self,
        request: server.RequestContext,
        namespace: str,
        body: models.ImageStream,
        options: CreateOptions,
    ) -> models.ImageStream:
        assert isinstance(body.metadata, models.ObjectMeta)
        if body.metadata.resource_version:
            raise StatusError("resourceVersion should not be set on objects to be created")
        if (namespace, body.metadata.name) in self.kept:
            raise AlreadyExists.of(_STREAMS, str(body.metadata.name))
        body.metadata.generation = 1
        return self._put("ADDED", body, options.dry_run)

    async def get(
        self, request: server.RequestContext, namespace: str, name: str, options: GetOptions
    ) -> models.ImageStream:
        return self._find(namespace, name)

    async def list(
        self, request: server.RequestContext, namespace: str | None, options: ListOptions
    ) -> resources.ImageStreamList:
        items = [item for item in self.kept.values() if self._selected(namespace, item, options)]
        start = int(options.continue_ or 0)
        end = start + (options.limit or len(items))
        metadata = models.ListMeta(resource_version=str(self.version))
        if end < len(items):
            metadata.continue_ = str(end)
            metadata.remaining_item_count = len(items) - end
        return resources.ImageStreamList(items=items[start:end], metadata=metadata)

    async def watch(
        self, request: server.RequestContext, namespace: str | None, options: WatchOptions
    ) -> AsyncIterator[resources.Event[models.ImageStream]]:
        seen = int(options.resource_version or 0)
        if options.resource_version not in (None, "0") and seen < self.oldest:
            raise Expired(f"too old resource version: {seen} ({self.oldest})")
        if options.resource_version in (None, "0"):
            seen = self.version
            for item in list(self.kept.values()):
                if self._selected(namespace, item, options):
                    yield resources.Event(type="ADDED", object=item)
        while True:
            changed = self.changed
            for number, kind, item in list(self.log):
                if number > seen and self._selected(namespace, item, options):
                    yield resources.Event(type=kind, object=item)
                seen = max(seen, number)
            if options.allow_bookmarks:
                here = models.ObjectMeta(resource_version=str(seen))
                yield resources.Event(type="BOOKMARK", object=models.ImageStream(metadata=here))
            await changed.wait()

    async def update(
        self,
        request: server.RequestContext,
        namespace: str,
        name: str,
        body: models.ImageStream,
        options: UpdateOptions,
    ) -> models.ImageStream:
        stored = self._find(namespace, name)
        assert isinstance(body.metadata, models.ObjectMeta)
        assert isinstance(stored.metadata, models.ObjectMeta)
        if not body.metadata.resource_version:
            text = "Invalid value: 0x0: must be specified for an update"
            cause = Cause("metadata.resourceVersion", "FieldValueInvalid", text, "")
            raise Invalid.of("imagestreams", "image.openshift.io", name, [cause])
        if body.metadata.resource_version != stored.metadata.resource_version:
            raise Conflict.of(_STREAMS, name, _CHANGED)
        body.status = stored.status
        return self._put("MODIFIED", body, options.dry_run)

    async def patch(
        self,
        request: server.RequestContext,
        namespace: str,
        name: str,
        patch: server.Patch[models.ImageStream],
        options: PatchOptions,
    ) -> models.ImageStream:
        stored = self.kept.get((namespace, name))
        if stored is None and patch.kind != "apply":
            raise NotFound.of(_STREAMS, name)
        made = await patch.resolve(stored)
        request.created = stored is None
        return self._put("ADDED" if stored is None else "MODIFIED", made, options.dry_run)

    async def delete(
        self, request: server.RequestContext, namespace: str, name: str, options: DeleteOptions
    ) -> None:
        stored = self._find(namespace, name)
        assert isinstance(stored.metadata, models.ObjectMeta)
        if options.uid not in (None, stored.metadata.uid):
            raise Conflict.of(_STREAMS, name, "the UID in the precondition is another one")
        self._put("DELETED", stored, options.dry_run)

    async def delete_collection(
        self,
        request: server.RequestContext,
        namespace: str,
        selection: ListOptions,
        options: DeleteOptions,
    ) -> resources.ImageStreamList:
        gone = [item for item in self.kept.values() if self._selected(namespace, item, selection)]
        for item in gone:
            self._put("DELETED", item, options.dry_run)
        return resources.ImageStreamList(items=gone)

    async def get_status(
        self, request: server.RequestContext, namespace: str, name: str, options: GetOptions
    ) -> models.ImageStream:
        return self._find(namespace, name)

    async def update_status(
        self,
        request: server.RequestContext,
        namespace: str,
        name: str,
        body: models.ImageStream,
        options: UpdateOptions,
    ) -> models.ImageStream:
        stored = self._find(namespace, name)
        stored.status = body.status
        return self._put("MODIFIED", stored, options.dry_run)

    async def patch_status(
        self,
        request: server.RequestContext,
        namespace: str,
        name: str,
        patch: server.Patch[models.ImageStream],
        options: PatchOptions,
    ) -> models.ImageStream:
        stored = self._find(namespace, name)
        made = await patch.resolve(stored)
        stored.status = made.status
        return self._put("MODIFIED", stored, options.dry_run)

    async def get_secrets(
        self, request: server.RequestContext, namespace: str, name: str, options: GetOptions
    ) -> resources.SecretList:
        metadata = models.ObjectMeta(name="pull", namespace=namespace)
        return resources.SecretList(items=[models.Secret(metadata=metadata)])


def image(name: str = "registry.test/team/app:v1", **more: Any) -> dict[str, Any]:
    """One entry of `spec.images`."""
    return {"from": {"kind": "DockerImage", "name": name}, **more}


def import_of(*images: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """An import of the images; of one if none is given."""
    return {
        "apiVersion": "image.openshift.io/v1",
        "kind": "ImageStreamImport",
        "metadata": {"name": "app", **metadata},
        "spec": {"import": False, "images": list(images) or [image()]},
    }


def stream(name: str = "app", **metadata: Any) -> dict[str, Any]:
    """An image stream with one tag."""
    return {
        "apiVersion": "image.openshift.io/v1",
        "kind": "ImageStream",
        "metadata": {"name": name, **metadata},
        "spec": {"tags": [{"name": "v1", **image()}]},
    }


def app(**more: Any) -> Starlette:
    """An application of the handlers above."""
    handlers: dict[str, Any] = {"imagestreamimports": Imports(), "imagestreams": Streams()}
    return server.create_app(**{**handlers, **more})


def client(**more: Any) -> TestClient:
    """A client of such an application, in this process."""
    return TestClient(app(**more))

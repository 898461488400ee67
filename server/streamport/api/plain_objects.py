"""Objects that are stored as they are sent: how they are replaced, changed and watched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Generic, TypeVar

import msgspec

from imagestreamimport._server.documents import identity_causes
from imagestreamimport.causes import Cause
from imagestreamimport.errors import Conflict, Invalid, NotFound
from imagestreamimport.models import Namespace, ObjectMeta, Secret
from imagestreamimport.options import WatchOptions
from imagestreamimport.resources import Event
from imagestreamimport.server import Patch, RequestContext
from streamport.importing.fields import metadata_of
from streamport.store.errors import Refused
from streamport.store.protocol import Delete, Stored, Update

from .backend import Backend
from .field_owners import note_change, says_the_same
from .lists import follow, shown_as_stored
from .preconditions import check_identity, keep_identity
from .refusals import MODIFIED, refusal
from .retrying import change_and_store

Plain = TypeVar("Plain", Secret, Namespace)


class PlainObjects(Generic[Plain]):
    """What the handlers of such kinds share; `prepared` says what is special about one."""

    plural: str
    model: type[Plain]

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def prepared(self, body: Plain, old: Plain | None) -> list[Cause]:
        """Bring an object into its stored form; return what stands against it."""
        return []

    async def find(self, namespace: str | None, name: str) -> Stored | None:
        """Find what is stored under a name."""
        return await self._backend.store.get(self.plural, namespace, name)

    async def stored(self, namespace: str | None, name: str) -> Stored:
        """Return what is stored under a name. Raises NotFound."""
        found = await self.find(namespace, name)
        if found is None:
            raise NotFound.of(self.plural, name)
        return found

    async def check(self, document: dict[str, Any], request: RequestContext) -> list[Cause]:
        """Look at preconditions of a replacement before its rules. Raises Conflict, NotFound."""
        if request.method != "PUT":
            return []
        name = request.name or ""
        found = await self.find(request.namespace, name)
        sent = document["metadata"]
        key = "/".join(["", self.plural, *filter(None, [request.namespace]), name])
        found = check_identity(self.plural, name, sent.get("uid") or "", found, key)
        version = sent.get("resourceVersion") or "0"
        if version not in ("0", found.resource_version):
            raise Conflict.of(self.plural, name, MODIFIED)
        return identity_causes(found.metadata, sent)

    async def replace(
        self, request: RequestContext, stored: Stored, body: Plain, dry_run: bool, is_noted: bool
    ) -> Plain:
        """Store an object in the place of another. Nothing is written where nothing changed.

        is_noted: whether its managedFields tell already whose the fields are.
        """
        old = stored.model(self.model)
        body.metadata = metadata = metadata_of(body)
        keep_identity(metadata, metadata_of(old))
        if causes := self.prepared(body, old):
            raise Invalid.of(self.model.__name__, "", metadata.name or "", causes)
        before = _document(old)
        if not is_noted:
            note_change(request, metadata, before, _document(body))
        if says_the_same(before, _document(body)):
            return old
        if metadata.deletion_timestamp and not metadata.finalizers and self.ends(body):
            name, namespace = metadata.name or "", metadata.namespace
            gone = Delete(self.plural, namespace, name, stored.resource_version)
            await self._write(gone, dry_run)
            metadata.resource_version = stored.resource_version
            return body
        written = await self._write(Update(self.plural, body, stored.resource_version), dry_run)
        return written.model(self.model)

    def ends(self, body: Plain) -> bool:
        """Whether an object that is going and has no finalizers is gone with that."""
        return True

    async def change(
        self,
        request: RequestContext,
        namespace: str | None,
        name: str,
        patch: Patch[Plain],
        dry_run: bool,
    ) -> Plain:
        """Patch an object that is there."""

        async def change() -> tuple[Stored, Plain]:
            stored = await self.stored(namespace, name)
            return stored, await patch.resolve(stored.document)

        async def store(changed: tuple[Stored, Plain]) -> Plain:
            return await self.replace(request, *changed, dry_run, patch.kind == "apply")

        return await change_and_store(change, store)

    def changes(self, namespace: str | None, options: WatchOptions) -> AsyncIterator[Event[Any]]:
        """Watch the objects of a namespace, or of all."""
        return follow(
            self._backend.store,
            self.plural,
            namespace,
            options,
            shown_as_stored,
            lambda version: self.model(metadata=ObjectMeta(resource_version=version)),
        )

    async def _write(self, write: Update | Delete, dry_run: bool) -> Stored:
        try:
            [written] = await self._backend.store.write([write], dry_run=dry_run)
        except Refused as refused:
            raise refusal(self.plural, refused) from refused
        return written


def _document(item: Plain) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(item)
    return {key: value for key, value in document.items() if key not in ("kind", "apiVersion")}

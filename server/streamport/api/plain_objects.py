"""Objects that are stored as they are sent: how they are replaced, changed, watched and deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import UNSET

from imagestreamimport._server.documents import identity_causes
from imagestreamimport.causes import Cause
from imagestreamimport.errors import Conflict, Invalid, NotFound
from imagestreamimport.models import Namespace, ObjectMeta, Secret
from imagestreamimport.options import DeleteOptions, ListOptions, WatchOptions
from imagestreamimport.resources import Event
from imagestreamimport.server import Patch, RequestContext
from streamport.importing.fields import given, metadata_of
from streamport.store.errors import Refused
from streamport.store.protocol import Delete, Stored, Update

from .backend import Backend
from .deletion import delete_or_mark
from .field_owners import note_change, says_the_same
from .lists import follow, read_page
from .preconditions import other_object
from .refusals import MODIFIED, refusal

Plain = TypeVar("Plain", Secret, Namespace)
_ATTEMPTS = 5  # a patch that names no version is tried again on what was stored meanwhile


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
        uid = found.document["metadata"].get("uid", "") if found else ""
        if sent.get("uid") and sent["uid"] != uid:
            key = "/".join(["", self.plural, *filter(None, [request.namespace]), name])
            raise Conflict.of(self.plural, name, other_object(key, sent["uid"], uid))
        if found is None:
            raise NotFound.of(self.plural, name)
        version = sent.get("resourceVersion") or "0"
        if version not in ("0", found.resource_version):
            raise Conflict.of(self.plural, name, MODIFIED)
        return identity_causes(found.document["metadata"], sent)

    async def replace(
        self, request: RequestContext, stored: Stored, body: Plain, dry_run: bool, is_noted: bool
    ) -> Plain:
        """Store an object in the place of another. Nothing is written where nothing changed.

        is_noted: whether its managedFields tell already whose the fields are.
        """
        old = stored.model(self.model)
        metadata = _kept(metadata_of(body), metadata_of(old))
        body.metadata = metadata
        if causes := self.prepared(body, old):
            raise Invalid.of(self.model.__name__, "", given(metadata.name, ""), causes)
        before = _document(old)
        if not is_noted:
            note_change(request, metadata, before, _document(body))
        if says_the_same(before, _document(body)):
            return old
        if metadata.deletion_timestamp and not metadata.finalizers and self.ends(body):
            name, namespace = given(metadata.name, ""), given(metadata.namespace, None)
            gone = Delete(self.plural, namespace, name, stored.resource_version)
            await self._write(gone, dry_run)
            metadata.resource_version = stored.resource_version
            return body
        written = await self._write(Update(self.plural, body, stored.resource_version), dry_run)
        shown = written.model(self.model)
        if dry_run and shown.metadata:
            shown.metadata.resource_version = stored.resource_version
        return shown

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
        for attempt in range(_ATTEMPTS):
            stored = await self.stored(namespace, name)
            body = await patch.resolve(stored.document)
            try:
                return await self.replace(request, stored, body, dry_run, patch.kind == "apply")
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def changes(self, namespace: str | None, options: WatchOptions) -> AsyncIterator[Event[Plain]]:
        """Watch the objects of a namespace, or of all."""
        return follow(
            self._backend.store,
            self.plural,
            namespace,
            options,
            lambda stored: stored.model(self.model),
            lambda version: self.model(metadata=ObjectMeta(resource_version=version)),
        )

    async def remove(
        self, namespace: str | None, name: str, options: DeleteOptions
    ) -> Plain | dict[str, Any]:
        """Delete an object, or mark it as going where somebody still has to finish with it."""
        store = self._backend.store
        done = await delete_or_mark(store, self.plural, "", namespace, name, options)
        return done.model(self.model) if isinstance(done, Stored) else done

    async def remove_many(
        self, namespace: str | None, selection: ListOptions, options: DeleteOptions
    ) -> tuple[str, list[Plain]]:
        """Delete the objects that are selected; return the version of the list, and them."""
        page = await read_page(self._backend.store, self.plural, namespace, selection)
        gone: list[Plain] = []
        for stored in page.items:
            metadata = stored.document["metadata"]
            only = _only(options, metadata["uid"])
            try:
                await self.remove(namespace, metadata["name"], only)
            except (NotFound, Conflict):
                continue  # another request was quicker
            gone.append(stored.model(self.model))
        return page.resource_version, gone

    async def _write(self, write: Update | Delete, dry_run: bool) -> Stored:
        try:
            [written] = await self._backend.store.write([write], dry_run=dry_run)
        except Refused as refused:
            raise refusal(self.plural, refused) from refused
        return written


def _only(options: DeleteOptions, uid: str) -> DeleteOptions:
    """The options of deleting the one object that has the uid."""
    return replace(options, uid=uid, resource_version=None)


def _document(item: Plain) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(item)
    return {key: value for key, value in document.items() if key not in ("kind", "apiVersion")}


def _kept(metadata: ObjectMeta, old: ObjectMeta) -> ObjectMeta:
    """The metadata of a change, with what no request changes."""
    metadata.uid, metadata.creation_timestamp = old.uid, old.creation_timestamp
    metadata.namespace, metadata.name = old.namespace, old.name
    metadata.deletion_timestamp = old.deletion_timestamp
    metadata.deletion_grace_period_seconds = old.deletion_grace_period_seconds
    metadata.generation = old.generation
    metadata.self_link = UNSET
    return metadata

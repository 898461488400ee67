"""Namespaces: there when made, by a request or, with `--create-namespaces`, by a first write."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

from imagestreamimport.causes import Cause, quoted
from imagestreamimport.errors import Conflict, Forbidden, NotFound, StatusError
from imagestreamimport.models import Namespace, NamespaceSpec, NamespaceStatus, ObjectMeta
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)
from imagestreamimport.resources import Event
from imagestreamimport.server import JsonList, Patch, RequestContext
from streamport.importing.fields import metadata_of
from streamport.importing.times import utc_now
from streamport.store.errors import Changed, Refused
from streamport.store.protocol import Create, CreateIfAbsent, Update, Write

from .backend import Backend
from .deletion import is_going
from .lists import list_objects
from .namespace_endings import NamespaceEndings
from .plain_objects import PlainObjects
from .preconditions import check_deletion
from .refusals import MODIFIED, refusal, refuse_version
from .retrying import ATTEMPTS
from .tables import NAMESPACE_COLUMNS, namespace_row

_KEPT = ("default",)
_NAME_LABEL = "kubernetes.io/metadata.name"  # Kubernetes gives it to every namespace


class Namespaces(PlainObjects[Namespace]):
    """Handler of the generated Protocol, and what the other handlers ask about namespaces."""

    plural, model = "namespaces", Namespace

    table_columns = NAMESPACE_COLUMNS
    table_row = staticmethod(namespace_row)

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.endings = NamespaceEndings()

    def prepared(self, body: Namespace, old: Namespace | None) -> list[Cause]:
        """Keep what is the server's own, and the label of the name."""
        active = _active(body)
        body.metadata = active.metadata
        body.spec, body.status = (old.spec, old.status) if old else (active.spec, active.status)
        return []

    def ends(self, body: Namespace) -> bool:
        """A namespace goes after what is in it."""
        return False

    async def create(
        self, request: RequestContext, body: Namespace, options: CreateOptions
    ) -> Namespace:
        """Create a namespace; it is active at once."""
        refuse_version(body.metadata)
        write = Create("namespaces", _active(body))
        try:
            [stored] = await self._backend.store.write([write], dry_run=options.dry_run)
        except Refused as refused:
            raise refusal("namespaces", refused) from refused
        return stored.model(Namespace)

    async def get(self, request: RequestContext, name: str, options: GetOptions) -> Namespace:
        """Return the namespace."""
        return (await self.stored(None, name)).model(Namespace)

    async def list(self, request: RequestContext, options: ListOptions) -> JsonList:
        """Return the namespaces that are stored."""
        return await list_objects(self._backend.store, "namespaces", None, options)

    def watch(self, request: RequestContext, options: WatchOptions) -> AsyncIterator[Event[Any]]:
        """Watch the namespaces."""
        return self.changes(None, options)

    async def update(
        self, request: RequestContext, name: str, body: Namespace, options: UpdateOptions
    ) -> Namespace:
        """Replace the metadata of a namespace."""
        stored = await self.stored(None, name)
        return await self.replace(request, stored, body, options.dry_run, is_noted=False)

    async def patch(
        self, request: RequestContext, name: str, patch: Patch[Namespace], options: PatchOptions
    ) -> Namespace:
        """Change the metadata of a namespace; server-side apply makes one where there is none."""
        if patch.kind == "apply" and await self.find(None, name) is None:
            made = await patch.resolve(None)
            request.created = True
            return await self.create(request, made, CreateOptions(dry_run=options.dry_run))
        return await self.change(request, None, name, patch, options.dry_run)

    async def delete(self, request: RequestContext, name: str, options: DeleteOptions) -> Namespace:
        """Mark a namespace as going; what is in it goes, and then the namespace itself."""
        if name in _KEPT:
            raise Forbidden.of("namespaces", name, "this namespace may not be deleted")
        for attempt in range(ATTEMPTS):
            stored = await self.stored(None, name)
            check_deletion("namespaces", "", name, options, stored)
            going = stored.model(Namespace)
            metadata = metadata_of(going)
            if metadata.deletion_timestamp:
                return going
            metadata.deletion_timestamp, metadata.deletion_grace_period_seconds = utc_now(), 0
            going.status = NamespaceStatus(phase="Terminating")
            write = Update("namespaces", going, stored.resource_version)
            try:
                [written] = await self._backend.store.write([write], dry_run=options.dry_run)
            except Changed:
                if attempt == ATTEMPTS - 1:
                    raise Conflict.of("namespaces", name, MODIFIED) from None
                continue
            except Refused as refused:
                raise refusal("namespaces", refused) from refused
            if not options.dry_run:
                self.endings.begin(self._backend.store, name)
            return written.model(Namespace)
        raise AssertionError("the last attempt returns or raises")

    async def admit(self, namespace: str) -> None:
        """Raise NotFound, Forbidden unless objects may be made there."""
        found = await self.find(None, namespace)
        if found is not None and is_going(found.metadata):
            why = f"unable to create new content in namespace {namespace} because it is being "
            raise Forbidden(
                f"forbidden: {why}terminated",
                details={"causes": [{
                    "reason": "NamespaceTerminating",
                    "message": f"namespace {namespace} is being terminated",
                    "field": "metadata.namespace",
                }]},
            )  # fmt: skip
        if found is None and not self._backend.settings.create_namespaces:
            # Without details, as the plugin of the reference that looks for namespaces.
            raise NotFound(f"namespaces {quoted(namespace)} not found")

    def ensuring(self, namespace: str) -> Iterator[Write]:
        """Yield what to write along with an object, so that its namespace is there."""
        if self._backend.settings.create_namespaces:
            yield CreateIfAbsent("namespaces", _active(Namespace(metadata=_new(namespace))))

    async def make_default(self) -> None:
        """Make the namespace that clients use unless they are told another."""
        if await self._backend.store.get("namespaces", None, "default"):
            return
        made = _active(Namespace(metadata=_new("default")))
        # Logged where it fails: what is there can be read on a disk that is full.
        with suppress(StatusError):
            await self._backend.store.write([CreateIfAbsent("namespaces", made)])


def _active(namespace: Namespace) -> Namespace:
    """Return the namespace as it is stored: active, and with the label of its name."""
    metadata = metadata_of(namespace)
    name = metadata.name or ""
    metadata.labels = {**metadata.labels, _NAME_LABEL: name}
    return Namespace(
        metadata=metadata,
        spec=NamespaceSpec(finalizers=["kubernetes"]),
        status=NamespaceStatus(phase="Active"),
    )


def _new(name: str) -> ObjectMeta:
    return ObjectMeta(name=name, uid=str(uuid.uuid4()), creation_timestamp=utc_now())

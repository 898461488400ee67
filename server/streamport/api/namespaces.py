"""Namespaces. With `--create-namespaces` every name is one, and is stored when something is."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

from imagestreamimport.causes import quoted
from imagestreamimport.errors import NotFound
from imagestreamimport.models import Namespace, NamespaceSpec, NamespaceStatus, ObjectMeta
from imagestreamimport.options import CreateOptions, GetOptions, ListOptions
from imagestreamimport.resources import NamespaceList
from imagestreamimport.server import RequestContext
from streamport.importing.fields import given, metadata_of
from streamport.importing.times import utc_now
from streamport.store.errors import Refused
from streamport.store.protocol import Create, CreateIfAbsent, Write

from .backend import Backend
from .lists import page_metadata, read_page
from .refusals import refusal, refuse_version
from .tables import NAMESPACE_COLUMNS, namespace_row

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)  # RFC 1123 label
_NAME_LABEL = "kubernetes.io/metadata.name"  # Kubernetes gives it to every namespace


class Namespaces:
    """Handler of the generated Protocol, and what the other handlers ask about namespaces."""

    table_columns = NAMESPACE_COLUMNS
    table_row = staticmethod(namespace_row)

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

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
        """Return the namespace. With --create-namespaces every name is one, made or not."""
        stored = await self._backend.store.get("namespaces", None, name)
        if stored:
            return stored.model(Namespace)
        if not self._backend.settings.create_namespaces or not _NAME.fullmatch(name):
            raise NotFound.of("namespaces", name)
        return _active(Namespace(metadata=ObjectMeta(name=name)))

    async def list(self, request: RequestContext, options: ListOptions) -> NamespaceList:
        """Return the namespaces that are stored."""
        page = await read_page(self._backend.store, "namespaces", None, options)
        items = [stored.model(Namespace) for stored in page.items]
        return NamespaceList(metadata=page_metadata(page), items=items)

    async def admit(self, namespace: str) -> None:
        """Raise NotFound unless objects may be made there."""
        if not self._backend.settings.create_namespaces and not await self._stored(namespace):
            # Without details, as the plugin of the reference that looks for namespaces.
            raise NotFound(f"namespaces {quoted(namespace)} not found")

    def ensuring(self, namespace: str) -> Iterator[Write]:
        """Yield what to write along with an object, so that its namespace is there."""
        if self._backend.settings.create_namespaces:
            yield CreateIfAbsent("namespaces", _active(Namespace(metadata=_new(namespace))))

    async def make_default(self) -> None:
        """Make the namespace that clients use unless they are told another."""
        made = _active(Namespace(metadata=_new("default")))
        await self._backend.store.write([CreateIfAbsent("namespaces", made)])

    async def _stored(self, name: str) -> bool:
        return await self._backend.store.get("namespaces", None, name) is not None


def _active(namespace: Namespace) -> Namespace:
    """Return the namespace as it is stored: active, and with the label of its name."""
    metadata = metadata_of(namespace)
    name = given(metadata.name, "")
    metadata.labels = {**given(metadata.labels, {}), _NAME_LABEL: name}
    return Namespace(
        metadata=metadata,
        spec=NamespaceSpec(finalizers=["kubernetes"]),
        status=NamespaceStatus(phase="Active"),
    )


def _new(name: str) -> ObjectMeta:
    return ObjectMeta(name=name, uid=str(uuid.uuid4()), creation_timestamp=utc_now())

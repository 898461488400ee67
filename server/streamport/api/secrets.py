"""Secrets: kept for pulling images, shown only to who may read secrets, and never logged."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from imagestreamimport.causes import Cause
from imagestreamimport.errors import Invalid
from imagestreamimport.models import Secret
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
from imagestreamimport.server import JsonList, JsonText, Patch, RequestContext
from streamport.importing.fields import name_of
from streamport.registry.credentials import read_secret
from streamport.registry.errors import BrokenSecret
from streamport.store.errors import Refused
from streamport.store.protocol import Create, Stored, Write

from .backend import Backend
from .deletion import delete_or_mark, delete_selected
from .lists import list_objects
from .namespaces import Namespaces
from .plain_objects import PlainObjects
from .refusals import refusal, refuse_version
from .secret_rules import problems_of, problems_of_change
from .tables import SECRET_COLUMNS, secret_row


class Secrets(PlainObjects[Secret]):
    """Handler of the generated Protocol."""

    plural, model = "secrets", Secret

    table_columns = SECRET_COLUMNS
    table_row = staticmethod(secret_row)

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        super().__init__(backend)
        self._namespaces = namespaces

    def prepared(self, body: Secret, old: Secret | None) -> list[Cause]:
        """Put the plain values beside the others; return what its type needs and it has not."""
        body.data = {**body.data, **_encoded(body.string_data)}
        body.string_data = {}
        body.type = body.type or "Opaque"
        changes = problems_of_change(body, old) if old else ()
        return [*changes, *problems_of(body)]

    async def create(
        self, request: RequestContext, namespace: str, body: Secret, options: CreateOptions
    ) -> Secret:
        """Create a secret, with its plain values in base64."""
        refuse_version(body.metadata)
        if causes := self.prepared(body, None):
            raise Invalid.of("Secret", "", name_of(body), causes)
        _warn(request, body)
        writes: list[Write] = [*self._namespaces.ensuring(namespace), Create("secrets", body)]
        try:
            stored = await self._backend.store.write(writes, dry_run=options.dry_run)
        except Refused as refused:
            raise refusal("secrets", refused) from refused
        return stored[-1].model(Secret)

    async def get(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> JsonText:
        """Return the secret with its values."""
        return JsonText((await self.stored(namespace, name)).answer)

    async def list(
        self, request: RequestContext, namespace: str | None, options: ListOptions
    ) -> JsonList:
        """Return the secrets of a namespace, or of all, with their values."""
        return await list_objects(self._backend.store, "secrets", namespace, options)

    def watch(
        self, request: RequestContext, namespace: str | None, options: WatchOptions
    ) -> AsyncIterator[Event[Any]]:
        """Watch the secrets of a namespace, or of all."""
        return self.changes(namespace, options)

    async def update(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        body: Secret,
        options: UpdateOptions,
    ) -> Secret:
        """Replace a secret."""
        stored = await self.stored(namespace, name)
        _warn(request, body)
        return await self.replace(request, stored, body, options.dry_run, is_noted=False)

    async def patch(
        self,
        request: RequestContext,
        namespace: str,
        name: str,
        patch: Patch[Secret],
        options: PatchOptions,
    ) -> Secret:
        """Change a secret; server-side apply makes one where there is none."""
        if patch.kind == "apply" and await self.find(namespace, name) is None:
            await self._namespaces.admit(namespace)
            made = await patch.resolve(None)
            request.created = True
            only = CreateOptions(dry_run=options.dry_run)
            return await self.create(request, namespace, made, only)
        return await self.change(request, namespace, name, patch, options.dry_run)

    async def delete(
        self, request: RequestContext, namespace: str, name: str, options: DeleteOptions
    ) -> JsonText | dict[str, Any]:
        """Delete a secret, or mark it as going where somebody still has to finish with it."""
        done = await delete_or_mark(self._backend.store, self.plural, namespace, name, options)
        return JsonText(done.answer) if isinstance(done, Stored) else done

    async def delete_collection(
        self,
        request: RequestContext,
        namespace: str,
        selection: ListOptions,
        options: DeleteOptions,
    ) -> JsonList | None:
        """Delete the secrets that are selected, and return them."""
        store = self._backend.store
        return await delete_selected(store, self.plural, namespace, selection, options)


def _encoded(values: dict[str, str]) -> dict[str, str]:
    return {key: base64.b64encode(text.encode()).decode() for key, text in values.items()}


def _warn(request: RequestContext, secret: Secret) -> None:
    """Warn of a pull secret that cannot be read: it fails every import of its namespace."""
    try:
        read_secret(msgspec.to_builtins(secret))
    except BrokenSecret:
        request.warnings.add(
            f"this secret of type {secret.type} cannot be read; "
            "no import of its namespace will work while it is there"
        )

"""Secrets: kept for pulling images, shown only to who may read secrets, and never logged."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
from msgspec import UNSET

from imagestreamimport.errors import NotFound
from imagestreamimport.models import Secret
from imagestreamimport.options import CreateOptions, DeleteOptions, GetOptions, ListOptions
from imagestreamimport.resources import SecretList
from imagestreamimport.server import RequestContext
from streamport.importing.fields import given
from streamport.registry.credentials import read_secret
from streamport.registry.errors import BrokenSecret
from streamport.store.errors import Refused
from streamport.store.protocol import Create, Write

from .backend import Backend
from .deletion import delete_object
from .lists import page_metadata, read_page
from .namespaces import Namespaces
from .refusals import refusal, refuse_version
from .tables import SECRET_COLUMNS, secret_row


class Secrets:
    """Handler of the generated Protocol."""

    table_columns = SECRET_COLUMNS
    table_row = staticmethod(secret_row)

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces

    async def create(
        self, request: RequestContext, namespace: str, body: Secret, options: CreateOptions
    ) -> Secret:
        """Create a secret, with its plain values in base64."""
        refuse_version(body.metadata)
        body.data = {**given(body.data, {}), **_encoded(given(body.string_data, {}))} or UNSET
        body.string_data = UNSET
        body.type = given(body.type, "") or "Opaque"
        _warn(request, body)
        writes: list[Write] = [*self._namespaces.ensuring(namespace), Create("secrets", body)]
        try:
            stored = await self._backend.store.write(writes, dry_run=options.dry_run)
        except Refused as refused:
            raise refusal("secrets", refused) from refused
        return stored[-1].model(Secret)

    async def get(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> Secret:
        """Return the secret with its values."""
        stored = await self._backend.store.get("secrets", namespace, name)
        if stored is None:
            raise NotFound.of("secrets", name)
        return stored.model(Secret)

    async def list(
        self, request: RequestContext, namespace: str | None, options: ListOptions
    ) -> SecretList:
        """Return the secrets of a namespace, or of all, with their values."""
        page = await read_page(self._backend.store, "secrets", namespace, options)
        items = [stored.model(Secret) for stored in page.items]
        return SecretList(metadata=page_metadata(page), items=items)

    async def delete(
        self, request: RequestContext, namespace: str, name: str, options: DeleteOptions
    ) -> dict[str, Any]:
        """Delete a secret."""
        return await delete_object(self._backend.store, "secrets", "", namespace, name, options)


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

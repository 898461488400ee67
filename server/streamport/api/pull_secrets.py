"""The pull secrets of a namespace. Source: import semantics, section 10."""

from __future__ import annotations

from streamport.registry import Keyring
from streamport.registry.keyring import is_excluded
from streamport.store.protocol import Store, Stored

_TYPES = ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg")


async def pull_secrets_of(store: Store, namespace: str) -> list[Stored]:
    """Those that may be used for imports, in the order of their names."""
    page = await store.list("secrets", namespace)
    return [
        secret
        for secret in page.items
        if secret.document.get("type") in _TYPES and not is_excluded(secret.document)
    ]


async def keyring_of(store: Store, namespace: str) -> Keyring:
    """The credentials of a namespace and of no other."""
    return Keyring.from_secrets(
        [secret.document for secret in await pull_secrets_of(store, namespace)]
    )

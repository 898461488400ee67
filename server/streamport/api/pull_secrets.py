"""The pull secrets of namespaces. Source: import semantics, section 10."""

from __future__ import annotations

from dataclasses import replace

from streamport.registry import Keyring
from streamport.registry.keyring import is_excluded
from streamport.registry.recent import Recent
from streamport.store.protocol import Page, Store, Stored

_TYPES = ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg")
_MOST_KEYRINGS = 1_000


async def pull_secrets_of(store: Store, namespace: str) -> Page:
    """List the pull secrets that may be used for imports, in the order of their names."""
    page = await store.list("secrets", namespace)
    return replace(page, items=_selected(page))


def _selected(page: Page) -> list[Stored]:
    return [
        secret
        for secret in page.items
        if secret.document.get("type") in _TYPES and not is_excluded(secret.document)
    ]


class Keyrings:
    """The credentials of each namespace, read again when one of its secrets has changed."""

    def __init__(self) -> None:
        self._known: Recent[str, tuple[str, Keyring]] = Recent(_MOST_KEYRINGS)

    async def find(self, store: Store, namespace: str) -> Keyring:
        """Find the credentials of a namespace, and of that one alone."""
        known = self._known.get(namespace)
        if known is not None and not store.has_changed(known[0], "secrets", namespace):
            return known[1]
        page = await store.list("secrets", namespace)
        keyring = Keyring.from_secrets([secret.document for secret in _selected(page)])
        self._known.put(namespace, (page.resource_version, keyring))
        return keyring

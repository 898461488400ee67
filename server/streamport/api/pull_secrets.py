"""The pull secrets of namespaces. Source: import semantics, section 10."""

from __future__ import annotations

from imagestreamimport.errors import RequestEntityTooLarge
from streamport.registry import Keyring
from streamport.registry.keyring import is_excluded
from streamport.registry.recent import Recent
from streamport.store.protocol import Page, Store, Stored

from .lists import PART_BYTES

_TYPES = ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg")
_MOST_KEYRINGS = 1_000
_LARGEST_KEPT = 256 << 10  # characters of the secrets of a keyring that is kept for the next import
LARGEST_TOGETHER = 16 << 20  # characters of all pull secrets of a namespace


async def pull_secrets_of(store: Store, namespace: str) -> Page:
    """List the pull secrets that may be used for imports, in the order of their names.

    Raises RequestEntityTooLarge where they are too large together.
    """
    found, version, token = list[Stored](), "", ""
    while True:
        page = await store.list("secrets", namespace, continue_=token, max_bytes=PART_BYTES)
        version = version or page.resource_version
        found += filter(_is_for_pulls, page.items)
        if _size(found) > LARGEST_TOGETHER:
            limit = f"{LARGEST_TOGETHER >> 20} MiB"
            raise RequestEntityTooLarge(
                f"the pull secrets of the namespace have more than {limit} together"
            )
        token = page.continue_
        if not token:
            return Page(found, version)


def _is_for_pulls(secret: Stored) -> bool:
    return secret.document.get("type") in _TYPES and not is_excluded(secret.document)


def _size(secrets: list[Stored]) -> int:
    return sum(len(secret.text) for secret in secrets)


class Keyrings:
    """The credentials of each namespace, read again when one of its secrets has changed."""

    def __init__(self) -> None:
        self._known: Recent[str, tuple[str, Keyring]] = Recent(_MOST_KEYRINGS)

    async def find(self, store: Store, namespace: str) -> Keyring:
        """Find the credentials of a namespace, and of that one alone."""
        known = self._known.get(namespace)
        if known is not None and not store.has_changed(known[0], "secrets", namespace):
            return known[1]
        page = await pull_secrets_of(store, namespace)
        keyring = Keyring.from_secrets([secret.document for secret in page.items])
        if _size(page.items) <= _LARGEST_KEPT:
            self._known.put(namespace, (page.resource_version, keyring))
        return keyring

"""Pull secrets: which user and password belong to which repository.

The rules are those of the kubelet, letter for letter (import semantics, section 10). A credential
is shown by where it comes from, never by what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote

from imagestreamimport.references import Reference

from .credentials import Credential, read_secret
from .errors import BrokenSecret
from .globs import path_glob_matches
from .hosts import DOCKER, DOCKER_INDEX, with_client_defaults


class Lookup(Protocol):
    """Another place that knows credentials, such as a credential helper."""

    async def find(self, reference: Reference) -> Credential | None:
        """Find the credential for a repository."""
        ...


class Keyring:
    """Credentials by location, tried in descending order of their text; the first match counts."""

    def __init__(
        self,
        entries: Iterable[tuple[str, Credential]] = (),
        broken: BrokenSecret | None = None,
        otherwise: Lookup | None = None,
    ) -> None:
        """`entries` are pairs of a location and its credential; `broken` fails every look-up."""
        self._broken = broken
        self._otherwise = otherwise
        self._by_key: dict[str, Credential] = {}
        for location, credential in entries:
            self._by_key.setdefault(_key_of(location), credential)
        self._keys = sorted(self._by_key, key=lambda key: key.encode(), reverse=True)

    @classmethod
    def from_secrets(
        cls, secrets: Sequence[Mapping[str, Any]], otherwise: Lookup | None = None
    ) -> Keyring:
        """Make a keyring of Secret documents, in their order; other types count for nothing.

        `otherwise` is asked where no secret matches: another keyring, say that of the machine.

        Which secrets of a namespace may be used is the caller's matter, see `is_excluded`. A secret
        that cannot be read breaks every look-up, and none before.
        """
        entries: list[tuple[str, Credential]] = []
        try:
            for secret in secrets:
                entries += read_secret(secret)
        except BrokenSecret as broken:
            return cls(broken=broken)
        return cls(entries, otherwise=otherwise)

    @classmethod
    def anonymous(cls) -> Keyring:
        """Make a keyring without any credential."""
        return cls()

    async def find(self, reference: Reference) -> Credential | None:
        """Find the credential for a repository; None to ask without one. Raises BrokenSecret."""
        if self._broken is not None:
            raise self._broken.own_copy()
        full = with_client_defaults(reference)
        for key in self._keys:
            if _matches(key, full):
                return self._by_key[key]
        if _is_default_match(full.registry) and DOCKER_INDEX in self._by_key:
            return self._by_key[DOCKER_INDEX]
        return await self._otherwise.find(reference) if self._otherwise else None


def is_excluded(secret: Mapping[str, Any]) -> bool:
    """Whether a secret says that it is not for imports."""
    metadata = secret.get("metadata") or {}
    annotations = metadata.get("annotations") or {}
    return bool(annotations.get("openshift.io/image.excludeSecret") == "true")


def _key_of(location: str) -> str:
    """Cut a location down to `host[:port][/path]`; hosts may hold globs, so by no URL parser."""
    host, slash, path = location.removeprefix("https://").removeprefix("http://").partition("/")
    path = slash + unquote(path.partition("#")[0])
    if path.startswith(("/v1/", "/v2/")):
        path = path[3:]
    host = host.rpartition("@")[2]
    return host if path in ("", "/") else host + path


def _matches(key: str, full: Reference) -> bool:
    host, slash, path = key.partition("/")
    name, port = _split_port(host)
    wanted_name, wanted_port = _split_port(full.registry)
    if port != wanted_port:
        return False
    globs, labels = name.split("."), wanted_name.split(".")
    if len(globs) != len(labels):
        return False
    asked = "/" + "/".join(part for part in (full.namespace, full.name) if part)
    if not f"{asked}:{full.tag}".startswith(slash + path):
        return False
    return all(map(path_glob_matches, globs, labels))


def _split_port(host: str) -> tuple[str, str]:
    name, colon, port = host.rpartition(":")
    return (name, port) if colon else (host, "")


def _is_default_match(registry: str) -> bool:
    if registry in (DOCKER, DOCKER_INDEX):
        return True
    return bool(registry) and "." not in registry and ":" not in registry

"""The registries that an administrator allows imports from (import semantics, section 11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from imagestreamimport.references import Reference

from .globs import glob_matches
from .hosts import DOCKER, DOCKER_HOST, DOCKER_INDEX, HUB
from .json_text import quoted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AllowedRegistries:
    """Pairs of globs, of host and of port. None allows everything, an empty tuple nothing."""

    globs: tuple[tuple[str, str], ...] | None = None

    @classmethod
    def from_entries(
        cls, entries: Iterable[tuple[str, bool]], integrated_host: str | None = None
    ) -> AllowedRegistries:
        """Make it of pairs: `host[:port]`, and whether it is insecure. No pairs allow everything.

        The integrated registry is put in front where its host is known. Raises ValueError for an
        entry with more than one colon.
        """
        globs = tuple(_globs_of(name, insecure) for name, insecure in entries)
        if not globs:
            return cls()
        first = (_globs_of(integrated_host, False),) if integrated_host else ()
        return cls(first + globs)

    def with_integrated(self, host: str | None) -> AllowedRegistries:
        """Put the integrated registry in front, if there is a list and a host."""
        if self.globs is None or not host:
            return self
        return AllowedRegistries((_globs_of(host, False), *self.globs))

    def import_refusal(self, reference: Reference, insecure: bool) -> str | None:
        """Say why nothing is imported from there: what follows `Forbidden: `; None if it may be."""
        host, port = _asked(reference, insecure, hub=DOCKER_HOST)
        if self._admits(host, (port,)):
            return None
        shown = f"{host}:{port}"
        why = self._refusal(shown)
        return f"importing images from registry {quoted(shown)} is forbidden: {why}"

    def stream_refusal(self, reference: Reference, insecure: bool) -> str | None:
        """Say why a stream may not refer to it: what follows `Forbidden: `; None if it may.

        The ports of an insecure one are 80 and 443.
        """
        host, port = _asked(reference, False, hub=DOCKER_INDEX)
        has_port = ":" in reference.registry
        ports = (port,) if has_port or not insecure else ("80", "443")
        if self._admits(host, ports):
            return None
        return self._refusal(reference.registry or f"{host}:{port}")

    def _admits(self, host: str, ports: Iterable[str]) -> bool:
        if self.globs is None:
            return True
        hosts = (DOCKER, host) if host in HUB else (host,)
        return any(
            glob_matches(host_glob, name) and glob_matches(port_glob, port)
            for name in hosts
            for host_glob, port_glob in self.globs
            for port in ports
        )

    def _refusal(self, registry: str) -> str:
        entries = [quoted(f"{host}:{port}") for host, port in self.globs or ()]
        if not entries:
            return f"registry {quoted(registry)} not allowed by empty whitelist"
        if len(entries) > _SHOWN:
            rest = len(entries) - (_SHOWN - 1)
            entries = [*entries[: _SHOWN - 1], f"and {rest} more ..."]
        return f"registry {quoted(registry)} not allowed by whitelist: {', '.join(entries)}"


def _globs_of(name: str, insecure: bool) -> tuple[str, str]:
    host, colon, port = name.partition(":")
    if ":" in port:
        raise ValueError(f"{name!r} has more than one colon; write it as host or host:port")
    return host, port if colon else "80" if insecure else "443"


def _asked(reference: Reference, insecure: bool, hub: str) -> tuple[str, str]:
    """Return host and port of a reference; `hub` stands for docker.io where it was written."""
    host, colon, port = reference.registry.partition(":")
    if not host:
        host = DOCKER
    elif host in (DOCKER, DOCKER_INDEX):
        host = hub
    return host, port if colon else "80" if insecure else "443"

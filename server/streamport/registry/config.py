"""The configuration of registries: read from YAML, with every fault at once.

The form of the file is that of `config_document`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import msgspec

from .addresses import AddressRules
from .allowed import AllowedRegistries
from .config_document import ConfigDocument, Connections, Networks, faults_of
from .limits import Limits
from .proxies import Proxies

_DEFAULTS = ConfigDocument()


class BrokenConfig(ValueError):
    """A configuration that cannot be used; one line for each fault, with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class RegistryConfig:
    """The whole configuration of the registry client. The defaults fit a machine of its own."""

    allowed: AllowedRegistries = field(default_factory=AllowedRegistries)
    insecure_registries: frozenset[str] = frozenset()
    blocked_registries: frozenset[str] = frozenset()
    digest_mirrors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    addresses: AddressRules = field(default_factory=AddressRules)
    certificate_directories: tuple[Path, ...] = tuple(map(Path, _DEFAULTS.certificate_directories))
    limits: Limits = field(default_factory=Limits)
    proxies: Proxies = field(default_factory=Proxies.from_environment)

    def denying_private(self) -> RegistryConfig:
        """Return the same, without connections to loopback and private networks."""
        return replace(self, addresses=replace(self.addresses, deny_private=True))

    @classmethod
    def load(cls, path: Path) -> RegistryConfig:
        """Read a YAML or JSON file. Raises BrokenConfig and OSError."""
        import yaml

        try:
            document = yaml.safe_load(path.read_bytes())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            why = getattr(error, "problem", None) or "cannot be read"
            raise BrokenConfig([f"{path}{place}: this is not YAML: {why}"]) from None
        return cls.from_document({} if document is None else document, str(path))

    @classmethod
    def from_document(cls, document: Any, name: str = "configuration") -> RegistryConfig:
        """Read the parsed document; `name` stands in front of each fault. Raises BrokenConfig."""
        if faults := [f"{name}: {fault}" for fault in faults_of(document)]:
            raise BrokenConfig(faults)
        read = msgspec.convert(document, ConfigDocument)
        if faults := [f"{name}: {fault}" for fault in _network_faults(read.networks)]:
            raise BrokenConfig(faults)
        return cls(
            allowed=AllowedRegistries.from_entries(
                (entry.domain_name, entry.insecure) for entry in read.allowed_registries_for_import
            ),
            insecure_registries=frozenset(read.registry_sources.insecure_registries),
            blocked_registries=frozenset(read.registry_sources.blocked_registries),
            digest_mirrors=tuple(
                (entry.source, entry.mirrors) for entry in read.repository_digest_mirrors
            ),
            addresses=AddressRules(
                tuple(map(ip_network, read.networks.allow)),
                tuple(map(ip_network, read.networks.deny)),
                read.networks.deny_private,
            ),
            certificate_directories=tuple(map(Path, read.certificate_directories)),
            limits=_limits(read.connections),
        )


def _limits(connections: Connections) -> Limits:
    return Limits(
        per_host=connections.per_host,
        total=connections.total,
        connect_timeout_s=connections.connect_timeout_seconds,
        read_timeout_s=connections.read_timeout_seconds,
    )


def _network_faults(networks: Networks) -> Iterator[str]:
    for key, texts in (("allow", networks.allow), ("deny", networks.deny)):
        for index, text in enumerate(texts):
            try:
                ip_network(text)
            except ValueError as error:
                yield f"networks.{key}[{index}]: {error}; write it like 10.0.0.0/8"

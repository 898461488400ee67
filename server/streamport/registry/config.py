"""The configuration of registries: read from YAML, checked against its schema.

The schema is `config.schema.json` beside this module; `config_validator` is generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from .addresses import AddressRules, Network
from .allowed import AllowedRegistries
from .config_validator import validate
from .proxies import Proxies

_CERTIFICATES = (Path("/etc/containers/certs.d"), Path("/etc/docker/certs.d"))


class BrokenConfig(ValueError):
    """A configuration that cannot be used; one line for each fault, with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for connections, times and sizes."""

    per_host: int = 20
    total: int = 400
    connect_timeout_s: float = 10
    read_timeout_s: float = 30
    ping_timeout_s: float = 15
    token_timeout_s: float = 15
    redirects: int = 10
    manifest_bytes: int = 4 << 20
    config_bytes: int = 8 << 20
    token_bytes: int = 1 << 20
    tags_page_bytes: int = 8 << 20
    tags_bytes: int = 64 << 20  # of all pages of a listing


@dataclass(frozen=True, slots=True)
class RegistryConfig:
    """The whole configuration of the registry client. The defaults fit a machine of its own."""

    allowed: AllowedRegistries = field(default_factory=AllowedRegistries)
    insecure_registries: frozenset[str] = frozenset()
    blocked_registries: frozenset[str] = frozenset()
    digest_mirrors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    addresses: AddressRules = field(default_factory=AddressRules)
    certificate_directories: tuple[Path, ...] = _CERTIFICATES
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
        faults = [
            f"{name}: {cause.field or 'document'}: {cause.message}" for cause in validate(document)
        ]
        if not faults:
            faults = [f"{name}: {fault}" for fault in _network_faults(document)]
        if faults:
            raise BrokenConfig(faults)
        sources = document.get("registrySources", {})
        return cls(
            allowed=AllowedRegistries.from_entries(
                (entry["domainName"], entry.get("insecure", False))
                for entry in document.get("allowedRegistriesForImport", ())
            ),
            insecure_registries=frozenset(sources.get("insecureRegistries", ())),
            blocked_registries=frozenset(sources.get("blockedRegistries", ())),
            digest_mirrors=tuple(
                (entry["source"], tuple(entry.get("mirrors", ())))
                for entry in document.get("repositoryDigestMirrors", ())
            ),
            addresses=_addresses(document.get("networks", {})),
            certificate_directories=_directories(document),
            limits=_limits(document.get("connections", {})),
        )


def _directories(document: Mapping[str, Any]) -> tuple[Path, ...]:
    named = document.get("certificateDirectories")
    return _CERTIFICATES if named is None else tuple(map(Path, named))


def _limits(connections: Mapping[str, Any]) -> Limits:
    names = {
        "perHost": "per_host",
        "total": "total",
        "connectTimeoutSeconds": "connect_timeout_s",
        "readTimeoutSeconds": "read_timeout_s",
    }
    return Limits(**{names[key]: value for key, value in connections.items()})


def _addresses(networks: Mapping[str, Any]) -> AddressRules:
    def parsed(key: str) -> tuple[Network, ...]:
        return tuple(ip_network(text) for text in networks.get(key, ()))

    return AddressRules(parsed("allow"), parsed("deny"), networks.get("denyPrivate", False))


def _network_faults(document: Mapping[str, Any]) -> list[str]:
    faults: list[str] = []
    for key in ("allow", "deny"):
        for index, text in enumerate(document.get("networks", {}).get(key, ())):
            try:
                ip_network(text)
            except ValueError as error:
                faults.append(f"networks.{key}[{index}]: {error}; write it like 10.0.0.0/8")
    return faults

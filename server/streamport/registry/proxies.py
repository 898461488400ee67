"""The proxy for an address, by the usual variables.

HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or the same in lower case. Hosts of this machine are reached
directly, as registry clients do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from .addresses import is_loopback


@dataclass(frozen=True, slots=True)
class Proxies:
    """The values of the variables. A proxy's address may hold a password, so it is not shown."""

    http: str = field(default="", repr=False)
    https: str = field(default="", repr=False)
    exceptions: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, variables: Mapping[str, str] = os.environ) -> Proxies:
        """Return the proxies of this process."""

        def value(name: str) -> str:
            return variables.get(name) or variables.get(name.lower()) or ""

        exceptions = (part.strip().lower() for part in value("NO_PROXY").split(","))
        return cls(
            http=_with_scheme(value("HTTP_PROXY")),
            https=_with_scheme(value("HTTPS_PROXY")),
            exceptions=tuple(part for part in exceptions if part),
        )

    def proxy_for(self, url: str) -> str | None:
        """Return the address of the proxy; None for a direct connection."""
        proxy = self.https if url.startswith("https:") else self.http
        if not proxy:
            return None
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").rstrip(".")
        return None if is_loopback(host) or self._is_excepted(host, port) else proxy

    def _is_excepted(self, host: str, port: int) -> bool:
        return any(_matches(exception, host, port) for exception in self.exceptions)


def _with_scheme(proxy: str) -> str:
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _matches(exception: str, host: str, port: int) -> bool:
    if exception == "*":
        return True
    try:
        return ip_address(host) in ip_network(exception, strict=False)
    except ValueError:
        pass  # a name, on one side or on both
    name, colon, wanted = exception.rpartition(":")
    if colon and wanted.isdigit() and not name.endswith(":"):
        if int(wanted) != port:
            return False
        exception = name.strip("[]")
    exception = exception.removeprefix("*")
    if exception.startswith("."):
        return host.endswith(exception)
    return host == exception or host.endswith(f".{exception}")

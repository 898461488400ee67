"""Where an address leads: scheme, host and port, which alone decide who gets a credential."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Two addresses of one origin are answered by the same server."""

    scheme: str
    host: str  # in lower case
    port: int

    def may_become(self, other: Origin) -> bool:
        """Whether the other is this one, or this one with TLS, each on the usual port."""
        if self == other:
            return True
        usual = self.port == _PORTS["http"] and other.port == _PORTS["https"]
        return (self.scheme, other.scheme, usual) == ("http", "https", True) and (
            self.host == other.host
        )


def origin_of(url: str) -> Origin:
    """Return the origin of an http or https address. Raises ValueError for a port that is none."""
    parts = urlsplit(url)
    return Origin(parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0))


def is_downgrade(url: str, target: str) -> bool:
    """Whether who goes from one address to the other leaves TLS behind."""
    return url.startswith("https:") and not target.startswith("https:")

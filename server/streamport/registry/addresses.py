"""The addresses that this server connects to: users name the hosts, so not all of them.

Judged is the address of the connection itself, whatever name led to it; neither another answer of
the name server nor a redirect gets around it.
"""

from __future__ import annotations

import socket
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import unquote

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Metadata services of clouds that are not link-local: Alibaba, Oracle (classic), AWS and GCP over
# IPv6, and the host of Azure's agents.
_METADATA = tuple(
    ip_network(text)
    for text in ("100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254", "168.63.129.16")
)
_NEVER = (
    *map(ip_network, ("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4")),
    *map(ip_network, ("::/128", "fe80::/10", "fec0::/10", "ff00::/8")),
    *_METADATA,
)
_PRIVATE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
        "192.0.0.0/24", "198.18.0.0/15", "::1/128", "fc00::/7",
    )
)  # fmt: skip
# Translators of addresses: NAT64 (RFC 6052, and 8215 for those of one network), SIIT (RFC 2765).
_EMBEDDING = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")))
_SIX_TO_FOUR = ip_network("2002::/16")


class AddressForbidden(OSError):
    """The address is one that this server does not connect to."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address} is an address that is not connected to: {why}")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: localhost, or an address of loopback."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def literal_address(host: str) -> str | None:
    """Return the address that a host is, however it is spelled; None for a name.

    Who connects may read `0xa9fea9fe`, `2852039166`, `0251.0376.0251.0376` and `169.254.43518` as
    the C library does, and letters and dots of other scripts, or `%31`, as browsers do.
    """
    plain = unicodedata.normalize("NFKC", unquote(host).replace("\u3002", "."))
    plain = plain.replace("\u3002", ".").strip("[]").rstrip(".")
    try:
        return str(ip_address(plain))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(plain))
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class AddressRules:
    """The administrator's rules about networks; the most specific network wins.

    Of two equal ones `deny` wins over `allow`, and `allow` over what is denied without being named:
    link-local, metadata-service, multicast and unspecified addresses, and private ones on demand.
    """

    allow: tuple[Network, ...] = ()
    deny: tuple[Network, ...] = ()
    deny_private: bool = False

    def refusal(self, address: str) -> str | None:
        """Say why no connection is made to the address; None if one is."""
        return _refusal(self, address)

    def refusal_of_literal(self, host: str) -> str | None:
        """Say why no connection is made to a host that is an address; None for a name."""
        address = literal_address(host)
        return None if address is None else self.refusal(address)

    def open_socket(self, found: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """Make the socket for one result of a name server, before it connects.

        Raises AddressForbidden.
        """
        family, kind, protocol, _, where = found
        address = str(where[0])
        if why := self.refusal(address):
            raise AddressForbidden(address, why)
        return socket.socket(family, kind, protocol)


@lru_cache(maxsize=4096)
def _refusal(rules: AddressRules, text: str) -> str | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return "it is no IP address"
    for each in _faces(address):
        if why := _judge(rules, each):
            return why
    return None


def _faces(address: Address) -> list[Address]:
    """Return the address, and the IPv4 addresses that an IPv6 one stands for or goes by."""
    faces: list[Address] = [address]
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        if inner is None and any(address in network for network in _EMBEDDING):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and address in _SIX_TO_FOUR:
            inner = address.sixtofour
        if inner is None and 1 < int(address) <= 0xFFFFFFFF:  # the old IPv4-compatible form
            inner = IPv4Address(int(address))
        if inner is not None:
            faces.append(inner)
        faces += address.teredo or ()
    return faces


def _judge(rules: AddressRules, address: Address) -> str | None:
    allowed, denied = _longest(rules.allow, address), _longest(rules.deny, address)
    if denied >= max(allowed, 0):
        return "its network is denied"
    if _longest(_NEVER, address) > allowed:
        return "no registry is there"
    if rules.deny_private and _longest(_PRIVATE, address) > allowed:
        return "private networks are denied"
    return None


def _longest(networks: Sequence[Network], address: Address) -> int:
    return max((network.prefixlen for network in networks if address in network), default=-1)

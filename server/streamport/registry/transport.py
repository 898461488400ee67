"""The edge to HTTP: what the registry client asks of a library, in three methods.

`aiohttp_transport` is the form that is used; another library, or a test, needs no more than this.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from multidict import CIMultiDict, CIMultiDictProxy

# Of a status and its headers: whether the body of such an answer is of any use.
Wanted = Callable[[int, Mapping[str, str]], bool]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, without redirects."""

    method: str
    url: str
    headers: CIMultiDict[str] = field(repr=False)  # with the credential
    limit_bytes: int  # of the body, after decompression
    what: str  # what is asked for, for errors: "manifest", "token", …
    tls: ssl.SSLContext | None  # None for plain HTTP
    wants: Wanted = lambda status, headers: True
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its whole body; without it where nobody wants it."""

    status: int
    reason: str
    headers: CIMultiDictProxy[str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str  # what answered, after redirects
    left_tls: bool = False  # whether a redirect led from https to http on the way

    @property
    def is_success(self) -> bool:
        """Whether it counts as success to registry clients: a redirect that leads nowhere does."""
        return 200 <= self.status <= 399


class Transport(Protocol):
    """An HTTP client with a pool of connections, limited per host and in all."""

    async def open(self) -> None:
        """Make ready; called once, in the event loop that sends."""
        ...

    async def send(self, call: Call) -> Answer:
        """Make one exchange. Redirects are answers.

        Raises TransportFault.
        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class TransportFault(Exception):
    """No answer; `why` in words that hold neither credentials nor the query of an address."""

    def __init__(self, why: str, *, is_temporary: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_temporary = is_temporary


class AddressRefused(TransportFault):
    """The host leads to an address that this server does not connect to."""


class TlsFault(TransportFault):
    """The other side speaks no TLS, or none that can be trusted."""


class BodyTooLarge(TransportFault):
    """The body is larger than the limit of the call."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"{call.what} is larger than {call.limit_bytes} bytes")
        self.what, self.limit_bytes = call.what, call.limit_bytes

"""Calls as the registry client makes them: redirects, patience, and errors with the address.

Source: import semantics, sections 8.5, 8.7 and 13; 429 and 503 are waited for where the registry
says how long.
"""

from __future__ import annotations

import random
import re
import ssl
import time
from asyncio import sleep
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from multidict import CIMultiDict

from .errors import ForbiddenAddress, TooLarge, Unreachable, Untrusted
from .origins import is_downgrade, origin_of
from .refusals import is_regular
from .transport import (
    AddressRefused,
    Answer,
    BodyTooLarge,
    Call,
    TlsFault,
    Transport,
    TransportFault,
    Wanted,
)
from .trust import BrokenCertificate, Trust

_UNSAFE = re.compile(r"[^!-~]+")  # what must not get into the line of a request
_REDIRECTS = (301, 302, 303, 307, 308)
MOST_WAITS = 8
_LONGEST_WAIT_S = 300.0  # for a request without a deadline


# From the address of a hop to the Authorization that it gets, if any.
Authorize = Callable[[str], Awaitable[str | None]]


def _is_redirect(status: int, headers: Mapping[str, str]) -> bool:
    return status in _REDIRECTS and bool(headers.get("Location"))


def tells_something(status: int, headers: Mapping[str, str]) -> bool:
    """Whether anybody reads the body: nobody reads that of a redirect or of a broken server."""
    return status < 500 and not _is_redirect(status, headers)


@dataclass(frozen=True, slots=True)
class RegistryRequest:
    """One thing to get from a registry."""

    url: str
    what: str
    limit_bytes: int
    insecure: bool = False
    method: str = "GET"
    deadline: float | None = None  # on time.monotonic(); None waits as long as the registry says
    registry: str = ""  # the `host[:port]` it is for: who vouches for that may vouch for others too
    authorize: Authorize | None = None  # asked anew for each hop of a redirect
    wants: Wanted = tells_something
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call that was made, for metrics."""

    host: str
    what: str
    status: int  # 0 where there was no answer
    seconds: float


@dataclass(frozen=True, slots=True)
class Wait:
    """A call that will be tried again, for who looks on."""

    host: str
    status: int  # that says to wait; 0 where there was no answer
    seconds: float


Observer = Callable[[Exchange], None]
OnWait = Callable[[Wait], None]


class Calls:
    """Sends calls over a transport until there is an answer that counts."""

    def __init__(
        self,
        transport: Transport,
        trust: Trust,
        redirects: int,
        observe: Observer,
        on_wait: OnWait = lambda wait: None,
    ) -> None:
        self._transport, self._trust, self._redirects = transport, trust, redirects
        self._observe, self._on_wait = observe, on_wait

    async def answer(self, request: RegistryRequest, headers: CIMultiDict[str]) -> Answer:
        """Send a request until there is an answer, of whatever status.

        Raises Unreachable, ForbiddenAddress and TooLarge; the caller bounds the time.
        """
        failures = refusals = waits = 0
        while True:
            try:
                answer = await self._follow(request, headers)
            except TransportFault as fault:
                failures += 1
                if not fault.is_temporary or failures > 2 or not _fits(request, 1.0):
                    raise _error(request, fault) from fault
                await self._wait(request, 0, 1.0)
                continue
            wait = retry_after_s(answer)
            if wait is None and answer.status == 429 and refusals < 2 and not is_regular(answer):
                refusals, wait = refusals + 1, 2.0
            waits += 1
            if wait is None or waits > MOST_WAITS or not _fits(request, wait):
                return answer
            await self._wait(request, answer.status, wait)

    async def _wait(self, request: RegistryRequest, status: int, seconds: float) -> None:
        seconds = _with_jitter(seconds)
        self._on_wait(Wait(_host_of(request.url), status, seconds))
        await sleep(seconds)

    async def _follow(self, request: RegistryRequest, headers: CIMultiDict[str]) -> Answer:
        """Send and follow redirects. A hop gets no credential that it did not ask for."""
        url, method, body, left_tls = request.url, request.method, request.body, False
        for _ in range(self._redirects + 1):
            if _UNSAFE.search(url):
                url = _UNSAFE.sub(_escaped, url)
            sent = headers
            header = await request.authorize(url) if request.authorize else None
            if header:
                sent = headers.copy()
                sent["Authorization"] = header
            call = Call(
                method, url, sent, request.limit_bytes, request.what, self._tls(url, request),
                request.wants, body,
            )  # fmt: skip
            answer = await self._send(call)
            if not _is_redirect(answer.status, answer.headers):
                return replace(answer, left_tls=True) if left_tls else answer
            target = _target(url, answer.headers["Location"])
            if body and answer.status not in (307, 308):
                method, body = "GET", b""
            if body and not origin_of(request.url).may_become(origin_of(target)):
                raise TransportFault("it is redirected, and what it sends is for one host alone")
            left_tls = left_tls or is_downgrade(url, target)
            url = target
        raise TransportFault(f"stopped after {self._redirects} redirects")

    async def _send(self, call: Call) -> Answer:
        started, status = time.monotonic(), 0
        try:
            answer = await self._transport.send(call)
            status = answer.status
        finally:
            spent = time.monotonic() - started
            self._observe(Exchange(_host_of(call.url), call.what, status, spent))
        return answer

    def _tls(self, url: str, request: RegistryRequest) -> ssl.SSLContext | None:
        if not url.startswith("https:"):
            return None
        try:
            return self._trust.context(_host_of(url), request.insecure, request.registry)
        except BrokenCertificate as error:
            raise TransportFault(f"tls: {error}") from None


def retry_after_s(answer: Answer) -> float | None:
    """Read after how many seconds a 429 or 503 may be tried again; None if it does not say."""
    if answer.status not in (429, 503):
        return None
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), 1e9)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def without_query(url: str) -> str:
    """Return an address as it may be shown: no user, password, query or fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _host_of(url: str) -> str:
    # Quicker than a parser, for each call; the address is one that was checked.
    return url.split("/", 3)[2].partition("?")[0].rpartition("@")[2]


def _escaped(unsafe: re.Match[str]) -> str:
    return quote(unsafe[0].encode("utf-8", "surrogateescape"))


def _target(url: str, where: str) -> str:
    try:
        target = urljoin(url, where)
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        raise TransportFault("the redirect leads to no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise TransportFault(f"unsupported protocol scheme {parts.scheme!r}")
    return target


def _error(
    request: RegistryRequest, fault: TransportFault
) -> Unreachable | ForbiddenAddress | TooLarge:
    if isinstance(fault, BodyTooLarge):
        return TooLarge(f"the {fault.what}", fault.limit_bytes)
    kind = _ERRORS.get(type(fault), Unreachable)
    return kind(request.method, without_query(request.url), fault.why)


_ERRORS: dict[type[TransportFault], type[Unreachable | ForbiddenAddress]] = {
    AddressRefused: ForbiddenAddress,
    TlsFault: Untrusted,
}


def _with_jitter(wait: float) -> float:
    # Never earlier than asked for, and not all at once.
    return max(wait, 0.1) * random.uniform(1.0, 1.25)


def _fits(request: RegistryRequest, wait: float) -> bool:
    if request.deadline is None:
        return wait <= _LONGEST_WAIT_S
    return time.monotonic() + wait * 1.25 < request.deadline

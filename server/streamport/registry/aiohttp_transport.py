"""The transport on aiohttp: connections, addresses, proxies, bounded bodies, faults in words."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import zlib
from contextlib import suppress
from contextvars import ContextVar

import aiohttp
from aiohttp import ClientTimeout, DummyCookieJar
from yarl import URL

from .addresses import AddressForbidden, AddressRules
from .answer_heads import MalformedAnswer
from .connector import CertificateWithoutNames, Connector
from .proxies import Proxies
from .slots import Slots
from .transport import AddressRefused, Answer, BodyTooLarge, Call, TlsFault, TransportFault

MAX_HEADERS, MAX_HEADER_BYTES = 1000, 64 * 1024
_KEPT_ALIVE_S = 60
_GZIP = ("gzip", "x-gzip")
_PASSED_OVER_BYTES, _PASSED_OVER_S = 64 * 1024, 0.25
_UNKNOWN_AUTHORITY = (18, 19, 20, 21)  # OpenSSL's X509_V_ERR_… for chains that end nowhere
_OTHER_HOST = (62, 64)
_EXPIRED = (9, 10)
# The addresses that were refused during a call: aiohttp tries one after the other, and what they
# raise comes back as one error of another type.
_REFUSED: ContextVar[list[AddressForbidden]] = ContextVar("refused")


class AiohttpTransport:
    """One pool of connections for a process. Cookies are not kept: users share it."""

    def __init__(
        self,
        slots: Slots,
        addresses: AddressRules,
        proxies: Proxies,
        *,
        user_agent: str,
        connect_timeout_s: float,
        read_timeout_s: float,
    ) -> None:
        self._slots, self._addresses, self._proxies = slots, addresses, proxies
        self._headers = {"User-Agent": user_agent}
        self._timeout = ClientTimeout(
            total=None, sock_connect=connect_timeout_s, sock_read=read_timeout_s
        )
        self._direct: aiohttp.ClientSession | None = None
        # A proxy is named by the administrator, so that its address is not judged.
        self._by_proxy: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        self._direct = self._session(
            Connector(limit=0, keepalive_timeout=_KEPT_ALIVE_S, socket_factory=self._open_socket)
        )
        if self._proxies.http or self._proxies.https:
            self._by_proxy = self._session(Connector(limit=0, keepalive_timeout=_KEPT_ALIVE_S))

    def _session(self, connector: Connector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            skip_auto_headers=("Accept", "Accept-Encoding"),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            timeout=self._timeout,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
            max_headers=MAX_HEADERS,
        )

    async def close(self) -> None:
        for session in (self._direct, self._by_proxy):
            if session is not None:
                await session.close()
        self._direct = self._by_proxy = None

    async def send(self, call: Call) -> Answer:
        try:
            url = URL(call.url, encoded=True)
        except ValueError:
            raise TransportFault("the address cannot be read") from None
        host = url.raw_authority.rpartition("@")[2]
        session, proxy = self._direct, self._proxies.proxy_for(call.url)
        if proxy:
            session = self._by_proxy
            self._judge_literal(url.raw_host or "")
        if session is None:
            raise RuntimeError("the pool is not open: use it with `async with`")
        refused: list[AddressForbidden] = []
        _REFUSED.set(refused)
        async with self._slots.place(host):
            try:
                async with session.request(
                    call.method,
                    url,
                    headers=call.headers,
                    data=call.body or None,
                    ssl=call.tls or True,
                    allow_redirects=False,
                    proxy=proxy,
                ) as response:
                    body = await _body(response, call)
                    reason = response.reason or ""
                    return Answer(response.status, reason, response.headers, body, call.url)
            except BodyTooLarge as error:
                # Without its traceback, which would keep the body for as long as the error.
                raise error.with_traceback(None) from None
            except (aiohttp.ClientError, OSError, ValueError) as error:
                # Not from it: its text may hold an address with a secret.
                raise _fault(error, url, refused) from None

    def _open_socket(self, found: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        try:
            return self._addresses.open_socket(found)
        except AddressForbidden as error:
            _REFUSED.get().append(error)
            raise

    def _judge_literal(self, host: str) -> None:
        """Judge a host that is plainly an address: for a name, the proxy alone knows it."""
        if why := self._addresses.refusal_of_literal(host):
            raise AddressRefused(str(AddressForbidden(host, why)))


async def _body(response: aiohttp.ClientResponse, call: Call) -> bytes:
    """Read the body and decompress it, within the limit; nothing where no caller wants it."""
    if call.method == "HEAD":
        return b""
    if not call.wants(response.status, response.headers):
        await _pass_over(response)
        return b""
    length = response.content_length
    if length is None:
        data = await _read_some(response, call)
    elif length > call.limit_bytes:
        raise BodyTooLarge(call)
    else:
        data = await response.read()
    # As Go's client: decoded is what was asked for compressed, and nothing is decoded from nothing.
    is_asked_for = call.headers.get("Accept-Encoding") == "gzip"
    if data and is_asked_for and response.headers.get("Content-Encoding", "").lower() in _GZIP:
        return _unzipped(data, call)
    return data


async def _pass_over(response: aiohttp.ClientResponse) -> None:
    """Give the rest of a short body a moment to come, so that the connection can be used again.

    Where it does not come, or is broken, the connection is closed, and that is all.
    """
    length = response.content_length
    if length is not None and length > _PASSED_OVER_BYTES:
        return
    count = 0
    with suppress(aiohttp.ClientError, OSError, TimeoutError):
        async with asyncio.timeout(_PASSED_OVER_S):
            async for chunk in response.content.iter_any():
                count += len(chunk)
                if count > _PASSED_OVER_BYTES:
                    return


async def _read_some(response: aiohttp.ClientResponse, call: Call) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_any():
        data += chunk
        if len(data) > call.limit_bytes:
            raise BodyTooLarge(call)
    return bytes(data)


def _unzipped(data: bytes, call: Call) -> bytes:
    """Decompress all members of a gzip file, one after the other."""
    plain = bytearray()
    while data:
        unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            plain += unzip.decompress(data, call.limit_bytes + 1 - len(plain))
        except zlib.error:
            raise TransportFault("gzip: invalid data") from None
        if len(plain) > call.limit_bytes:
            raise BodyTooLarge(call)
        if not unzip.eof:
            raise TransportFault("unexpected EOF")
        data = unzip.unused_data
    return bytes(plain)


# ------------------------------------------------------------------------------- faults in words


def _fault(error: Exception, url: URL, refused: list[AddressForbidden]) -> TransportFault:
    """Say what went wrong in the words of registry clients (import semantics, section 8.7)."""
    where = f"{url.raw_host}:{url.port}"
    match error:
        case aiohttp.InvalidURL() | UnicodeError():  # yarl took it, the name server cannot
            return TransportFault("the address cannot be read")
        case aiohttp.ClientConnectorCertificateError():
            return TlsFault(_certificate_fault(error.certificate_error, url))
        case CertificateWithoutNames():
            return TlsFault(_nameless_fault(error, url))
        case aiohttp.ClientProxyConnectionError():
            return TransportFault("proxyconnect tcp: the proxy cannot be reached")
        case aiohttp.ClientHttpProxyError():
            return TransportFault(f"proxyconnect tcp: the proxy answered {error.status}")
        case aiohttp.ClientConnectorDNSError():
            return TransportFault(f"dial tcp: lookup {url.raw_host}: no such host")
        case aiohttp.ClientConnectorSSLError() | ssl.SSLError():
            return TlsFault(_tls_fault(error))
        case aiohttp.ServerTimeoutError() | TimeoutError():
            return TransportFault(f"dial tcp {where}: i/o timeout", is_temporary=True)
        case aiohttp.ServerDisconnectedError():
            return TransportFault("EOF")
        case aiohttp.ClientResponseError() | aiohttp.ClientPayloadError():
            return _malformed(error)
        case aiohttp.ClientConnectorError() if refused:
            return AddressRefused(f"dial tcp: {', '.join(dict.fromkeys(map(str, refused)))}")
        case OSError():
            return _system_fault(error, where)
    return TransportFault(f"the request failed ({type(error).__name__})")


def _malformed(error: Exception) -> TransportFault:
    cause = error.__cause__
    if isinstance(cause, MalformedAnswer):
        return TransportFault(f"malformed HTTP response: {cause.message}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return TransportFault("unexpected EOF")
    return TransportFault("malformed HTTP response")


def _system_fault(error: OSError, where: str) -> TransportFault:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if cause.errno in (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED):
        return TransportFault("read: connection reset by peer", is_temporary=True)
    if cause.errno is None and isinstance(cause, ConnectionError):
        return TransportFault("EOF")
    known = {
        errno.ECONNREFUSED: "connection refused",
        errno.EHOSTUNREACH: "no route to host",
        errno.ENETUNREACH: "network is unreachable",
        errno.ETIMEDOUT: "connection timed out",
    }
    why = known.get(cause.errno or 0, f"the connection failed ({type(cause).__name__})")
    return TransportFault(f"dial tcp {where}: connect: {why}")


def _certificate_fault(error: Exception, url: URL) -> str:
    code = getattr(error, "verify_code", None)
    if code in _UNKNOWN_AUTHORITY:
        return "x509: certificate signed by unknown authority"
    if code in _OTHER_HOST:
        return f"x509: certificate is not valid for {url.raw_host}"
    if code in _EXPIRED:
        return "x509: certificate has expired or is not yet valid"
    return f"x509: {getattr(error, 'verify_message', None) or 'certificate cannot be verified'}"


def _nameless_fault(error: CertificateWithoutNames, url: URL) -> str:
    if error.has_others:
        return f"x509: certificate is not valid for any names, but wanted to match {url.raw_host}"
    return "x509: certificate relies on legacy Common Name field, use SANs instead"


def _tls_fault(error: Exception) -> str:
    cause = getattr(error, "os_error", error)
    reason = str(getattr(cause, "reason", "") or "")
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"):
        return "http: server gave HTTP response to HTTPS client"
    return f"tls: {reason.lower().replace('_', ' ') or 'the handshake failed'}"

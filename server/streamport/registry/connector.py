"""Connections to registries: answers read as Go reads them, and cut where they have no end.

What a server sends is read as it comes, and each interim answer (`100 Continue`, `103 Early Hints`)
is an answer to read past. Without a limit a flood of them, a few bytes each, keeps the event loop
and with it every other request from running.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientPayloadError, ClientRequest, ClientTimeout, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.helpers import _EXC_SENTINEL
from aiohttp.http import HttpProcessingError

from .answer_heads import MalformedAnswer, end_of_head, is_interim, is_usual, put_right

if TYPE_CHECKING:
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

_MOST_IN_A_ROW = 8
# Of chunks of a few bytes each one costs more than its bytes: Go's servers send 2 KiB and more.
MOST_SMALL_CHUNKS, SMALL_CHUNK_BYTES = 1_000, 256


class Connector(TCPConnector):
    """aiohttp's connector, with connections of ours."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # aiohttp has no public way to name the class of connections.
        self._factory = partial(_Connection, loop=self._loop)

    async def connect(
        self, req: ClientRequest, traces: list[Trace], timeout: ClientTimeout
    ) -> Connection:
        """Connect to a server whose certificate, if it is checked, says for which names it is.

        Raises CertificateWithoutNames.
        """
        connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        certificate = transport.get_extra_info("peercert") if transport else None
        # OpenSSL has found the host in it, but may have found it in the common name.
        if certificate and not _names_hosts(certificate):
            connection.close()
            raise CertificateWithoutNames(has_others="subjectAltName" in certificate)
        return connection


class CertificateWithoutNames(ClientError):
    """A certificate that names its host by the common name alone, which Go no longer reads."""

    def __init__(self, *, has_others: bool) -> None:
        """has_others: whether it has names that are not for hosts."""
        super().__init__()
        self.has_others = has_others


def _names_hosts(certificate: Mapping[str, Any]) -> bool:
    names = certificate.get("subjectAltName", ())
    return any(kind in ("DNS", "IP Address") for kind, _ in names)


class _Connection(ResponseHandler):
    """Reads answers as Go does; hangs up on those without an end or that were not asked for."""

    _interim = 0
    _is_over = False
    _head: bytearray | None = None  # what has come of a head; None while a body comes
    _is_chunked = False
    _body_bytes = _line_ends = 0

    def set_response_params(self, **settings: Any) -> None:
        """Note that a request goes out: what comes next is the head of its answer."""
        self._head = bytearray()
        self._is_chunked, self._body_bytes, self._line_ends = False, 0, 0
        super().set_response_params(**settings)

    def data_received(self, data: bytes) -> None:
        """Hand on what came, heads in a form that every parser reads as Go reads it."""
        while self._head is not None and data and not self._is_over:
            try:
                head, data = self._whole_head(self._head, data)
            except MalformedAnswer as error:
                self._hang_up(error)
                return
            # By itself: what is wrong with a body that nobody wants is no matter of its head.
            if head:
                super().data_received(head)
        if self._is_chunked and self._is_in_crumbs(data):
            self._hang_up(MalformedAnswer(message="its body comes in too many pieces"))
        if not self._is_over and (data or self._head is None):
            super().data_received(data)

    def _is_in_crumbs(self, data: bytes) -> bool:
        """Whether a body has more chunks than its size tells; each has two ends of lines."""
        self._body_bytes += len(data)
        self._line_ends += data.count(b"\r\n")
        most = MOST_SMALL_CHUNKS + self._body_bytes // SMALL_CHUNK_BYTES
        return self._line_ends > 2 * most

    def set_exception(self, exc: BaseException, exc_cause: BaseException = _EXC_SENTINEL) -> None:
        """Fail who waits for an answer, and who waits for the rest of one."""
        payload = self._payload
        super().set_exception(exc, exc_cause)
        if payload is None or payload.is_eof() or payload.exception() is not None:
            return
        if isinstance(exc, HttpProcessingError):
            broken = ClientPayloadError()
            known = exc if isinstance(exc, MalformedAnswer) else None
            broken.__cause__ = known or MalformedAnswer(message="its body is in no order")
            payload.set_exception(broken)

    def _whole_head(self, begun: bytearray, data: bytes) -> tuple[bytes, bytes]:
        """Return the head that data completes, if it does, and what comes after it."""
        known = len(begun)
        begun += data
        end = end_of_head(begun, known)
        if end < 0:
            self._reschedule_timeout()
            return b"", b""
        head, rest = bytes(begun[:end]), bytes(begun[end:])
        if not is_usual(head):
            head = put_right(head)
            self.force_close()  # what comes after an odd answer may be meant for somebody else
        self._head = bytearray() if is_interim(head) else None
        self._is_chunked = b"chunked" in head.lower()
        return head, rest

    def eof_received(self) -> None:
        """Let the parser say that half a head is no answer."""
        if self._head and not self._is_over:
            half, self._head = bytes(self._head), None
            super().data_received(half)
        super().eof_received()

    def feed_data(self, data: Any, size: int = 0) -> None:
        """Take the answers whose heads have been read."""
        if self._is_over:
            return
        self._interim = self._interim + 1 if data[0].code < 200 else 0
        if max(self._interim, len(self)) < _MOST_IN_A_ROW:
            super().feed_data(data, size)
            return
        self._hang_up(MalformedAnswer(message="answers without an end"))

    def _hang_up(self, error: HttpProcessingError) -> None:
        self._is_over = True
        if self.transport is not None:
            self.transport.close()
        self.set_exception(error)

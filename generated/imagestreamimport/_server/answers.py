"""Answers: models and Statuses as JSON bytes, with the headers that clients count on."""

from __future__ import annotations

import itertools
import os
import random
import re
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.types import Send

from ..errors import InternalError, StatusError

Header = tuple[bytes, bytes]

CONTENT_TYPE = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")
MOST_WARNINGS = 50  # headers
LONGEST_WARNINGS = 4096  # bytes, together
_FREE_BITS = ~((0xF << 76) | (0x3 << 62))
_VERSION_4 = (0x4 << 76) | (0x2 << 62)
_encode = msgspec.json.Encoder().encode
# Go writes these as escapes; outside of text they stand nowhere in JSON.
_ESCAPED = re.compile(rb"[<>&]|\xe2\x80[\xa8\xa9]")
_ESCAPES = {
    b"<": rb"\u003c", b">": rb"\u003e", b"&": rb"\u0026",
    b"\xe2\x80\xa8": rb"\u2028", b"\xe2\x80\xa9": rb"\u2029",
}  # fmt: skip


# Not the system's randomness: nothing here is a secret, and asking the system takes longer than
# reading a document. A child process gets a seed of its own.
_random = random.Random()


def random_uid() -> str:
    """A random UUID (RFC 9562, version 4)."""
    bits = _random.getrandbits(128) & _FREE_BITS | _VERSION_4
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class RequestIds:
    """Texts that tell requests apart, those of other processes too: UUIDs that count at the end."""

    def __init__(self) -> None:
        self.begin()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.begin)

    def begin(self) -> None:
        """Begin anew, in a process of one's own."""
        _random.seed()
        self._prefix = random_uid()[:24]
        self._count = itertools.count(1)

    def next(self) -> str:
        """One that nobody has had."""
        return f"{self._prefix}{next(self._count):012x}"


next_request_id = RequestIds().next


def json_line(value: Any) -> bytes:
    """The value as Kubernetes writes JSON, with the line feed behind it."""
    return escaped(_encode(value)) + b"\n"


def escaped(data: bytes) -> bytes:
    """JSON with what Go writes as escapes."""
    # Four quick looks: a regular expression takes longer than writing the JSON.
    if b"<" in data or b">" in data or b"&" in data or b"\xe2" in data:
        return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], data)
    return data


def pretty(data: bytes) -> bytes:
    """The same JSON, indented by two spaces."""
    return msgspec.json.format(data, indent=2) + b"\n"


def warning_headers(warnings: Sequence[str]) -> list[Header]:
    """The remarks as headers, as many as clients read; the last one says how many more there are.

    Python's http.client drops answers with more than 100 headers, proxies those of several KiB.
    Source of the form: RFC 7234, section 5.5.
    """
    shown: list[bytes] = []
    left = LONGEST_WARNINGS - len(_warning(f"{len(warnings)} more warnings"))
    for text in warnings[:MOST_WARNINGS]:
        value = _warning(text)
        left -= len(value)
        if left < 0:
            break
        shown.append(value)
    if len(shown) < len(warnings):
        shown = shown[: MOST_WARNINGS - 1]
        shown.append(_warning(f"{len(warnings) - len(shown)} more warnings"))
    return [(b"warning", value) for value in shown]


def _warning(text: str) -> bytes:
    plain = "".join(char if char.isprintable() else " " for char in text)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'299 - "{escaped}"'.encode("utf-8", "replace")


async def send_answer(
    send: Send,
    status: int,
    data: bytes,
    id: str,
    more: list[Header] | None = None,
    content_type: Header = CONTENT_TYPE,
    is_head: bool = False,
) -> None:
    """Send a whole answer; for HEAD all of it but the body."""
    headers = [
        content_type,
        (b"content-length", b"%d" % len(data)),
        NO_STORE,
        (b"audit-id", id.encode()),
    ]
    if more:
        headers += more
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head else data})


def error_headers(error: StatusError) -> list[Header]:
    """What an error says in headers: when to come back."""
    if error.retry_after_s is None:
        return []
    return [(b"retry-after", b"%d" % max(1, round(error.retry_after_s)))]


def unexpected(id: str) -> StatusError:
    """What a client is told of a failure that nobody foresaw: where the log tells more."""
    return InternalError.of(f"an unexpected error; the log of the server has it as {id}")

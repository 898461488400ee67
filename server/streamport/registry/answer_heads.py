"""The head of an HTTP answer as Go's net/http reads it, for a parser that is stricter.

Registries and the proxies in front of them send heads that no standard allows and that all clients
in Go understand. What is odd is put right here, or refused in words that say what is wrong. They
repeat nothing of the answer: it may hold what we sent.
"""

from __future__ import annotations

import re

from aiohttp.http import HttpProcessingError

MAX_HEAD_BYTES = 256 * 1024

_BEGINNING = b"HTTP/"
_NO_STATUS = "it has no status line"
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/(\d\.\d) +(\d{3})( [^\r\n]*)?")
_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = rb"[^\x00-\x08\x0a-\x1f\x7f]*"
# Nearly all heads have this form and go through unchanged.
_USUAL = re.compile(
    rb"HTTP/1\.1 \d{3}(?: [^\r\n]*)?\r\n(?:(?:"
    rb"(?i:content-length:[ \t]*\d+[ \t]*|transfer-encoding:[ \t]*chunked[ \t]*)|"
    rb"(?!(?i:content-length|transfer-encoding):)" + _TOKEN + rb":" + _VALUE + rb")\r\n)*\r\n"
)
_NAME = re.compile(_TOKEN)
_PRINTABLE = re.compile(_VALUE)


class MalformedAnswer(HttpProcessingError):
    """No answer that could be read; `message` says what is wrong with it."""


def end_of_head(data: bytes | bytearray, start: int) -> int:
    """Find the length of the head that data begins with, from `start` on; -1 for half a one.

    Raises MalformedAnswer for one that is too long, and for what is no answer from the start.
    """
    if not _BEGINNING.startswith(bytes(data[: len(_BEGINNING)])):
        raise MalformedAnswer(message=_NO_STATUS)
    found = _END.search(data, max(0, start - 3))
    if (found.end() if found else len(data)) > MAX_HEAD_BYTES:
        raise MalformedAnswer(message=f"its head is longer than {MAX_HEAD_BYTES} bytes")
    return found.end() if found else -1


def is_usual(head: bytes) -> bool:
    """Whether every parser reads the head in the same way."""
    if not _USUAL.fullmatch(head):
        return False
    lower = head.lower()
    return lower.count(b"\ncontent-length:") + lower.count(b"\ntransfer-encoding:") < 2


def is_interim(head: bytes) -> bool:
    """Whether another answer follows, the one that counts."""
    return head.partition(b" ")[2][:1] == b"1"


def put_right(head: bytes) -> bytes:
    """Return the head in a form that all read alike. Raises MalformedAnswer where Go refuses it.

    Lines whose name is none, or whose value has control characters, are passed over. Of lengths
    that say the same one is enough, and where the body comes in chunks none counts.
    """
    first, *rest = _lines(head)
    status = _STATUS.fullmatch(first)
    if status is None:
        raise MalformedAnswer(message=_NO_STATUS)
    fields = [_field(line) for line in rest]
    codings = [value for name, value in fields if name == b"transfer-encoding"]
    lengths = list(dict.fromkeys(value for name, value in fields if name == b"content-length"))
    kept = [line for line, (name, _) in zip(rest, fields, strict=True) if name not in _FRAMING]
    if codings and status[1] != b"1.0":  # the old version knows no codings
        kept.append(b"Transfer-Encoding: " + _coding(codings))
    elif length := _length(lengths):
        kept.append(b"Content-Length: " + length)
    first = b"HTTP/%b %b%b" % (status[1], status[2], status[3] or b"")
    return b"\r\n".join([first, *kept, b"", b""])


_FRAMING = (b"", b"transfer-encoding", b"content-length")  # the empty name: passed over


def _lines(head: bytes) -> list[bytes]:
    """Split into lines, with those that are continued in one."""
    lines: list[bytes] = []
    for line in head.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and len(lines) > 1:
            lines[-1] += b" " + line.strip()
        else:
            lines.append(line)
    return lines


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    if not colon:
        raise MalformedAnswer(message="a header line has no colon")
    is_read = _NAME.fullmatch(name) and _PRINTABLE.fullmatch(value)
    return (name.lower() if is_read else b"", value.strip())


def _coding(codings: list[bytes]) -> bytes:
    """Return the one coding that Go reads: by any other nobody knows where the body ends."""
    if len(codings) > 1 or codings[0].lower() != b"chunked":
        raise MalformedAnswer(message="its Transfer-Encoding is not supported")
    return codings[0]


def _length(lengths: list[bytes]) -> bytes:
    if len(lengths) > 1:
        raise MalformedAnswer(message="it has several Content-Length that differ")
    if not lengths or not lengths[0]:
        return b""
    if not lengths[0].isdigit() or int(lengths[0][:20]) >= 1 << 63:
        raise MalformedAnswer(message="its Content-Length is no number")
    return lengths[0]

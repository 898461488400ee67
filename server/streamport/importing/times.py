"""Instants as text: RFC 3339 in UTC with whole seconds, as Kubernetes writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from .errors import BadContent

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
).fullmatch
# Go's time without a value, which is written as null.
_ZERO = "0001-01-01T00:00:00Z"


def rfc3339(instant: datetime) -> str:
    """Write an instant with a time zone as `2020-01-02T03:04:05Z`; fractions are dropped."""
    utc = instant.astimezone(UTC)
    # Not strftime: it does not pad years before 1000 everywhere.
    return f"{utc.year:04}-{utc.month:02}-{utc.day:02}T{utc:%H:%M:%S}Z"


def utc_now() -> str:
    """Return the time, as rfc3339 writes it."""
    return rfc3339(datetime.now(UTC))


def to_whole_seconds(text: str) -> str | None:
    """Write an RFC 3339 time of any zone in UTC and whole seconds; None for Go's zero.

    Raises BadContent for everything else. Source: import semantics, sections 8.6 and 8.7.
    """
    return _remembered(text) if len(text) < _SHORT else _read(text)


def _read(text: str) -> str | None:
    found = _RFC3339(text)
    if found is None:
        raise _unreadable(text)
    *numbers, sign, hours, minutes = found.groups()
    try:
        zone = UTC
        if sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            zone = timezone(-offset if sign == "-" else offset)
        year, month, day, hour, minute, second = map(int, numbers)
        written = rfc3339(datetime(year, month, day, hour, minute, second, tzinfo=zone))
    except (ValueError, OverflowError):
        raise _unreadable(text) from None
    return None if written == _ZERO else written


# The layers of an image often have the same time, or those of its base. Never long texts.
_SHORT = 48
_remembered = lru_cache(maxsize=4096)(_read)


def _unreadable(text: str) -> BadContent:
    return BadContent(f'parsing time "{text}" as RFC 3339: it has another form')

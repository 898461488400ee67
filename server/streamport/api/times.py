"""The time as the API writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Now, RFC 3339 in UTC, whole seconds: 2006-01-02T15:04:05Z."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"

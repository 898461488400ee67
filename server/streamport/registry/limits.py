"""Bounds of the registry client; the first four may be configured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for connections, times and sizes."""

    per_host: int = 20
    total: int = 400
    connect_timeout_s: float = 10
    read_timeout_s: float = 30
    ping_timeout_s: float = 15
    token_timeout_s: float = 15
    redirects: int = 10
    manifest_bytes: int = 4 << 20
    config_bytes: int = 8 << 20
    token_bytes: int = 1 << 20
    tags_page_bytes: int = 8 << 20
    tags_bytes: int = 64 << 20  # of all pages of a listing
    tags_pages: int = 10_000
    tags: int = 100_000  # of a listing

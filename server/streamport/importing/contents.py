"""What is read from registries during one attempt: each manifest and configuration once.

Beyond the request, what never changes (content by digest) is taken from a bounded cache. It is
asked only for what a manifest just read names, and only with the credential that read it, so that
nobody sees through it what the registry would not show.
"""

from __future__ import annotations

from dataclasses import dataclass

from streamport.registry import Repository, Session
from streamport.registry.cache import ContentCache

from .once import Once
from .plan import Source


@dataclass(frozen=True, slots=True)
class Content:
    """A manifest as it was received."""

    data: bytes
    media_type: str
    """Content-Type without parameters, empty if there was none."""
    digest: str
    """`sha256:…` of the data."""
    repository: Repository
    """Where it was read: the source or one of its mirrors."""

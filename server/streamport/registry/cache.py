"""Immutable content, by digest, over many requests: bounded, and never shown to the wrong user."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Content:
    """Content that was fetched by digest."""

    bytes: bytes
    media_type: str = ""


class ContentCache:
    """Manifests and configs by where they are and their digest.

    What needed no credential is shared by all users; the rest is found again by who has the same
    credential only. What was not used for longest goes first.
    """

    def __init__(
        self, max_bytes: int = 64 << 20, max_entries: int = 20_000, max_age_s: float = 3600
    ) -> None:
        self._max_bytes, self._max_entries, self._max_age_s = max_bytes, max_entries, max_age_s
        self._entries: OrderedDict[tuple[str, str, str | None], tuple[Content, float]]
        self._entries = OrderedDict()
        self.size_bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, where: str, digest: str, credential_key: str | None) -> Content | None:
        """Find the content of a digest at `host/repository`, for a user with that credential."""
        for owner in dict.fromkeys((None, credential_key)):
            content = self._fresh((where, digest, owner))
            if content is not None:
                return content
        return None

    def keep(self, where: str, digest: str, credential_key: str | None, content: Content) -> None:
        """Remember verified content; `credential_key` is what it took to get it."""
        key = (where, digest, credential_key)
        self._drop(key)
        size = len(content.bytes)
        if size > self._max_bytes // 8:  # one large thing must not drive out all small ones
            return
        self._entries[key] = (content, monotonic() + self._max_age_s)
        self.size_bytes += size
        while self.size_bytes > self._max_bytes or len(self._entries) > self._max_entries:
            self._drop(next(iter(self._entries)))

    def _fresh(self, key: tuple[str, str, str | None]) -> Content | None:
        found = self._entries.get(key)
        if found is None:
            return None
        content, expires_at = found
        if expires_at <= monotonic():
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return content

    def _drop(self, key: tuple[str, str, str | None]) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self.size_bytes -= len(found[0].bytes)

"""A registry in memory, in the place of HTTP: every host has the images of the catalogue."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from multidict import CIMultiDict, CIMultiDictProxy

from streamport.registry.transport import Answer, Call, TransportFault
from tests.support.registries.catalogue import Repository, repositories
from tests.support.registries.images import Manifest, digest_of


@cache
def _catalogue() -> dict[str, Repository]:
    return repositories()


class MemoryRegistry:
    """A transport for `Pool`. It notes what it is asked for, and can be made to misbehave."""

    def __init__(self, more: dict[str, Repository] | None = None) -> None:
        """more: further repositories, by name."""
        self._content = _catalogue() | (more or {})
        self.calls: list[str] = []
        self.last_answer_after_s = 0.0
        self.silent: Callable[[str], bool] = lambda _: False
        """Whether there is never an answer for `METHOD host/path`."""
        self.gone: Callable[[str], bool] = lambda _: False
        """Whether the answer is that there is no such thing."""
        self._waiting = 0
        self.most_at_once = 0

    async def open(self) -> None:
        pass

    async def close(self) -> None:
        pass

    def asked(self, part: str = "") -> list[str]:
        """`METHOD host/path` of the calls so far that have the part."""
        return [call for call in self.calls if part in call]

    async def send(self, call: Call) -> Answer:
        address = urlsplit(call.url)
        if address.netloc == "closed.test":
            raise TransportFault("connect: connection refused")
        asked = f"{call.method} {address.netloc}{address.path}"
        self.calls.append(asked)
        if self.silent(asked):
            await asyncio.Event().wait()
        self._waiting += 1
        self.most_at_once = max(self.most_at_once, self._waiting)
        await asyncio.sleep(0)
        self._waiting -= 1
        status, body, content_type = self._answer(asked, address.path)
        headers = CIMultiDict({"Content-Type": content_type, "Content-Length": str(len(body))})
        sent = b"" if call.method == "HEAD" else body
        return Answer(status, "", CIMultiDictProxy(headers), sent, call.url)

    def _answer(self, asked: str, path: str) -> tuple[int, bytes, str]:
        if path == "/v2/":
            return 200, b"{}", "application/json"
        name, kind, reference = path.removeprefix("/v2/").rsplit("/", 2)
        repository = self._content.get(name)
        if repository is None:
            return _refusal("NAME_UNKNOWN")
        if kind == "tags":
            return 200, json.dumps({"tags": list(repository.tags)}).encode(), "application/json"
        if kind == "blobs":
            blob = _blobs(repository).get(reference)
            found = None if blob is None else (200, blob, "application/octet-stream")
            return found or _refusal("BLOB_UNKNOWN")
        manifest = repository.tags.get(reference) or _manifests(repository).get(reference)
        if manifest is None or self.gone(asked):
            return _refusal("MANIFEST_UNKNOWN")
        return 200, manifest.body, manifest.media_type


def _refusal(code: str) -> tuple[int, bytes, str]:
    return 404, json.dumps({"errors": [{"code": code}]}).encode(), "application/json"


def _manifests(repository: Repository) -> dict[str, Manifest]:
    found: dict[str, Manifest] = {}
    waiting = [*repository.tags.values(), *repository.untagged]
    while waiting:
        manifest = waiting.pop()
        found[manifest.digest] = manifest
        waiting += manifest.children
    return found


def _blobs(repository: Repository) -> dict[str, bytes]:
    blobs = (blob for manifest in _manifests(repository).values() for blob in manifest.blobs)
    return {digest_of(blob): blob for blob in blobs}

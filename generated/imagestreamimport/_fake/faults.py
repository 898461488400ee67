"""What a fake server is told to do wrong, and what it remembers of requests."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import httpx2


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: httpx2.Headers  # whose repr hides credentials
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Fault:
    """Something that happens to the next requests that fit."""

    times: int  # how often it still happens
    method: str | None = None
    path: str | None = None  # with * for any text
    delay_s: float = 0.0
    answer: httpx2.Response | None = None  # instead of the server's
    breaks: bool = False  # no answer at all: the connection ends

    def fits(self, request: Recorded) -> bool:
        """Whether it happens to the request; then once less from now on."""
        if self.times <= 0 or self.method not in (None, request.method):
            return False
        if self.path is not None and not fnmatchcase(request.path, self.path):
            return False
        self.times -= 1
        return True


def failure(
    status: int, reason: str | None, message: str | None, retry_after_s: int | None
) -> httpx2.Response:
    """An answer with a Status that tells of a failure."""
    document: dict[str, Any] = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": message or f"the test wants a failure: {status}",
        "code": status,
    }
    if reason is not None:
        document["reason"] = reason
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    return httpx2.Response(status, json=document, headers=headers)

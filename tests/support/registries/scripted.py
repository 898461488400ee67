"""A registry that answers what a test says, and notes what it was asked."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from . import loopback


@dataclass(frozen=True)
class Asked:
    """One request, with its body."""

    method: str
    path: str  # without the query
    query: Mapping[str, list[str]]
    headers: Mapping[str, str] = field(repr=False)
    host: str  # of the server that was asked
    body: bytes = b""


@dataclass(frozen=True)
class Said:
    """One answer. A body that is not bytes is sent as JSON."""

    status: int = 200
    body: object = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def error(status: int, code: str, message: str = "", **headers: str) -> Said:
    """A refusal in the form of the Distribution API."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(status, {"errors": [{"code": code, "message": message}]}, named)


@contextmanager
def scripted(
    answer: Callable[[Asked], Said | None], tls: ssl.SSLContext | None = None
) -> Iterator[loopback.Server]:
    """A registry whose `/v2/` answers 200 unless the script has something for it."""

    class Scripted(loopback.Handler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            query = parse_qs(parts.query)
            asked = Asked(self.command, parts.path, query, self.headers, self.server.host, body)
            said = answer(asked) or (Said() if parts.path == "/v2/" else error(404, "UNKNOWN"))
            body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            self.reply(said.status, body, dict(said.headers))

        do_HEAD = do_POST = do_GET

    with loopback.serving(Scripted, tls) as server:
        yield server

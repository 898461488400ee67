"""The small HTTP servers that play a part next to the real registry."""

from __future__ import annotations

import json
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """A handler that sends whole answers, keeps quiet and notes what it was asked."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are sent in two pieces
    server: Server

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        if parsed:
            self.server.requests.append((self.command, self.path, dict(self.headers)))
        return parsed

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def reply_json(self, status: int, body: object) -> None:
        self.reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server on a free loopback port. Clients that hang up are no news."""

    request_queue_size = 128

    def __init__(self, handler: type[Handler], tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._tls = tls
        self.requests: list[tuple[str, str, dict[str, str]]] = []

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self._tls is None:
            super().finish_request(request, client_address)
            return
        try:  # in the thread of the connection
            secured = self._tls.wrap_socket(request, server_side=True)
        except OSError:  # the client does not trust it, or speaks no TLS
            return
        super().finish_request(secured, client_address)
        secured.close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def asked(self, part: str = "") -> list[str]:
        """`METHOD path` of the requests so far whose path has the part."""
        return [f"{method} {path}" for method, path, _ in self.requests if part in path]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(handler: type[Handler], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that answers while the context lasts."""
    server = Server(handler, tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()

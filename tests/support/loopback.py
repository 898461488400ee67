"""A server on loopback that does what a test tells it to, byte by byte: for clients to survive."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_PATIENCE_S = 20.0


@dataclass(frozen=True)
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def json(self) -> Any:
        return json.loads(self.body)


# What is done with a request: it gets the connection, and tells whether that goes on.
Behaviour = Callable[[socket.socket], bool]


def answer(
    status: int, document: Any = None, *, headers: Iterable[tuple[str, str]] = (), body: bytes = b""
) -> Behaviour:
    """A whole answer."""
    if document is not None:
        body = json.dumps(document).encode()
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += ["Content-Type: application/json", *(f"{name}: {value}" for name, value in headers)]
    wire = "\r\n".join([*lines, "", ""]).encode() + body

    def behave(connection: socket.socket) -> bool:
        connection.sendall(wire)
        return True

    return behave


def failure(
    status: int, reason: str, message: str = "no", headers: Iterable[tuple[str, str]] = ()
) -> Behaviour:
    """A Status that tells of a failure."""
    return answer(
        status,
        {
            "kind": "Status",
            "status": "Failure",
            "code": status,
            "reason": reason,
            "message": message,
        },
        headers=headers,
    )


def hang_up(connection: socket.socket) -> bool:
    """No answer: the connection is closed."""
    return False


def reset(connection: socket.socket) -> bool:
    """No answer: the connection is reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def half(connection: socket.socket) -> bool:
    """The beginning of an answer."""
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"kind": ')
    return False


def stream(*documents: Any, broken: bytes | None = None, headers: str = "") -> Behaviour:
    """A chunked answer of one document in each line; `broken` comes instead of a clean end."""

    def behave(connection: socket.socket) -> bool:
        connection.sendall(
            f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{headers}\r\n".encode()
        )
        for document in documents:
            line = json.dumps(document).encode() + b"\n"
            connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
        if broken is not None:
            connection.sendall(b"%x\r\n%s" % (len(broken) + 10, broken))
            return False
        connection.sendall(b"0\r\n\r\n")
        return True

    return behave


@dataclass
class Loopback:
    """Answers the requests one after the other as it was told; the last behaviour goes on."""

    behaviours: list[Behaviour]
    url: str = ""
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _next(self) -> Behaviour:
        with self._lock:
            return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]

    def serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(_PATIENCE_S)
            file = connection.makefile("rb")
            while (request := _read(file)) is not None:
                self.received.append(request)
                if not self._next()(connection):
                    file.close()
                    return

    @property
    def methods(self) -> list[str]:
        return [request.method for request in self.received]


def _read(file: Any) -> Received | None:
    try:
        first = file.readline()
        if not first.strip():
            return None
        method, target, _ = first.decode().split(" ")
        headers: dict[str, str] = {}
        while line := file.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = file.read(int(headers.get("content-length", 0)))
        return Received(method, target, headers, body)
    except OSError:
        return None


@contextmanager
def loopback(*behaviours: Behaviour) -> Iterator[Loopback]:
    """A server that is there until the end of the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Loopback(list(behaviours), f"http://127.0.0.1:{listener.getsockname()[1]}")

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            server.connections += 1
            threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def refusing_url() -> str:
    """The address of a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

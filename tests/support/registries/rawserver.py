"""A server that answers with bytes, whatever they are."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

PING = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def raw(answer: bytes, endless: bytes = b"", ping: bytes = PING) -> Iterator[str]:
    """A server that answers the ping, and everything else with these bytes, again and again."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stopped = threading.Event()

        def serve(connection: socket.socket) -> None:
            with connection:
                while not stopped.is_set():
                    asked = connection.recv(65536)
                    if not asked or asked[:1] == b"\x16":
                        return
                    if asked.startswith(b"GET /v2/ "):
                        connection.sendall(ping)
                        continue
                    connection.sendall(answer)
                    while endless and not stopped.is_set():
                        connection.sendall(endless)
                    return

        def accept() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_quietly, args=(serve, connection), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        stopped.set()


def _quietly(serve: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with suppress(OSError):  # the client has had enough
        serve(connection)

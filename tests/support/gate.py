"""A relay before a registry: counts what is asked, makes it slow, and refuses connections."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator

_MANIFEST = re.compile(rb"(GET|HEAD) /v2/(\S+)/manifests/(\S+) HTTP/1")


class Gate:
    """Forwards connections to `target`, a `host:port`. Its own address never changes."""

    def __init__(self, target: str) -> None:
        host, _, port = target.rpartition(":")
        self._target = (host, int(port))
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self._port = 0
        self.delay_s = 0.0  # of each manifest request
        self.up()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def counts(self) -> dict[str, int]:
        """How often each `repository:reference` was asked for, since the last `forget`."""
        with self._lock:
            return dict(self._counts)

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()

    def up(self) -> None:
        """Accept connections."""
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port), backlog=200)
            self._port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def down(self) -> None:
        """Refuse connections, and end those that are open."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            ending = list(self._open)
        for each in ending:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
                upstream = socket.create_connection(self._target)
            except OSError:
                return
            with self._lock:
                self._open |= {client, upstream}
            for ends in ((client, upstream), (upstream, client)):
                threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                for method, repository, reference in _MANIFEST.findall(data):
                    if method == b"GET":
                        with self._lock:
                            self._counts[f"{repository.decode()}:{reference.decode()}"] += 1
                    time.sleep(self.delay_s)
                sink.sendall(data)
        for each in (sink, source):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open -= {source, sink}
        source.close()


@contextlib.contextmanager
def gate_before(target: str) -> Iterator[Gate]:
    """A gate that is closed when the context ends."""
    gate = Gate(target)
    try:
        yield gate
    finally:
        gate.down()

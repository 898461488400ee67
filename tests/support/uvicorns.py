"""An ASGI application served by uvicorn on loopback, with or without TLS."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from .certificates import Pair


@contextlib.contextmanager
def served(
    app: Any, folder: Path, pair: Pair | None = None, client_authority: bytes | None = None
) -> Iterator[str]:
    """The URL of the application; `client_authority` asks clients for certificates it signed."""
    options: dict[str, Any] = {}
    if pair is not None:
        for name, content in (("cert", pair.chain), ("key", pair.key)):
            (folder / f"server-{name}.pem").write_bytes(content)
        options |= {"ssl_certfile": folder / "server-cert.pem"}
        options |= {"ssl_keyfile": folder / "server-key.pem"}
    if client_authority is not None:
        (folder / "clients.pem").write_bytes(client_authority)
        options |= {"ssl_ca_certs": str(folder / "clients.pem")}
        options |= {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_level="error",
        lifespan="off",
        timeout_graceful_shutdown=1,  # clients keep their connections, some of them for ever
        **options,
    )
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def start(*given: Any, **named: Any) -> None:
        await startup(*given, **named)
        started.set()

    server.startup = start  # type: ignore[method-assign]  # it has no other way to tell
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(20)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http{'s' if pair else ''}://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)

"""A server that answers every POST with one import, and knows enough for discovery. A script.

Prints its port. Ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

from documents import API_VERSION, response

GROUP, _, VERSION = API_VERSION.partition("/")
PREFERRED = {"groupVersion": API_VERSION, "version": VERSION}
# What the client of Kubernetes asks for before its first request.
DISCOVERY: dict[str, Any] = {
    "/version": {"major": "1", "minor": "33", "gitVersion": "v1.33.0"},
    "/apis": {
        "kind": "APIGroupList",
        "groups": [{"name": GROUP, "versions": [PREFERRED], "preferredVersion": PREFERRED}],
    },
    f"/apis/{API_VERSION}": {
        "kind": "APIResourceList",
        "groupVersion": API_VERSION,
        "resources": [
            {
                "name": "imagestreamimports",
                "singularName": "imagestreamimport",
                "namespaced": True,
                "kind": "ImageStreamImport",
                "verbs": ["create"],
            }
        ],
    },
}


def wire(status: bytes, document: Any) -> bytes:
    """A whole answer."""
    body = json.dumps(document, separators=(",", ":")).encode()
    head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % (status, len(body)) + body


CREATED = wire(b"201 Created", response(1))
FOUND = {path: wire(b"200 OK", document) for path, document in DISCOVERY.items()}
MISSING = wire(b"404 Not Found", {"kind": "Status", "code": 404})


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            method, target, _ = head.partition(b"\r\n")[0].split(b" ")
            length = [
                int(line.partition(b":")[2])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            ]
            await reader.readexactly(sum(length))
            path = target.partition(b"?")[0].decode().rstrip("/")
            writer.write(CREATED if method == b"POST" else FOUND.get(path, MISSING))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)  # connections are still open, and nobody waits for their end


if __name__ == "__main__":
    asyncio.run(main())

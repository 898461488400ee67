"""One uvicorn worker with one of the applications compared: `stub_worker.py NAME FOLDER`.

Prints its port, then for each line on its standard input the processor seconds that it has used; it
ends with its input. FOLDER has the modules that datamodel-code-generator made.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn

PATH = "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreamimports"


def ours() -> Any:
    """The generated stub, with a handler that gives back what it got."""
    from imagestreamimport import server

    class Imports(server.ImageStreamImports):
        async def create(self, request: Any, namespace: str, body: Any, options: Any) -> Any:
            return body

    return server.create_app(imagestreamimports=Imports())


def starlette() -> Any:
    """A bare Starlette route that decodes and encodes with msgspec, and does nothing else."""
    import msgspec
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from imagestreamimport.models import ImageStreamImport

    decode = msgspec.json.Decoder(ImageStreamImport).decode
    encode = msgspec.json.Encoder().encode

    async def create(request: Request) -> Response:
        body = decode(await request.body())
        return Response(encode(body), status_code=201, media_type="application/json")

    return Starlette(routes=[Route(PATH, create, methods=["POST"])])


def fastapi() -> Any:
    """FastAPI as its documentation has it, with the pydantic models of our schema."""
    from fastapi import FastAPI

    model = importlib.import_module("pydantic_models").ImageStreamImport
    app = FastAPI()

    async def create(namespace: str, body: Any) -> Any:
        return body

    create.__annotations__ |= {"body": model, "return": model}
    app.post(PATH, status_code=201, response_model_exclude_unset=True)(create)
    return app


def generated() -> Any:
    """What datamodel-code-generator makes of our OpenAPI document, its service filled in."""
    operations = importlib.import_module("peer.services.service").Operations

    async def create(self: Any, *, body: Any, **others: Any) -> Any:
        return body

    name = "create_image_openshift_io_v1_namespaced_image_stream_import"
    if not hasattr(operations, name):
        raise SystemExit(f"the service has no {name}")
    setattr(operations, name, create)
    make: Any = importlib.import_module("peer.server").create_app
    return make(service=operations(), authorize=lambda requirements, credentials: None)


APPS = {"ours": ours, "starlette": starlette, "fastapi": fastapi, "generated": generated}


def main() -> None:
    """Serve until the standard input ends."""
    name, folder = sys.argv[1:]
    sys.path.insert(0, str(Path(folder)))
    app = APPS[name]()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, loop="uvloop", http="httptools", access_log=False,
        log_level="warning", lifespan="off",
    )  # fmt: skip
    listening = config.bind_socket()
    server = uvicorn.Server(config)

    def answer() -> None:
        for _ in sys.stdin:
            print(time.process_time(), flush=True)
        server.should_exit = True

    print(listening.getsockname()[1], flush=True)
    threading.Thread(target=answer, daemon=True).start()
    server.run(sockets=[listening])


if __name__ == "__main__":
    main()

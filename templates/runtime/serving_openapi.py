"""The OpenAPI documents of this package, as an app serves them.

They lie beside this module as JSON and are read once, by the first request for one of them. Knows
nothing of what they describe.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .errors import NotFound

_JSON = "application/json"
_PACKAGE = __name__.rpartition(".")[0]  # whatever a copy of it is called
_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"


def read_document() -> bytes:
    """OpenAPI 3.1 of everything that is served, as the package has it."""
    return files(_PACKAGE).joinpath("openapi.json").read_bytes()


@cache
def _whole() -> bytes:
    return read_document()


@cache
def _groups() -> dict[str, tuple[bytes, str]]:
    """OpenAPI 3.0 of each group version and its hash, by the path below /openapi/v3."""
    text = files(_PACKAGE).joinpath("openapi_v3.json").read_bytes()
    found: dict[str, tuple[bytes, str]] = {}
    for path, document in json.loads(text).items():
        packed = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        found[path] = packed, hashlib.sha256(packed).hexdigest().upper()
    return found


@cache
def _index() -> bytes:
    paths = {
        path: {"serverRelativeURL": f"/openapi/v3/{path}?hash={digest}"}
        for path, (_, digest) in _groups().items()
    }
    return json.dumps({"paths": paths}).encode()


async def _serve_v2(request: Request) -> Response:
    """An empty document: clients decode it as protobuf, whatever its media type says."""
    return Response(b"", media_type=_PROTOBUF)


async def _serve_index(request: Request) -> Response:
    return Response(_index(), media_type=_JSON)


async def _serve_group(request: Request) -> Response:
    path = request.path_params["path"].strip("/")
    document, digest = _groups().get(path, (None, ""))
    if document is None:
        raise NotFound.path()
    headers = {"ETag": f'"{digest}"', "Vary": "Accept"}
    if request.query_params.get("hash") == digest:
        # The hash in the URL names this very text, so nobody has to ask for it again.
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return Response(document, media_type=_JSON, headers=headers)


async def _serve_whole(request: Request) -> Response:
    return Response(_whole(), media_type=_JSON)


def openapi_routes() -> list[Route]:
    """Routes of every document, relative to the root of the server."""
    return [
        Route("/openapi/v2", _serve_v2, methods=["GET"]),
        Route("/openapi/v3", _serve_index, methods=["GET"]),
        Route("/openapi/v3/{path:path}", _serve_group, methods=["GET"]),
        Route("/openapi.json", _serve_whole, methods=["GET"]),
    ]

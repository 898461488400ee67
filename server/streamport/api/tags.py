"""Image stream tags, which are not served yet: each request is answered with 405.

Not 404: `oc tag` then edits the image stream itself, and gives up where the path is not found.
"""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from imagestreamimport.errors import MethodNotAllowed
from imagestreamimport.resources import RESOURCES

from .access import Access

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def tag_routes(access: Access) -> Iterator[Route]:
    """Yield the paths of tags, beside those of the streams."""
    refusing = access.guarded(_refuse)
    for mount in RESOURCES["imagestreams"].mounts:
        tags = f"{mount.prefix}/namespaces/{{namespace}}/imagestreamtags"
        for path in (tags, f"{tags}/{{name}}", f"{mount.prefix}/imagestreamtags"):
            yield Route(path, refusing, methods=_METHODS)


async def _refuse(request: Request) -> Response:
    raise MethodNotAllowed()

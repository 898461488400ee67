"""A server of ImageStreamImport in this process, for tests of code that uses the client.

    server = FakeServer()
    client = Client("http://fake", namespace="team", transport=server)
    …
    server.fail(503, times=2)
    assert server.requests[-1].method == "GET"

The client sends some calls again by itself: a GET after 502, 503, 504 and a broken connection, any
but POST and PATCH after 503 with `retry_after_s`, every one after 429 with it. A failure that a test
wants to see has to come five times (`times=5`), or the client never tries again:
`Client(…, retry=Retry(attempts=1))`.
"""

from __future__ import annotations

from ._base.extras import need

need("httpx2", "client")
need("starlette", "server")

from ._fake.extension import Extension
from ._fake.faults import Recorded
from .resources import RESOURCES
from .server import create_app, written

__all__ = ["FakeServer", "Recorded"]


def __dir__() -> list[str]:
    return __all__


_ATTRIBUTES = {
    "imagestreamimports": "imagestreamimports",
    "imagestreams": "imagestreams",
    "imagestreamtags": "imagestreamtags",
    "imagestreamimages": "imagestreamimages",
    "imagetags": "imagetags",
    "imagestreammappings": "imagestreammappings",
    "images": "images",
    "imagesignatures": "imagesignatures",
    "secrets": "secrets",
    "namespaces": "namespaces",
    "selfsubjectaccessreviews": "selfsubjectaccessreviews",
    "subjectaccessreviews": "subjectaccessreviews",
    "localsubjectaccessreviews": "localsubjectaccessreviews",
    "selfsubjectrulesreviews": "selfsubjectrulesreviews",
    "selfsubjectreviews": "selfsubjectreviews",
    "resourceaccessreviews": "resourceaccessreviews",
    "localresourceaccessreviews": "localresourceaccessreviews",
    "projects": "projects",
    "projectrequests": "projectrequests",
    "users": "users",
}


class FakeServer(Extension):
    """A transport for `Client` and `AsyncClient` that answers like a server; see its parents."""

    def __init__(self, *, token: str | None = None) -> None:
        """A server without objects. With `token` it answers 401 to every other one."""
        super().__init__(create_app, written, RESOURCES, _ATTRIBUTES, token)

"""A registry that misbehaves on purpose, and a web server that is no registry at all.

The faulty registry answers /v2/ properly. What goes wrong afterwards depends on the
repository: the first part of its name picks a fault from FAULTS, and the repository
"fine" shows that without a fault the same server works.
"""

from __future__ import annotations

import json

from . import loopback
from .images import DOCKER_MANIFEST, OCI_MANIFEST, config, docker, layer

_LAYERS = (layer("faulty-base"), layer("faulty-top"))
IMAGE = docker(_LAYERS, config(_LAYERS))
OTHER = docker(_LAYERS, config(_LAYERS, author="someone else"))
BLOBS = {IMAGE.info["config"]: IMAGE.blobs[0], OTHER.info["config"]: OTHER.blobs[0]}


def error(code: str, message: str) -> bytes:
    return json.dumps({"errors": [{"code": code, "message": message}]}).encode()


class Answer:
    """One HTTP answer."""

    def __init__(self, status=200, body=b"", content_type="application/json", **headers):
        self.status, self.body = status, body
        self.headers = {"Content-Type": content_type} if content_type else {}
        self.headers |= {name.replace("_", "-"): value for name, value in headers.items()}


def manifest(image=IMAGE, content_type=DOCKER_MANIFEST, **headers) -> Answer:
    return Answer(body=image.body, content_type=content_type, **headers)


def tag_list(name: str, tags) -> Answer:
    return Answer(body=json.dumps({"name": name, "tags": tags}).encode())


# What each fault does to a request, by the kind of request: "manifests", "blobs" or "tags".
FAULTS = {
    "manifest-500": {"manifests": Answer(500, error("UNKNOWN", "something broke"))},
    "manifest-500-text": {"manifests": Answer(500, b"oops", "text/plain")},
    "manifest-503": {"manifests": Answer(503, error("UNAVAILABLE", "try later"))},
    "manifest-429": {"manifests": Answer(429, error("TOOMANYREQUESTS", "slow down"))},
    "manifest-403": {"manifests": Answer(403, error("DENIED", "requested access is denied"))},
    "manifest-401": {"manifests": Answer(401, error("UNAUTHORIZED", "who are you"))},
    "manifest-404-text": {"manifests": Answer(404, b"not here", "text/plain")},
    "manifest-404-name": {"manifests": Answer(404, error("NAME_UNKNOWN", "no such repository"))},
    "manifest-400": {"manifests": Answer(400, error("MANIFEST_INVALID", "manifest invalid"))},
    "manifest-html": {"manifests": Answer(200, b"<html>welcome</html>", "text/html")},
    "manifest-not-json": {"manifests": Answer(200, b"{oops", DOCKER_MANIFEST)},
    "manifest-empty": {"manifests": Answer(200, b"", DOCKER_MANIFEST)},
    "manifest-unknown-type": {"manifests": manifest(content_type="application/vnd.example+json")},
    "manifest-no-type": {"manifests": manifest(content_type=None)},
    "manifest-oci-type": {"manifests": manifest(content_type=OCI_MANIFEST)},
    "manifest-charset": {"manifests": manifest(content_type=DOCKER_MANIFEST + "; charset=utf-8")},
    "manifest-other": {"manifests": manifest(OTHER)},
    "manifest-other-header": {"manifests": manifest(Docker_Content_Digest=OTHER.digest)},
    "config-404": {"blobs": Answer(404, error("BLOB_UNKNOWN", "blob unknown to registry"))},
    "config-500": {"blobs": Answer(500, error("UNKNOWN", "something broke"))},
    "config-other": {"blobs": Answer(200, BLOBS[OTHER.info["config"]], "application/octet-stream")},
    "tags-500": {"tags": Answer(500, error("UNKNOWN", "something broke"))},
    "tags-404-text": {"tags": Answer(404, b"not here", "text/plain")},
    "tags-403": {"tags": Answer(403, error("DENIED", "requested access is denied"))},
    "tags-not-json": {"tags": Answer(200, b"tags: none")},
    "tags-null": {"tags": tag_list("tags-null", None)},
    "tags-none": {"tags": tag_list("tags-none", [])},
    "tags-blank": {"tags": tag_list("tags-blank", ["", "v1"])},
    "tags-repeated": {"tags": tag_list("tags-repeated", ["v1", "latest", "v1"])},
    "tags-invalid": {"tags": tag_list("tags-invalid", ["ok", "not valid!"])},
    "fine": {},
}
PAGES = {"": (["v1", "v2"], "v2"), "v2": (["v3", "latest"], None)}


class FaultyRegistry(loopback.Handler):
    def _answer(self) -> Answer:
        path, _, query = self.path.partition("?")
        if path.rstrip("/") == "/v2":
            return Answer(body=b"{}")
        name, kind, reference = path.removeprefix("/v2/").rsplit("/", 2)
        if name == "tags-paged" and kind == "tags":
            return self._page(query)
        if name == "blob-redirect" and kind == "blobs":
            return Answer(307, Location=f"/v2/fine/blobs/{reference}")
        found = FAULTS.get(name, {}).get(kind)
        return found or self._healthy(name, kind, reference)

    def _healthy(self, name: str, kind: str, reference: str) -> Answer:
        if kind == "manifests":
            return manifest(Docker_Content_Digest=IMAGE.digest)
        if kind == "tags":
            return tag_list(name, ["latest", "v1"])
        if reference in BLOBS:
            return Answer(body=BLOBS[reference], content_type="application/octet-stream")
        return Answer(404, error("BLOB_UNKNOWN", "blob unknown to registry"))

    def _page(self, query: str) -> Answer:
        tags, following = PAGES[query.partition("last=")[2]]
        answer = tag_list("tags-paged", tags)
        if following:
            answer.headers["Link"] = f'</v2/tags-paged/tags/list?n=2&last={following}>; rel="next"'
        return answer

    def do_GET(self) -> None:
        answer = self._answer()
        version = {"Docker-Distribution-Api-Version": "registry/2.0"}
        self.reply(answer.status, answer.body, version | answer.headers)

    do_HEAD = do_GET


class NotRegistry(loopback.Handler):
    """Answers 404 to everything, as a web server that knows nothing of images does."""

    def do_GET(self) -> None:
        self.reply(404, b"<html><body>nothing here</body></html>", {"Content-Type": "text/html"})

    do_HEAD = do_GET

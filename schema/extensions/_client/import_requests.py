"""The ImageStreamImports that the calls of the clients send."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._base.model import JsonObject
from ..references import parse

ImportMode: TypeAlias = Literal["Legacy", "PreserveOriginal"]
"""What becomes of a list for many platforms: one image of it, or all of it."""
ReferencePolicy: TypeAlias = Literal["Source", "Local"]
"""Where pods pull from: the registry that the image comes from, or the cluster's own."""


def image_request(stream: str, image: str, tag: str | None, policies: JsonObject) -> JsonObject:
    """The import of one image. Raises InvalidReference for a tag that is to be read from it."""
    tag = tag or parse(image).tag or "latest"
    part = {"from": _source(image), "to": {"name": tag}, **policies}
    return _request(stream, {"images": [part]})


def repository_request(stream: str, repository: str, policies: JsonObject) -> JsonObject:
    """The import of every tag of a repository."""
    return _request(stream, {"repository": {"from": _source(repository), **policies}})


def policies_of(
    insecure: bool,
    scheduled: bool,
    import_mode: ImportMode | None,
    reference_policy: ReferencePolicy | None,
) -> JsonObject:
    """The policies of an import; what is not said is left to the server."""
    policy = {"insecure": insecure, "scheduled": scheduled, "importMode": import_mode}
    given = {name: value for name, value in policy.items() if value}
    policies: JsonObject = {"importPolicy": given} if given else {}
    return policies | ({"referencePolicy": {"type": reference_policy}} if reference_policy else {})


def _request(stream: str, spec: JsonObject) -> JsonObject:
    return {"metadata": {"name": stream}, "spec": {"import": True, **spec}}


def _source(name: str) -> JsonObject:
    return {"kind": "DockerImage", "name": name}

"""Documents to send to a server, and the paths where they go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

IMAGES = "/apis/image.openshift.io/v1"


def path_of(plural: str, namespace: str, *rest: str) -> str:
    """The path of a collection, of an object in it, or of a part of that."""
    root = "/api/v1" if plural == "secrets" else IMAGES
    return "/".join((f"{root}/namespaces/{namespace}/{plural}", *rest))


def import_of(
    name: str, reference: str, *, to: str = "", keep: bool = True, **metadata: Any
) -> dict[str, Any]:
    """An import of one image over plain HTTP."""
    image: dict[str, Any] = {
        "from": {"kind": "DockerImage", "name": reference},
        "importPolicy": {"insecure": True},
    }
    if to:
        image["to"] = {"name": to}
    return {
        "kind": "ImageStreamImport",
        "apiVersion": "image.openshift.io/v1",
        "metadata": {"name": name, **metadata},
        "spec": {"import": keep, "images": [image]},
    }


def secret_of(name: str, auths: Mapping[str, Any]) -> dict[str, Any]:
    """A pull secret with these locations."""
    return {
        "metadata": {"name": name},
        "type": "kubernetes.io/dockerconfigjson",
        "stringData": {".dockerconfigjson": json.dumps({"auths": auths})},
    }


def stream_of(name: str, *tags: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """An image stream with spec tags."""
    return {
        "kind": "ImageStream",
        "apiVersion": "image.openshift.io/v1",
        "metadata": {"name": name, **metadata},
        "spec": {"tags": list(tags)},
    }


def docker_tag(name: str, reference: str = "registry.test/app:1", **more: Any) -> dict[str, Any]:
    """A spec tag that stands for an image in a registry."""
    return {"name": name, "from": {"kind": "DockerImage", "name": reference}, **more}

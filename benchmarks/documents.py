"""The documents that are measured: made by code, the same each time, valid by all rules."""

from __future__ import annotations

import hashlib
from typing import Any

API_VERSION = "image.openshift.io/v1"
IMPORTED = "2026-03-14T09:26:53Z"
REPOSITORY = "registry.example.test:5000/team/app"


def request() -> dict[str, Any]:
    """A request for one image, about 420 bytes: what `oc import-image --confirm` sends."""
    return {
        "apiVersion": API_VERSION,
        "kind": "ImageStreamImport",
        "metadata": {"name": "app", "namespace": "team-project", "creationTimestamp": None},
        "spec": {
            "import": True,
            "images": [
                {
                    "from": {"kind": "DockerImage", "name": f"{REPOSITORY}:v1.2.3"},
                    "to": {"name": "v1.2.3"},
                    "importPolicy": {"insecure": False, "scheduled": True},
                    "referencePolicy": {"type": "Source"},
                    "includeManifest": True,
                }
            ],
        },
        "status": {},
    }


def response(images: int = 50) -> dict[str, Any]:
    """The answer to a request for many images, with the stream they went into: 6 kB for each."""
    asked = range(images)
    return {
        "kind": "ImageStreamImport",
        "apiVersion": API_VERSION,
        "metadata": {"name": "app", "namespace": "team-project", "creationTimestamp": None},
        "spec": {"import": True, "images": [_asked(index) for index in asked]},
        "status": {
            "import": _stream(images),
            "images": [_found(index) for index in asked],
        },
    }


def _asked(index: int) -> dict[str, Any]:
    return {
        "from": {"kind": "DockerImage", "name": f"{REPOSITORY}:v1.{index}"},
        "to": {"name": f"v1.{index}"},
        "importPolicy": {"importMode": "Legacy"},
        "referencePolicy": {"type": "Source"},
        "includeManifest": False,
    }


def _found(index: int) -> dict[str, Any]:
    digest = _digest("image", index)
    return {
        "status": {"metadata": {}, "status": "Success"},
        "image": {
            "metadata": {
                "name": digest,
                "uid": f"5f0c1c2a-0000-4000-8000-{index:012}",
                "creationTimestamp": _time(index),
                "annotations": {"image.openshift.io/dockerLayersOrder": "ascending"},
            },
            "dockerImageReference": f"{REPOSITORY}@{digest}",
            "dockerImageMetadata": _metadata(index),
            "dockerImageMetadataVersion": "1.0",
            "dockerImageManifestMediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "dockerImageLayers": [_layer(index, number) for number in range(10)],
        },
        "tag": f"v1.{index}",
    }


def _stream(images: int) -> dict[str, Any]:
    return {
        "metadata": {
            "name": "app",
            "namespace": "team-project",
            "uid": "5f0c1c2a-0000-4000-8000-ffffffffffff",
            "resourceVersion": "4711",
            "generation": 2,
            "creationTimestamp": IMPORTED,
        },
        "spec": {
            "lookupPolicy": {"local": False},
            "tags": [_tag(index) for index in range(images)],
        },
        "status": {
            "dockerImageRepository": "image-registry.example.test:5000/team-project/app",
            "tags": [_history(index) for index in range(images)],
        },
    }


def _tag(index: int) -> dict[str, Any]:
    return {
        "name": f"v1.{index}",
        "annotations": None,
        "from": {"kind": "DockerImage", "name": f"{REPOSITORY}:v1.{index}"},
        "generation": 2,
        "importPolicy": {"importMode": "Legacy"},
        "referencePolicy": {"type": "Source"},
    }


def _history(index: int) -> dict[str, Any]:
    digest = _digest("image", index)
    event = {
        "created": IMPORTED,
        "dockerImageReference": f"{REPOSITORY}@{digest}",
        "image": digest,
        "generation": 2,
    }
    return {"tag": f"v1.{index}", "items": [event]}


def _layer(index: int, number: int) -> dict[str, Any]:
    # The lower half of the layers is the same in all images, as that of a common base image is.
    return {
        "name": _digest("layer", number if number < 5 else index * 100 + number),
        "size": 1_000_000 + index * 1000 + number,
        "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
    }


def _metadata(index: int) -> dict[str, Any]:
    """What a server tells of an image's configuration, about 3 kB."""
    config = {
        "Hostname": f"host-{index}",
        "User": "1001",
        "ExposedPorts": {"8080/tcp": {}, "8443/tcp": {}},
        "Env": [
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            *(f"APP_SETTING_{number}=value {number} of image {index}" for number in range(20)),
        ],
        "Cmd": ["/usr/bin/app", "--listen", ":8080"],
        "Image": _digest("config", index),
        "WorkingDir": "/opt/app",
        "Entrypoint": ["container-entrypoint"],
        "Labels": {
            "maintainer": "Team <team@example.test>",
            **{
                f"io.example.label-{number}": f"label {number} of image {index}"
                for number in range(12)
            },
        },
    }
    return {
        "kind": "DockerImage",
        "apiVersion": "1.0",
        "Id": _digest("config", index),
        "Created": _time(index),
        "Container": hashlib.sha256(b"container %d" % index).hexdigest(),
        "ContainerConfig": {**config, "Labels": None},
        "DockerVersion": "20.10.24",
        "Config": config,
        "Architecture": "amd64",
        "Os": "linux",
        "Size": 123_456_789 + index,
    }


def _time(index: int) -> str:
    return f"2026-03-{1 + index % 28:02}T{index % 24:02}:{index % 60:02}:00Z"


def _digest(what: str, number: int) -> str:
    return "sha256:" + hashlib.sha256(f"{what} {number}".encode()).hexdigest()

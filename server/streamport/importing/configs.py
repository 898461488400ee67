"""Image configurations, and what of them an Image keeps as its dockerImageMetadata.

Source: import semantics, section 8.6; the field names are those of the Docker remote API 1.10.
"""

from __future__ import annotations

from typing import Any

from .errors import BadContent
from .registryjson import (
    Fields,
    flag,
    instant,
    list_of,
    name_set,
    nested,
    number,
    read_json,
    text,
    text_map,
    texts,
)

# The settings of a container that are kept, in the order in which they are written.
_CONTAINER = Fields(
    {
        "Hostname": text,
        "Domainname": text,
        "User": text,
        "Memory": number,
        "MemorySwap": number,
        "CpuShares": number,
        "Cpuset": text,
        "AttachStdin": flag,
        "AttachStdout": flag,
        "AttachStderr": flag,
        "PortSpecs": texts,
        "ExposedPorts": name_set,
        "Tty": flag,
        "OpenStdin": flag,
        "StdinOnce": flag,
        "Env": texts,
        "Cmd": texts,
        "Dns": texts,
        "Image": text,
        "Volumes": name_set,
        "VolumesFrom": text,
        "WorkingDir": text,
        "Entrypoint": texts,
        "NetworkDisabled": flag,
        "SecurityOpts": texts,
        "OnBuild": texts,
        "Labels": text_map,
    }
)
# What both an image configuration and a v1Compatibility entry may say.
_IMAGE = Fields(
    {
        "id": text,
        "parent": text,
        "comment": text,
        "created": instant,
        "container": text,
        "container_config": nested(_CONTAINER),
        "docker_version": text,
        "author": text,
        "config": nested(_CONTAINER),
        "architecture": text,
        "size": number,
    }
)
# Dropped from the result, and checked all the same.
_REST = Fields(
    {
        "os": text,
        "os.version": text,
        "os.features": texts,
        "rootfs": nested(Fields({"type": text, "diff_ids": texts})),
        "history": list_of(
            Fields(
                {
                    "created": instant,
                    "author": text,
                    "created_by": text,
                    "comment": text,
                    "empty_layer": flag,
                }
            )
        ),
    }
)


def image_metadata(config: bytes, image_id: str, size: int) -> dict[str, Any]:
    """dockerImageMetadata from an image configuration; `size` in bytes, 0 for unknown.

    Raises BadContent for a configuration that cannot be read.
    """
    document = read_json(config)
    found = _IMAGE.read(document)
    try:
        _REST.read(document)
    except BadContent as error:
        raise BadContent(f"failed to parse dockerImageConfig: {error.text}") from None
    return _metadata(found, image_id, size)


def compatibility_metadata(entry: str, size: int) -> dict[str, Any]:
    """dockerImageMetadata from the v1Compatibility text of schema 1. Raises BadContent."""
    found = _IMAGE.read(read_json(entry.encode()))
    return _metadata(found, found.get("id", ""), size)


def compatibility_size(entry: str) -> int:
    """The size in bytes that a v1Compatibility text states for its layer, else 0."""
    try:
        return Fields({"size": number}).read(read_json(entry.encode())).get("size", 0)
    except BadContent:
        return 0


def list_metadata(digest: str, created: str) -> dict[str, Any]:
    """dockerImageMetadata of a manifest list, which has no configuration of its own."""
    return _metadata({"created": created}, digest, 0)


def _metadata(found: dict[str, Any], image_id: str, size: int) -> dict[str, Any]:
    """The object as it is written: what is empty is left out, but for the fields marked so."""
    written: dict[str, Any] = {
        "kind": "DockerImage",
        "apiVersion": "image.openshift.io/1.0",
        "Id": image_id,  # always there
        "Parent": found.get("parent"),
        "Comment": found.get("comment"),
        "Created": found.get("created"),  # always there, null when unknown
        "Container": found.get("container"),
        "ContainerConfig": _settings(found.get("container_config", {})),  # always there
        "DockerVersion": found.get("docker_version"),
        "Author": found.get("author"),
        "Config": _settings(found["config"]) if "config" in found else None,
        "Architecture": found.get("architecture"),
        "Size": size,
    }
    always = ("Id", "Created", "ContainerConfig")
    return {
        key: value
        for key, value in written.items()
        if value or key in always or (key == "Config" and value is not None)
    }


def _settings(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in _CONTAINER.names if found.get(name)}

"""Image configurations, and what of them an Image keeps as its dockerImageMetadata.

Source: import semantics, section 8.6; the field names are those of the Docker remote API 1.10.
"""

from __future__ import annotations

from typing import Any

from msgspec import field, json, structs

from imagestreamimport.models import Int64

from .errors import BadContent
from .registry_json import Passed, Reader, RegistryStruct
from .times import to_whole_seconds

_Texts = list[str | None] | None
_Names = dict[str, dict[str, Any] | None] | None


class ContainerConfig(RegistryStruct, rename="pascal"):
    """The settings of a container, in the order in which they are written."""

    hostname: str | None = None
    domainname: str | None = None
    user: str | None = None
    memory: Int64 | None = None
    memory_swap: Int64 | None = None
    cpu_shares: Int64 | None = None
    cpuset: str | None = None
    attach_stdin: bool | None = None
    attach_stdout: bool | None = None
    attach_stderr: bool | None = None
    port_specs: _Texts = None
    exposed_ports: _Names = None
    tty: bool | None = None
    open_stdin: bool | None = None
    stdin_once: bool | None = None
    env: _Texts = None
    cmd: _Texts = None
    dns: _Texts = None
    image: str | None = None
    volumes: _Names = None
    volumes_from: str | None = None
    working_dir: str | None = None
    entrypoint: _Texts = None
    network_disabled: bool | None = None
    security_opts: _Texts = None
    on_build: _Texts = None
    labels: dict[str, str | None] | None = None
    args_escaped: Passed = None
    healthcheck: Passed = None
    mac_address: Passed = None
    shell: Passed = None
    stop_signal: Passed = None
    stop_timeout: Passed = None


class _History(RegistryStruct, rename=None):
    created: str | None = None
    author: str | None = None
    created_by: str | None = None
    comment: str | None = None
    empty_layer: bool | None = None


class _RootFs(RegistryStruct, rename=None):
    type: str | None = None
    diff_ids: _Texts = None


class _Image(RegistryStruct, rename=None):
    """An image configuration, or a v1Compatibility entry of schema 1."""

    id: str | None = None
    parent: str | None = None
    comment: str | None = None
    created: str | None = None
    container: str | None = None
    container_config: ContainerConfig | None = None
    docker_version: str | None = None
    author: str | None = None
    config: ContainerConfig | None = None
    architecture: str | None = None
    size: Int64 | None = None


class _Config(_Image):
    """Fields that only an image configuration has: none of them is kept, but all are checked."""

    os: str | None = None
    os_version: str | None = field(default=None, name="os.version")
    os_features: _Texts = field(default=None, name="os.features")
    rootfs: _RootFs | None = None
    history: list[_History | None] | None = None
    variant: Passed = None
    buildinfo: Passed = field(default=None, name="moby.buildkit.buildinfo.v1")
    cache: Passed = field(default=None, name="moby.buildkit.cache.v0")


class _Compatibility(_Image):
    """A v1Compatibility entry. What else it says is passed over."""

    os: Passed = None
    throwaway: Passed = None


class _Size(RegistryStruct, rename=None):
    size: Int64 | None = None


class _Written(RegistryStruct, rename="pascal"):
    """dockerImageMetadata as documents carry it."""

    id: str | None = None
    parent: str | None = None
    comment: str | None = None
    created: str | None = None
    container: str | None = None
    container_config: ContainerConfig | None = None
    docker_version: str | None = None
    author: str | None = None
    config: ContainerConfig | None = None
    architecture: str | None = None
    size: Int64 | None = None
    kind: Passed = field(default=None, name="kind")
    api_version: Passed = field(default=None, name="apiVersion")


_read_written = Reader(_Written).read
_read_image = Reader(_Image).read
_read_config = Reader(_Config).read
_read_compatibility = Reader(_Compatibility).read
_read_size = Reader(_Size).read


def image_metadata(config: bytes, image_id: str, size: int) -> dict[str, Any]:
    """Make dockerImageMetadata of an image configuration; `size` in bytes, 0 for unknown.

    Raises BadContent for a configuration that cannot be read.
    """
    try:
        found = _read_config(config)
    except BadContent as error:
        # If the fault lies in what is kept, which is read first, this raises.
        _metadata(_read_image(config), image_id, size)
        raise _late(error) from None
    metadata = _metadata(found, image_id, size)
    try:
        for entry in found.history or ():
            if entry and entry.created is not None:
                to_whole_seconds(entry.created)
    except BadContent as error:
        raise _late(error) from None
    return metadata


def _late(error: BadContent) -> BadContent:
    return BadContent(f"failed to parse dockerImageConfig: {error.text}")


def compatibility_metadata(entry: str, size: int) -> dict[str, Any]:
    """Make dockerImageMetadata of the v1Compatibility text of schema 1. Raises BadContent."""
    found = _read_compatibility(entry.encode())
    return _metadata(found, found.id or "", size)


def compatibility_size(entry: str) -> int:
    """Return the size in bytes that a v1Compatibility text states for its layer, else 0."""
    try:
        return _read_size(entry.encode()).size or 0
    except BadContent:
        return 0


def list_metadata(digest: str, created: str) -> dict[str, Any]:
    """Make dockerImageMetadata of a manifest list, which has no configuration."""
    return _metadata(_Image(created=created), digest, 0)


def written_metadata(document: dict[str, Any]) -> dict[str, Any]:
    """Put dockerImageMetadata of a document into the form in which it is written.

    Raises BadContent for fields of the wrong type.
    """
    found = _read_written(json.encode(document))
    return _metadata(found, found.id or "", found.size or 0)


def _metadata(found: _Image | _Written, image_id: str, size: int) -> dict[str, Any]:
    """Make the object as it is written: without empty fields, but for those marked."""
    written: dict[str, Any] = {
        "kind": "DockerImage",
        "apiVersion": "image.openshift.io/1.0",
        "Id": image_id,  # always there
        "Parent": found.parent,
        "Comment": found.comment,
        "Created": None if found.created is None else to_whole_seconds(found.created),  # always
        "Container": found.container,
        "ContainerConfig": _written(found.container_config),  # always there
        "DockerVersion": found.docker_version,
        "Author": found.author,
        "Config": None if found.config is None else _written(found.config),  # {} if it is {}
        "Architecture": found.architecture,
        "Size": size,
    }
    always = ("Id", "Created", "ContainerConfig")
    return {
        key: value
        for key, value in written.items()
        if value or key in always or (key == "Config" and value is not None)
    }


# Name in a ContainerConfig and on the wire, of what is kept.
_KEPT = [(entry.name, entry.encode_name) for entry in structs.fields(ContainerConfig)]
_KEPT = _KEPT[: [name for name, _ in _KEPT].index("args_escaped")]


def _written(found: ContainerConfig | None) -> dict[str, Any]:
    """Return the settings as they are written: without empty ones; null inside becomes ""."""
    kept: dict[str, Any] = {}
    for name, written in _KEPT:
        value: Any = getattr(found, name, None)
        if not value:
            continue
        if written in ("ExposedPorts", "Volumes"):
            value = {key: {} for key in value}
        elif isinstance(value, list) and None in value:
            value = ["" if item is None else item for item in value]
        elif isinstance(value, dict) and None in value.values():
            value = {key: item or "" for key, item in value.items()}
        kept[written] = value
    return kept

"""Building blocks of the images. All but the signatures is the same bytes everywhere.

Compression libraries differ between machines, so layers use gzip with stored
(uncompressed) blocks written by hand, and JSON is always sorted and compact.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import dataclass, field
from functools import lru_cache

from . import keys

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
DOCKER_FOREIGN_LAYER = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"

CREATED = "2020-01-02T03:04:05.678901234Z"


def dump(value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@lru_cache(maxsize=10_000)  # the same large layer is in most images
def digest_of(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def gzip_stored(data: bytes) -> bytes:
    """gzip without compression, so that the bytes do not depend on a zlib version."""
    out = bytearray(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
    chunks = [data[i : i + 0xFFFF] for i in range(0, len(data), 0xFFFF)] or [b""]
    for i, chunk in enumerate(chunks):
        out += struct.pack("<BHH", i == len(chunks) - 1, len(chunk), len(chunk) ^ 0xFFFF) + chunk
    return bytes(out + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))


@dataclass(frozen=True)
class Layer:
    """A layer blob with the media type it is listed under."""

    blob: bytes
    diff_id: str
    media_type: str = DOCKER_LAYER
    urls: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        return digest_of(self.blob)

    def descriptor(self) -> dict:
        found = {"mediaType": self.media_type, "size": len(self.blob), "digest": self.digest}
        return found | ({"urls": list(self.urls)} if self.urls else {})

    def typed(self, media_type: str, *urls: str) -> Layer:
        return Layer(self.blob, self.diff_id, media_type, urls)


def tar(path: str, content: bytes) -> bytes:
    """A tar archive of one file, written by hand so that it is the same everywhere."""

    def header(checksum: bytes) -> bytes:
        numbers = b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (len(content), 1577934245)
        start = path.encode().ljust(100, b"\0") + numbers + checksum + b"0" + bytes(100)
        return (start + b"ustar\0" + b"00").ljust(512, b"\0")

    checksum = b"%06o\0 " % sum(header(b" " * 8))
    return header(checksum) + content + bytes(-len(content) % 512 + 1024)


def layer(name: str, size: int = 40) -> Layer:
    """A layer holding one file, whose name and content follow from name and size."""
    text = name.encode()
    raw = tar("data/" + name, (text * (size // len(text) + 1))[:size])
    return Layer(gzip_stored(raw), digest_of(raw))


@dataclass(frozen=True)
class Manifest:
    """A manifest, with all that a registry must hold before it accepts the manifest."""

    media_type: str
    body: bytes
    blobs: tuple[bytes, ...] = ()
    children: tuple[Manifest, ...] = ()
    payload: bytes | None = None  # what the digest is taken of, where that is not the body
    info: dict = field(default_factory=dict, compare=False)

    @property
    def digest(self) -> str:
        return digest_of(self.payload or self.body)

    def descriptor(self, **extra) -> dict:
        return {
            "mediaType": self.media_type,
            "size": len(self.body),
            "digest": self.digest,
        } | extra


def config(layers=(), *, architecture="amd64", os="linux", **extra) -> dict:
    """A plain image configuration; keyword arguments add to it or replace its keys."""
    return {
        "architecture": architecture,
        "os": os,
        "created": CREATED,
        "config": {"Env": ["PATH=/usr/local/bin:/usr/bin:/bin"], "Cmd": ["/bin/sh"]},
        "history": [{"created": CREATED, "created_by": f"layer {i}"} for i in range(len(layers))],
        "rootfs": {"type": "layers", "diff_ids": [entry.diff_id for entry in layers]},
    } | extra


def docker(
    layers=(), conf=None, *, raw_config=None, config_type=DOCKER_CONFIG, **extra
) -> Manifest:
    """A Docker schema 2 image."""
    blob = raw_config if raw_config is not None else dump(conf or config(layers))
    body = {
        "schemaVersion": 2,
        "mediaType": DOCKER_MANIFEST,
        "config": {"mediaType": config_type, "size": len(blob), "digest": digest_of(blob)},
        "layers": [entry.descriptor() for entry in layers],
    } | extra
    return Manifest(
        DOCKER_MANIFEST,
        dump(body),
        (blob, *(e.blob for e in layers)),
        info={"config": digest_of(blob)},
    )


def oci(
    layers=(), conf=None, *, raw_config=None, config_type=OCI_CONFIG, media_type=True, **extra
) -> Manifest:
    """An OCI image (or, with another config type, an artifact)."""
    layers = [e.typed(OCI_LAYER) if e.media_type == DOCKER_LAYER else e for e in layers]
    blob = raw_config if raw_config is not None else dump(conf or config(layers))
    body = {
        "schemaVersion": 2,
        "config": {"mediaType": config_type, "size": len(blob), "digest": digest_of(blob)},
        "layers": [entry.descriptor() for entry in layers],
    }
    body |= {"mediaType": OCI_MANIFEST} if media_type else {}
    return Manifest(
        OCI_MANIFEST,
        dump(body | extra),
        (blob, *(e.blob for e in layers)),
        info={"config": digest_of(blob)},
    )


def platform(architecture: str, os: str = "linux", **extra) -> dict:
    return {"architecture": architecture, "os": os} | extra


def many(entries, *, media_type=DOCKER_LIST, state_type=True, **extra) -> Manifest:
    """A manifest list or index of (manifest, platform or None, extra descriptor keys)."""
    descriptors, children = [], []
    for child, where, *more in entries:
        keys = {"platform": where} if where is not None else {}
        descriptors.append(child.descriptor(**keys, **(more[0] if more else {})))
        children.append(child)
    body = {"schemaVersion": 2, "manifests": descriptors}
    body |= {"mediaType": media_type} if state_type else {}
    return Manifest(media_type, dump(body | extra), children=tuple(children))


def index(entries, **extra) -> Manifest:
    return many(entries, media_type=OCI_INDEX, **extra)


def schema1(repository: str, tag: str, layers, history) -> Manifest:
    """A signed schema 1 manifest. Layers and history run from the newest to the oldest."""
    body = {
        "schemaVersion": 1,
        "name": repository,
        "tag": tag,
        "architecture": "amd64",
        "fsLayers": [{"blobSum": entry.digest} for entry in layers],
        "history": [{"v1Compatibility": dump(entry).decode()} for entry in history],
    }
    payload, signed = keys.sign_schema1(body)
    return Manifest(SCHEMA1_SIGNED, signed, tuple(e.blob for e in layers), payload=payload)

"""Fills the storage of a registry with the catalogue, and moves tags of a running one.

Files are written as docker-registry lays them out, which takes a moment where pushing takes half a
minute. Layout: distribution, registry/storage/paths.go.
"""

from __future__ import annotations

import urllib.request
from pathlib import Path
from shutil import rmtree

from .catalogue import Repository, repositories
from .images import DOCKER_MANIFEST, Manifest, digest_of


class Storage:
    """The folder that docker-registry's file system driver reads."""

    def __init__(self, root: Path) -> None:
        self._root = root / "docker" / "registry" / "v2"

    def write_catalogue(self) -> None:
        for name, repository in repositories().items():
            self._write(name, repository)

    def _write(self, name: str, repository: Repository) -> None:
        for tag, manifest in repository.tags.items():
            self._write_manifest(name, manifest)
            folder = self._repository(name) / "_manifests" / "tags" / tag
            self._link(folder / "current", manifest.digest)
            self._link(folder / "index" / _path(manifest.digest), manifest.digest)
        for manifest in repository.untagged:
            self._write_manifest(name, manifest)
        for digest in repository.drop_blobs:
            (self._repository(name) / "_layers" / _path(digest) / "link").unlink()
        for tag, manifest in repository.tags.items():
            if manifest.digest in repository.drop_manifests:
                rmtree(self._repository(name) / "_manifests" / "tags" / tag)
        for digest in repository.drop_manifests:
            (self._repository(name) / "_manifests" / "revisions" / _path(digest) / "link").unlink()

    def _write_manifest(self, name: str, manifest: Manifest) -> None:
        for child in manifest.children:
            self._write_manifest(name, child)
        for blob in manifest.blobs:
            digest = self._write_blob(blob)
            self._link(self._repository(name) / "_layers" / _path(digest), digest)
        # Of a signed manifest the payload is kept, and the registry signs it when it is asked.
        digest = self._write_blob(manifest.payload or manifest.body)
        self._link(self._repository(name) / "_manifests" / "revisions" / _path(digest), digest)

    def _write_blob(self, blob: bytes) -> str:
        digest = digest_of(blob)
        algorithm, digits = digest.split(":")
        path = self._root / "blobs" / algorithm / digits[:2] / digits / "data"
        if not path.exists():
            path.parent.mkdir(parents=True)
            path.write_bytes(blob)
        return digest

    def _repository(self, name: str) -> Path:
        return self._root / "repositories" / name

    def _link(self, folder: Path, digest: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "link").write_text(digest)


def _path(digest: str) -> str:
    return digest.replace(":", "/")


def retag(host: str, repository: str, tag: str, source: str) -> None:
    """Let a tag name the same Docker image as source, another tag or a digest."""
    address = f"http://{host}/v2/{repository}/manifests/"
    asked = urllib.request.Request(address + source, headers={"Accept": DOCKER_MANIFEST})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        body, headers = answer.read(), {"Content-Type": answer.headers["Content-Type"]}
    pushed = urllib.request.Request(address + tag, data=body, headers=headers, method="PUT")
    urllib.request.urlopen(pushed, timeout=30).close()

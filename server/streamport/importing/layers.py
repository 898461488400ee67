"""The blobs of an image stream: what its images are made of. Pure.

Source: openshift-apiserver, pkg/image/apiserver/registry/imagestream/etcd. Unlike there, each layer
has its own size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from imagestreamimport.models import (
    ImageBlobReferences,
    ImageLayer,
    ImageLayerData,
    ImageManifest,
    ImageStream,
    ImageStreamLayers,
    ImageStreamStatus,
)
from streamport.registry.media_types import DOCKER_MANIFEST, OCI_MANIFEST

# Media type of a manifest -> that of its configuration. Other manifests have none.
_CONFIGURATIONS = {
    DOCKER_MANIFEST: "application/vnd.docker.container.image.v1+json",
    OCI_MANIFEST: "application/vnd.oci.image.config.v1+json",
}


class ImageParts(Struct, rename="camel"):
    """What of an image tells what it is made of."""

    docker_image_manifest_media_type: str | None = None
    docker_image_layers: list[ImageLayer] | None = None
    docker_image_manifests: list[ImageManifest] | None = None
    docker_image_metadata: dict[str, object] | None = None

    @property
    def config(self) -> tuple[str, str] | None:
        """Digest and media type of the configuration, where it is a blob of its own."""
        media_type = _CONFIGURATIONS.get(self.docker_image_manifest_media_type or "")
        digest = (self.docker_image_metadata or {}).get("Id")
        return (digest, media_type) if media_type and isinstance(digest, str) and digest else None

    @property
    def members(self) -> list[str]:
        """Names of the images that a manifest list has."""
        return [child.digest or "" for child in self.docker_image_manifests or []]


def tagged_images(stream: ImageStream) -> Iterator[str]:
    """Yield the name of each image in the history of a stream, some of them several times."""
    status = stream.status or ImageStreamStatus()
    for tag in status.tags:
        for event in tag.items:
            if event.image:
                yield event.image


def layers_of(stream: ImageStream, images: Mapping[str, ImageParts]) -> ImageStreamLayers:
    """Make the list of blobs from the images of the stream and their members, by name.

    What is not among `images` is told to be missing.
    """
    blobs: dict[str, ImageLayerData] = {}
    references: dict[str, ImageBlobReferences] = {}
    waiting = list(tagged_images(stream))
    while waiting:
        name = waiting.pop()
        if name in references:
            continue
        image = images.get(name)
        if image is None:
            references[name] = ImageBlobReferences(image_missing=True, config=None)
            continue
        references[name] = _references(image)
        waiting += image.members
        for digest, blob in _blobs(name, image):
            known = blobs.setdefault(digest, blob)
            if known.size is None:
                known.size = blob.size
    return ImageStreamLayers(
        metadata=stream.metadata,
        blobs=dict(sorted(blobs.items())),
        images=dict(sorted(references.items())),
    )


def _references(image: ImageParts) -> ImageBlobReferences:
    layers = [layer.name or "" for layer in image.docker_image_layers or []]
    config = image.config
    return ImageBlobReferences(
        image_missing=False,
        layers=layers,
        config=config[0] if config else None,
        manifests=image.members,
    )


def _blobs(name: str, image: ImageParts) -> Iterator[tuple[str, ImageLayerData]]:
    """Yield the blobs of an image: its layers, its configuration, its manifest."""
    for layer in image.docker_image_layers or []:
        size, media_type = layer.size or 0, layer.media_type or ""
        yield layer.name or "", ImageLayerData(size=size, media_type=media_type)
    if config := image.config:
        yield config[0], ImageLayerData(size=None, media_type=config[1])
    media_type = image.docker_image_manifest_media_type or DOCKER_MANIFEST
    yield name, ImageLayerData(size=None, media_type=media_type)

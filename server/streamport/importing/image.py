"""Images: the Image object of a manifest, with every field but its dockerImageReference.

Source: import semantics, section 8.6.
"""

from __future__ import annotations

from collections.abc import Mapping

from imagestreamimport.models import Image, ImageLayer, ImageManifest, ObjectMeta
from streamport.registry.digests import sha256_of
from streamport.registry.media_types import SCHEMA1, SCHEMA1_SIGNED

from . import manifests
from .configs import compatibility_metadata, compatibility_size, image_metadata, list_metadata
from .errors import BadContent
from .fields import name_of
from .manifests import Index
from .schema1 import Schema1

LAYERS_ORDER = "image.openshift.io/dockerLayersOrder"
_METADATA_VERSION = "1.0"
_SCHEMA1_LAYER = "application/vnd.docker.container.image.rootfs.diff+x-gtar"


def image_of_manifest(data: bytes, manifest: manifests.ImageManifest, config: bytes) -> Image:
    """Make the Image of a Docker schema 2 or OCI manifest, with its manifest and configuration.

    data: the manifest's bytes. Raises BadContent for a configuration that cannot be used.
    """
    name = sha256_of(data)
    sizes = {layer.digest: layer.size for layer in reversed(manifest.layers)}
    sizes.pop(manifest.config.digest, None)
    metadata = image_metadata(config, manifest.config.digest, len(config) + sum(sizes.values()))
    _check_version(manifest.version, 2, name)
    return Image(
        metadata=_meta(name),
        docker_image_metadata=metadata,
        docker_image_metadata_version=_METADATA_VERSION,
        docker_image_manifest=data.decode("utf-8", "replace"),
        docker_image_config=config.decode("utf-8", "replace"),
        docker_image_manifest_media_type=manifest.media_type,
        docker_image_layers=[
            ImageLayer(name=layer.digest, size=layer.size, media_type=layer.media_type)
            for layer in manifest.layers
        ],
    )


def image_of_schema1(data: bytes, manifest: Schema1, sizes: Mapping[str, int]) -> Image:
    """Return the Image of a signed schema 1 manifest, raw manifest included.

    sizes: bytes of each layer by digest, for a manifest that `needs_sizes`.
    Raises BadContent.
    """
    if not manifest.history:
        raise BadContent("image has no v1Compatibility history and cannot be used")
    metadata = compatibility_metadata(manifest.history[0], 0)
    _check_version(manifest.version, 1, manifest.digest)
    layers = _schema1_layers(manifest)
    if needs_sizes(manifest):
        _fill_sizes(layers, sizes)
    size = _total_size(layers)
    if size:
        metadata["Size"] = size
    return Image(
        metadata=_meta(manifest.digest),
        docker_image_metadata=metadata,
        docker_image_metadata_version=_METADATA_VERSION,
        docker_image_manifest=data.decode("utf-8", "replace"),
        docker_image_manifest_media_type=SCHEMA1,
        docker_image_layers=layers,
    )


def image_of_index(data: bytes, index: Index, now: str) -> Image:
    """Return the Image that stands for a whole manifest list; its raw manifest is never kept.

    now: the time of the import, which counts as the list's creation.
    """
    name = sha256_of(data)
    return Image(
        metadata=ObjectMeta(name=name, creation_timestamp=None),
        docker_image_metadata=list_metadata(name, now),
        docker_image_metadata_version=_METADATA_VERSION,
        docker_image_manifest_media_type=index.media_type,
        docker_image_manifests=[_child(child) for child in index.manifests],
    )


def needs_sizes(manifest: Schema1) -> bool:
    """Whether no layer states a size, so that the registry has to be asked."""
    return not any(map(compatibility_size, manifest.history))


def _meta(name: str) -> ObjectMeta:
    return ObjectMeta(name=name, creation_timestamp=None, annotations={LAYERS_ORDER: "ascending"})


def check_name(image: Image, manifest: manifests.AnyManifest, wanted: str) -> None:
    """Refuse an image that was asked for by another digest than its name.

    The registry part has compared what is sha256; a digest of another algorithm ends here, since
    images are named by sha256. wanted: empty for an image that was asked for by tag.
    Raises BadContent.
    """
    name = name_of(image)
    if wanted and name != wanted:
        media_type = SCHEMA1_SIGNED if isinstance(manifest, Schema1) else manifest.media_type
        raise BadContent(
            f"content integrity error: the manifest retrieved (media type: {media_type}) with "
            f"digest {wanted} does not match the digest calculated from the content {name}"
        )


def _check_version(version: int, expected: int, name: str) -> None:
    if version != expected:
        raise BadContent(f'unrecognized container image manifest schema {version} for "{name}" ()')


def _child(child: manifests.Descriptor) -> ImageManifest:
    described = ImageManifest(
        digest=child.digest,
        media_type=child.media_type,
        manifest_size=child.size,
        architecture=child.architecture,
        os=child.os,
    )
    if child.variant:
        described.variant = child.variant
    return described


def _schema1_layers(manifest: Schema1) -> list[ImageLayer]:
    """List the layers, lowest first, with the sizes that the history states."""
    if len(manifest.layers) != len(manifest.history):
        raise BadContent(
            f"the image {manifest.digest} () has mismatched history and fslayer cardinality "
            f"({len(manifest.history)} != {len(manifest.layers)})"
        )
    described = zip(reversed(manifest.layers), reversed(manifest.history), strict=True)
    return [
        ImageLayer(name=digest, size=compatibility_size(entry), media_type=_SCHEMA1_LAYER)
        for digest, entry in described
    ]


def _fill_sizes(layers: list[ImageLayer], sizes: Mapping[str, int]) -> None:
    """Fill in sizes; a layer that comes again stays at 0, as the reference leaves it."""
    seen: set[str] = set()
    for layer in layers:
        digest = str(layer.name)
        if digest not in seen:
            seen.add(digest)
            layer.size = sizes.get(digest, 0)


def _total_size(layers: list[ImageLayer]) -> int:
    """Add up the bytes of all layers, each digest where it comes first."""
    sizes = {layer.name: layer.size or 0 for layer in reversed(layers)}
    return sum(sizes.values())

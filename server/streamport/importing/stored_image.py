"""Images as users store and change them: what is read from their manifests, what may change. Pure.

Source: openshift-apiserver, pkg/image/apiserver/registry/image and internalimageutil.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import DecodeError, Struct, json

from imagestreamimport.models import Image, ImageManifest, ImageSignature, ObjectMeta
from streamport.registry.digests import sha256_of
from streamport.registry.media_types import (
    DOCKER_LIST,
    DOCKER_MANIFEST,
    OCI_INDEX,
    OCI_MANIFEST,
    SCHEMA1,
    SCHEMA1_SIGNED,
)

from .configs import written_metadata
from .draft import without_empty
from .errors import BadContent
from .fields import metadata_of, name_of
from .image import LAYERS_ORDER, image_of_index, image_of_manifest, image_of_schema1
from .manifests import ImageManifest as ParsedManifest
from .manifests import Index, parse_manifest

BLOB_STORED = "image.openshift.io/manifestBlobStored"
MANAGED = "openshift.io/image.managed"
_MANAGED_SIGNATURE = "image.openshift.io/managed-signature"
_VERSION = "1.0"
_DESCENDING = "descending"


class _Stated(Struct, rename="camel"):
    media_type: str | None = None
    schema_version: int | None = None


def written_image(image: Image) -> Image:
    """Put an image into the form in which the server writes images, without kind and apiVersion.

    Raises BadContent for metadata that are none.
    """
    written = without_empty(image)
    written.kind = written.api_version = None
    written.metadata = without_empty(metadata_of(image))
    if written.metadata.deletion_timestamp:
        grace_s = metadata_of(image).deletion_grace_period_seconds
        written.metadata.deletion_grace_period_seconds = grace_s
    if written.metadata.creation_timestamp is None:
        written.metadata.creation_timestamp = None
    version = image.docker_image_metadata_version or _VERSION
    if version != _VERSION:
        raise BadContent(f"dockerImageMetadataVersion {version} is not known, but {_VERSION} is")
    written.docker_image_metadata = written_metadata(image.docker_image_metadata or {})
    written.docker_image_metadata_version = version
    return written


def empty_image() -> Image:
    """Make the image that stands where there is none."""
    return written_image(Image())


def prepare_new_image(image: Image, now: str) -> Image:
    """Prepare a new image for the store: what its manifest tells is filled in.

    Raises BadContent for metadata that are none.
    """
    made = written_image(image)
    _fill(made, now)
    members = _members(made)
    if members:
        made.docker_image_manifests = members
    return _finished(made)


def prepare_changed_image(image: Image, old: Image, now: str) -> Image:
    """Prepare a changed image: metadata and layers stay, and so does what is not the manifest.

    Raises BadContent for metadata that are none.
    """
    made = written_image(image)
    before = written_image(old)
    made.docker_image_metadata = before.docker_image_metadata
    made.docker_image_metadata_version = before.docker_image_metadata_version
    made.docker_image_layers = before.docker_image_layers
    if before.docker_image_signatures:
        made.docker_image_signatures = before.docker_image_signatures
    if not _may_have_manifest(made, before):
        made.docker_image_manifest = before.docker_image_manifest
    if not _may_have_config(made, before):
        made.docker_image_config = before.docker_image_config
    _fill(made, now)
    return _finished(made)


# ------------------------------------------------------------------------------------- signatures


def split_signature_name(name: str) -> tuple[str, str] | None:
    """Split `image@signature`; None for another form."""
    image, at, own = name.partition("@")
    return (image, own) if at and image and own and "@" not in own else None


def bare_signature(signature: ImageSignature) -> ImageSignature:
    """Return a new signature as it is stored: nothing that only the server finds out."""
    sent = metadata_of(signature)
    return ImageSignature(
        metadata=ObjectMeta(
            name=sent.name, uid=sent.uid, creation_timestamp=sent.creation_timestamp
        ),
        type=signature.type,
        content=signature.content,
    )


def has_signature(signatures: Iterable[ImageSignature], wanted: ImageSignature) -> bool:
    """Whether one of an image's signatures is the wanted one: its name, or its type and content."""
    return any(
        name_of(known) == name_of(wanted)
        or (known.type, known.content) == (wanted.type, wanted.content)
        for known in signatures
    )


# ------------------------------------------------------------------------------------------ inside


def _finished(image: Image) -> Image:
    annotations = metadata_of(image).annotations
    if annotations.get(BLOB_STORED) == "true":
        image.docker_image_manifest = image.docker_image_config = None
    for signature in image.signatures:
        marks = metadata_of(signature).annotations
        if marks:
            marks.pop(_MANAGED_SIGNATURE, None)
    return without_empty(image)


def _fill(image: Image, now: str) -> None:
    """Fill in what the raw manifest tells. One that cannot be read tells nothing."""
    text = image.docker_image_manifest or ""
    if not text:
        return
    _order_layers(image)
    media_type = image.docker_image_manifest_media_type or ""
    metadata = image.docker_image_metadata or {}
    size = metadata.get("Size")
    if image.docker_image_layers and size and media_type:
        return
    data = text.encode()
    try:
        parsed = parse_manifest(data, _stated_type(text) or media_type or DOCKER_MANIFEST)
        if isinstance(parsed, Index):
            image.docker_image_metadata = {**metadata, "Id": name_of(image), "Created": now}
            return
        if isinstance(parsed, ParsedManifest):
            read = image_of_manifest(data, parsed, (image.docker_image_config or "").encode())
        else:
            read = image_of_schema1(data, parsed, {})
    except BadContent:
        return
    if not image.docker_image_layers:
        image.docker_image_layers = read.docker_image_layers
        _note_order(image)
    image.docker_image_manifest_media_type = read.docker_image_manifest_media_type
    image.docker_image_metadata = read.docker_image_metadata


def _stated_type(text: str) -> str:
    """Return the media type that a manifest states itself; that of schema 1 is told otherwise."""
    try:
        stated = json.decode(text, type=_Stated)
    except DecodeError:
        return ""
    return SCHEMA1 if stated.schema_version == 1 else stated.media_type or ""


def _order_layers(image: Image) -> None:
    """Bring layers that run from the top down into the other order."""
    layers = image.docker_image_layers
    order = metadata_of(image).annotations.get(LAYERS_ORDER)
    if order is None:
        of_type = {
            SCHEMA1: "ascending",
            SCHEMA1_SIGNED: "ascending",
            DOCKER_MANIFEST: _DESCENDING,
            OCI_MANIFEST: _DESCENDING,
        }
        order = of_type.get(image.docker_image_manifest_media_type or "")
    if not layers or order is None:
        return
    if order == _DESCENDING:
        image.docker_image_layers = layers[::-1]
    _note_order(image)


def _note_order(image: Image) -> None:
    metadata = metadata_of(image)
    metadata.annotations = {**metadata.annotations, LAYERS_ORDER: "ascending"}
    image.metadata = metadata


def _members(image: Image) -> list[ImageManifest]:
    """List the members of a manifest list, as its manifest names them."""
    media_type = image.docker_image_manifest_media_type or ""
    if media_type not in (DOCKER_LIST, OCI_INDEX):
        return []
    data = (image.docker_image_manifest or "").encode()
    try:
        parsed = parse_manifest(data, media_type)
    except BadContent:
        return []
    read = image_of_index(data, parsed, "") if isinstance(parsed, Index) else Image()
    return read.docker_image_manifests


def _may_have_manifest(image: Image, before: Image) -> bool:
    """Whether a raw manifest is that of the image: its digest is the image's name."""
    text = image.docker_image_manifest or ""
    if not text or text == before.docker_image_manifest:
        return True
    data = text.encode()
    try:
        parsed = parse_manifest(data, before.docker_image_manifest_media_type or "")
    except BadContent:
        return False
    if isinstance(parsed, Index):
        return False
    digest = sha256_of(data) if isinstance(parsed, ParsedManifest) else parsed.digest
    return digest == name_of(before)


def _may_have_config(image: Image, before: Image) -> bool:
    """Whether a raw configuration is the one that the manifest names."""
    text = image.docker_image_config or ""
    if not text or text == before.docker_image_config:
        return True
    data = (image.docker_image_manifest or "").encode()
    try:
        parsed = parse_manifest(data, image.docker_image_manifest_media_type or "")
    except BadContent:
        return False
    return isinstance(parsed, ParsedManifest) and parsed.config.digest == sha256_of(text.encode())

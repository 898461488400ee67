"""Views of an image stream: one tag with its image, one image, one tag with its history. Pure.

A stream is given as it is shown, with its addresses in the registries. What a view gives is made
anew; the stream and the image are not changed.

Source: openshift-apiserver, pkg/image/apiserver/registry, imagestreamtag, imagetag and
imagestreamimage; import semantics, section 15.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from imagestreamimport.models import (
    Image,
    ImageLookupPolicy,
    ImageStream,
    ImageStreamImage,
    ImageStreamTag,
    ImageTag,
    ObjectMeta,
    TagEvent,
)
from imagestreamimport.references import InvalidReference, parse

from .answers import without_manifest
from .draft import Draft
from .fields import metadata_of
from .history import newest_event
from .stored_image import empty_image, written_image

DEFAULT_TAG = "latest"

_NOTHING: Any = None  # what says as little as a field that was never set


def split_tag_name(name: str) -> tuple[str, str] | None:
    """Split `stream:tag`, as reading asks for it; None for another form."""
    stream, colon, tag = name.partition(":")
    is_right = colon and stream and tag and ":" not in tag and "@" not in name
    return (stream, tag) if is_right else None


def split_new_tag_name(name: str) -> tuple[str, str] | None:
    """Split `stream:tag` of a new tag, which may be any text; None without a colon."""
    stream, colon, tag = name.partition(":")
    return (stream, tag or DEFAULT_TAG) if colon else None


def split_image_name(name: str) -> tuple[str, str] | None:
    """Split `stream@image`; None for another form."""
    stream, at, image = name.partition("@")
    return (stream, image) if at and stream and image and "@" not in image else None


class StreamView:
    """What the tags of one stream look like."""

    def __init__(self, stream: ImageStream) -> None:
        self._draft = Draft(stream)

    def tags_with_image(self) -> list[str]:
        """Name the tags that have an image, in byte order."""
        return [tag for tag in sorted(self._draft.status_tags) if self.image_name(tag)]

    def all_tags(self) -> list[str]:
        """Name the tags of spec and status, in byte order."""
        return sorted(self._draft.spec_tags.keys() | self._draft.status_tags.keys())

    def image_name(self, tag: str) -> str:
        """Name the newest image of a tag; empty where it has none."""
        event = newest_event(self._draft, tag)
        return event.image or "" if event else ""

    def stream_tag(self, tag: str, image: Image | None = None) -> ImageStreamTag:
        """Make the ImageStreamTag of a tag, with its image if that is stored."""
        draft = self._draft
        event = newest_event(draft, tag) if self.image_name(tag) else None
        spec = draft.spec_tags.get(tag)
        annotations = spec.annotations if spec else {}
        status = draft.status_tags.get(tag)
        if image is None:
            shown = empty_image()
            metadata_of(shown).name = (event.image if event else None) or _NOTHING
        else:
            shown = _shown(image, annotations)
        shown.docker_image_reference = self._reference(tag, event) or _NOTHING
        created = event.created if event else draft.metadata.creation_timestamp
        return ImageStreamTag(
            metadata=ObjectMeta(
                name=f"{draft.name}:{tag}",
                namespace=draft.metadata.namespace,
                uid=draft.metadata.uid,
                resource_version=draft.metadata.resource_version,
                creation_timestamp=created or None,
                labels=draft.metadata.labels,
                annotations=dict(annotations),
            ),
            tag=spec,
            generation=event.generation or 0 if event else 0,
            lookup_policy=ImageLookupPolicy(local=draft.is_local),
            conditions=status.conditions if status else [],
            image=shown,
        )

    def image_tag(self, tag: str, image: Image | None = None) -> ImageTag:
        """Make the ImageTag of a tag, with its image if that is stored."""
        draft = self._draft
        event = newest_event(draft, tag)
        shown = None
        if image is not None:
            shown = _shown(image, {})
            shown.docker_image_reference = self._reference(tag, event) or _NOTHING
        metadata = structs.replace(draft.metadata, name=f"{draft.name}:{tag}")
        return ImageTag(
            metadata=metadata,
            spec=draft.spec_tags.get(tag),
            status=draft.status_tags.get(tag),
            image=shown,
        )

    def _reference(self, tag: str, event: TagEvent | None) -> str:
        """Return the address of a tag's image: with the policy Local in the own registry."""
        if event is None:
            return ""
        text = event.docker_image_reference or ""
        spec, own = self._draft.spec_tags.get(tag), self._draft.status_repository
        policy = spec.reference_policy if spec else None
        if not policy or policy.type != "Local" or not own or not event.image:
            return text
        try:
            reference = parse(own)
        except InvalidReference:
            return text
        reference.tag, reference.digest = "", event.image
        return reference.exact()


def stream_image(stream: ImageStream, asked: str, image: Image) -> ImageStreamImage:
    """Make the ImageStreamImage of an image of a stream, under the name that was asked for."""
    metadata = metadata_of(stream)
    return ImageStreamImage(
        metadata=ObjectMeta(
            name=asked,
            namespace=metadata.namespace,
            creation_timestamp=metadata_of(image).creation_timestamp,
            annotations=metadata.annotations,
        ),
        image=_shown(image, {}),
    )


def matching_images(names: Iterable[str], wanted: str) -> list[str]:
    """Find the images whose name begins like the wanted one, with or without its algorithm."""
    return sorted(
        name
        for name in set(names)
        if name.startswith(wanted) or name.partition(":")[2].startswith(wanted)
    )


def _shown(image: Image, annotations: dict[str, str]) -> Image:
    """Return an image as tags show it; annotations of the tag join its own."""
    shown = without_manifest(written_image(image))
    metadata = structs.replace(metadata_of(shown))
    metadata.annotations = {**metadata.annotations, **annotations}
    shown.metadata = metadata
    return shown

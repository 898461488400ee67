"""Answers, with or without raw manifests. Source: import semantics, section 8.9."""

from __future__ import annotations

from msgspec import structs

from imagestreamimport.models import (
    Image,
    ImageImportStatus,
    ImageStreamImport,
    ImageStreamImportStatus,
    RepositoryImportSpec,
)

from .fields import spec_of
from .outcome import Outcome


def answer_of(request: ImageStreamImport, outcome: Outcome) -> ImageStreamImportStatus:
    """Make the status of a request: its results, raw manifests only where they were asked for.

    Those of the children of a preserved list stay: stored children have none, the others keep
    theirs, as in the reference implementation.
    """
    spec = spec_of(request)
    entries = zip(spec.images, outcome.images, strict=True)
    answered = [item if entry.include_manifest else _stripped(item) for entry, item in entries]
    repository = outcome.repository
    asked = spec.repository or RepositoryImportSpec()
    if repository is not None and not asked.include_manifest:
        tags = [_stripped(item) for item in repository.images]
        repository = structs.replace(repository, images=tags)
    return ImageStreamImportStatus(images=answered, repository=repository)


def without_manifest(image: Image) -> Image:
    """Return a copy of an image without its raw manifest and configuration."""
    return structs.replace(image, docker_image_manifest=None, docker_image_config=None)


def _stripped(item: ImageImportStatus) -> ImageImportStatus:
    image = item.image
    if not image or not (image.docker_image_manifest or image.docker_image_config):
        return item
    return structs.replace(item, image=without_manifest(image))

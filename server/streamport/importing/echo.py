"""The request as an import's answer repeats it: without what says nothing, as Go omits it."""

from __future__ import annotations

from typing import TypeVar

from msgspec import structs

from imagestreamimport.models import ImageImportSpec, ImageStreamImport, RepositoryImportSpec

from .draft import without_empty
from .fields import metadata_of, spec_of

_Entry = TypeVar("_Entry", ImageImportSpec, RepositoryImportSpec)


def without_nothings(body: ImageStreamImport) -> ImageStreamImport:
    """Return the request without fields that are false, 0 or empty where they may be left out."""
    spec = spec_of(body)
    images = [_entry(item) for item in spec.images]
    repository = _entry(spec.repository) if spec.repository else spec.repository
    spec = structs.replace(spec, repository=repository, images=images or spec.images)
    return structs.replace(body, metadata=without_empty(metadata_of(body)), spec=spec)


def _entry(entry: _Entry) -> _Entry:
    policy = without_empty(entry.import_policy) if entry.import_policy else entry.import_policy
    return structs.replace(
        entry, import_policy=policy, include_manifest=entry.include_manifest or None
    )

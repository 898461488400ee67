"""Fields of models that every step asks for."""

from __future__ import annotations

from typing import Protocol

from imagestreamimport.models import (
    ImageImportSpec,
    ImageStreamImport,
    ImageStreamImportSpec,
    ObjectMeta,
    ObjectReference,
    RepositoryImportSpec,
    TagImportPolicy,
)

_Import = ImageImportSpec | RepositoryImportSpec


class _Object(Protocol):
    """Any object of Kubernetes."""

    @property
    def metadata(self) -> ObjectMeta | None: ...


def metadata_of(item: _Object) -> ObjectMeta:
    """Return the metadata of an object; metadata of its own where it has none."""
    return item.metadata or ObjectMeta()


def name_of(item: _Object) -> str:
    """Return metadata.name."""
    return metadata_of(item).name or ""


def spec_of(request: ImageStreamImport) -> ImageStreamImportSpec:
    """Return the spec of an import."""
    return request.spec or ImageStreamImportSpec()


def source_of(entry: _Import) -> str:
    """Return from.name: what is imported."""
    return (entry.from_ or ObjectReference()).name or ""


def target_of(entry: ImageImportSpec) -> str:
    """Return to.name: the tag that it is imported to."""
    return (entry.to.name if entry.to else "") or ""


def policy_of(entry: _Import) -> TagImportPolicy:
    """Return the import policy."""
    return entry.import_policy or TagImportPolicy()

"""Fields of models that may be absent, null or empty, and those that every step asks for."""

from __future__ import annotations

from typing import Protocol, TypeVar

from imagestreamimport.models import (
    ImageImportSpec,
    ImageStreamImport,
    ImageStreamImportSpec,
    LocalObjectReference,
    ObjectMeta,
    ObjectReference,
    RepositoryImportSpec,
    TagImportPolicy,
)

_Value = TypeVar("_Value")
_Import = ImageImportSpec | RepositoryImportSpec


class _Object(Protocol):
    """Any object of Kubernetes."""

    @property
    def metadata(self) -> ObjectMeta | None: ...


def given(value: _Value | None, otherwise: _Value) -> _Value:
    """Return the value of a field, or `otherwise` where it is absent or null."""
    return otherwise if value is None else value


def metadata_of(item: _Object) -> ObjectMeta:
    """Return the metadata of an object; metadata of its own where it has none."""
    return given(item.metadata, ObjectMeta())


def name_of(item: _Object) -> str:
    """Return metadata.name."""
    return given(metadata_of(item).name, "")


def spec_of(request: ImageStreamImport) -> ImageStreamImportSpec:
    """Return the spec of an import."""
    return given(request.spec, ImageStreamImportSpec())


def source_of(entry: _Import) -> str:
    """Return from.name: what is imported."""
    return given(given(entry.from_, ObjectReference()).name, "")


def target_of(entry: ImageImportSpec) -> str:
    """Return to.name: the tag that it is imported to."""
    return given(given(entry.to, LocalObjectReference()).name, "")


def policy_of(entry: _Import) -> TagImportPolicy:
    """Return the import policy."""
    return given(entry.import_policy, TagImportPolicy())

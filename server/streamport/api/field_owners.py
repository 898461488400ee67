"""managedFields of the objects that handlers store: who has set which field."""

from __future__ import annotations

from typing import Any

import msgspec

from imagestreamimport._server.managed import without_times
from imagestreamimport.models import ImageStream, ManagedFieldsEntry, ObjectMeta
from imagestreamimport.server import RequestContext, written
from streamport.importing.draft import written as filled


def document_of(stream: ImageStream) -> dict[str, Any]:
    """Return the document of a stream as servers write it: only what it has can be owned."""
    return written(filled(stream), "ImageStream")


def note_creation(request: RequestContext, metadata: ObjectMeta, document: dict[str, Any]) -> None:
    """Note whose the fields of a new object are; the document is its written form."""
    if request.writer is not None:
        _note(metadata, request.writer.created(document))


def note_change(
    request: RequestContext, metadata: ObjectMeta, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Note who has changed the fields of an object, besides what is known of its owners."""
    if request.writer is not None:
        _note(metadata, request.writer.updated(before, after))


def _note(metadata: ObjectMeta, listed: list[Any]) -> None:
    metadata.managed_fields = msgspec.convert(listed, list[ManagedFieldsEntry])


def says_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two objects differ in nothing but their versions and the times of their owners."""
    return _compared(one) == _compared(other)


def _compared(document: dict[str, Any]) -> dict[str, Any]:
    metadata = {**document.get("metadata", {})}
    metadata.pop("resourceVersion", None)
    metadata["managedFields"] = without_times(metadata.get("managedFields"))
    return {**document, "metadata": metadata}

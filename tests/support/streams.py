"""Image streams, import requests and results for tests, in few words."""

from __future__ import annotations

from typing import Any

import msgspec

from imagestreamimport import defaults
from imagestreamimport.models import (
    Image,
    ImageImportStatus,
    ImageStream,
    ImageStreamImport,
    ListMeta,
    ObjectMeta,
    RepositoryImportStatus,
    Status,
)
from streamport.importing.apply import Applied, apply_imports
from streamport.importing.outcome import Outcome
from streamport.importing.resolving import StreamContext

NOW = "2024-01-01T00:00:00Z"
LATER = "2024-01-01T01:00:00Z"
ONE, TWO, THREE = (f"sha256:{digit * 64}" for digit in "123")


def stream(name: str = "s", **parts: Any) -> ImageStream:
    """A stream from JSON parts: `spec`, `status`, and `metadata` beside name and namespace."""
    metadata = {"name": name, "namespace": "ns"} | parts.pop("metadata", {})
    return msgspec.convert({"metadata": metadata} | parts, ImageStream)


def request(*images: dict[str, Any], repository: dict[str, Any] | None = None) -> ImageStreamImport:
    """An import request into stream `s`, its defaults filled in."""
    spec: dict[str, Any] = {"import": True, "images": list(images)}
    if repository:
        spec["repository"] = repository
    document = {"metadata": {"name": "s", "namespace": "ns"}, "spec": spec}
    return msgspec.convert(defaults.apply(document), ImageStreamImport)


def entry(name: str, to: str | None = None, **more: Any) -> dict[str, Any]:
    """An entry of spec.images, or spec.repository."""
    found: dict[str, Any] = {"from": {"kind": "DockerImage", "name": name}} | more
    return found | ({"to": {"name": to}} if to is not None else {})


def done(image: str, tag: str = "v1", repository: str = "r.test/a") -> ImageImportStatus:
    """The result of an item that was imported."""
    return ImageImportStatus(
        status=Status(metadata=ListMeta(), status="Success"),
        image=Image(
            metadata=ObjectMeta(name=image, creation_timestamp=None),
            docker_image_reference=f"{repository}@{image}",
            docker_image_manifest="{}",
            docker_image_config="{}",
        ),
        tag=tag,
    )


def failed(message: str = "gone", tag: str = "v1", reason: str = "NotFound") -> ImageImportStatus:
    """The result of an item that was not imported."""
    status = Status(metadata=ListMeta(), status="Failure", message=message, reason=reason, code=404)
    return ImageImportStatus(status=status, tag=tag)


def applied(
    before: ImageStream | None,
    sent: ImageStreamImport,
    *results: ImageImportStatus,
    repository: RepositoryImportStatus | None = None,
    now: str = NOW,
    context: StreamContext | None = None,
) -> Applied:
    """What an import with these results makes of a stream."""
    outcome = Outcome(list(results), repository)
    return apply_imports(before, sent, outcome, context or StreamContext(now=now))


def plain(model: Any) -> Any:
    """A model as JSON values, without what is null."""
    return _without_null(msgspec.to_builtins(model))


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items() if item is not None}
    return [_without_null(item) for item in value] if isinstance(value, list) else value

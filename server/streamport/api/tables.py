"""The rows that `oc get` and `kubectl get` print of streams, secrets and namespaces.

Source: openshift-apiserver, pkg/image/printers, docker/go-units for the words of a span, and
Kubernetes, pkg/printers/internalversion.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from imagestreamimport._server.tables import age
from imagestreamimport.models import (
    ImageStream,
    ImageStreamSpec,
    ImageStreamStatus,
    Namespace,
    NamespaceStatus,
    Secret,
)
from streamport.importing.fields import given, metadata_of, name_of

STREAM_COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "Name", "type": "string", "format": "name", "description": "Name of the stream."},
    {
        "name": "Image Repository",
        "type": "string",
        "description": "Where its images can be pulled.",
    },
    {"name": "Tags", "type": "string", "description": "Tags that it has or should have."},
    {"name": "Updated", "type": "string", "description": "Time since a tag got its newest image."},
)
_NAME = {"name": "Name", "type": "string", "format": "name", "description": "Name of the object."}
_AGE = {"name": "Age", "type": "string", "description": "Time since it was created."}
SECRET_COLUMNS: tuple[dict[str, Any], ...] = (
    _NAME,
    {"name": "Type", "type": "string", "description": "What its values are for."},
    {"name": "Data", "type": "string", "description": "How many values it has."},
    _AGE,
)
NAMESPACE_COLUMNS: tuple[dict[str, Any], ...] = (
    _NAME,
    {"name": "Status", "type": "string", "description": "Where it is in its life."},
    _AGE,
)
_SHOWN_TAGS = 5


def stream_row(stream: ImageStream, now: datetime | None = None) -> list[str]:
    """Return the cells of a stream."""
    spec = given(stream.spec, ImageStreamSpec())
    status = given(stream.status, ImageStreamStatus())
    tags = {given(tag.name, "") for tag in given(spec.tags, [])}
    moments: list[str] = []
    for tag in given(status.tags, []):
        tags.add(given(tag.tag, ""))
        moments += [given(event.created, "") for event in given(tag.items, [])[:1]]
    repository = (
        given(status.public_docker_image_repository, "")
        or given(status.docker_image_repository, "")
        or given(spec.docker_image_repository, "")
    )
    newest = max(moments, default="")
    updated = f"{span(newest, now or datetime.now(UTC))} ago" if newest else ""
    return [name_of(stream), repository, _listed(sorted(tags)), updated]


def secret_row(secret: Secret) -> list[Any]:
    """Return the cells of a secret, none of its values among them."""
    return [name_of(secret), given(secret.type, ""), len(given(secret.data, {})), _age(secret)]


def namespace_row(namespace: Namespace) -> list[Any]:
    """Return the cells of a namespace."""
    phase = given(given(namespace.status, NamespaceStatus()).phase, "")
    return [name_of(namespace), phase, _age(namespace)]


def _age(item: Secret | Namespace) -> str:
    return age(given(metadata_of(item).creation_timestamp, ""))


def _listed(tags: list[str]) -> str:
    shown = ",".join(tags[:_SHOWN_TAGS])
    more = len(tags) - _SHOWN_TAGS
    return f"{shown} + {more} more..." if more > 0 else shown


def span(moment: str, now: datetime) -> str:
    """Write the time since an RFC 3339 moment: 12 seconds, About an hour, 3 weeks."""
    seconds = (now - datetime.fromisoformat(moment)).total_seconds()
    if seconds < 1:
        return "Less than a second"
    minutes, hours = int(seconds // 60), int(seconds / 3600 + 0.5)
    for number, unit, bound in (
        (int(seconds), "second", 60),
        (minutes, "minute", 60),
        (hours, "hour", 48),
        (hours // 24, "day", 14),
        (hours // 24 // 7, "week", 9),
        (hours // 24 // 30, "month", 24),
    ):
        if number == 1 and unit in ("minute", "hour"):
            return "About a minute" if unit == "minute" else "About an hour"
        if number < bound:
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return f"{hours // 24 // 365} years"

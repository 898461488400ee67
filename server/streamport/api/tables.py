"""The rows that `oc get` and `kubectl get` print of streams, secrets and namespaces.

Source: openshift-apiserver, pkg/image/printers, docker/go-units for the words of a span, and
Kubernetes, pkg/printers/internalversion.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from imagestreamimport._server.tables import age
from imagestreamimport.models import (
    Image,
    ImageStream,
    ImageStreamImage,
    ImageStreamSpec,
    ImageStreamStatus,
    ImageStreamTag,
    ImageTag,
    NamedTagEventList,
    Namespace,
    NamespaceStatus,
    Project,
    Secret,
    TagReference,
)
from streamport.importing.fields import metadata_of, name_of

# What people read in the tables of OpenShift, word for word: some programs look for it.
_IMAGE_NAME = {
    "name": "Name",
    "type": "string",
    "format": "name",
    "description": "Name must be unique within a namespace. Is required when creating resources, "
    "although some resources may allow a client to request the generation of an appropriate name "
    "automatically. Name is primarily intended for creation idempotence and configuration "
    "definition. Cannot be updated. More info: "
    "http://kubernetes.io/docs/user-guide/identifiers#names",
}
_REFERENCE = {
    "name": "Image Reference",
    "type": "string",
    "description": "DockerImageReference is the string that can be used to pull this image.",
}
_UPDATED = {"name": "Updated", "type": "string", "description": "Last update time."}
STREAM_COLUMNS: tuple[dict[str, Any], ...] = (
    _IMAGE_NAME,
    {
        "name": "Image Repository",
        "type": "string",
        "description": "DockerImageRepository represents the effective location this stream may be "
        "accessed at. May be empty until the server determines where the repository is located",
    },
    {"name": "Tags", "type": "string", "description": "Human readable list of tags."},
    _UPDATED,
)
IMAGE_COLUMNS: tuple[dict[str, Any], ...] = (_IMAGE_NAME, _REFERENCE)
STREAM_TAG_COLUMNS: tuple[dict[str, Any], ...] = (
    _IMAGE_NAME,
    _REFERENCE,
    _UPDATED,
    {
        "name": "Image Name",
        "type": "string",
        "priority": 1,
        "description": "image associated with the ImageStream and tag.",
    },
)
STREAM_IMAGE_COLUMNS: tuple[dict[str, Any], ...] = (
    _IMAGE_NAME,
    _UPDATED,
    {**_REFERENCE, "priority": 1},
    {
        "name": "Image Name",
        "type": "string",
        "priority": 1,
        "description": "Image associated with the ImageStream and image name.",
    },
)
IMAGE_TAG_COLUMNS: tuple[dict[str, Any], ...] = (
    _IMAGE_NAME,
    {
        "name": "Spec",
        "type": "string",
        "description": "spec is the spec tag associated with this image stream tag, and it may be "
        "null if only pushes have occurred to this image stream.",
    },
    {
        "name": "Status",
        "type": "string",
        "description": "status is the status tag details associated with this image stream tag, "
        "and it may be null if no push or import has been performed.",
    },
    {"name": "History", "type": "number", "description": "Number of history entries"},
    {"name": "Updated", "type": "string", "description": "Last updated at"},
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
PROJECT_COLUMNS: tuple[dict[str, Any], ...] = (
    _NAME,
    {"name": "Display Name", "type": "string", "description": "Name of the project for people."},
    {"name": "Status", "type": "string", "description": "Where it is in its life."},
)
_ROOM = 40  # characters that the tags of a stream should take


def stream_row(stream: ImageStream, now: datetime | None = None) -> list[str]:
    """Return the cells of a stream."""
    spec = stream.spec or ImageStreamSpec()
    status = stream.status or ImageStreamStatus()
    tags = status.tags
    newest = {tag.tag or "": _newest(tag) for tag in tags}
    repository = (
        status.public_docker_image_repository
        or spec.docker_image_repository
        or status.docker_image_repository
        or ""
    )
    order = sorted(sorted(newest), key=newest.__getitem__, reverse=True)
    updated = _since(max(newest.values(), default=""), now)
    return [name_of(stream), repository, _listed(order), updated]


def image_row(image: Image) -> list[str]:
    """Return the cells of an image."""
    return [name_of(image), image.docker_image_reference or ""]


def stream_tag_row(tag: ImageStreamTag, now: datetime | None = None) -> list[str]:
    """Return the cells of an image stream tag."""
    image = tag.image or Image()
    reference = image.docker_image_reference or ""
    return [name_of(tag), reference, _since(_created(tag), now), name_of(image)]


def stream_image_row(item: ImageStreamImage, now: datetime | None = None) -> list[str]:
    """Return the cells of an image of a stream."""
    image = item.image or Image()
    reference = image.docker_image_reference or ""
    return [name_of(item), _since(_created(item), now), reference, name_of(image)]


def image_tag_row(tag: ImageTag, now: datetime | None = None) -> list[Any]:
    """Return the cells of an image tag: what it is, where it points, its history."""
    spec, status = tag.spec or None, tag.status or None
    items = status.items if status else []
    conditions = status.conditions if status else []
    kind, source, text = _source(spec)
    generation = spec.generation or 0 if spec else 0
    moments = [entry.last_transition_time or "" for entry in conditions]
    if items:
        newest = items[0]
        moments.append(newest.created or "")
        own = newest.generation or 0
        if 0 < own < generation:
            text = "Importing"
        elif newest.image:
            source = f"image/{newest.image}"
        else:
            source = newest.docker_image_reference or source
        if (source and not kind) or (kind != "Track" and own > generation > 0):
            kind = "Push"
    for condition in conditions:
        if condition.type == "ImportSuccess" and condition.status == "False":
            text = f"ImportFailed ({condition.reason or ''})"
    updated = _since(max(moments, default=""), now)
    return [name_of(tag), kind, text or source, len(items) or None, updated]


def _source(spec: TagReference | None) -> tuple[str, str, str]:
    """Return what sort a spec tag is, what it points at, and what is wrong with that."""
    if not spec or not spec.from_:
        return "", "", ""
    policy = spec.import_policy
    kind = "Scheduled" if policy and policy.scheduled else "Ref" if spec.reference else "Tag"
    name, namespace = spec.from_.name or "", spec.from_.namespace or ""
    match spec.from_.kind:
        case "DockerImage":
            return kind, name, ""
        case "ImageStreamImage":
            _, at, image = name.partition("@")
            return (kind, f"image/{image}", "") if at else (kind, "", "InvalidRefName")
        case "ImageStreamTag":
            source = f"istag {namespace}/{name}" if namespace else f"istag/{name}"
            return kind if ":" in name else "Track", source, ""
        case _:
            return kind, "", "InvalidRefKind"


def _created(item: ImageStreamTag | ImageStreamImage) -> str:
    return metadata_of(item).creation_timestamp or ""


def _since(moment: str, now: datetime | None) -> str:
    return f"{span(moment, now or datetime.now(UTC))} ago" if moment else ""


def secret_row(secret: Secret) -> list[Any]:
    """Return the cells of a secret, none of its values among them."""
    return [name_of(secret), secret.type or "", len(secret.data), _age(secret)]


def namespace_row(namespace: Namespace) -> list[Any]:
    """Return the cells of a namespace."""
    phase = (namespace.status or NamespaceStatus()).phase or ""
    return [name_of(namespace), phase, _age(namespace)]


def project_row(project: Project) -> list[Any]:
    """Return the cells of a project."""
    shown = metadata_of(project).annotations.get("openshift.io/display-name", "")
    phase = (project.status or NamespaceStatus()).phase or ""
    return [name_of(project), shown, phase]


def _age(item: Secret | Namespace) -> str:
    return age(metadata_of(item).creation_timestamp or "")


def _newest(tag: NamedTagEventList) -> str:
    """Return when a tag got its newest image; empty where it has none."""
    items = tag.items
    return items[0].created or "" if items else ""


def _listed(tags: list[str]) -> str:
    """List as many tags as there is room for, at least one, and tell how many more there are."""
    room = _ROOM
    shown = 0
    for tag in tags:
        room -= len(tag) + 1
        is_close = room + len(tag) > _ROOM // 4 and -room <= _ROOM // 4
        if room < 0 and shown and not is_close:
            break
        shown += 1
        if room < 0 and shown == 1:
            break
    more = len(tags) - shown
    text = ",".join(tags[:shown])
    return f"{text} + {more} more..." if more else text


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

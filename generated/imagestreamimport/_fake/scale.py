"""A Scale of autoscaling/v1, made of an object by the paths that its resource states."""

from __future__ import annotations

from typing import Any

from .._base.kinds import is_object
from .._base.rest import ScalePaths

_OF_METADATA = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")


def scale_of(document: dict[str, Any], paths: ScalePaths) -> dict[str, Any]:
    """The Scale of an object; a number that is not there is 0."""
    metadata = document["metadata"]
    status = {"replicas": _found(document, paths.status_replicas) or 0}
    if paths.selector and isinstance(selector := _found(document, paths.selector), str):
        status["selector"] = selector
    return {
        "apiVersion": "autoscaling/v1",
        "kind": "Scale",
        "metadata": {key: metadata[key] for key in _OF_METADATA if key in metadata},
        "spec": {"replicas": _found(document, paths.replicas) or 0},
        "status": status,
    }


def set_replicas(document: dict[str, Any], paths: ScalePaths, scale: dict[str, Any]) -> None:
    """Put the wanted number of a Scale where the object has it."""
    *outer, last = paths.replicas
    place = document
    for name in outer:
        inner = place.get(name)
        if not is_object(inner):
            inner = place[name] = {}
        place = inner
    place[last] = _found(scale, ("spec", "replicas")) or 0


def _found(document: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        document = document.get(name) if is_object(document) else None
    return document

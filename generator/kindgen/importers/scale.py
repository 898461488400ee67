"""The subresource `scale`, on whose path a server has a Scale of autoscaling/v1."""

from __future__ import annotations

import re
from typing import Any

from .reading import Source

_PATH = re.compile(r"\.?[^.\[\]{}]+(?:\.[^.\[\]{}]+)*")
_COUNT = {"type": "integer", "format": "int32"}
_DEFINITIONS: Source = {
    "Scale": {
        "description": "How many replicas an object wants, and has.",
        "type": "object",
        "properties": {
            "apiVersion": {
                "type": "string",
                "enum": ["autoscaling/v1"],
                "description": "Group and version of the API.",
            },
            "kind": {"type": "string", "enum": ["Scale"], "description": "Always Scale."},
            "metadata": {
                "$ref": "#/$defs/ObjectMeta",
                "description": "Identity and bookkeeping of the object that is scaled.",
            },
            "spec": {"$ref": "#/$defs/ScaleSpec", "description": "What is wanted."},
            "status": {"$ref": "#/$defs/ScaleStatus", "description": "What there is."},
        },
    },
    "ScaleSpec": {
        "description": "How many replicas are wanted.",
        "type": "object",
        "properties": {
            "replicas": {**_COUNT, "minimum": 0, "description": "So many replicas are wanted."}
        },
    },
    "ScaleStatus": {
        "description": "How many replicas there are.",
        "type": "object",
        "properties": {
            "replicas": {**_COUNT, "description": "So many replicas there are."},
            "selector": {
                "type": "string",
                "description": "Selects the pods of the object by their labels.",
            },
        },
    },
}


def scale_subresource(said: Source) -> Source | str:
    """Return the subresource as our dialect has it, with its paths of fields.

    It is the bare name where the paths are none: the object itself is read and written then.
    """
    names = ("specReplicasPath", "statusReplicasPath", "labelSelectorPath")
    paths = {name: str(said[name]).lstrip(".") for name in names if _is_path(said.get(name))}
    if not paths.keys() >= set(names[:2]):
        return "scale"
    return {"name": "scale", "kind": "Scale", "apiVersion": "autoscaling/v1", "scale": paths}


def scale_definitions(resources: list[Source]) -> Source:
    """Return the definitions that the subresources of resources need."""
    subs = (sub for resource in resources for sub in resource.get("subresources", ()))
    needs = any(isinstance(sub, dict) and sub.get("kind") == "Scale" for sub in subs)
    return dict(_DEFINITIONS) if needs else {}


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and _PATH.fullmatch(value) is not None

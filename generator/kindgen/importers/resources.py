"""The resources that an OpenAPI document serves, told from its paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..ir.verbs import VERBS
from .reading import Source

_GROUP_VERSION_KIND = "x-kubernetes-group-version-kind"
_PATH = re.compile(
    r"/(?:(?P<old>o?api)|apis/(?P<group>[^/{]+))/(?P<version>[^/{]+)(?P<watch>/watch)?"
    r"(?P<space>/namespaces/\{namespace\})?/(?P<plural>[^/{]+)"
    r"(?P<one>/\{name\})?(?:/(?P<sub>[^/{]+))?"
)
# Method, and whether the path names one object -> verb; a watch is told by its path.
_VERBS = {
    (verb.method.lower(), verb.names_one): name for name, verb in VERBS.items() if name != "watch"
}


def resources_of(document: Source, definition: Any, kind: str, ref: str) -> list[Source]:
    """Return the resource that serves a kind, as the paths have it; empty for none."""
    paths = document.get("paths")
    served = [
        (found, item)
        for path, item in (paths.items() if isinstance(paths, dict) else ())
        if isinstance(item, dict) and (found := _PATH.fullmatch(path))
    ]
    plurals = {
        found["plural"]
        for found, item in served
        if not found["sub"] and any(_serves(item, method, definition, ref) for method in item)
    }
    groups = [found["group"] or "" for found, _ in served if found["plural"] in plurals]
    if not groups:
        return []
    group = max(groups, key=bool)
    old = {found["old"] for found, _ in served if found["plural"] in plurals}
    own = [
        (found, item)
        for found, item in served
        if found["plural"] in plurals and (found["group"] or "") == group
    ]
    verbs = {_verb(found, method) for found, item in own for method in item if not found["sub"]}
    resource: Source = {
        "kind": kind,
        "plural": min(plurals),
        "singular": kind.lower(),
        "scope": "Namespaced" if any(found["space"] for found, _ in own) else "Cluster",
        "group": group,
        "versions": list(dict.fromkeys(found["version"] for found, _ in own)),
        "legacyPrefix": "oapi" in old,
        "verbs": sorted(verbs - {""}),
        "subresources": list(dict.fromkeys(found["sub"] for found, _ in own if found["sub"])),
    }
    return [{key: value for key, value in resource.items() if value not in ([], False)}]


def _serves(item: Source, method: str, definition: Any, ref: str) -> bool:
    """Whether an operation is about the kind: it says so, or its bodies are of it."""
    operation = item[method]
    if not isinstance(operation, dict):
        return False
    own = kinds_of(operation)
    if own:
        return any(one in kinds_of(definition) for one in own)
    return method in ("post", "put", "get") and ref in _refs(operation)


def _verb(found: re.Match[str], method: str) -> str:
    if found["watch"]:
        return "watch" if method == "get" else ""
    return _VERBS.get((method, bool(found["one"])), "")


def kinds_of(definition: Any) -> list[Source]:
    """Return group, version and kind that a definition says it is."""
    said = definition.get(_GROUP_VERSION_KIND) if isinstance(definition, dict) else None
    listed = said if isinstance(said, list) else [said]
    return [
        item
        for item in listed
        if isinstance(item, dict)
        and all(isinstance(item.get(key), str) for key in ("group", "version", "kind"))
    ]


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        ref = value.get("$ref")
        if isinstance(ref, str):
            yield ref
        for item in value.values():
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)

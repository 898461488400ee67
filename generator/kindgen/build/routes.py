"""Where a resource is served: prefixes and paths by the conventions of Kubernetes.

They stand in no schema: the core group below /api, others below /apis, and an older prefix beside
them where a resource wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from ..ir.resources import Mount, Request, Route, Subresource
from ..ir.verbs import VERBS

LEGACY_PREFIX = "/oapi/v1"
LEGACY_API_VERSION = "v1"


def api_version(group: str, version: str) -> str:
    """Return `library.example/v1`, and the version alone in the core group."""
    return f"{group}/{version}" if group else version


def mounts_of(resource: dict[str, Any], subresources: tuple[Subresource, ...]) -> Iterator[Mount]:
    """Yield where a resource is served: the preferred place first, the legacy one last."""
    group = resource["group"]
    for version in resource["versions"]:
        prefix = f"/apis/{_segment(group)}" if group else "/api"
        prefix = f"{prefix}/{_segment(version)}"
        routes = tuple(_routes(resource, prefix, subresources))
        yield Mount(prefix, group, version, api_version(group, version), False, routes)
    if resource.get("legacyPrefix"):
        version = resource["versions"][0]
        routes = tuple(_routes(resource, LEGACY_PREFIX, subresources))
        yield Mount(LEGACY_PREFIX, group, version, LEGACY_API_VERSION, True, routes)


def _routes(
    resource: dict[str, Any], prefix: str, subresources: tuple[Subresource, ...]
) -> Iterator[Route]:
    """Yield the routes of a resource below a prefix, without those that have no request."""
    verbs: list[str] = resource["verbs"]
    everywhere = f"{prefix}/{_segment(resource['plural'])}"
    collection, parameters = everywhere, tuple[str, ...]()
    is_namespaced = resource["scope"] == "Namespaced"
    if is_namespaced:
        collection = f"{prefix}/namespaces/{{namespace}}/{_segment(resource['plural'])}"
        parameters = ("namespace",)
    if requests := _requests(verb for verb in verbs if not VERBS[verb].names_one):
        yield Route(collection, parameters, None, False, requests)
    crossing = _requests(verb for verb in verbs if VERBS[verb].crosses_namespaces)
    if is_namespaced and crossing:
        yield Route(everywhere, (), None, True, crossing)
    one, parameters = f"{collection}/{{name}}", (*parameters, "name")
    if requests := _requests(verb for verb in verbs if VERBS[verb].names_one):
        yield Route(one, parameters, None, False, requests)
    for part in subresources:
        template = f"{one}/{_segment(part.name)}"
        yield Route(template, parameters, part, False, _requests(part.verbs))


def _requests(verbs: Iterable[str]) -> tuple[Request, ...]:
    wanted = frozenset(verbs)
    return tuple(Request(name, verb.method) for name, verb in VERBS.items() if name in wanted)


def _segment(name: str) -> str:
    """Encode a name as one segment of a path. Dots stay, and so does a colon."""
    return quote(name, safe=":")

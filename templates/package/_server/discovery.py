"""Discovery: which groups, versions and resources there are, as documents that never change.

Each is served with and without a slash at its end. Source: k8s.io/apimachinery meta/v1 and
k8s.io/api apidiscovery/v2 (version 1.30).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .._base.rest import Mount
from .answers import json_line
from .kinds import Served
from .openapi import Form, openapi_pages, openapi_v2_forms

_VERSION = {
    "major": "1",
    "minor": "30",
    "gitVersion": "v1.30.0",
    "gitCommit": "",
    "gitTreeState": "clean",
    "buildDate": "1970-01-01T00:00:00Z",
    "goVersion": "",
    "compiler": "",
    "platform": "",
}
_AGGREGATED = "application/json;g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList"
_VERSIONS = ("v2", "v2beta1")
# Where kubectl looks for a kind that it does not find in the OpenAPI 2 document, as it does for one
# that cannot be patched; only then it holds the object against the document itself.
_DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
_NO_DEFINITIONS: dict[str, Any] = {
    "kind": "CustomResourceDefinitionList",
    "apiVersion": "apiextensions.k8s.io/v1",
    "metadata": {},
    "items": [],
}


class Page:
    """A document, and the same in other forms, by media type."""

    def __init__(self, data: bytes, variants: Mapping[str, Form] | None = None) -> None:
        self.data = data
        self.variants = dict(variants or {})

    is_ready = True

    def form_for(self, accept: str) -> bytes | Form:
        """The first form that the client names, if it stands before plain JSON; else that."""
        for wanted in accept.replace(" ", "").split(",") if self.variants else ():
            if wanted in self.variants:
                return self.variants[wanted]
            if wanted in ("application/json", "*/*"):
                break
        return self.data


class LatePage(Page):
    """A document that is made when it is first asked for, with its forms by media type."""

    is_ready = False

    def __init__(self, make: Callable[[], tuple[bytes, Mapping[str, Form]]]) -> None:
        super().__init__(b"")
        self._make = make

    def form_for(self, accept: str) -> bytes | Form:
        if not self.is_ready:
            self.data, variants = self._make()
            self.variants = dict(variants)
            self.is_ready = True
        return super().form_for(accept)


def discovery_pages(
    served: Sequence[Served], version: Mapping[str, str] | None
) -> Iterator[tuple[str, Page]]:
    """Every page by its path; each path also with a slash behind it."""
    pages = dict(_pages(served))
    pages["/version"] = Page(json_line({**_VERSION, **(version or {})}))
    prefixes = [mount.prefix for mount in _mounts(served)]
    pages |= {path: Page(data) for path, data in openapi_pages(prefixes).items()}
    pages[_DEFINITIONS] = Page(json_line(_NO_DEFINITIONS))
    pages["/openapi/v2"] = LatePage(lambda: openapi_v2_forms(prefixes))
    for path, page in pages.items():
        yield path, page
        yield f"{path}/", page


def _pages(served: Sequence[Served]) -> Iterator[tuple[str, Page]]:
    groups = _mounts(served)
    core = [mount for mount in groups if mount.prefix.startswith("/api/")]
    named = [mount for mount in groups if mount.prefix.startswith("/apis/")]
    legacy = [mount for mount in groups if mount.legacy]
    yield "/api", Page(_versions(core), _aggregated(core, served))
    yield "/apis", Page(_group_list(named), _aggregated(named, served))
    for group, versions in _by_group(named).items():
        yield versions[0].prefix.rpartition("/")[0], Page(json_line(_group(group, versions, True)))
    if legacy:
        yield legacy[0].prefix.rpartition("/")[0], Page(_versions(legacy))
    for mount in groups:
        yield mount.prefix, Page(_resource_list(mount, served))


def _mounts(served: Iterable[Served]) -> list[Mount]:
    """The places where something is served: one for each prefix."""
    found: dict[str, Mount] = {}
    for item in served:
        for mount in item.resource.mounts:
            found.setdefault(mount.prefix, mount)
    return list(found.values())


def _by_group(mounts: Iterable[Mount]) -> dict[str, list[Mount]]:
    groups: dict[str, list[Mount]] = {}
    for mount in mounts:
        groups.setdefault(mount.group, []).append(mount)
    return groups


def _versions(mounts: Iterable[Mount]) -> bytes:
    versions = [mount.api_version for mount in mounts]
    return json_line(
        {"kind": "APIVersions", "versions": versions, "serverAddressByClientCIDRs": []}
    )


def _group(name: str, mounts: Sequence[Mount], is_alone: bool) -> dict[str, Any]:
    versions = [{"groupVersion": item.api_version, "version": item.version} for item in mounts]
    head = {"kind": "APIGroup", "apiVersion": "v1"} if is_alone else {}
    return {**head, "name": name, "versions": versions, "preferredVersion": versions[0]}


def _group_list(mounts: Iterable[Mount]) -> bytes:
    groups = [_group(name, items, False) for name, items in _by_group(mounts).items()]
    return json_line({"kind": "APIGroupList", "apiVersion": "v1", "groups": groups})


def _resource_list(mount: Mount, served: Iterable[Served]) -> bytes:
    resources = [entry for item in served for entry in _entries(item, mount)]
    return json_line(
        {
            "kind": "APIResourceList",
            "apiVersion": "v1",
            "groupVersion": mount.api_version,
            "resources": resources,
        }
    )


def _entries(served: Served, mount: Mount) -> Iterator[dict[str, Any]]:
    """The lines of a resource and of its subresources, as far as its handler implements them."""
    resource = served.resource
    if all(place.prefix != mount.prefix for place in resource.mounts):
        return
    entry: dict[str, Any] = {
        "name": resource.plural,
        "singularName": resource.singular,
        "namespaced": resource.namespaced,
        "kind": resource.kind,
        "verbs": served.verbs(),
    }
    if resource.short_names:
        entry["shortNames"] = list(resource.short_names)
    if resource.categories:
        entry["categories"] = list(resource.categories)
    if entry["verbs"]:
        yield entry
    for sub in resource.subresources:
        if verbs := served.verbs(sub.name):
            yield {
                "name": f"{resource.plural}/{sub.name}",
                "singularName": "",
                "namespaced": resource.namespaced,
                "kind": sub.kind,
                "verbs": verbs,
            }


# -------------------------------------------------------------------------------- aggregated


def _aggregated(mounts: Sequence[Mount], served: Sequence[Served]) -> dict[str, Form]:
    """All groups with all their resources in one document, for clients that ask for it."""
    items = [
        {
            "metadata": {"name": name} if name else {},
            "versions": [
                {
                    "version": mount.version,
                    "freshness": "Current",
                    "resources": [entry for item in served for entry in _discovered(item, mount)],
                }
                for mount in places
            ],
        }
        for name, places in _by_group(mounts).items()
    ]
    forms = {version: _AGGREGATED.format(version) for version in _VERSIONS}
    head: dict[str, Any] = {"kind": "APIGroupDiscoveryList", "metadata": {}, "items": items}
    return {
        form: Form(form, json_line({**head, "apiVersion": f"apidiscovery.k8s.io/{version}"}))
        for version, form in forms.items()
    }


def _discovered(served: Served, mount: Mount) -> Iterator[dict[str, Any]]:
    resource, verbs = served.resource, served.verbs()
    if not verbs or all(place.prefix != mount.prefix for place in resource.mounts):
        return
    entry: dict[str, Any] = {
        "resource": resource.plural,
        "responseKind": _response_kind(mount, resource.kind),
        "scope": "Namespaced" if resource.namespaced else "Cluster",
        "singularResource": resource.singular,
        "verbs": verbs,
    }
    if resource.short_names:
        entry["shortNames"] = list(resource.short_names)
    if resource.categories:
        entry["categories"] = list(resource.categories)
    parts = [
        {
            "subresource": sub.name,
            "responseKind": _response_kind(mount, sub.kind),
            "verbs": served.verbs(sub.name),
        }
        for sub in resource.subresources
        if served.verbs(sub.name)
    ]
    yield {**entry, "subresources": parts} if parts else entry


def _response_kind(mount: Mount, kind: str) -> dict[str, str]:
    return {"group": mount.group, "version": mount.version, "kind": kind}

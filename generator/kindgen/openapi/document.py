"""The OpenAPI documents of an API, from its schema and its resources.

`document` is OpenAPI 3.1 of everything that is served. `group_documents` are OpenAPI 3.0, one for
each group version, in the form in which Kubernetes publishes its own below /openapi/v3 and in which
kubectl reads them. Values in, values out: no text is made here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ir.api import Api
from ..ir.package import Package
from ..ir.resources import Mount
from . import meta as meta
from .answers import shared
from .endpoints import Endpoint, endpoints, group_version_kind, title, title_of
from .paths import Paths
from .schemas import Components
from .schemas_3_0 import as_3_0

_SECURITY = {
    "BearerToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token, as `Authorization: Bearer TOKEN`.",
    }
}


def document(package: Package) -> dict[str, Any]:
    """Make OpenAPI 3.1 of the whole surface of a package that has resources."""
    api = package.api
    components = Components(package, _kinds(api, mounts(api)))
    paths = Paths(api, components, shared=True)
    items = paths.of_discovery(_discovery(api)) | paths.of_resources(endpoints(api))
    return {
        "openapi": "3.1.0",
        "info": _info(package),
        "paths": dict(sorted(items.items())),
        "components": {
            "responses": _used(shared(components.of_meta(meta.STATUS)), "responses", items),
            "schemas": components.schemas(),
            "parameters": _used(copy.deepcopy(meta.PARAMETERS), "parameters", items),
            "securitySchemes": _SECURITY,
        },
        # Anonymous requests pass where the server has no authentication.
        "security": [{"BearerToken": []}, {}],
    }


def group_documents(package: Package) -> dict[str, dict[str, Any]]:
    """Make OpenAPI 3.0 of each group version, by the path below /openapi/v3."""
    return {
        mount.prefix.strip("/"): _group_document(package, mount) for mount in mounts(package.api)
    }


def _group_document(package: Package, mount: Mount) -> dict[str, Any]:
    api = package.api
    components = Components(package, _kinds(api, [mount]))
    paths = Paths(api, components, shared=False)
    wanted: list[Endpoint] = [item for item in endpoints(api) if item.mount.prefix == mount.prefix]
    items = paths.of_discovery([_resources_of(mount)]) | paths.of_resources(wanted)
    return {
        "openapi": "3.0.0",
        "info": _info(package),
        "paths": dict(sorted(_schemas_3_0(items).items())),
        "components": {
            "responses": _schemas_3_0(
                _used(shared(components.of_meta(meta.STATUS)), "responses", items)
            ),
            "schemas": {name: as_3_0(schema) for name, schema in components.schemas().items()},
            "securitySchemes": _SECURITY,
        },
        "security": [{"BearerToken": []}, {}],
    }


def _schemas_3_0(value: Any) -> Any:
    """Turn the schemas of paths into those of OpenAPI 3.0."""
    if isinstance(value, list):
        return [_schemas_3_0(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: as_3_0(child) if key == "schema" else _schemas_3_0(child)
        for key, child in value.items()
    }


def _info(package: Package) -> dict[str, str]:
    said = {"description": package.doc} if package.doc else {}
    return {"title": package.title, "version": package.version, **said}


def mounts(api: Api) -> list[Mount]:
    """List every group version that is served, each once, in the order of the schema."""
    found: dict[str, Mount] = {}
    for resource in api.resources:
        for mount in resource.mounts:
            found.setdefault(mount.prefix, mount)
    return list(found.values())


def _kinds(api: Api, wanted: Iterable[Mount]) -> Mapping[str, dict[str, Any]]:
    """Map the name of each definition to the group-version-kinds that it stands for."""
    prefixes = {mount.prefix for mount in wanted}
    found: dict[str, list[dict[str, str]]] = {}
    for resource in api.resources:
        for mount in resource.mounts:
            if mount.prefix in prefixes:
                gvk = group_version_kind(mount, resource.kind)
                found.setdefault(resource.kind, []).append(gvk)
    return {kind: {"x-kubernetes-group-version-kind": gvks} for kind, gvks in found.items()}


def _used(items: dict[str, Any], part: str, paths: Any) -> dict[str, Any]:
    """Return those items of a part of the components that the paths refer to."""
    names = set(_references(paths, f"#/components/{part}/"))
    return {name: item for name, item in items.items() if name in names}


def _references(node: Any, place: str) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix(place)
        for child in node.values():
            yield from _references(child, place)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child, place)


# -------------------------------------------------------------------------------------- discovery

_Discovery = tuple[str, str, str, str]


def _resources_of(mount: Mount) -> _Discovery:
    return (
        mount.prefix,
        f"get{title_of(mount)}APIResources",
        meta.API_RESOURCES,
        f"The resources of {mount.api_version}.",
    )


def _discovery(api: Api) -> Iterator[_Discovery]:
    """Yield the paths that tell clients which kinds there are, where, and in which form."""
    yield "/version", "getCodeVersion", meta.VERSION, "The version of the server."
    yield "/api", "getCoreAPIVersions", meta.API_VERSIONS, "The versions of the core group."
    yield "/apis", "getAPIVersions", meta.API_GROUPS, "The groups that are served."
    groups = {mount.group for mount in mounts(api) if mount.group and not mount.legacy}
    for mount in mounts(api):
        if mount.group in groups and not mount.legacy:
            groups.discard(mount.group)
            path = mount.prefix.rpartition("/")[0]
            name = f"get{title(mount.group)}APIGroup"
            yield path, name, meta.API_GROUP, f"The versions of {mount.group}."
        if mount.legacy:
            path = mount.prefix.rpartition("/")[0]
            yield path, "getOapiVersions", meta.API_VERSIONS, "The versions of the legacy prefix."
        yield _resources_of(mount)
    yield "/openapi/v2", "getOpenAPIV2", meta.OPENAPI_2, "OpenAPI 2 of everything."
    yield "/openapi/v3", "getOpenAPIV3", meta.OPENAPI_INDEX, "Where the documents are."
    for mount in mounts(api):
        name = f"getOpenAPIV3{title_of(mount)}"
        words = f"OpenAPI 3.0 of {mount.api_version}."
        yield f"/openapi/v3{mount.prefix}", name, meta.ANY_OPENAPI, words
    yield "/openapi.json", "getOpenAPI", meta.ANY_OPENAPI, "This document."

"""Calls: what is to be sent, before it is a request of any HTTP library.

`Calls` makes them for one resource; the connections send them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

import msgspec

from .._base.kinds import is_object
from .._base.model import Model, attributes_of
from .._base.rest import Resource

JSON = "application/json"
PATCH_TYPES = {
    "merge": "application/merge-patch+json",
    "json": "application/json-patch+json",
    "strategic": "application/strategic-merge-patch+json",
    "apply": "application/apply-patch+yaml",
}
PatchType: TypeAlias = Literal["merge", "json", "strategic", "apply"]
"""How the body of a patch is read: RFC 7396, RFC 6902, strategic merge, server-side apply."""
Document: TypeAlias = "Model | dict[str, Any]"

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Call:
    """One request, wherever the server is."""

    method: str
    path: str  # with its query
    content: bytes | None = None
    content_type: str = JSON
    timeout_s: float | None = None  # how long the server may work on it; None: as it likes
    is_stream: bool = False


class Calls:
    """The calls of one resource. Raises ValueError for what makes no request."""

    __slots__ = ("_namespace", "resource")

    def __init__(self, resource: Resource, namespace: str | None) -> None:
        self.resource = resource
        self._namespace = namespace

    def create(
        self, body: Document, namespace: str | None, legacy: bool, query: Mapping[str, Any]
    ) -> Call:
        document = self._complete(body, legacy)
        path = self._path(namespace or _in_metadata(document, "namespace"), None, None, legacy)
        return _call("POST", path, query, _encoder.encode(document))

    def replace(
        self,
        body: Document,
        namespace: str | None,
        legacy: bool,
        query: Mapping[str, Any],
        subresource: str | None = None,
    ) -> Call:
        document = self._complete(body, legacy, subresource)
        name = _in_metadata(document, "name")
        if name is None:
            raise ValueError("the object has no metadata.name, so there is nothing to replace")
        place = namespace or _in_metadata(document, "namespace")
        path = self._path(place, name, subresource, legacy)
        return _call("PUT", path, query, _encoder.encode(document))

    def patch(
        self,
        name: str,
        body: Any,
        kind: PatchType,
        namespace: str | None,
        legacy: bool,
        query: Mapping[str, Any],
        subresource: str | None = None,
    ) -> Call:
        if kind not in PATCH_TYPES:
            raise ValueError(f"no such patch: {kind!r}; there are {', '.join(PATCH_TYPES)}")
        if kind == "apply":
            if not query.get("fieldManager"):
                raise ValueError("a server-side apply needs field_manager=, who applies")
            body = self._complete(body, legacy, subresource)
        content = bytes(body) if isinstance(body, bytes) else _encoder.encode(body)
        path = self._path(namespace, name, subresource, legacy)
        return _call("PATCH", path, query, content, PATCH_TYPES[kind])

    def read(
        self,
        name: str | None,
        namespace: str | None,
        legacy: bool,
        query: Mapping[str, Any],
        subresource: str | None = None,
        everywhere: bool = False,
    ) -> Call:
        """Of one object, or, without a name, of the collection."""
        path = self._path(namespace, name, subresource, legacy, everywhere)
        return _call("GET", path, query)

    def delete(
        self,
        name: str | None,
        namespace: str | None,
        legacy: bool,
        query: Mapping[str, Any],
        options: Mapping[str, Any],
    ) -> Call:
        """Of one object, or, without a name, of the collection; `options` are DeleteOptions."""
        given = {key: value for key, value in options.items() if value is not None}
        body = {"kind": "DeleteOptions", "apiVersion": "v1", **given} if given else None
        path = self._path(namespace, name, None, legacy)
        return _call("DELETE", path, query, None if body is None else _encoder.encode(body))

    def namespace_of(self, namespace: str | None) -> str | None:
        """The one that is named, else the client's; None for a resource that has none."""
        if not self.resource.namespaced:
            return None
        found = namespace or self._namespace
        if not found:
            raise ValueError(
                f"{self.resource.plural} have a namespace: give namespace=, here or to the client"
            )
        return _name(found)

    def api_version(self, legacy: bool) -> str:
        return self.resource.mount(legacy).api_version

    def _path(
        self,
        namespace: str | None,
        name: str | None,
        subresource: str | None,
        legacy: bool,
        everywhere: bool = False,
    ) -> str:
        place = None if everywhere else self.namespace_of(namespace)
        return self.resource.path(place, None if name is None else _name(name), subresource, legacy)

    def _complete(self, body: Document, legacy: bool, subresource: str | None = None) -> Document:
        """The document with kind and apiVersion, where it has none; the caller's stays as it is."""
        version, kind = self.api_version(legacy), self.resource.kind
        for sub in self.resource.subresources:
            if sub.name == subresource and sub.api_version:
                version, kind = sub.api_version, sub.kind
        if is_object(body):
            return {"apiVersion": version, "kind": kind} | {
                key: value for key, value in body.items() if value is not None or key not in _SELF
            }
        own = attributes_of(type(body))
        if not own.keys() >= set(_SELF):
            return self._complete(msgspec.to_builtins(body), legacy, subresource)
        model = copy.copy(body)
        fill_in(model, {"kind": kind, "apiVersion": version})
        return model


_SELF = ("apiVersion", "kind")


def fill_in(model: Any, values: Mapping[str, str]) -> None:
    """Set fields, by their wire names, that the model has and that are not set."""
    own = attributes_of(model.__class__)
    for name, value in values.items():
        if name in own and not getattr(model, own[name]):
            setattr(model, own[name], value)


def _name(name: str) -> str:
    if name in ("", ".", ".."):
        raise ValueError(f"{name!r} is no name of an object")
    return name


def _in_metadata(body: Document, field: str) -> str | None:
    """The name or the namespace that the document says it has."""
    if is_object(body):
        metadata = body.get("metadata")
        value = metadata.get(field) if is_object(metadata) else None
    else:
        value = getattr(getattr(body, "metadata", None), field, None)
    return value if isinstance(value, str) and value else None


def _call(
    method: str,
    path: str,
    query: Mapping[str, Any],
    content: bytes | None = None,
    content_type: str = JSON,
) -> Call:
    pairs = list(_written(query)) if query else []
    if pairs:
        path = f"{path}?{urlencode(pairs)}"
    return Call(method, path, content, content_type, query.get("timeout"))


def _written(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The query as text; what is not given is left out."""
    for name, value in query.items():
        if value is None or value is False:
            continue
        if name == "dryRun":
            value = "All"
        elif name == "timeout":
            value = f"{value:f}".rstrip("0").rstrip(".") + "s"
        elif value is True:
            value = "true"
        yield name, str(value)

"""The paths of an OpenAPI document: each operation of each resource, and what tells of them.

Operation ids, actions and group-version-kinds follow the conventions of Kubernetes, by which its
clients find an operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..ir.api import Api, ListClass
from ..ir.resources import Mount, Path, Resource
from . import meta as meta
from .answers import DISCOVERY_ERRORS, answer, errors, plain
from .schemas import Components

Item = dict[str, Any]

_WORDS = re.compile(r"[A-Za-z0-9]+")
_PATCHES = {
    meta.JSON_PATCH: meta.JSON_PATCH_LIST,
    meta.MERGE_PATCH: meta.PATCH,
    meta.STRATEGIC_PATCH: meta.PATCH,
    meta.APPLY_PATCH: meta.PATCH,
}
_ALWAYS = ("pretty", "timeout")
_WRITING = ("dryRun", "fieldManager", "fieldValidation", *_ALWAYS)
_SELECTING = ("labelSelector", "fieldSelector")
_LISTING = (
    *_SELECTING, "limit", "continue", "resourceVersion", "resourceVersionMatch", "timeoutSeconds",
)  # fmt: skip
_WATCHING = ("watch", "allowWatchBookmarks")
_DELETING = ("dryRun", "gracePeriodSeconds", "propagationPolicy", *_ALWAYS)
# Verb -> what the operation is called, Kubernetes' name of the action, parameters. Operations of
# a path are written in this order; a watch is a parameter of a list.
_VERBS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "list": ("list", "list", (*_LISTING, *_ALWAYS)),
    "get": ("read", "get", ("resourceVersion", *_ALWAYS)),
    "create": ("create", "post", _WRITING),
    "deletecollection": (
        "delete", "deletecollection", (*_SELECTING, "limit", "continue", *_DELETING),
    ),
    "update": ("replace", "put", _WRITING),
    "patch": ("patch", "patch", (*_WRITING, "force")),
    "delete": ("delete", "delete", _DELETING),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One path of a resource, and how its operations are called."""

    resource: Resource
    mount: Mount
    path: Path

    @property
    def methods(self) -> dict[str, str]:
        """The verbs that the path has, and the method of each."""
        has = {request.verb: request.method for request in self.path.requests}
        if "watch" in has:
            has["list"] = has["watch"]
        return {verb: has[verb].lower() for verb in _VERBS if verb in has}

    @property
    def kind(self) -> str:
        """The kind of the documents there."""
        return self.path.subresource.kind if self.path.subresource else self.resource.kind

    def operation_id(self, verb: str) -> str:
        """`readLibraryExampleV1NamespacedBookStatus`, as Kubernetes has it."""
        start, part = _VERBS[verb][0], self.path.subresource
        collection = "Collection" if verb == "deletecollection" else ""
        scope = "Namespaced" if "namespace" in self.path.parameters else ""
        of_part = title(part.name) if part else ""
        end = "ForAllNamespaces" if self.path.crosses_namespaces else ""
        kind = self.resource.class_name
        return f"{start}{title_of(self.mount)}{collection}{scope}{kind}{of_part}{end}"

    def gvk(self) -> dict[str, str]:
        """Group, version and kind of the documents there."""
        return group_version_kind(self.mount, self.kind)


def group_version_kind(mount: Mount, kind: str) -> dict[str, str]:
    """A kind as the documents of a place name it."""
    return {"group": mount.document_group, "version": mount.version, "kind": kind}


def title(text: str) -> str:
    """The words of a text as one: `LibraryExample` of `library.example`."""
    return "".join(word[:1].upper() + word[1:] for word in _WORDS.findall(text))


def title_of(mount: Mount) -> str:
    """A group version in operation ids: `LibraryExampleV1`, `CoreV1`."""
    return ("Oapi" if mount.legacy else title(mount.group) or "Core") + title(mount.version)


def places(api: Api) -> Iterator[Place]:
    """Every path of every resource."""
    for resource in api.resources:
        for mount in resource.mounts:
            for path in mount.paths:
                yield Place(resource, mount, path)


class Paths:
    """Writes the paths of one document; `shared` puts parameters into its components."""

    def __init__(self, api: Api, components: Components, shared: bool) -> None:
        self._lists = {item.name: item for item in api.lists}
        self._api = api
        self._components = components
        self._shared = shared
        self._ids: set[str] = set()

    def of_resources(self, wanted: Iterable[Place]) -> dict[str, Item]:
        """The path items of resources."""
        return {
            place.path.template: {
                **self._of_path(place),
                **{method: self._operation(place, verb) for verb, method in place.methods.items()},
            }
            for place in wanted
        }

    def _of_path(self, place: Place) -> Item:
        found = [self._parameter(name) for name in place.path.parameters]
        return {"parameters": found} if found else {}

    def _parameter(self, name: str) -> Item:
        if self._shared:
            return {"$ref": f"#/components/parameters/{name}"}
        return dict(meta.PARAMETERS[name])

    def _operation(self, place: Place, verb: str) -> Item:
        _, action, parameters = _VERBS[verb]
        if verb == "list" and "watch" in place.resource.verbs:
            parameters = (*parameters, *_WATCHING)
        has_body = verb not in ("list", "get")
        body = {"requestBody": self._body(place, verb)} if has_body else {}
        return {
            "tags": [_tag(place.mount)],
            "operationId": self._id(place.operation_id(verb)),
            "summary": _summary(place, verb),
            "parameters": [self._parameter(name) for name in parameters],
            **body,
            "responses": self._responses(place, verb),
            "x-kubernetes-action": action,
            "x-kubernetes-group-version-kind": place.gvk(),
        }

    def _id(self, wanted: str) -> str:
        while wanted in self._ids:  # two groups that differ in punctuation alone
            wanted += "_"
        self._ids.add(wanted)
        return wanted

    # ------------------------------------------------------------------------------ what goes in

    def _body(self, place: Place, verb: str) -> Item:
        if verb == "patch":
            content = {kind: self._schema(name) for kind, name in _PATCHES.items()}
            return {"required": True, "content": content}
        if verb in ("delete", "deletecollection"):
            options = self._schema(meta.DELETE_OPTIONS)
            return {"content": dict.fromkeys((meta.JSON, meta.YAML), options)}
        document = {"schema": self._document(place)}
        return {"required": True, "content": dict.fromkeys((meta.JSON, meta.YAML), document)}

    def _schema(self, name: str) -> Item:
        return {"schema": self._components.of_meta(name)}

    # ----------------------------------------------------------------------------- what comes out

    def _responses(self, place: Place, verb: str) -> Item:
        done = dict(self._successes(place, verb))
        status = self._components.of_meta(meta.STATUS)
        return {**done, **errors(status, place.resource, verb)}

    def _successes(self, place: Place, verb: str) -> Iterator[tuple[str, Item]]:
        if verb in ("delete", "deletecollection"):
            status = self._components.of_meta(meta.STATUS)
            gone = self._listed(place) if verb == "deletecollection" else self._document(place)
            yield "200", answer("Deleted.", {meta.JSON: {"anyOf": [status, gone]}})
        elif verb == "list":
            words = _WATCH_WORDS if "watch" in place.resource.verbs else ""
            yield "200", answer(f"The objects.{words}", self._list_content(place))
        else:
            content = {meta.JSON: self._document(place)}
            if verb == "get" and not place.path.subresource:
                content[meta.TABLE] = self._components.of_meta(meta.TABLE_KIND)
            writes = verb != "get"
            if verb != "create":
                yield "200", answer("The object.", content, warns=writes)
            if verb == "create" or (verb == "patch" and not place.path.subresource):
                yield "201", answer("The object, which is new.", content, warns=writes)

    def _list_content(self, place: Place) -> Mapping[str, Item]:
        content = {
            meta.JSON: self._listed(place),
            meta.TABLE: self._components.of_meta(meta.TABLE_KIND),
        }
        if "watch" in place.resource.verbs:
            content[meta.STREAM] = self._components.of_meta(meta.WATCH_EVENT)
        return content

    def _document(self, place: Place) -> Item:
        part = place.path.subresource
        if part is None or part.kind == place.resource.kind:
            return self._components.of_definition(place.resource.kind)
        if part.is_list:
            return self._list(part.class_name, part.kind)
        return self._components.of_definition(part.kind)

    def _listed(self, place: Place) -> Item:
        return self._list(place.resource.list_class, place.resource.list_kind)

    def _list(self, class_name: str, kind: str) -> Item:
        made = self._lists.get(class_name)
        if made is None:
            return self._components.of_definition(kind)
        return self._components.of_own(class_name, lambda: self._list_schema(made))

    def _list_schema(self, made: ListClass) -> Item:
        return {
            "type": "object",
            "description": f"Objects of the kind {made.item_kind}.",
            "required": ["metadata", "items"],
            "properties": {
                "apiVersion": {"type": "string", "description": "API version of the list."},
                "kind": {"type": "string", "description": f"Always {made.kind}."},
                "metadata": self._components.of_meta(meta.LIST_META),
                "items": {
                    "type": "array",
                    "items": self._components.of_definition(made.item_kind),
                    "description": "The objects.",
                },
            },
            "x-kubernetes-group-version-kind": list(_gvks_of_list(self._api, made)),
        }

    # ---------------------------------------------------------------------------------- discovery

    def of_discovery(self, wanted: Iterable[tuple[str, str, str, str]]) -> dict[str, Item]:
        """The path items of what tells of the API: path, operation id, schema, summary of each."""
        return {
            path: {
                "get": {
                    "tags": ["discovery"],
                    "operationId": self._id(name),
                    "summary": summary,
                    "responses": {
                        "200": answer(
                            summary, {meta.JSON: self._components.of_meta(schema)} if schema else {}
                        ),
                        **plain(DISCOVERY_ERRORS),
                    },
                }
            }
            for path, name, schema, summary in wanted
        }


def _gvks_of_list(api: Api, made: ListClass) -> Iterator[dict[str, str]]:
    for resource in api.resources:
        if resource.list_class == made.name:
            for mount in resource.mounts:
                yield group_version_kind(mount, made.kind)


_WATCH_WORDS = (
    " With `watch=true` the answer does not end: one event a line, each a JSON document of its own."
)


def _tag(mount: Mount) -> str:
    return mount.prefix.strip("/").replace("/", "_")


def _summary(place: Place, verb: str) -> str:
    kind, part = place.resource.kind, place.path.subresource
    what = f"the {part.name} of one {kind}" if part else f"one {kind}"
    many = f"objects of the kind {kind}"
    where = " across namespaces" if place.path.crosses_namespaces else ""
    reads = "List or watch" if "watch" in place.resource.verbs else "List"
    return {
        "list": f"{reads} {many}{where}.",
        "create": f"Create {what}" + (" in the namespace that it names." if where else "."),
        "deletecollection": f"Delete {many}.",
        "get": f"Read {what}.",
        "update": f"Replace {what}.",
        "patch": f"Change {what}.",
        "delete": f"Delete {what}.",
    }[verb]

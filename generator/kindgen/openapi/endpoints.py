"""The operations of an OpenAPI document: how each is called, and which parameters it has.

Operation ids, actions and group-version-kinds follow the conventions of Kubernetes, by which its
clients find an operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..ir.api import Api
from ..ir.resources import Mount, Resource, Route

_WORDS = re.compile(r"[A-Za-z0-9]+")
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
class Endpoint:
    """A route of a resource on one mount, and how its operations are called."""

    resource: Resource
    mount: Mount
    route: Route

    @property
    def methods(self) -> dict[str, str]:
        """Return the verbs that the route has, and the method of each."""
        has = {request.verb: request.method for request in self.route.requests}
        if "watch" in has:
            has["list"] = has["watch"]
        return {verb: has[verb].lower() for verb in _VERBS if verb in has}

    @property
    def kind(self) -> str:
        """Name the kind of the documents there."""
        return self.route.subresource.kind if self.route.subresource else self.resource.kind

    def operation_id(self, verb: str) -> str:
        """Return `readLibraryExampleV1NamespacedBookStatus`, as Kubernetes has it."""
        start, part = _VERBS[verb][0], self.route.subresource
        collection = "Collection" if verb == "deletecollection" else ""
        scope = "Namespaced" if "namespace" in self.route.parameters else ""
        of_part = title(part.name) if part else ""
        end = "ForAllNamespaces" if self.route.crosses_namespaces else ""
        kind = self.resource.class_name
        return f"{start}{title_of(self.mount)}{collection}{scope}{kind}{of_part}{end}"

    def action(self, verb: str) -> str:
        """Return Kubernetes' name of what the operation does."""
        return _VERBS[verb][1]

    def parameters(self, verb: str) -> tuple[str, ...]:
        """Return the names of the operation's parameters in the query."""
        has_watch = verb == "list" and "watch" in self.resource.verbs
        return (*_VERBS[verb][2], *(_WATCHING if has_watch else ()))

    def gvk(self) -> dict[str, str]:
        """Return group, version and kind of the documents there."""
        return group_version_kind(self.mount, self.kind)


def group_version_kind(mount: Mount, kind: str) -> dict[str, str]:
    """Return a kind as the documents of a mount name it."""
    return {"group": mount.document_group, "version": mount.version, "kind": kind}


def title(text: str) -> str:
    """Write the words of a text as one: `LibraryExample` for `library.example`."""
    return "".join(word[:1].upper() + word[1:] for word in _WORDS.findall(text))


def title_of(mount: Mount) -> str:
    """Write a group version as operation ids do: `LibraryExampleV1`, `CoreV1`."""
    return ("Oapi" if mount.legacy else title(mount.group) or "Core") + title(mount.version)


def endpoints(api: Api) -> Iterator[Endpoint]:
    """Yield every route of every resource."""
    for resource in api.resources:
        for mount in resource.mounts:
            for route in mount.routes:
                yield Endpoint(resource, mount, route)

"""The HTTP half of a package: what is served, where, and by which operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mount:
    """One place where a resource is served."""

    prefix: str  # "/apis/library.example/v1", percent-encoded
    group: str  # "library.example", also on the legacy prefix
    version: str  # "v1"
    api_version: str  # of the documents there: "library.example/v1", "v1" on the legacy prefix
    legacy: bool


@dataclass(frozen=True, slots=True)
class Subresource:
    """A part of an object with a path of its own: status."""

    name: str  # "status"
    segment: str  # the same in a path, percent-encoded
    attribute: str  # "status", for the methods get_status, update_status
    kind: str  # of what is read and written there
    class_name: str  # of its model; of a list the class of the list
    type_text: str  # the same as source: "models.Shelf", "lists.BookList"
    item_class: str  # of its model; of a list that of an element
    is_list: bool
    verbs: tuple[str, ...]  # of get, update, patch and create
    pointer: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of a resource's Protocol."""

    verb: str  # "create"
    method: str  # "create", "get_status"
    subresource: str | None
    arguments: tuple[tuple[str, str], ...]  # name and type behind `request`, as source
    returns: str  # type as source
    doc: str

    @property
    def is_watch(self) -> bool:
        return self.verb == "watch"


@dataclass(frozen=True, slots=True)
class Part:
    """A field that has parts: an object, a list or a map."""

    wire_name: str
    container: str  # "[]", "{}", or "" for an object
    shape: str | None  # of the object, or of the elements
    keys: tuple[str, ...]  # fields that tell elements of a list apart
    is_merged: bool  # a strategic merge patch finds elements by the first key
    is_set: bool  # elements are values, each once
    absent: dict[str, Any]  # key -> its default, of the keys that have one


@dataclass(frozen=True, slots=True)
class Shape:
    """An object as patches see it."""

    name: str
    is_atomic: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind that the API serves, and every name and path that follows from it."""

    kind: str  # "Shelf"
    class_name: str  # of its model
    plural: str  # "shelves"
    segment: str  # the same in a path, percent-encoded
    singular: str
    short_names: tuple[str, ...]
    categories: tuple[str, ...]
    attribute: str  # "shelves": the Python name of the plural
    protocol_name: str  # "Shelves"
    list_kind: str  # "ShelfList"
    list_class: str
    list_type: str  # the same as source: "lists.ShelfList", "models.…" where the schema has one
    group: str  # "" for the core group
    versions: tuple[str, ...]  # the preferred one first
    api_version: str  # of the preferred version: "library.example/v1"
    namespaced: bool
    legacy: bool  # served below /oapi/v1 too
    generates_names: bool  # a server makes a name of metadata.generateName
    verbs: tuple[str, ...]
    subresources: tuple[Subresource, ...]
    mounts: tuple[Mount, ...]
    required_on_read: tuple[str, ...]  # top-level fields that a server always sends
    operations: tuple[Operation, ...]
    pointer: str  # "/x-kubernetes-resources/0"

    @property
    def qualified(self) -> str:
        """The resource as messages name it: `shelves.library.example`."""
        return f"{self.plural}.{self.group}" if self.group else self.plural


@dataclass(frozen=True, slots=True)
class ListClass:
    """The class of a list that has to be made, for the schema has none."""

    name: str  # "ShelfList"
    kind: str  # the same on the wire
    item_class: str


@dataclass(frozen=True, slots=True)
class Api:
    """What is served over HTTP. Without resources there is none, and no module of the HTTP half."""

    resources: tuple[Resource, ...]
    lists: tuple[ListClass, ...]
    shapes: tuple[Shape, ...]
    list_meta: str  # class of a list's metadata, as source for the resources module

    @property
    def is_served(self) -> bool:
        return bool(self.resources)

"""A resource: a kind that the API serves, on which paths, and by which operations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScalePaths:
    """Where a Scale has its numbers in an object, as names of fields, one below the other."""

    replicas: tuple[str, ...]  # ("spec", "replicas")
    status_replicas: tuple[str, ...]
    selector: tuple[str, ...]  # empty for none


@dataclass(frozen=True, slots=True)
class Subresource:
    """A part of an object with a path of its own: status."""

    name: str  # "status"
    attribute: str  # "status", for the methods get_status, update_status
    kind: str  # of what is read and written there
    class_name: str  # of its model; of a list the class of the list
    type_text: str  # the same as source: "models.Shelf", "lists.BookList"
    item_class: str  # of its model; of a list that of an element
    item_kind: str  # the same on the wire
    is_list: bool
    verbs: tuple[str, ...]  # of get, update, patch and create
    api_version: str  # of what is read and written there; empty for that of the path
    scale: ScalePaths | None  # of a Scale, which is made of the object
    pointer: str


@dataclass(frozen=True, slots=True)
class NameParts:
    """What the names of a resource are made of, where they name several things."""

    names: tuple[str, ...]  # ("shelf", "place")
    separator: str  # ":"

    @property
    def form(self) -> str:
        """Return the form of a name: `shelf:place`."""
        return self.separator.join(self.names)


@dataclass(frozen=True, slots=True)
class CreationAnswer:
    """What a creation is answered with, where it is not the object."""

    kind: str
    class_name: str  # of its model
    api_version: str | None  # None: that of the path


@dataclass(frozen=True, slots=True)
class Request:
    """One verb on a path."""

    verb: str  # "list"
    method: str  # "GET"


@dataclass(frozen=True, slots=True)
class Route:
    """A path below which a resource is served, and what may be asked there."""

    template: str  # "/apis/library.example/v1/namespaces/{namespace}/books/{name}", percent-encoded
    parameters: tuple[str, ...]  # of "namespace" and "name"
    subresource: Subresource | None
    crosses_namespaces: bool
    requests: tuple[Request, ...]  # in the order of `VERBS`, never empty


@dataclass(frozen=True, slots=True)
class Mount:
    """One place where a resource is served."""

    prefix: str  # "/apis/library.example/v1", percent-encoded
    group: str  # "library.example", also on the legacy prefix
    version: str  # "v1"
    api_version: str  # of the documents there: "library.example/v1", "v1" on the legacy prefix
    legacy: bool
    routes: tuple[Route, ...]

    @property
    def document_group(self) -> str:
        """Return the group that documents there name: none on the legacy prefix."""
        return "" if self.legacy else self.group


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of a resource's Protocol."""

    verb: str  # "create"
    method: str  # "create", "get_status"
    subresource: str | None
    arguments: tuple[tuple[str, str], ...]  # name and type after `request`, as source
    returns: str  # type as source
    doc: str

    @property
    def is_watch(self) -> bool:
        """Whether the answer is a stream of changes."""
        return self.verb == "watch"


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind that the API serves, and every name and path that follows from it."""

    kind: str  # "Shelf"
    class_name: str  # of its model
    plural: str  # "shelves"
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
    name_parts: NameParts | None
    virtual: bool  # a view of other objects, not stored under its name
    answer: CreationAnswer | None
    verbs: tuple[str, ...]
    subresources: tuple[Subresource, ...]
    mounts: tuple[Mount, ...]
    required_on_read: tuple[str, ...]  # top-level fields that a server always sends
    operations: tuple[Operation, ...]
    pointer: str  # "/x-kubernetes-resources/0"

    @property
    def qualified(self) -> str:
        """Name the resource as messages do, with its group: `shelves.books.example`."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

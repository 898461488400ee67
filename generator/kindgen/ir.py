"""The intermediate representation: everything a template needs, already decided.

Frozen values; templates loop over them and compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .resolve import Document
from .structure import Function


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object."""

    wire_name: str  # "from"
    python_name: str  # "from_"
    explicit_name: str | None  # wire name to state in the class, where msgspec would derive another
    type_name: str  # "string:date-time", as the documented tree writes it
    shape: dict[str, Any]  # the bare type, for datamodel-code-generator
    doc: str
    pointer: str  # "/$defs/ImageImportSpec/properties/from"
    required_on_write: bool  # a request needs it
    required_on_read: bool  # a server always sends it
    nullable: bool  # null may stand for an absent field
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition: a class where it has fields of its own, else an alias of another type."""

    name: str  # key in $defs, or the title of the root
    class_name: str
    doc: str
    pointer: str
    fields: tuple[Field, ...]
    shape: dict[str, Any] | None  # of an alias; None for a class

    @property
    def is_class(self) -> bool:
        return self.shape is None


@dataclass(frozen=True, slots=True)
class Kind:
    """A definition as the validators know it: the names of its functions."""

    name: str
    test: str
    find: str
    rules: str | None


@dataclass(frozen=True, slots=True)
class Validators:
    """The content of a validator module."""

    default_kind: str
    kinds: tuple[Kind, ...]
    tests: tuple[Function, ...]
    finds: tuple[Function, ...]
    rules: tuple[Function, ...]
    patterns: tuple[tuple[str, str], ...]  # constant, expression for re.compile
    values: tuple[tuple[str, str], ...]  # constant, source
    known_fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # see `unknown.py`
    imports: tuple[str, ...]  # lines


@dataclass(frozen=True, slots=True)
class Defaults:
    """The content of the defaults module."""

    default_kind: str
    functions: tuple[Function, ...]
    kinds: tuple[tuple[str, str | None], ...]  # definition, function or None where nothing defaults
    imports: tuple[str, ...]  # lines


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


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, before any text is made of it."""

    name: str
    version: str
    title: str
    doc: str
    document: Document
    definitions: tuple[Definition, ...]
    validators: Validators
    defaults: Defaults
    api: Api

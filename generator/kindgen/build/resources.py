"""Makes the HTTP half of a package from `x-kubernetes-resources`, with every name in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..ir.api import Api, ListClass
from ..ir.models import Definition
from ..ir.resources import CreationAnswer, NameParts, Resource, ScalePaths, Subresource
from ..python import naming
from ..schema import pointers
from ..schema.document import Document
from .messages import build_messages
from .operations import operations_of
from .routes import mounts_of
from .shapes import build_shapes, leaves_out_empty

OF_SUBRESOURCES = ("get", "update", "patch")
_LIST_META = "ListMeta"
_OWN_LIST_META = "ListMetadata"
_FIELDS_OF_LIST_META = {"resourceVersion", "continue"}
# Names of the modules that a package with resources has besides its classes.
_TAKEN = frozenset(
    {
        "Access", "Admit", "Any", "AsyncClient", "AsyncIterator", "AsyncListing",
        "AsyncResourceClient", "AsyncWatch", "Attributes", "Authenticate", "Authorize",
        "BaseAsyncClient", "BaseClient", "BaseRoute", "Client", "Event", "FieldValidation",
        "Hooks", "JsonList", "JsonObject", "JsonText", "Lifespan", "Listing", "Mapping",
        "MESSAGES", "MethodNotAllowed", "Patch", "PatchType", "PropagationPolicy", "Protocol",
        "RESOURCES",
        "RequestContext", "ResourceClient", "Retry", "Rules", "SHAPES", "Selection", "Sequence",
        "Served", "ServerWarning", "Starlette", "Watch", "create_app", _OWN_LIST_META,
    }
)  # fmt: skip
# Names that arguments and the body of `create_app`, and attributes of clients, use for themselves.
_TAKEN_ATTRIBUTES = frozenset(
    {
        "admit", "authenticate", "authorize", "auto", "close", "connection", "from_kubeconfig",
        "hooks", "in_cluster", "lifespan", "lists", "max_body_bytes", "models", "namespace",
        "routes", "self", "served", "url", "user_agent", "version",
    }
)  # fmt: skip


def served(document: Document) -> list[dict[str, Any]]:
    """Return the resources as the schema states them."""
    resources: list[dict[str, Any]] = document.keywords().get("x-kubernetes-resources", [])
    return resources


def subresources_of(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the subresources of a resource with all their keywords; a name alone is one."""
    kind = resource["kind"]
    own: dict[str, Any] = {"kind": kind, "list": False, "verbs": list(OF_SUBRESOURCES)}
    return [
        {**own, **({"name": item} if isinstance(item, str) else item)}
        for item in resource.get("subresources", ())
    ]


def attribute(plural: str) -> str:
    """Name a resource in Python: as an argument of the server, an attribute of the client."""
    name = naming.field_name(plural)
    return f"{name}_" if name in _TAKEN_ATTRIBUTES else name


def protocol_name(kind: str, plural: str) -> str:
    """Make `Shelves` of Shelf and shelves: the capitals of the kind, then the plural."""
    common = 0
    while common < min(len(kind), len(plural)) and kind[common].lower() == plural[common]:
        common += 1
    return naming.class_name(kind[:common] + plural[common:] if common else plural.title())


def build_api(document: Document, definitions: tuple[Definition, ...]) -> Api:
    """Make the HTTP half of a package whose document has no faults."""
    by_name = {definition.name: definition for definition in definitions}
    resources = tuple(
        _with_operations(_resource(document, index, entry, by_name))
        for index, entry in enumerate(served(document))
    )
    lists = tuple(_lists(resources, by_name))
    meta = by_name.get(_LIST_META)
    is_model = meta is not None and {item.wire_name for item in meta.fields} >= _FIELDS_OF_LIST_META
    return Api(
        resources=resources,
        lists=lists,
        shapes=build_shapes(document, _kinds_of(resources, by_name)),
        leaves_out_empty=leaves_out_empty(document),
        messages=build_messages(document),
        list_meta=f"models.{_LIST_META}" if is_model else _OWN_LIST_META,
    )


def _kinds_of(
    resources: tuple[Resource, ...], by_name: dict[str, Definition]
) -> tuple[str, ...]:
    """The kinds of the resources, and then those of their parts and answers that are others."""
    own = [resource.kind for resource in resources]
    answers = [resource.answer.kind for resource in resources if resource.answer]
    parts = [sub.item_kind for resource in resources for sub in resource.subresources]
    return tuple(dict.fromkeys(own + [kind for kind in parts + answers if kind in by_name]))


def _resource(
    document: Document, index: int, entry: dict[str, Any], by_name: dict[str, Definition]
) -> Resource:
    kind, plural = entry["kind"], entry["plural"]
    own = by_name[kind]
    place = pointers.join("/x-kubernetes-resources", index)
    subresources = tuple(_subresources(entry, place, by_name))
    mounts = tuple(mounts_of(entry, subresources))
    said = document.keywords(own.pointer)
    return Resource(
        kind=kind,
        class_name=own.class_name,
        plural=plural,
        singular=entry.get("singular", kind.lower()),
        short_names=tuple(entry.get("shortNames", ())),
        categories=tuple(entry.get("categories", ())),
        attribute=attribute(plural),
        protocol_name=protocol_of(kind, plural, by_name),
        list_kind=f"{kind}List",
        list_class=_list_class(kind, by_name),
        list_type=_list_type(kind, by_name),
        group=entry["group"],
        versions=tuple(entry["versions"]),
        api_version=mounts[0].api_version,
        namespaced=entry["scope"] == "Namespaced",
        legacy=entry.get("legacyPrefix", False),
        generates_names=entry.get("generatesNames", True),
        name_parts=_name_parts(entry),
        virtual=entry.get("virtual", False),
        answer=_answer(entry, by_name),
        verbs=tuple(entry["verbs"]),
        subresources=subresources,
        mounts=mounts,
        required_on_read=tuple(said.get("x-required-on-read", ())),
        operations=(),
        pointer=place,
    )


def _name_parts(entry: dict[str, Any]) -> NameParts | None:
    said = entry.get("nameParts")
    return NameParts(tuple(said["names"]), said["separator"]) if said else None


def _answer(entry: dict[str, Any], by_name: dict[str, Definition]) -> CreationAnswer | None:
    said = entry.get("answers")
    if not said:
        return None
    kind = said["kind"]
    return CreationAnswer(kind, by_name[kind].class_name, said.get("apiVersion"))


def _with_operations(resource: Resource) -> Resource:
    return replace(resource, operations=tuple(operations_of(resource)))


def _subresources(
    entry: dict[str, Any], place: str, by_name: dict[str, Definition]
) -> Iterator[Subresource]:
    for index, item in enumerate(subresources_of(entry)):
        own = by_name[item["kind"]].class_name
        yield Subresource(
            name=item["name"],
            attribute=naming.field_name(item["name"]).rstrip("_"),
            kind=f"{item['kind']}List" if item["list"] else item["kind"],
            class_name=_list_class(item["kind"], by_name) if item["list"] else own,
            type_text=_list_type(item["kind"], by_name) if item["list"] else f"models.{own}",
            item_class=own,
            item_kind=item["kind"],
            is_list=item["list"],
            verbs=tuple(item["verbs"]),
            api_version=item.get("apiVersion", ""),
            scale=_scale(item.get("scale")),
            pointer=pointers.join(place, "subresources", index),
        )


def _scale(said: dict[str, str] | None) -> ScalePaths | None:
    if said is None:
        return None
    keys = ("specReplicasPath", "statusReplicasPath", "labelSelectorPath")
    paths = [tuple(said[key].split(".")) if said.get(key) else () for key in keys]
    return ScalePaths(*paths)


def protocol_of(kind: str, plural: str, by_name: dict[str, Definition]) -> str:
    """Name the Protocol of a resource; where the name is taken, as of Sheep, it gets an ending."""
    name = protocol_name(kind, plural)
    taken = {definition.class_name for definition in by_name.values()} | _TAKEN
    return f"{name}Handler" if name in taken else name


def _list_class(kind: str, by_name: dict[str, Definition]) -> str:
    """Name the class of a kind's list: that of the schema where it defines one."""
    defined = by_name.get(f"{kind}List")
    return defined.class_name if defined else f"{by_name[kind].class_name}List"


def _list_type(kind: str, by_name: dict[str, Definition]) -> str:
    module = "models" if f"{kind}List" in by_name else "lists"
    return f"{module}.{_list_class(kind, by_name)}"


def _lists(resources: Iterable[Resource], by_name: dict[str, Definition]) -> Iterator[ListClass]:
    """Yield the lists that the schema does not define, each once."""
    made: dict[str, ListClass] = {}
    for resource in resources:
        if {"list", "watch"} & set(resource.verbs) and resource.list_kind not in by_name:
            name, kind = resource.list_class, resource.list_kind
            made.setdefault(name, ListClass(name, kind, resource.class_name, resource.kind))
        for sub in resource.subresources:
            if sub.is_list and sub.kind not in by_name:
                name = sub.class_name
                made.setdefault(name, ListClass(name, sub.kind, sub.item_class, sub.item_kind))
    yield from made.values()

"""Writes the paths of an OpenAPI document: each operation of each resource, and discovery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..ir.api import Api, ListClass
from ..ir.resources import Mount
from . import meta as meta
from .answers import DISCOVERY_ERRORS, answer, errors, plain
from .endpoints import Endpoint, group_version_kind
from .meta import Item
from .schemas import Components

_PATCHES = {
    meta.JSON_PATCH: meta.JSON_PATCH_LIST,
    meta.MERGE_PATCH: meta.PATCH,
    meta.STRATEGIC_PATCH: meta.PATCH,
    meta.APPLY_PATCH: meta.PATCH,
}


class Paths:
    """Writes the paths of one document; `shared` puts parameters into its components."""

    def __init__(self, api: Api, components: Components, shared: bool) -> None:
        self._lists = {item.name: item for item in api.lists}
        self._api = api
        self._components = components
        self._shared = shared
        self._ids: set[str] = set()

    def of_resources(self, wanted: Iterable[Endpoint]) -> dict[str, Item]:
        """Make the path items of resources."""
        return {
            endpoint.route.template: {
                **self._of_path(endpoint),
                **{
                    method: self._operation(endpoint, verb)
                    for verb, method in endpoint.methods.items()
                },
            }
            for endpoint in wanted
        }

    def _of_path(self, endpoint: Endpoint) -> Item:
        found = [self._of_place(endpoint, name) for name in endpoint.route.parameters]
        return {"parameters": found} if found else {}

    def _of_place(self, endpoint: Endpoint, name: str) -> Item:
        parts = endpoint.resource.name_parts
        if name != "name" or parts is None:
            return self._parameter(name)
        return {**meta.PARAMETERS[name], "description": f"Name of the object: `{parts.form}`."}

    def _parameter(self, name: str) -> Item:
        if self._shared:
            return {"$ref": f"#/components/parameters/{name}"}
        return dict(meta.PARAMETERS[name])

    def _operation(self, endpoint: Endpoint, verb: str) -> Item:
        has_body = verb not in ("list", "get")
        body = {"requestBody": self._body(endpoint, verb)} if has_body else {}
        return {
            "tags": [_tag(endpoint.mount)],
            "operationId": self._id(endpoint.operation_id(verb)),
            "summary": _summary(endpoint, verb),
            "parameters": [self._parameter(name) for name in endpoint.parameters(verb)],
            **body,
            "responses": self._responses(endpoint, verb),
            "x-kubernetes-action": endpoint.action(verb),
            "x-kubernetes-group-version-kind": endpoint.gvk(),
        }

    def _id(self, wanted: str) -> str:
        while wanted in self._ids:  # two groups that differ in punctuation alone
            wanted += "_"
        self._ids.add(wanted)
        return wanted

    # ------------------------------------------------------------------------------ what goes in

    def _body(self, endpoint: Endpoint, verb: str) -> Item:
        if verb == "patch":
            content = {kind: self._schema(name) for kind, name in _PATCHES.items()}
            return {"required": True, "content": content}
        if verb in ("delete", "deletecollection"):
            options = self._schema(meta.DELETE_OPTIONS)
            return {"content": dict.fromkeys((meta.JSON, meta.YAML), options)}
        document = {"schema": self._document(endpoint)}
        return {"required": True, "content": dict.fromkeys((meta.JSON, meta.YAML), document)}

    def _schema(self, name: str) -> Item:
        return {"schema": self._components.of_meta(name)}

    # ----------------------------------------------------------------------------- what comes out

    def _responses(self, endpoint: Endpoint, verb: str) -> Item:
        done = dict(self._successes(endpoint, verb))
        status = self._components.of_meta(meta.STATUS)
        return {**done, **errors(status, endpoint.resource, verb)}

    def _successes(self, endpoint: Endpoint, verb: str) -> Iterator[tuple[str, Item]]:
        if verb in ("delete", "deletecollection"):
            status = self._components.of_meta(meta.STATUS)
            gone = (
                self._listed(endpoint) if verb == "deletecollection" else self._document(endpoint)
            )
            yield "200", answer("Deleted.", {meta.JSON: {"anyOf": [status, gone]}})
        elif verb == "list":
            words = _WATCH_WORDS if "watch" in endpoint.resource.verbs else ""
            yield "200", answer(f"The objects.{words}", self._list_content(endpoint))
        elif verb == "create" and endpoint.resource.answer:
            made = self._components.of_definition(endpoint.resource.answer.kind)
            yield "201", answer("What was done.", {meta.JSON: made}, warns=True)
        else:
            content = {meta.JSON: self._document(endpoint)}
            if verb == "get" and not endpoint.route.subresource:
                content[meta.TABLE] = self._components.of_meta(meta.TABLE_KIND)
            writes = verb != "get"
            if verb != "create":
                yield "200", answer("The object.", content, warns=writes)
            if verb == "create" or (verb == "patch" and not endpoint.route.subresource):
                yield "201", answer("The object, which is new.", content, warns=writes)

    def _list_content(self, endpoint: Endpoint) -> Mapping[str, Item]:
        content = {
            meta.JSON: self._listed(endpoint),
            meta.TABLE: self._components.of_meta(meta.TABLE_KIND),
        }
        if "watch" in endpoint.resource.verbs:
            content[meta.STREAM] = self._components.of_meta(meta.WATCH_EVENT)
        return content

    def _document(self, endpoint: Endpoint) -> Item:
        part = endpoint.route.subresource
        if part is None or part.kind == endpoint.resource.kind:
            return self._components.of_definition(endpoint.resource.kind)
        if part.is_list:
            return self._list(part.class_name, part.kind)
        return self._components.of_definition(part.kind)

    def _listed(self, endpoint: Endpoint) -> Item:
        return self._list(endpoint.resource.list_class, endpoint.resource.list_kind)

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
        """Make the path items of discovery from path, operation id, schema and summary of each."""
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


def _summary(endpoint: Endpoint, verb: str) -> str:
    kind, part = endpoint.resource.kind, endpoint.route.subresource
    what = f"the {part.name} of one {kind}" if part else f"one {kind}"
    many = f"objects of the kind {kind}"
    where = " across namespaces" if endpoint.route.crosses_namespaces else ""
    reads = "List or watch" if "watch" in endpoint.resource.verbs else "List"
    return {
        "list": f"{reads} {many}{where}.",
        "create": f"Create {what}" + (" in the namespace that it names." if where else "."),
        "deletecollection": f"Delete {many}.",
        "get": f"Read {what}.",
        "update": f"Replace {what}.",
        "patch": f"Change {what}.",
        "delete": f"Delete {what}.",
    }[verb]

"""From one kind of an OpenAPI document (v2 or v3) to a schema of our dialect.

Takes along what the kind refers to. Knows nothing of how packages are made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..python import naming
from ..schema import pointers
from ..schema.problems import did_you_mean, shown
from .discriminators import Tags, take_tags, with_tag
from .names import name_everything, package_of
from .reading import Source, read_documents, refuse
from .resources import kinds_of, resources_of
from .scale import scale_definitions, scale_subresource
from .translate import SCHEMA_URI, Translator, is_names

_QUANTITY = (
    r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))?$"
)
_FREE = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
_TIME = {"type": "string", "format": "date-time"}
# Types of Kubernetes that OpenAPI describes badly, by the end of their names.
_SPECIAL: tuple[tuple[str, Source], ...] = (
    ("intstr.IntOrString", {"x-kubernetes-int-or-string": True}),
    ("resource.Quantity", {"type": ["integer", "number", "string"], "pattern": _QUANTITY}),
    ("runtime.RawExtension", _FREE),
    ("v1.FieldsV1", _FREE),
    ("v1.Time", _TIME),
    ("v1.MicroTime", _TIME),
    ("v1.JSON", {}),
    ("v1beta1.JSON", {}),
)


def import_openapi(
    text: bytes, name: str, kind: str, package: str | None = None
) -> tuple[Source, list[str]]:
    """Return the schema of a kind with all that it refers to, and what could not be carried over.

    `kind` is a kind of Kubernetes, the last part of a definition's name, or the whole name. Raises
    SchemaError where the text is not an OpenAPI document, or does not have one such definition.
    """
    documents = [item for item in read_documents(text, name) if isinstance(item, dict)]
    document: Source = documents[0] if len(documents) == 1 else {}
    if not {"swagger", "openapi", "definitions", "components"} & document.keys():
        raise refuse(name, "", 'no OpenAPI document: it has neither "swagger" nor "openapi"')
    components = document.get("components")
    place = "/definitions"
    definitions = document.get("definitions")
    if isinstance(components, dict):
        place, definitions = "/components/schemas", components.get("schemas")
    if not isinstance(definitions, dict) or not definitions:
        raise refuse(name, place, "there are no definitions")
    key = _find(definitions, kind, name, place)
    closure = _Closure(dict(definitions), place, key)
    root = closure.document(_short(key), package)
    resources = resources_of(document, definitions[key], root["title"], closure.refs_to(key))
    if any(map(kinds_of, definitions.values())):
        root["x-absence"] = "kubernetes"
    if resources:
        root["x-kubernetes-resources"] = resources
        _add_scales(root, resources)
    else:
        closure.translator.note("/paths", f"no path serves {root['title']}", "served as nothing")
    _name_kind(root, definitions[key])
    closure.translator.finish(root)
    name_everything(root)
    order = (
        "$schema", "title", "description", "x-package", "x-version", "x-absence",
        "x-kubernetes-resources",
    )  # fmt: skip
    head = {word: root.pop(word) for word in order if word in root}
    return {**head, **root}, closure.translator.told()


def _add_scales(root: Source, resources: list[Source]) -> None:
    """Let `scale` be a Scale, where the kind has the fields that one is made of."""
    definitions = root.get("$defs", {})
    if "ObjectMeta" not in definitions or definitions.keys() & {
        "Scale",
        "ScaleSpec",
        "ScaleStatus",
    }:
        return
    for resource in resources:
        subresources = resource.get("subresources", [])
        if "scale" in subresources and resource["kind"] != "Scale":
            place = subresources.index("scale")
            subresources[place] = scale_subresource(_SCALE_PATHS)
    definitions |= scale_definitions(resources)


# Kubernetes' own kinds have them all there.
_SCALE_PATHS = {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}


# ------------------------------------------------------------------------------------- which kind


def _short(key: str) -> str:
    return re.split(r"[./]", key)[-1] or key


def _find(definitions: Source, kind: str, name: str, place: str) -> str:
    """Find the one definition that is meant."""
    if kind in definitions:
        return kind
    found = [
        key
        for key, definition in definitions.items()
        if any(item.get("kind") == kind for item in kinds_of(definition))
    ]
    found = found or [key for key in definitions if _short(key) == kind]
    if len(found) == 1:
        return found[0]
    if found:
        raise refuse(name, place, f"there are several: {', '.join(found)}", "Give the whole name.")
    hint = did_you_mean(kind, {_short(key) for key in definitions})
    raise refuse(name, place, f"there is no definition {shown(kind)}", hint)


# ---------------------------------------------------------------------------------- the closure


@dataclass(slots=True)
class _Closure:
    """A definition and everything that it refers to, each under a short name of its own."""

    definitions: Source
    place: str
    root: str
    translator: Translator = field(init=False)
    names: dict[str, str] = field(default_factory=dict[str, str])  # definition -> ours
    tags: Tags = field(init=False)

    def __post_init__(self) -> None:
        self.translator = Translator([], self.merged, self.reference)
        self.tags = take_tags(self.definitions, self.target)

    def refs_to(self, key: str) -> str:
        return "#" + pointers.join(self.place, key)

    def target(self, ref: Any) -> str | None:
        """Return the definition that a reference leads to; a place inside becomes one."""
        below = f"#{self.place}/"
        if not str(ref).startswith(below):
            return None
        key = unquote(str(ref).removeprefix(below))
        name = "/".join(pointers.split("/" + key))
        if name not in self.definitions:
            try:
                self.definitions[name] = pointers.find(self.definitions, "/" + key)
            except LookupError:
                if _special(name) is None:
                    return None
                self.definitions[name] = {}
        return name

    def reference(self, ref: str) -> str | None:
        """Return our reference for one of the document; None where it leads elsewhere."""
        key = self.target(ref)
        if key is None:
            return None
        return (
            "#"
            if key == self.root
            else pointers.to_fragment(pointers.join("/$defs", self.names[key]))
        )

    def document(self, title: str, package: str | None) -> Source:
        reached = self.reached()
        self.names = _short_names(reached, self.root)
        ours = {
            key: self.translator.schema(self.source(key), pointers.join(self.place, key))
            for key in reached
        }
        root = ours.pop(self.root)
        root = root if isinstance(root, dict) else {}
        root.pop("default", None)
        definitions = {self.names[key]: schema for key, schema in ours.items()}
        return {
            **root,
            "$schema": SCHEMA_URI,
            "title": title,
            "description": root.get("description", f"{title}."),
            "x-package": package_of(title, package),
            "x-version": "0.1.0",
            **({"$defs": definitions} if definitions else {}),
        }

    def reached(self) -> list[str]:
        """List the definition and all that it refers to, in the order in which they are met."""
        found = [self.root]

        def meet(ref: str) -> str | None:
            key = self.target(ref)
            if key is not None and key not in found:
                found.append(key)
            return None

        scout = Translator([], self.merged, meet)
        for key in found:
            scout.schema(self.source(key), pointers.join(self.place, key))
        return found

    def source(self, key: str) -> Any:
        """Return the schema of a definition; a type of Kubernetes as it is written in JSON."""
        source, special = self.definitions[key], _special(key)
        if isinstance(source, dict) and key in self.tags:
            return with_tag(self.merged(source, pointers.join(self.place, key)), self.tags[key])
        if special is None or not isinstance(source, dict):
            return source
        return {"description": source.get("description", f"{_short(key)}."), **special}

    def merged(self, source: Source, pointer: str) -> Source:
        """Merge the `allOf` of a schema into it, where that says the same more simply.

        Other definitions are merged into definitions only: further inside it might never end.
        """
        parts = source.get("allOf")
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            return source
        rest = {key: value for key, value in source.items() if key != "allOf"}
        if len(parts) == 1 and "$ref" in parts[0] and rest.keys() <= _REMARKS | _OF_BASES:
            return {**parts[0], **rest}
        is_definition = pointer.rpartition("/")[0] == self.place
        if not is_definition and any({"$ref", "allOf"} & part.keys() for part in parts):
            return source
        own = {key: value for key, value in rest.items() if key not in _REMARKS}
        whole: Source = {"type": "object", "properties": {}, "required": []}
        for part in (*self.objects(parts, frozenset()), own):
            fields, required = part.get("properties", {}), part.get("required", [])
            if part.get("type", "object") != "object" or part.keys() - _OF_BASES - _MERGED:
                return source
            if not isinstance(fields, dict) or not is_names(required):
                return source
            if any(whole["properties"].get(key, child) != child for key, child in fields.items()):
                return source
            whole["properties"] |= fields
            whole["required"] += required
            if "discriminator" in part:
                whole["discriminator"] = part["discriminator"]
        required = list(dict.fromkeys(whole.pop("required")))
        return {**rest, **whole, **({"required": required} if required else {})}

    def objects(self, parts: list[Any], seen: frozenset[str]) -> Iterator[Source]:
        """Yield the schemas that the parts of an `allOf` refer to; others as they are."""
        for part in parts:
            key = self.target(part["$ref"]) if "$ref" in part else ""
            source = self.definitions.get(key) if key else part
            if key is None or key in seen or not isinstance(source, dict):
                yield part
                continue
            inner = source.get("allOf")
            if isinstance(inner, list) and all(isinstance(item, dict) for item in inner):
                yield from self.objects(inner, seen | {key} if key else seen)
                source = {name: value for name, value in source.items() if name != "allOf"}
            yield source


_REMARKS = frozenset({"default", "deprecated", "nullable", "readOnly"})
_MERGED = frozenset({"type", "properties", "required"})
# What a definition may say of itself only.
_OF_BASES = frozenset({"description", "discriminator", "example", "externalDocs", "title", "xml"})


def _special(key: str) -> Source | None:
    """Return the schema of a type of Kubernetes as it is written in JSON; None for another type."""
    for ending, schema in _SPECIAL:
        if f".{key}".endswith(f".{ending}"):
            return schema
    return None


def _short_names(keys: list[str], root: str) -> dict[str, str]:
    """Return the last part of each name; more parts where several end alike, but for the root."""
    names: dict[str, str] = {}
    waiting, count = keys, 1
    while waiting:
        by_name: dict[str, list[str]] = defaultdict(list)
        for key in waiting:
            by_name[_ending(key, count)].append(key)
        taken = {naming.class_name(name) for name in names.values()}
        waiting = []
        for name, alike in by_name.items():
            if root in alike:
                names[root] = name
                taken.add(naming.class_name(name))
                alike.remove(root)
            if len(alike) == 1 and naming.class_name(name) not in taken:
                names[alike[0]] = name
            elif count < max(len(re.split(r"[./]", key)) for key in keys):
                waiting += alike
            else:
                names |= {key: key for key in alike}
        count += 1
    return names


def _ending(key: str, count: int) -> str:
    parts = re.split(r"[./]", key)[-count:]
    return parts[-1] if count == 1 else "".join(map(naming.pascal_case, parts))


def _name_kind(root: Source, definition: Any) -> None:
    """Close the sets of values of `apiVersion` and `kind`, where the document tells them."""
    kinds = kinds_of(definition)
    listed = [f"{one.get('group')}/{one.get('version')}".lstrip("/") for one in kinds]
    if len({one.get("group") for one in kinds} - {""}) > 1:
        return  # such as DeleteOptions, which every group has
    properties = root.get("properties", {})
    for name, values in (("apiVersion", listed), ("kind", [one.get("kind") for one in kinds])):
        schema = properties.get(name)
        if values and isinstance(schema, dict) and schema.get("type") == "string":
            schema.setdefault("enum", list(dict.fromkeys(values)))

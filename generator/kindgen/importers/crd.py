"""From a CustomResourceDefinition of Kubernetes to a schema of our dialect.

Reads apiextensions v1 and v1beta1. Knows nothing of how packages are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..ir.verbs import VERBS
from ..schema import pointers
from ..schema.formats import OF_KUBERNETES
from ..schema.problems import did_you_mean, shown
from .names import name_everything, package_of
from .reading import Source, read_documents, refuse
from .scale import scale_definitions, scale_subresource
from .translate import SCHEMA_URI, Translator, has_scalar_keys

_KIND = "CustomResourceDefinition"
_OBJECT_META = Path(__file__).parent / "object_meta.json"
# What the reference to ObjectMeta says already.
_OF_METADATA = ("type", "x-kubernetes-preserve-unknown-fields")


def import_crd(
    text: bytes, name: str, package: str | None = None, version: str | None = None
) -> tuple[Source, list[str]]:
    """Return the schema of a custom resource, and what could not be carried over.

    `text` is YAML or JSON with one definition in it, `version` one of its versions (the stored one
    by default). Raises SchemaError where there is no such thing.
    """
    pointer, definition = _definition(read_documents(text, name), name)
    spec = _object(definition, "spec", pointer, name)
    number, chosen = _version(spec, pointers.join(pointer, "spec"), name, version)
    place = pointers.join(pointer, "spec", "versions", number)
    schema = _object(chosen, "schema", place, name, needed=False).get("openAPIV3Schema")
    place = pointers.join(place, "schema", "openAPIV3Schema")
    if schema is None:
        schema = _object(spec, "validation", pointer, name, needed=False).get("openAPIV3Schema")
        place = pointers.join(pointer, "spec", "validation", "openAPIV3Schema")
    translator = Translator([], is_custom=True, formats=OF_KUBERNETES)
    if schema is None:
        translator.note(place, "there is no schema", "everything is a free-form object")
        schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    elif spec.get("preserveUnknownFields", _keeps_unknown(definition)):
        translator.note(
            pointers.join(pointer, "spec", "preserveUnknownFields"),
            "the server keeps fields that are not in the schema",
            "the models pass over them",
        )
    root = _root(spec, chosen, translator.schema(schema, place), package)
    translator.finish(root)
    name_everything(root)
    _state_rules(root, root)
    return root, translator.told()


def _keeps_unknown(definition: Source) -> bool:
    return str(definition.get("apiVersion", "")).endswith("/v1beta1")


# ------------------------------------------------------------------------------------- the source


def _definition(documents: list[Any], name: str) -> tuple[str, Source]:
    """Find the one definition among the documents, lists of them included, and its pointer."""
    found: list[tuple[str, Source]] = []
    for document in documents:
        if not isinstance(document, dict):
            continue
        items = document.get("items")
        if document.get("kind") == _KIND:
            found.append(("", document))
        elif isinstance(items, list):
            found += [
                (pointers.join("", "items", index), item)
                for index, item in enumerate(items)
                if isinstance(item, dict) and item.get("kind") == _KIND
            ]
    if not found:
        raise refuse(name, "", f"holds no {_KIND}")
    if len(found) > 1:
        listed = ", ".join(str(_names(item.get("spec")).get("kind")) for _, item in found)
        hint = "Give one file to each."
        raise refuse(name, "", f"holds {len(found)} of {_KIND}: {listed}", hint)
    return found[0]


def _names(spec: Any) -> Source:
    names = spec.get("names") if isinstance(spec, dict) else None
    return names if isinstance(names, dict) else {}


def _object(holder: Source, key: str, pointer: str, name: str, needed: bool = True) -> Source:
    value = holder.get(key)
    if isinstance(value, dict):
        return value
    if value is None and not needed:
        return {}
    place = pointers.join(pointer, key)
    raise refuse(name, place, f"expected an object, found {shown(value)}")


def _version(spec: Source, pointer: str, name: str, wanted: str | None) -> tuple[int, Source]:
    """Find the wanted version, the stored one by default, and its number in the list."""
    for field, holder in (("group", spec), ("kind", _names(spec)), ("plural", _names(spec))):
        if not _texts([holder.get(field)]):
            raise refuse(name, pointer, f'"{field}" is missing, or no text')
    listed: Any = spec.get("versions") or [{"name": spec.get("version"), "storage": True}]
    versions = {
        number: item
        for number, item in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(item, dict) and _texts([item.get("name")])
    }
    if not versions:
        raise refuse(name, pointers.join(pointer, "versions"), "there is no version")
    for number, version in versions.items():
        if version["name"] == wanted if wanted else version.get("storage"):
            return number, version
    if wanted is None:
        return next(iter(versions.items()))
    known = [str(version["name"]) for version in versions.values()]
    hint = did_you_mean(wanted, known) or f"There are: {', '.join(known)}."
    raise refuse(name, pointers.join(pointer, "versions"), f"no version {shown(wanted)}", hint)


# --------------------------------------------------------------------------------------- the root


def _root(spec: Source, version: Source, schema: Any, package: str | None) -> Source:
    """Make the whole document: its head, what Kubernetes adds to each object, and the schema."""
    names, kind = spec["names"], str(spec["names"]["kind"])
    schema = schema if isinstance(schema, dict) else {}
    said = schema.pop("properties", {})
    metadata = said.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    own: Source = {
        "apiVersion": {
            "type": "string",
            "enum": [f"{spec['group']}/{version['name']}"],
            "description": "Group and version of the API.",
        },
        "kind": {"type": "string", "enum": [kind], "description": f"Always {kind}."},
        "metadata": {
            "$ref": "#/$defs/ObjectMeta",
            "description": "Identity and bookkeeping of the object.",
            **{key: value for key, value in metadata.items() if key not in _OF_METADATA},
        },
    }
    rest = {key: value for key, value in said.items() if key not in own}
    for key in ("title", "default"):
        schema.pop(key, None)
    description = schema.pop("description", None) or f"A {kind} of {spec['group']}."
    resource = _resource(spec, names, version)
    return {
        "$schema": SCHEMA_URI,
        "title": kind,
        "description": description,
        "x-package": package_of(kind, package),
        "x-version": "0.1.0",
        "x-absence": "kubernetes",
        "x-kubernetes-resources": [resource],
        **schema,
        "type": "object",
        "properties": {**own, **rest},
        "$defs": _object_meta() | scale_definitions([resource]),
    }


def _resource(spec: Source, names: Source, version: Source) -> Source:
    said = version.get("subresources") or spec.get("subresources")
    subresources = said if isinstance(said, dict) else {}
    resource = {
        "kind": names["kind"],
        "plural": names["plural"],
        "singular": (_texts([names.get("singular")]) or [names["kind"].lower()])[0],
        "shortNames": _texts(names.get("shortNames")),
        "categories": _texts(names.get("categories")),
        "scope": "Cluster" if spec.get("scope") == "Cluster" else "Namespaced",
        "group": spec["group"],
        "versions": [version["name"]],
        "verbs": sorted(VERBS),
        "subresources": list(_subresources(subresources, names["kind"])),
    }
    return {key: value for key, value in resource.items() if value != []}


def _subresources(said: Source, kind: str) -> Iterator[Source | str]:
    """Yield the subresources as our dialect has them: `scale` reads and writes a Scale."""
    if "status" in said:
        yield "status"
    if "scale" in said:
        paths = said["scale"] if isinstance(said["scale"], dict) else {}
        yield "scale" if kind == "Scale" else scale_subresource(paths)


def _texts(values: Any) -> list[str]:
    """Return the texts of a list that are not empty."""
    listed: list[Any] = values if isinstance(values, list) else []
    return [item for item in listed if isinstance(item, str) and item]


# ------------------------------------------------------------------------------------------ rules


def _state_rules(schema: Any, root: Source) -> bool:
    """Write down the rules that a server has beyond types; whether the schema has any.

    Elements of a list that is a map have to differ in its keys.
    """
    if not isinstance(schema, dict):
        return False
    schema = _target(schema, root)
    if "x-rules" in schema:
        return True
    rules: list[Source] = []
    for field, child in schema.get("properties", {}).items():
        if field and not set(".[]{}") & set(field) and isinstance(child, dict):
            rules += _rules_of_field(field, child, root)
    if rules:
        schema["x-rules"] = rules
    return bool(rules)


def _rules_of_field(field: str, child: Source, root: Source) -> list[Source]:
    rules: list[Source] = []
    if child.get("x-kubernetes-list-type") == "map" and has_scalar_keys(child, root):
        keys = child["x-kubernetes-list-map-keys"]
        rules.append({"check": "unique", "field": field, "keys": keys})
    if child.get("$ref") == "#/$defs/ObjectMeta":
        return [{"apply": field, "absent": "empty"}]
    if _state_rules(child, root):
        rules.append({"apply": field})
    if _state_rules(child.get("items"), root):
        rules.append({"apply": f"{field}[]"})
    values: Any = child.get("additionalProperties")
    if _state_rules(values, root):
        rules.append({"each": f"{field}{{}}", "rules": _target(values, root)["x-rules"]})
    return rules


def _target(schema: Source, root: Source) -> Source:
    """Return the schema itself, or the definition that it refers to."""
    found: Source = schema
    if "$ref" in schema:
        found = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return found


def _object_meta() -> Source:
    """Read ObjectMeta and what it refers to, as every custom resource has them."""
    definitions: Source = json.loads(_OBJECT_META.read_text("utf-8"))
    return definitions

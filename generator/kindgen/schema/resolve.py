"""Step 2: makes one graph of a document: every place that holds a schema, each `$ref` followed.

References never leave the document, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin

from . import pointers
from .document import Document
from .keywords import Schema, subschemas
from .limits import MAX_POINTERS, MAX_SCHEMAS
from .places import kind_problems, loop_problems, place_problems
from .problems import MAX_PROBLEMS, SchemaError, SchemaProblem, did_you_mean, shown


def resolve(name: str, root: Schema) -> tuple[Document, list[SchemaProblem]]:
    """Return the document as a graph, and what is wrong with it.

    A `$ref` that leads nowhere is left out: the next steps look at the rest.
    """
    schemas: dict[str, Schema] = {}
    bases: dict[str, str] = {}
    characters = 0
    waiting: list[tuple[str, Schema, str]] = [("", root, "")]
    while waiting:
        pointer, schema, base = waiting.pop()
        if isinstance(schema, dict):
            base = _joined(base, schema.get("$id", ""))
        schemas[pointer], bases[pointer] = schema, base
        for place, child in subschemas(schema, pointer):
            waiting.append((place, child, base))
            characters += len(place)
            if len(schemas) + len(waiting) > MAX_SCHEMAS or characters > MAX_POINTERS:
                raise SchemaError([_too_many(name, root)])
    unsure = list(_settle_dynamic(name, schemas, bases))
    targets, dangling = _references(name, schemas, bases)
    is_package = isinstance(root, dict) and "x-package" in root
    document = Document(name, root, schemas, targets, is_package)
    problems = list(islice(chain(unsure, dangling, place_problems(document)), MAX_PROBLEMS))
    if not problems:
        problems += islice(loop_problems(document), MAX_PROBLEMS)
    if not problems and is_package:
        problems += islice(kind_problems(document), MAX_PROBLEMS)
    return document, problems


def refuse_crowd(name: str, root: Any) -> None:
    """Refuse a root that alone lists too many schemas, before anything slower is done with it."""
    listed = [root.get(key) for key in ("$defs", "properties")] if isinstance(root, dict) else []
    if sum(len(schemas) for schemas in listed if isinstance(schemas, dict)) > MAX_SCHEMAS:
        raise SchemaError([_too_many(name, root)])


def _too_many(name: str, root: Schema) -> SchemaProblem:
    definitions = len(root.get("$defs", ())) if isinstance(root, dict) else 0
    return SchemaProblem(
        name,
        "",
        f"too big, at most {MAX_SCHEMAS:,} schemas, counting each field and each definition "
        f"(there are {definitions:,} definitions), with names that are not too long",
        "Take out what the root does not need, or make several packages of it.",
    )


# ------------------------------------------------------------------------------------ references


def _joined(base: str, reference: str) -> str:
    """Resolve a URI reference against its base (RFC 3986, section 5.2), fragment and all."""
    if reference.startswith("#"):
        return base.partition("#")[0] + reference
    try:
        return urljoin(base, reference)
    except ValueError:  # such as "http://[": no URI, so it leads nowhere
        return reference


def _places(schemas: dict[str, Schema], bases: dict[str, str]) -> dict[str, str]:
    """Map every URI that stands for a place in the document by itself: `$id`s and `$anchor`s."""
    places = {"": ""}
    for pointer, schema in schemas.items():
        if isinstance(schema, dict):
            base = bases[pointer].partition("#")[0]
            if "$id" in schema or not pointer:
                places[base] = pointer
            for key in ("$anchor", "$dynamicAnchor"):
                if key in schema:
                    places[f"{base}#{schema[key]}"] = pointer
    return places


def _settle_dynamic(
    name: str, schemas: dict[str, Schema], bases: dict[str, str]
) -> Iterator[SchemaProblem]:
    """Put a `$ref` in the place of each `$dynamicRef` that can only lead to one place.

    One with a dynamic anchor at its end leads to the outermost schema with that anchor among those
    that are being evaluated, so to that of the root's own, if there is one.
    """
    places = _places(schemas, bases)
    anchors: dict[str, list[str]] = {}
    for pointer, schema in schemas.items():
        if isinstance(schema, dict) and "$dynamicAnchor" in schema:
            anchors.setdefault(schema["$dynamicAnchor"], []).append(pointer)
    outermost = bases[""].partition("#")[0]
    for pointer, schema in list(schemas.items()):
        if not isinstance(schema, dict) or "$dynamicRef" not in schema:
            continue
        ref: str = schema.pop("$dynamicRef")
        uri = _joined(bases[pointer], ref)
        target = places.get(uri)
        anchor = uri.partition("#")[2]
        if target in anchors.get(anchor, ()):
            outer = [
                place for place in anchors[anchor] if bases[place].partition("#")[0] == outermost
            ]
            if not outer and len(anchors[anchor]) > 1:
                message = f'where "$dynamicRef" to {shown(ref)} leads depends on the caller'
                hint = "Give the root a $dynamicAnchor of that name, or use $ref."
                yield SchemaProblem(name, pointer, message, hint)
            uri = f"{bases[(outer or anchors[anchor])[0]].partition('#')[0]}#{anchor}"
        if "$ref" not in schema:
            schema["$ref"] = uri
            continue
        place = pointers.join(pointer, "allOf", len(schema.setdefault("allOf", [])))
        schemas[place], bases[place] = {"$ref": uri}, bases[pointer]
        schema["allOf"].append(schemas[place])


def _references(
    name: str, schemas: dict[str, Schema], bases: dict[str, str]
) -> tuple[dict[str, str], list[SchemaProblem]]:
    """Return where each `$ref` leads, and the problems with those that lead nowhere."""
    places = _places(schemas, bases)
    targets: dict[str, str] = {}
    problems: list[SchemaProblem] = []
    near: list[str] | None = None
    for pointer, schema in list(schemas.items()):
        if not isinstance(schema, dict) or "$ref" not in schema:
            continue
        ref: str = schema["$ref"]
        uri = _joined(bases[pointer], ref)
        base, _, fragment = uri.partition("#")
        target = places.get(uri)
        if target is None and base in places and fragment[:1] in ("", "/"):
            target = places[base] + pointers.from_fragment(fragment)
        if target in schemas:
            targets[pointer] = target
        else:
            near = [place for place in schemas if "$defs" in place] if near is None else near
            if len(problems) < MAX_PROBLEMS:
                problems.append(_dangling(name, pointer, ref, base in places, near))
            del schema["$ref"]
    return targets, problems


def _dangling(
    name: str, pointer: str, ref: str, inside: bool, definitions: list[str]
) -> SchemaProblem:
    if not inside:
        message = f'"$ref" points at {shown(ref)}, which is outside this document'
        hint = 'Copy the definition into "$defs"; nothing is ever fetched.'
        return SchemaProblem(name, pointer, message, hint)
    near = [pointers.to_fragment(place) for place in definitions]
    message = f'"$ref" points at {shown(ref)}, which does not exist.'
    return SchemaProblem(name, pointer, message, did_you_mean(ref, near))

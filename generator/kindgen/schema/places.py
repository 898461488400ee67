"""Finds what is wrong with the places of a document: patterns, loops, what nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import patterns, pointers
from .document import Document
from .graphs import in_loops
from .keywords import subschemas
from .problems import SchemaProblem, did_you_mean, shown

_ROOT_ONLY = ("$schema", "x-package", "x-version", "x-kubernetes-resources")


def place_problems(document: Document) -> Iterator[SchemaProblem]:
    judge = patterns.Judge()
    for pointer, schema in document.schemas.items():
        if not isinstance(schema, dict):
            continue
        for key in _ROOT_ONLY:
            if pointer and key in schema:
                place = pointers.join(pointer, key)
                yield SchemaProblem(document.name, place, f'"{key}" may stand at the root only')
        for place, expression, longest in _patterns(schema):
            defect = patterns.defect(expression)
            if defect and place.startswith("/x-rules"):
                continue  # told by `checks.rules`
            if defect:
                message = f"the pattern {shown(expression)} does not compile: {defect}"
                hint = "Patterns are those that both ECMA 262 and Python understand."
                yield SchemaProblem(document.name, pointer + place, message, hint)
            elif risk := judge.risk(expression, longest):
                message = f"the pattern {shown(expression)} {risk[0]}"
                yield SchemaProblem(document.name, pointer + place, message, risk[1])


def _patterns(schema: dict[str, Any]) -> Iterator[tuple[str, str, float | None]]:
    """Yield the patterns of a schema: where, what, and the longest text that it is searched in."""
    if "pattern" in schema:
        bounds = (schema.get(key) for key in ("maxLength", "x-pattern-longest"))
        longest = min((bound for bound in bounds if bound is not None), default=None)
        yield "/pattern", schema["pattern"], longest
    for expression in schema.get("patternProperties", ()):
        yield pointers.join("/patternProperties", expression), expression, None
    waiting = [("/x-rules", schema.get("x-rules", []))]
    while waiting:
        place, rules = waiting.pop()
        for index, rule in enumerate(rules):
            below = pointers.join(place, index)
            if "pattern" in rule:
                yield pointers.join(below, "pattern"), rule["pattern"], None
            for key in ("first", "rules"):
                waiting.append((pointers.join(below, key), rule.get(key, [])))


def loop_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find references that lead back to themselves without a step into the value."""
    for pointer in in_loops(document.schemas, lambda place: list(_same_value(document, place))):
        yield SchemaProblem(document.name, pointer, "the schema refers to itself without end")


def _same_value(document: Document, pointer: str) -> Iterator[str]:
    """Yield pointers of the schemas that the schema applies to the very same value."""
    schema = document.schemas[pointer]
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield document.targets[pointer]
    for key in ("allOf", "anyOf", "oneOf"):
        for index in range(len(schema.get(key, ()))):
            yield pointers.join(pointer, key, index)
    for key in ("not", "if", "then", "else"):
        if key in schema:
            yield pointers.join(pointer, key)
    for name in schema.get("dependentSchemas", ()):
        yield pointers.join(pointer, "dependentSchemas", name)


def unreached(document: Document) -> Iterator[str]:
    """Yield pointers of the definitions that neither the root nor a served resource uses."""
    served = {
        item["kind"]
        for resource in document.keywords().get("x-kubernetes-resources", ())
        for item in (resource, resource.get("answers", {}), *resource.get("subresources", ()))
        if "kind" in item  # not in a subresource that is but a name
    }
    waiting = ["", *(pointers.join("/$defs", kind) for kind in served)]
    seen: set[str] = set()
    while waiting:
        pointer = waiting.pop()
        if pointer in seen or pointer not in document.schemas:
            continue
        seen.add(pointer)
        schema = document.schemas[pointer]
        defs = pointers.join(pointer, "$defs") + "/"
        waiting += [place for place, _ in subschemas(schema, pointer) if not place.startswith(defs)]
        if isinstance(schema, dict) and "$ref" in schema:
            waiting.append(document.targets[pointer])
    reached = {tuple(place.split("/", 3)[1:3]) for place in seen}
    for name in document.keywords().get("$defs", {}):
        place = pointers.join("/$defs", name)
        if ("$defs", pointers.escape(name)) not in reached:
            yield place


def kind_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find served kinds that are not defined."""
    names = {document.name_of(""), *document.keywords().get("$defs", {})}
    for index, resource in enumerate(document.keywords().get("x-kubernetes-resources", ())):
        if resource["kind"] not in names:
            yield SchemaProblem(
                document.name,
                pointers.join("/x-kubernetes-resources", index, "kind"),
                f"the kind {shown(resource['kind'])} is not defined here",
                did_you_mean(resource["kind"], [str(name) for name in names]),
            )

"""Step 2: from a document to one graph: every place that holds a schema, every `$ref` followed.

References never leave the document, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin

from . import patterns, pointers
from .graphs import in_loops
from .keywords import Schema, subschemas
from .problems import MAX_PROBLEMS, SchemaError, SchemaProblem, did_you_mean, shown

# Each place of a schema becomes some twenty lines of a package; see `load` for the other limits.
MAX_SCHEMAS = 20_000
_MAX_CHARACTERS = 4_000_000  # of all their pointers

_ROOT_ONLY = ("$schema", "x-package", "x-version", "x-kubernetes-resources")


@dataclass(frozen=True, slots=True)
class Document:
    """A checked schema document.

    `schemas` maps the pointer of every schema in it to that schema, `targets` the pointer of every
    schema with a `$ref` to the one that it refers to. `is_package` tells whether it is in our
    dialect: null is then allowed for every field, and standard formats are checked.
    """

    name: str
    root: Schema
    schemas: dict[str, Schema]
    targets: dict[str, str]
    is_package: bool
    _ends: dict[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)

    def keywords(self, pointer: str = "") -> dict[str, Any]:
        """What the schema at the pointer says; nothing for `true` and `false`."""
        schema = self.schemas[pointer]
        return schema if isinstance(schema, dict) else {}

    def definitions(self) -> list[str]:
        """Pointers of the root and of each definition, in their order."""
        return ["", *(pointers.join("/$defs", name) for name in self.keywords().get("$defs", {}))]

    def at_end(self, pointer: str) -> str:
        """The pointer behind a chain of `$ref`s."""
        passed: dict[str, None] = {}
        while (
            pointer not in self._ends and pointer not in passed and "$ref" in self.keywords(pointer)
        ):
            passed[pointer] = None
            pointer = self.targets[pointer]
        end = self._ends.get(pointer, pointer)
        self._ends.update(dict.fromkeys(passed, end))
        return end

    def name_of(self, pointer: str) -> str | None:
        """The definition at this very pointer: a key of `$defs`, or the title of the root."""
        if pointer == "":
            return str(self.keywords().get("title") or "Document")
        tokens = pointers.split(pointer)
        return tokens[1] if len(tokens) == 2 and tokens[0] == "$defs" else None


def resolve(name: str, root: Schema) -> tuple[Document, list[SchemaProblem]]:
    """The document as a graph, and what is wrong with it.

    A `$ref` that leads nowhere is left out: the steps behind this one look at the rest.
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
            if len(schemas) + len(waiting) > MAX_SCHEMAS or characters > _MAX_CHARACTERS:
                raise SchemaError([_too_many(name, root)])
    targets, dangling = _references(name, schemas, bases)
    is_package = isinstance(root, dict) and "x-package" in root
    document = Document(name, root, schemas, targets, is_package)
    problems = list(islice(chain(dangling, _place_problems(document)), MAX_PROBLEMS))
    if not problems:
        problems += islice(_loop_problems(document), MAX_PROBLEMS)
    if not problems and is_package:
        problems += islice(_unreached(document), MAX_PROBLEMS)
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
    """A URI reference against its base (RFC 3986, section 5.2), fragment and all."""
    if reference.startswith("#"):
        return base.partition("#")[0] + reference
    try:
        return urljoin(base, reference)
    except ValueError:  # such as "http://[": no URI, so it leads nowhere
        return reference


def _places(schemas: dict[str, Schema], bases: dict[str, str]) -> dict[str, str]:
    """Every URI that stands for a place in the document by itself: `$id`s and `$anchor`s."""
    places = {"": ""}
    for pointer, schema in schemas.items():
        if isinstance(schema, dict):
            base = bases[pointer].partition("#")[0]
            if "$id" in schema or not pointer:
                places[base] = pointer
            if "$anchor" in schema:
                places[f"{base}#{schema['$anchor']}"] = pointer
    return places


def _references(
    name: str, schemas: dict[str, Schema], bases: dict[str, str]
) -> tuple[dict[str, str], list[SchemaProblem]]:
    """Where each `$ref` leads, and those that lead nowhere."""
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


# ---------------------------------------------------------------------------------------- places


def _place_problems(document: Document) -> Iterator[SchemaProblem]:
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
                continue  # `ruleproblems` tells it
            if defect:
                message = f"the pattern {shown(expression)} does not compile: {defect}"
                hint = "Patterns are those that both ECMA 262 and Python understand."
                yield SchemaProblem(document.name, pointer + place, message, hint)
            elif risk := judge.risk(expression, longest):
                message = f"the pattern {shown(expression)} {risk[0]}"
                yield SchemaProblem(document.name, pointer + place, message, risk[1])


def _patterns(schema: dict[str, Any]) -> Iterator[tuple[str, str, float | None]]:
    """The patterns of a schema: where, what, and the longest text that it is searched in."""
    if "pattern" in schema:
        yield "/pattern", schema["pattern"], schema.get("maxLength")
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


def _loop_problems(document: Document) -> Iterator[SchemaProblem]:
    """References that lead back to themselves without a step into the value."""
    for pointer in in_loops(document.schemas, lambda place: list(_same_value(document, place))):
        yield SchemaProblem(document.name, pointer, "the schema refers to itself without end")


def _same_value(document: Document, pointer: str) -> Iterator[str]:
    """Pointers of the schemas that the schema applies to the very same value."""
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


def _unreached(document: Document) -> Iterator[SchemaProblem]:
    """Definitions that neither the root nor a served resource uses."""
    served = {
        item["kind"]
        for resource in document.keywords().get("x-kubernetes-resources", ())
        for item in (resource, *resource.get("subresources", ()))
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
            yield SchemaProblem(
                document.name,
                place,
                "neither the root nor a served resource reaches this definition",
                "Refer to it, or take it out.",
            )
    names = {document.name_of(""), *document.keywords().get("$defs", {})}
    for index, resource in enumerate(document.keywords().get("x-kubernetes-resources", ())):
        if resource["kind"] not in names:
            yield SchemaProblem(
                document.name,
                pointers.join("/x-kubernetes-resources", index, "kind"),
                f"the kind {shown(resource['kind'])} is not defined here",
                did_you_mean(resource["kind"], [str(name) for name in names]),
            )

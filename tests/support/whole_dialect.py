"""Made-up schemas of the whole dialect, documents near them, and what each schema describes.

What is described is told here in another way than in the generator: by walking the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

Schema = Any
NAMES = ("a", "b", "c", "dD", "x-y")
_SCALARS: tuple[Any, ...] = (None, True, False, 0, 1, 1.0, 2.5, 10**20, "", "a", "b", "2020-01-01")
_DEFINITIONS = ("One", "Two", "Three", "Four")


class Source(Random):
    """Where choices come from, and which definitions may be referred to without a circle."""

    definitions: tuple[str, ...] = _DEFINITIONS


def made_up_package(source: Source, count: int) -> Schema:
    """A package with so many schemas, each as the type of one field of the root."""
    definitions: dict[str, Schema] = {}
    for index, name in enumerate(_DEFINITIONS):
        source.definitions = _DEFINITIONS[:index]
        definitions[name] = schema_of(source, 3)
        if isinstance(definitions[name], dict) and "properties" in definitions[name]:
            definitions[name]["properties"]["c"] = {"$ref": "#/$defs/Four"}
    source.definitions = _DEFINITIONS
    fields = {f"f{index}": schema_of(source, 3) for index in range(count)}
    return {
        "title": "Root",
        "description": "Many schemas.",
        "x-package": "made_up",
        "type": "object",
        "properties": fields,
        "$defs": definitions,
    }


def schema_of(source: Source, depth: int) -> Schema:
    """A schema, most likely one of objects."""
    if depth <= 0 or source.random() < 0.1:
        return source.choice(
            [True, {}, {"type": "string"}, {"type": "integer"}, {"type": ["number", "null"]},
             {"const": source.choice(_SCALARS)}, {"enum": [source.choice("ab"), None]},
             _reference(source)]
        )  # fmt: skip
    made: dict[str, Any] = {}
    if source.random() < 0.6:
        made["type"] = source.choice(
            ["object", "object", "object", "array", ["object", "null"], ["array", "string"]]
        )
    for _ in range(source.randint(1, 3)):
        key = source.choice(_KEYWORDS)
        made[key] = _KEYWORD_VALUES[key](source, depth - 1)
    if "$ref" in made:
        made = {key: value for key, value in made.items() if key != "$ref"} | _reference(source)
    return made


def _reference(source: Source) -> dict[str, Any]:
    if not source.definitions:
        return {}
    return {"$ref": f"#/$defs/{source.choice(source.definitions)}"}


def _fields(source: Source, depth: int) -> Schema:
    names = source.sample(NAMES, source.randint(1, 3))
    return {name: schema_of(source, depth - 1) for name in names}


def _options(source: Source, depth: int) -> Schema:
    return [schema_of(source, depth) for _ in range(source.randint(1, 3))]


def _names(source: Source, depth: int) -> list[str]:
    return source.sample(NAMES, source.randint(1, 2))


_KEYWORD_VALUES: dict[str, Any] = {
    "properties": _fields,
    "patternProperties": lambda source, depth: {"^x": schema_of(source, depth - 1)},
    "additionalProperties": lambda source, depth: source.choice(
        [False, True, schema_of(source, depth - 1)]
    ),
    "unevaluatedProperties": lambda source, depth: source.choice([False, {"type": "integer"}]),
    "required": _names,
    "dependentRequired": lambda source, depth: {"a": _names(source, depth)},
    "dependentSchemas": lambda source, depth: {"a": schema_of(source, depth)},
    "minProperties": lambda source, depth: 1,
    "allOf": _options,
    "anyOf": _options,
    "oneOf": _options,
    "if": schema_of,
    "then": schema_of,
    "else": schema_of,
    "not": lambda source, depth: {"required": ["x-y"]},
    "items": schema_of,
    "prefixItems": _options,
    "contains": schema_of,
    "unevaluatedItems": lambda source, depth: source.choice([False, True]),
    "minItems": lambda source, depth: source.randint(0, 2),
    "maxItems": lambda source, depth: source.randint(1, 3),
    "$ref": lambda source, depth: "",
}
_KEYWORDS = (*_KEYWORD_VALUES, "properties", "properties", "allOf", "anyOf", "oneOf", "$ref")


def value_of(source: Random, depth: int = 3) -> Any:
    """A value, most likely an object of the names that schemas have."""
    kind = source.random()
    if depth <= 0 or kind < 0.35:
        return source.choice(_SCALARS)
    if kind < 0.5:
        return [value_of(source, depth - 1) for _ in range(source.randint(0, 3))]
    names = source.sample((*NAMES, "xx", "unknown"), source.randint(0, 4))
    return {name: value_of(source, depth - 1) for name in names}


# ------------------------------------------------------------------------------- what is described


def unknown_paths(value: Any, schemas: list[Schema], root: Schema, path: str = "") -> Iterator[str]:
    """The paths of fields that none of the schemas describes, nor any that these apply."""
    whole = list(_applied(schemas, root, value))
    if isinstance(value, dict):
        yield from _unknown_fields(value, whole, root, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            inner: list[Schema] = []
            for schema in whole:
                first = schema.get("prefixItems", [])
                inner += first[index : index + 1]
                inner += [schema[key] for key in ("items", "contains") if key in schema]
                inner += [schema[key] for key in ("unevaluatedItems",) if key in schema]
            yield from unknown_paths(item, inner, root, f"{path}[{index}]")


def _unknown_fields(
    value: dict[str, Any], whole: list[dict[str, Any]], root: Schema, path: str
) -> Iterator[str]:
    listed = {name for schema in whole for name in _spoken_of(schema)}
    has_fields = any(schema.get("properties") for schema in whole)
    is_open = any(_describes_others(schema) for schema in whole)
    has_patterns = any(schema.get("patternProperties") for schema in whole)
    for name, item in value.items():
        inner = [
            schema["properties"][name] for schema in whole if name in schema.get("properties", {})
        ]
        place = f"{path}.{name}" if path else name
        if name not in listed:
            is_alike = has_patterns and name[:1] == "x"
            if (has_fields or has_patterns) and not is_open and not is_alike:
                yield place
                continue
            place = f"{path}[{name}]"
            for schema in whole:
                alike = name[:1] == "x" and schema.get("patternProperties")
                inner += [schema["patternProperties"]["^x"]] if alike else []
            for schema in whole if not inner else ():
                for key in ("additionalProperties", "unevaluatedProperties"):
                    inner += [schema[key]] if key in schema else []
        elif (is_open or has_patterns) and not has_fields:
            place = f"{path}[{name}]"
        yield from unknown_paths(item, inner, root, place)


def _may_be(value: Any, schema: Schema, root: Schema) -> bool:
    """Whether a schema allows values of the type of one."""
    if not isinstance(schema, dict):
        return bool(schema)
    kind = "object" if isinstance(value, dict) else "array"
    types = schema.get("type", kind)
    if kind != types and kind not in (types if isinstance(types, list) else ()):
        return False
    values = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
    if values and not any(type(it) is type(value) for it in values):
        return False
    if "$ref" in schema and not _may_be(value, _target(schema, root), root):
        return False
    return all(_may_be(value, it, root) for it in schema.get("allOf", ())) and all(
        any(_may_be(value, it, root) for it in schema[key])
        for key in ("anyOf", "oneOf")
        if key in schema
    )


def _target(schema: dict[str, Any], root: Schema) -> Schema:
    return root["$defs"][schema["$ref"].rpartition("/")[2]]


def _applied(schemas: list[Schema], root: Schema, value: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = list(schemas), []
    while waiting:
        schema = waiting.pop()
        if not isinstance(schema, dict) or any(schema is other for other in seen):
            continue
        seen.append(schema)
        yield schema
        if "$ref" in schema:
            waiting.append(_target(schema, root))
        waiting += schema.get("allOf", [])
        for key in ("anyOf", "oneOf"):
            waiting += [it for it in schema.get(key, ()) if _may_be(value, it, root)]
        waiting += [schema[key] for key in ("if", "then", "else") if key in schema]
        waiting += schema.get("dependentSchemas", {}).values()


def _spoken_of(schema: dict[str, Any]) -> Iterator[str]:
    yield from schema.get("properties", ())
    yield from schema.get("required", ())
    for name, needed in schema.get("dependentRequired", {}).items():
        yield from (name, *needed)
    yield from schema.get("dependentSchemas", ())


def _describes_others(schema: dict[str, Any]) -> bool:
    return bool(
        schema.get("additionalProperties", False) is not False
        or schema.get("unevaluatedProperties", False) is not False
    )

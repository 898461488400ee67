"""Mutants: real documents with one to three things changed; and schemas that are made up.

All of it is pseudo-random, and the same in every run.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from .documents import Place, at, complete, definition, kinds, pieces, put, real_documents, without

Seed = tuple[str, Any]

# What stands in documents by mistake, in every type.
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, math.inf, math.nan, 2**31 - 1, 2**31, -(2**31) - 1,
    2**63 - 1, 2**63, -(2**63) - 1, 10**300, "", "a", "A", "*", "1", "true", "null", "é", "\n",
    "\ud800", "ImageStream", "ImageStreamImport", "DockerImage", "v1", "image.openshift.io/v1",
    "2024-01-01T00:00:00Z", "2024-02-30T00:00:00Z", "2024-01-01T00:00:00", "QUJD", "QUJ", "QUI=",
    [], [None], ["a"], [1], [{}], [[]], {}, {"a": "b"}, {"a": 1}, {"a": None}, {"": {}},
    {"name": "a"}, {"from": None}, {"kind": "ImageStream"},
]  # fmt: skip


@cache
def seeds(largest: int = 5000) -> list[list[Seed]]:
    """What mutants are made of, by kind: the objects of real documents, and complete ones.

    Each list holds pieces of one kind, no two of them equal, none with more characters of JSON
    than `largest`: the second opinion is slow.
    """
    found: dict[str, dict[str, Seed]] = {kind: {} for kind in kinds()}
    for kind, document in real_documents():
        for name, _, piece in pieces(kind, document):
            text = json.dumps(piece, sort_keys=True)
            if len(text) <= largest:
                found[name].setdefault(text, (name, piece))
    for kind in kinds():
        found[kind][""] = (kind, complete(kind))
    return [list(by_text.values()) for by_text in found.values()]


def mutants(count: int, seed: int, only: str | None = None) -> Iterator[Seed]:
    """Kind and document of so many mutants; every third is of one of the two kinds with verbs."""
    random = Random(seed)
    by_kind = {group[0][0]: group for group in seeds()}
    served = [by_kind[kind] for kind in ("ImageStreamImport", "ImageStream")]
    for index in range(count):
        group = by_kind[only] if only else random.choice(seeds() if index % 3 else served)
        kind, document = random.choice(group)
        for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
            place = _some_place(document, random)
            document = random.choice(_CHANGES)(document, place, random)
        yield kind, document


def _some_place(document: Any, random: Random) -> Place:
    place: Place = ()
    while isinstance(document, dict | list) and document and random.random() < 0.85:
        step = random.choice(list(document) if isinstance(document, dict) else range(len(document)))
        place, document = (*place, step), document[step]
    return place


def _replace(document: Any, place: Place, random: Random) -> Any:
    return put(document, place, random.choice(ODD))


def _empty(document: Any, place: Place, random: Random) -> Any:
    return put(document, place, None)


def _remove(document: Any, place: Place, random: Random) -> Any:
    return without(document, place) if place else document


def _borrow(document: Any, place: Place, random: Random) -> Any:
    """Put in what stands somewhere in another document."""
    _, other = random.choice(random.choice(seeds()))
    return put(document, place, at(other, _some_place(other, random)))


def _wrap(document: Any, place: Place, random: Random) -> Any:
    value = at(document, place)
    return put(document, place, random.choice([[value], [value, value], {"a": value}]))


def _unwrap(document: Any, place: Place, random: Random) -> Any:
    value = at(document, place)
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list) or not inner:
        return document
    return put(document, place, random.choice(inner))


def _add_field(document: Any, place: Place, random: Random) -> Any:
    """Give an object a field that its kind or another kind knows, or nobody."""
    value = at(document, place)
    if not isinstance(value, dict):
        return document
    fields = list(definition(random.choice(kinds())).get("properties", ())) or ["Bogus"]
    return put(document, place, {**value, random.choice(fields): random.choice(ODD)})


def _respell(document: Any, place: Place, random: Random) -> Any:
    """Write the name of a field another way."""
    if not place or not isinstance(place[-1], str):
        return document
    name, value = place[-1], at(document, place)
    other = random.choice([name.upper(), name.capitalize(), name + "s", name[:-1], "x-" + name])
    return put(without(document, place), (*place[:-1], other), value)


def _edit(document: Any, place: Place, random: Random) -> Any:
    """Change a text or a number a little."""
    value = at(document, place)
    if isinstance(value, str):
        cut = random.randint(0, len(value))
        begin, end, more = value[:cut], value[cut:], random.choice("-/:@.A0é\n ")
        edits = [begin + more + end, begin + end[1:], value.upper(), value * 2, begin]
        return put(document, place, random.choice(edits))
    if isinstance(value, int | float) and not isinstance(value, bool):
        near = [value + 1, -value, value * 2**31, value * 2**63, str(value), value * 1.0]
        return put(document, place, random.choice(near))
    return document


def _repeat(document: Any, place: Place, random: Random) -> Any:
    """Have an element of a list once more."""
    value = at(document, place)
    return put(document, place, [*value, *value[:1]]) if isinstance(value, list) else document


_CHANGES: list[Callable[[Any, Place, Random], Any]] = [
    _replace, _replace, _empty, _remove, _borrow, _borrow, _wrap, _unwrap, _add_field, _respell,
    _edit, _edit, _repeat,
]  # fmt: skip


# ------------------------------------------------------------------------------ schemas, made up

_NAMES = ["a", "b", "c", "", "$ref", "a/b", "~"]
_PATTERNS = ["^a", "b", "^[ab]$", "c$"]
_TEXTS = ["", "a", "b", "ab", "abc", "é", "\U0001f600", "$ref"]
_TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"]
_COUNTS = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
           "minContains", "maxContains"]  # fmt: skip
_LIMITS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
_LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"]
_SINGLE = [
    "additionalProperties",
    "propertyNames",
    "items",
    "contains",
    "not",
    "if",
    "then",
    "else",
]
_OFTEN = ["type", "properties", "properties", "items", "$ref", "$ref", "if"]
_KEYWORDS = [
    *_COUNTS, *_LIMITS, *_LISTS, *_SINGLE, *_OFTEN, "enum", "const", "multipleOf", "pattern",
    "patternProperties", "dependentSchemas", "required", "dependentRequired", "uniqueItems",
]  # fmt: skip


def made_up_schemas(count: int, seed: int) -> Iterator[tuple[Any, list[Any]]]:
    """So many schemas, each with values to try on it; nothing in them means anything."""
    random = Random(seed)
    for _ in range(count):
        schema = {**_schema(random, 0), "$defs": {name: _any_schema(random, 1) for name in "xyz"}}
        yield schema, [_value(random, 0) for _ in range(25)]


def _value(random: Random, depth: int) -> Any:
    match random.randrange(9 if depth < 3 else 6):
        case 0:
            return random.choice([None, True, False])
        case 1 | 2:
            return random.choice([0, 1, -1, 2, 3, 5, 10**20, 0.0, 1.0, 1.5, -0.5])
        case 3 | 4 | 5:
            return random.choice([*_TEXTS, [], {}])
        case 6:
            return [_value(random, depth + 1) for _ in range(random.randrange(4))]
        case _:
            return {random.choice(_NAMES): _value(random, depth + 1) for _ in range(3)}


def _any_schema(random: Random, depth: int) -> Any:
    if depth > 2 or random.random() < 0.15:
        return random.choice([True, False, {}, {"type": "string"}, {"type": "integer"}])
    return _schema(random, depth)


def _schema(random: Random, depth: int) -> dict[str, Any]:
    keys = {random.choice(_KEYWORDS) for _ in range(random.randint(1, 4))}
    return {key: _keyword(key, random, depth + 1) for key in sorted(keys)}


def _keyword(key: str, random: Random, depth: int) -> Any:
    """Something that the keyword may say."""
    few = range(random.randint(1, 3))
    if key in _COUNTS:
        return random.choice([0, 1, 2, 1.0])
    if key in _LIMITS:
        return random.choice([0, 1, 2.5, -1])
    if key in _LISTS:
        return [_any_schema(random, depth) for _ in few]
    if key in ("properties", "dependentSchemas"):
        return {random.choice(_NAMES): _any_schema(random, depth) for _ in few}
    if key == "patternProperties":
        return {random.choice(_PATTERNS): _any_schema(random, depth) for _ in few}
    if key == "dependentRequired":
        return {random.choice(_NAMES): random.sample(_NAMES, 2)}
    simple = {
        "$ref": f"#/$defs/{random.choice('xyz')}",
        "type": random.choice([random.choice(_TYPES), random.sample(_TYPES, 2)]),
        "enum": [_value(random, 2) for _ in few],
        "const": _value(random, 2),
        "multipleOf": random.choice([1, 2, 0.5]),
        "pattern": random.choice(_PATTERNS),
        "required": random.sample(_NAMES, len(few) - 1),
        "uniqueItems": True,
    }
    return simple[key] if key in simple else _any_schema(random, depth)

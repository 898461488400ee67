"""Discriminators of OpenAPI: they say in which field each of several definitions has which text.

Only what a `mapping` states is taken. The names of definitions count where there is none, and
people write other texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .reading import Source

Tags = dict[str, tuple[str, str]]  # definition -> field, text


def take_tags(definitions: Source, target: Callable[[Any], str | None]) -> Tags:
    """Return the field that tells a definition from its siblings, and its text there.

    `target` gives the definition that a reference leads to. Of discriminators that say different
    things of one definition none is taken; what is taken is no longer in the definitions.
    """
    said: dict[str, set[tuple[str, str]]] = {}
    stated: list[tuple[Source, list[str]]] = []
    for schema in list(_with_discriminators(definitions)):
        name, options = schema["discriminator"].get("propertyName"), _options(schema, target)
        mapping = schema["discriminator"].get("mapping")
        texts = _texts(mapping if isinstance(mapping, dict) else {}, definitions, target)
        if not isinstance(name, str) or any(len(texts.get(key, ())) != 1 for key in options):
            continue
        stated.append((schema, options))
        for key in options:
            said.setdefault(key, set()).add((name, texts[key][0]))
    tags = {key: found.pop() for key, found in said.items() if len(found) == 1}
    for schema, options in stated:
        if options and tags.keys() >= set(options):
            del schema["discriminator"]
    return tags


def with_tag(source: Source, tag: tuple[str, str]) -> Source:
    """Return a definition in which the field that tells it from others has its one text."""
    name, text = tag
    properties = source.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    field = properties.get(name, {"type": "string"})
    if not isinstance(field, dict) or "const" in field:
        return source
    only = {"allOf": [field], "const": text} if "$ref" in field else {**field, "const": text}
    required = [key for key in source.get("required") or () if key != name]
    return {**source, "properties": {**properties, name: only}, "required": [name, *required]}


def _with_discriminators(definitions: Source) -> Iterator[Source]:
    waiting: list[Any] = [definitions]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("discriminator"), dict):
                yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _options(schema: Source, target: Callable[[Any], str | None]) -> list[str]:
    """List the definitions that a schema lets one choose from; none where it has other options."""
    choices = schema.get("oneOf") or schema.get("anyOf")
    if not isinstance(choices, list):
        return []
    found = [target(choice.get("$ref")) if isinstance(choice, dict) else None for choice in choices]
    keys = [key for key in found if key is not None]
    return keys if len(keys) == len(found) else []


def _texts(
    mapping: Source, definitions: Source, target: Callable[[Any], str | None]
) -> dict[str, list[str]]:
    """Return the texts that stand for each definition, which is named or referred to."""
    texts: dict[str, list[str]] = {}
    for text, place in mapping.items():
        key = place if isinstance(place, str) and place in definitions else target(place)
        if key is not None:
            texts.setdefault(key, []).append(str(text))
    return texts

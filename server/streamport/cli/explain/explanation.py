"""The explanation of a field, in the layout of `kubectl explain`.

Source of the layout: kubectl 1.34, pkg/explain/v2/templates/plaintext.tmpl.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

from .. import package_schema
from ..package_schema import Schema
from ..suggestions import did_you_mean

_WIDTH = 80


class NoSuchField(Exception):
    """A path that leads to no field."""


def explain(path: str, *, recursive: bool = False) -> Iterator[str]:
    """Yield the lines of the explanation. Raises NoSuchField."""
    kind, steps = _split(path)
    reached: Schema = package_schema.definition(kind)
    for number, step in enumerate(steps):
        reached = _below(reached, step, ".".join((kind, *steps[:number])))
    if "/" in package_schema.api_version():
        yield f"GROUP:      {package_schema.api_version().partition('/')[0]}"
    yield f"KIND:       {kind}"
    yield f"VERSION:    {package_schema.api_version().rpartition('/')[2]}"
    yield ""
    if steps:
        yield f"FIELD: {steps[-1]} <{_type(reached)}>{_marks(reached)}"
        yield from _values(reached)
        yield ""
    yield "DESCRIPTION:"
    yield from _description(reached)
    inner = _innermost(reached)
    if package_schema.fields(inner):
        yield ""
        yield "FIELDS:"
        yield from _tree(inner, 1, ()) if recursive else _list(inner)


# ------------------------------------------------------------------------------------ the place


def _split(path: str) -> tuple[str, list[str]]:
    """Split a path into a kind and the fields below it. Indexes are left out: spec.images[0]."""
    steps = [step for step in re.sub(r"\[[^\]]*\]", "", path).split(".") if step]
    first = steps[0] if steps else ""
    kinds = package_schema.resource_names()
    if first in kinds or first.lower() in kinds:
        return kinds.get(first) or kinds[first.lower()], steps[1:]
    if first in package_schema.definition_names():
        return first, steps[1:]
    kind = package_schema.default_kind()
    known = package_schema.fields(package_schema.definition(kind))
    if first not in known:
        hint = did_you_mean(first, [*known, *kinds])
        raise NoSuchField(f'"{first}" is no kind and no field of {kind}{hint}')
    return kind, steps


def _below(parent: Schema, step: str, place: str) -> Schema:
    inner = _innermost(parent)
    known = package_schema.fields(inner)
    if step in known:
        return known[step]
    raise NoSuchField(f'{place} has no field "{step}"{did_you_mean(step, known)}')


def _innermost(field: Schema) -> Schema:
    """Return what lists and maps hold, however many are nested."""
    while (inner := package_schema.elements(field)) is not None:
        field = inner
    return field


# -------------------------------------------------------------------------------------- the words


def _type(field: Schema) -> str:
    reached = package_schema.target(field)
    inner = package_schema.elements(field)
    if inner is not None:
        return ("[]" if "items" in reached else "map[string]") + _type(inner)
    types = reached.get("type", "object")
    name = next(name for name in types if name != "null") if isinstance(types, list) else types
    return "Object" if name == "object" else str(name)


def _marks(field: Schema) -> str:
    return " -deprecated-" if field.get("deprecated") else ""


def _values(field: Schema) -> Iterator[str]:
    for title, key in (("ENUM", "enum"), ("KNOWN VALUES", "examples")):
        values = [value for value in field.get(key, ()) if value is not None]
        if values:
            yield f"{title}:"
            yield from (f"    {_shown(value)}" for value in values)
    if field.get("default"):
        yield f"DEFAULT: {_shown(field['default'])}"


def _shown(value: object) -> str:
    return value if isinstance(value, str) and value else json.dumps(value)


def _description(field: Schema) -> Iterator[str]:
    """Yield the description of the field, then of what it refers to or holds."""
    texts = [field.get("description"), package_schema.target(field).get("description")]
    texts.append(package_schema.target(_innermost(field)).get("description"))
    for text in dict.fromkeys(text for text in texts if text):
        yield from _wrapped(text, 4)


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, _WIDTH, initial_indent=space, subsequent_indent=space)


def _list(parent: Schema) -> Iterator[str]:
    for line, field in _members(parent):
        yield f"  {line}"
        yield from _wrapped(field.get("description", "<no description>"), 4)
        yield ""


def _tree(parent: Schema, level: int, above: tuple[str, ...]) -> Iterator[str]:
    for line, field in _members(parent):
        yield "  " * level + line
        inner = _innermost(field)
        name = str(inner.get("$ref", ""))
        if name not in above:
            yield from _tree(inner, level + 1, (*above, name) if name else above)


def _members(parent: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield each field as `name <type> -required-`, and its schema."""
    required = package_schema.target(parent).get("required", ())
    for name, field in package_schema.fields(parent).items():
        mark = " -required-" if name in required else ""
        yield f"{name}\t<{_type(field)}>{mark}{_marks(field)}", field

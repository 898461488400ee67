"""Explains one field: type, availability, rules, description."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from ..ir.package import Package
from ..ir.values import Field, Value, Values
from ..schema import pointers
from ..schema.problems import did_you_mean, shown
from .facts import demands, ownership
from .rules import rules_for


class NoSuchField(Exception):
    """A path or a pointer that leads to no field."""


def explain(package: Package, path: str) -> str:
    """Tell all that the schema says of a field.

    `path` is `spec.images[].from.name`, a JSON pointer into a document
    (`/spec/images/0/from/name`) or one into the schema (`#/$defs/Status`). Raises NoSuchField.
    """
    values = package.values
    steps, place = _find(values, path)
    target = values.at_end(place)
    title = _title(steps) or path
    doc = place.remarks.doc or target.remarks.doc
    lines = [f"{title}  {place.type_name}", ""]
    lines += textwrap.wrap(doc, 92, initial_indent="  ", subsequent_indent="  ")
    lines += ["", f"  place         {pointers.to_fragment(place.pointer)}"]
    lines.append(f"  availability  {place.remarks.availability}")
    lines += [f"  {name:<12}  {text}" for name, text in _facts(values, place)]
    rules = list(dict.fromkeys(rules_for(values, "", steps)))
    lines += ["  rules", *(f"    - {rule}" for rule in rules)] if rules else []
    if target.listed:
        lines.append("  fields")
        lines += [f"    {item.name}  {item.value.type_name}" for item in target.listed]
    return "\n".join(lines)


def _facts(values: Values, place: Value) -> Iterator[tuple[str, str]]:
    field = _field_at(values, place)
    if field is not None:
        yield from ownership(field)
    if place.default is not None:
        yield "default", json.dumps(place.default.value)
    if place.remarks.known_values:
        yield "known values", ", ".join(place.remarks.known_values)
    for keyword, said in demands(place):
        yield keyword, json.dumps(said, ensure_ascii=False)


def _field_at(values: Values, place: Value) -> Field | None:
    """Return the field whose value the place is, or None for an element or a definition."""
    owners = values.by_pointer.values()
    fields = (field for owner in owners for field in owner.listed if field.value is place)
    return next(fields, None)


# ------------------------------------------------------------------------------------- the place


def _find(values: Values, path: str) -> tuple[list[str], Value]:
    """Return the steps from the root (fields, `[]`, `{}`), and the place that they lead to."""
    if path.startswith("#") or path.startswith(("/$defs/", "/properties/")):
        pointer = pointers.from_fragment(path.removeprefix("#"))
        if pointer not in values.by_pointer:
            near = did_you_mean(path, map(pointers.to_fragment, values.by_pointer))
            raise NoSuchField(f"the schema has no {shown(path)}. {near or ''}".rstrip())
        return [], values.by_pointer[pointer]
    if path.startswith("/"):
        return _walk(values, pointers.split(path), path)
    spaced = path.replace("[", ".[").replace("{", ".{")
    return _walk(values, [token for token in spaced.split(".") if token], path)


def _walk(values: Values, tokens: list[str], path: str) -> tuple[list[str], Value]:
    steps: list[str] = []
    place = values.by_pointer[""]
    for token in tokens:
        owner = values.at_end(place)
        field = _listed(owner, token)
        if field is not None:
            steps.append(token)
            place = field.value
            continue
        if not owner.steps:
            where = _title(steps) or "the document"
            raise _no_field(f"{shown(path)}: {where} has", token, owner.listed)
        step, place = owner.steps[0]
        steps.append(step)
        if step == "[]" and not token.isdecimal() and not token.startswith("["):
            # The brackets are often left out: spec.images.from.
            element = values.at_end(place)
            field = _listed(element, token)
            if field is None:
                raise _no_field(f"{shown(path)}:", token, element.listed)
            steps.append(token)
            place = field.value
    return steps, place


def _listed(owner: Value, name: str) -> Field | None:
    return next((field for field in owner.listed if field.name == name), None)


def _no_field(where: str, name: str, known: Iterable[Field]) -> NoSuchField:
    hint = did_you_mean(name, [field.name for field in known])
    return NoSuchField(f"{where} no field {shown(name)}. {hint or ''}".rstrip())


def _title(steps: list[str]) -> str:
    return ".".join(steps).replace(".[]", "[]").replace(".{}", "{}")

"""What is known about one field: type, availability, rules, description."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from ..schema import pointers
from ..schema.problems import did_you_mean, shown
from ..schema.resolve import Document, Schema
from ..schema.rules import Rule, rules_at
from ..schema.types import type_name
from .tree import availability

_WORDS = {
    "required": "must not be empty",
    "forbid": "must not be so",
    "format": "must have the format {format}",
    "lacks": "must not have a {parts}",
    "enum": "must be one of {values}",
    "pattern": "must match {pattern}",
    "minimum": "must be at least {limit}",
    "max-bytes": "must have at most {limit} bytes",
    "at-most-one": "at most one element may be so",
    "not-together": "must not hold all of {values}",
    "unique": "must be unique by {keys}",
}
_KEYWORDS = (
    "enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties",
    "maxProperties",
)  # fmt: skip


class NoSuchField(Exception):
    """A path or a pointer that leads to no field."""


def explain(document: Document, path: str) -> str:
    """All that the schema says of a field.

    `path` is `spec.images[].from.name`, a JSON pointer into a document
    (`/spec/images/0/from/name`) or one into the schema (`#/$defs/Status`). Raises NoSuchField.
    """
    tokens, pointer = _find(document, path)
    field = document.keywords(pointer)
    title = _title(tokens) or path
    target = document.keywords(document.at_end(pointer))
    said = field.get("description") or target.get("description", "")
    lines = [f"{title}  {type_name(document, pointer)}", ""]
    lines += textwrap.wrap(said, 92, initial_indent="  ", subsequent_indent="  ")
    lines += ["", f"  place         {pointers.to_fragment(pointer)}"]
    lines.append(f"  availability  {availability(document, pointer)}")
    lines += [f"  {name:<12}  {text}" for name, text in facts(document, pointer, field)]
    rules = list(dict.fromkeys(_rules_for(document, "", tokens)))
    lines += ["  rules", *(f"    - {rule}" for rule in rules)] if rules else []
    members = target.get("properties", {})
    if members:
        lines.append("  fields")
        owner = pointers.join(document.at_end(pointer), "properties")
        lines += [
            f"    {name}  {type_name(document, pointers.join(owner, name))}" for name in members
        ]
    return "\n".join(lines)


# ------------------------------------------------------------------------------------- the place


def _find(document: Document, path: str) -> tuple[list[str], str]:
    """The steps from the root (fields, `[]`, `{}`), and the pointer of the schema they lead to."""
    if path.startswith("#") or path.startswith(("/$defs/", "/properties/")):
        pointer = pointers.from_fragment(path.removeprefix("#"))
        if pointer not in document.schemas:
            near = did_you_mean(path, map(pointers.to_fragment, document.schemas))
            raise NoSuchField(f"the schema has no {shown(path)}. {near or ''}".rstrip())
        return [], pointer
    if path.startswith("/"):
        return _walk(document, pointers.split(path), path)
    spaced = path.replace("[", ".[").replace("{", ".{")
    return _walk(document, [token for token in spaced.split(".") if token], path)


def _walk(document: Document, tokens: list[str], path: str) -> tuple[list[str], str]:
    steps: list[str] = []
    pointer = ""
    for token in tokens:
        pointer = document.at_end(pointer)
        known = document.keywords(pointer).get("properties", {})
        if token in known:
            steps.append(token)
            pointer = pointers.join(pointer, "properties", token)
        elif pointers.join(pointer, "items") in document.schemas:
            steps.append("[]")
            pointer = pointers.join(pointer, "items")
            if not token.isdecimal() and not token.startswith("["):
                # Nobody types the brackets: spec.images.from.
                rest, pointer = _walk_from(document, pointer, token, path)
                steps += rest
        elif pointers.join(pointer, "additionalProperties") in document.schemas:
            steps.append("{}")
            pointer = pointers.join(pointer, "additionalProperties")
        else:
            hint = did_you_mean(token, known)
            place = _title(steps) or "the document"
            raise NoSuchField(
                f"{shown(path)}: {place} has no field {shown(token)}. {hint or ''}".rstrip()
            )
    return steps, pointer


def _walk_from(document: Document, pointer: str, token: str, path: str) -> tuple[list[str], str]:
    pointer = document.at_end(pointer)
    known = document.keywords(pointer).get("properties", {})
    if token not in known:
        raise NoSuchField(
            f"{shown(path)}: no field {shown(token)}. {did_you_mean(token, known) or ''}".rstrip()
        )
    return [token], pointers.join(pointer, "properties", token)


def _title(steps: list[str]) -> str:
    return ".".join(steps).replace(".[]", "[]").replace(".{}", "{}")


# ------------------------------------------------------------------------------------- the facts


def facts(document: Document, pointer: str, field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    parent, _, name = pointer.rpartition("/properties/")
    owner: Schema = document.schemas.get(parent, True)
    if isinstance(owner, dict) and "/properties/" in pointer:
        wire_name = pointers.split("/" + name)[0]
        yield "required", "in a request" if wire_name in owner.get("required", ()) else "no"
        if wire_name in owner.get("x-required-on-read", ()):
            yield "always sent", "by a server"
    if "default" in field:
        yield "default", json.dumps(field["default"])
    if "x-known-values" in field:
        yield "known values", ", ".join(field["x-known-values"])
    for key in _KEYWORDS:
        if key in field:
            yield key, json.dumps(field[key], ensure_ascii=False)


def _rules_for(document: Document, pointer: str, steps: list[str]) -> Iterator[str]:
    """Rules that report the field, as they are applied from the root on."""
    yield from _matching(document, pointer, rules_at(document, pointer), steps)


def _matching(
    document: Document, pointer: str, rules: list[Rule], steps: list[str]
) -> Iterator[str]:
    for rule in rules:
        inner = [*rule.get("first", ()), *(rule.get("rules", ()) if "fold" in rule else ())]
        yield from _matching(document, pointer, inner, steps)
        path = rule.get("apply", rule.get("each"))
        if path is not None:
            head = _steps(path)
            if steps[: len(head)] == head:
                _, place = _follow(document, pointer, head)
                below = rule["rules"] if "each" in rule else rules_at(document, place)
                below = [item for item in below if item.get("id") not in rule.get("except", ())]
                yield from _matching(document, place, below, steps[len(head) :])
        elif "check" in rule and _steps(rule.get("field", "")) == steps:
            yield told(rule)


def _steps(path: str) -> list[str]:
    return [token for token in path.replace("[]", ".[]").replace("{}", ".{}").split(".") if token]


def _follow(document: Document, pointer: str, steps: list[str]) -> tuple[list[str], str]:
    for step in steps:
        pointer = document.at_end(pointer)
        keys = {"[]": ("items",), "{}": ("additionalProperties",)}.get(step, ("properties", step))
        pointer = pointers.join(pointer, *keys)
    return steps, document.at_end(pointer)


def told(rule: Rule) -> str:
    """One rule in words."""
    values = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in rule.items()
    }
    values["values"] = ", ".join(json.dumps(value) for value in rule.get("values", ()))
    text = _WORDS[rule["check"]].format_map(values)
    if "subject" in rule:
        text = f"its keys: {text}"
    for word, conditions in (("when", rule.get("when", {})), ("unless", rule.get("unless", {}))):
        told = [f"{path or 'it'} {_condition(wanted)}" for path, wanted in conditions.items()]
        text += f", {word} {' and '.join(told)}" if told else ""
    return f'{text}: "{rule["detail"]}"' if "detail" in rule else text


def _condition(wanted: dict[str, Any]) -> str:
    words: list[str] = []
    for key, value in wanted.items():
        if key in ("in", "not-in"):
            listed = " or ".join(json.dumps(item) for item in value)
            words.append(f"is {'not ' if key == 'not-in' else ''}{listed}")
        else:
            state = {"empty": "empty", "present": "there"}[key]
            words.append(f"is {'' if value else 'not '}{state}")
    return " and ".join(words)

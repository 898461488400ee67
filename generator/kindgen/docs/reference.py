"""What the reference page shows, as plain data: kinds, their objects, rules and requests.

Each object is stated once, and the page follows it as often as its reader opens it: a schema may
refer to itself. Knows no HTML, as the template knows no schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..ir.package import Package
from ..schema import pointers
from ..schema.resolve import Document
from ..schema.rules import Rule, follow_path, rules_at
from ..schema.types import type_name
from . import explain
from .requests import requests_of, resource_facts
from .tree import availability

Row = dict[str, Any]
_ELEMENTS = {"items": "[]", "additionalProperties": "{}"}  # keyword -> how paths enter an element
_CHOICES = {"anyOf": "any of", "oneOf": "one of"}
# Keywords that say what a value holds; beside a `$ref` they make it an object of its own.
_CONTENT = ("properties", "patternProperties", "prefixItems", "allOf", *_ELEMENTS, *_CHOICES)


@dataclass(frozen=True, slots=True)
class Reference:
    """What the template of the reference page shows."""

    title: str
    doc: str
    data: str  # JSON for the page's script, safe inside a script element; see `_Objects`


def build_reference(package: Package) -> Reference:
    """The page of a package: the root first, then the other served kinds."""
    document = package.document
    title, resources = package.title, package.api.resources
    served = dict.fromkeys([title, *(resource.kind for resource in resources)])
    objects, rules = _Objects(document), _RulePaths(document)
    kinds: list[Row] = []
    for name in served:
        pointer = "" if name == title else pointers.join("/$defs", name)
        mine = [resource for resource in resources if resource.kind == name]
        kinds.append(
            {
                "name": name,
                "doc": document.keywords(pointer).get("description", ""),
                "into": objects.number_of(objects.content(pointer)),
                "rules": rules.start(document.at_end(pointer)),
                "facts": [fact for resource in mine for fact in resource_facts(resource)],
                "requests": [request for resource in mine for request in requests_of(resource)],
            }
        )
    rows = objects.all()
    releases = _date(rows)
    head = {"package": package.name, "version": package.version}
    data = {**head, "releases": releases, "kinds": kinds, "objects": rows, "rules": rules.all()}
    return Reference(title, package.doc, script_json(data))


def script_json(value: dict[str, Any]) -> str:
    """The value as JSON that is safe inside a script element, objects of its lists on lines.

    No `<`, so that neither `</script` nor `<!--` can stand there, and nothing that cannot be seen.
    """
    return "{" + ",\n".join(f"{_safe(key)}:{_lines(part)}" for key, part in value.items()) + "}"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_safe(part) for part in value) + "\n]"
    return _safe(value)


def _safe(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(
        char if char.isprintable() and char not in "<>&" else _unicode_escape(char) for char in text
    )


def _unicode_escape(char: str) -> str:
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


# --------------------------------------------------------------------------------------- objects


@dataclass(slots=True)
class _Objects:
    """The objects that kinds lead to, by number: a name, a description and rows.

    A row is a field or has no name of its own (`unnamed`): an element of a list or a map (`step`),
    one of several choices. Where its value holds more, `into` is the number of that object, and
    `element` the step before it.
    """

    document: Document
    _numbers: dict[str, int] = field(default_factory=dict[str, int])
    _pointers: list[str] = field(default_factory=list[str])

    def number_of(self, pointer: str) -> int:
        """The number of the object at the pointer; asking for it has it listed."""
        if pointer not in self._numbers:
            self._numbers[pointer] = len(self._pointers)
            self._pointers.append(pointer)
        return self._numbers[pointer]

    def all(self) -> list[Row]:
        """Every object that was asked for, and those they lead to, by their numbers."""
        listed: list[Row] = []
        for pointer in self._pointers:  # it grows meanwhile
            said = self.document.keywords(pointer)
            rows = {
                (row["name"], row.get("step")): row for row in reversed(list(self._rows(pointer)))
            }
            listed.append(
                _without_nothing(
                    name=self.document.name_of(pointer),
                    doc=said.get("description"),
                    rows=list(reversed(rows.values())),
                )
            )
        return listed

    def content(self, pointer: str) -> str:
        """Where the content of a value is stated: behind `$ref`s that have nothing beside them."""
        said = self.document.keywords(pointer)
        while "$ref" in said and not any(key in said for key in _CONTENT):
            pointer = self.document.targets[pointer]
            said = self.document.keywords(pointer)
        return pointer

    def _rows(self, pointer: str) -> Iterator[Row]:
        said = self.document.keywords(pointer)
        for name in said.get("properties", {}):
            yield self._row(pointers.join(pointer, "properties", name), name, said)
        for name in said.get("patternProperties", {}):
            yield self._row(pointers.join(pointer, "patternProperties", name), f"/{name}/")
        for index in range(len(said.get("prefixItems", ()))):
            yield self._row(pointers.join(pointer, "prefixItems", index), f"[{index}]")
        for key, step in _ELEMENTS.items():
            if isinstance(said.get(key), dict):
                place = pointers.join(pointer, key)
                kind = type_name(self.document, place).partition(":")[0]
                yield {**self._row(place, f"[{kind}]"), "step": step}
        for index in range(len(said.get("allOf", ()))):
            yield from self._rows(pointers.join(pointer, "allOf", index))
        for key, word in _CHOICES.items():
            for index in range(len(said.get(key, ()))):
                yield self._row(pointers.join(pointer, key, index), f"({word}, {index + 1})")
        if "$ref" in said:
            yield from self._rows(self.document.targets[pointer])

    def _row(self, place: str, name: str, owner: dict[str, Any] | None = None) -> Row:
        said = self.document.keywords(place)
        target = self.document.keywords(self.document.at_end(place))
        mark = said.get("x-availability", {})
        shown = pointers.shown_name(name) or '""'
        suffix, element, into = self._inside(place)
        row = _without_nothing(
            shown=None if shown == name else shown,
            unnamed=owner is None,
            suffix=suffix,
            type=type_name(self.document, place),
            doc=said.get("description") or target.get("description"),
            required=name in (owner or {}).get("required", ()),
            deprecated=said.get("deprecated") is True,
            since=mark.get("since"),
            until=mark.get("until"),
            element=element,
            into=into,
            facts=list(facts(self.document, place)),
            place=pointers.to_fragment(place),
        )
        return {"name": name, **row}

    def _inside(self, place: str) -> tuple[str | None, str | None, int | None]:
        """How a name shows that there are elements; the step to the object inside; that object.

        A list of objects leads straight to their fields, as the documented tree has it.
        """
        inside = self.content(place)
        said = self.document.keywords(inside)
        suffix = next(
            (_ELEMENTS[key] for key in _ELEMENTS if isinstance(said.get(key), dict)), None
        )
        if suffix is not None and sum(key in said for key in _CONTENT) == 1:
            key = next(key for key in _ELEMENTS if key in said)
            element = self.content(pointers.join(inside, key))
            if "properties" in self.document.keywords(element):
                return suffix, suffix, self.number_of(element)
        holds = any(isinstance(said.get(key), (dict, list)) and said[key] for key in _CONTENT)
        return suffix, None, self.number_of(inside) if holds else None


def _steps(path: str) -> Iterator[str]:
    """The steps of a path of a rule: `.name`, `[]`, `{}`."""
    for token in path.split(".") if path else ():
        name = token.removesuffix("[]").removesuffix("{}")
        yield f".{name}"
        if name != token:
            yield token[-2:]


def _without_nothing(**values: Any) -> Row:
    """The values that say something; a field that is not there takes no room in the page."""
    said = {key: value for key, value in values.items() if value is not None}
    return {
        key: value for key, value in said.items() if value is not False and value not in ("", [])
    }


def facts(document: Document, place: str) -> Iterator[list[Any]]:
    """What is known about a value, `[name, text]` each, or `[name, list of values]`."""
    told: dict[str, Any] = {}
    if pointers.split(place)[-2:-1] == ["properties"]:
        told = {"required": "no"}  # the first place; those behind it are of other owners
        told |= {key: text for key, text in explain.facts(document, place, {}) if key in _OWNERS}
    told["availability"] = availability(document, place)
    behind = place
    while True:
        said = document.keywords(behind)
        for name, value in _said(document, behind, said):
            told.setdefault(name, value)
        if "$ref" not in said:
            break
        behind = document.targets[behind]
    yield from ([name, value] for name, value in told.items())


_KEYWORDS = {
    "const": "always",
    "minLength": "length from",
    "maxLength": "length up to",
    "pattern": "matches",
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "multiple of",
    "minItems": "elements from",
    "maxItems": "elements up to",
    "uniqueItems": "each element once",
    "minProperties": "keys from",
    "maxProperties": "keys up to",
}
_OWNERS = ("required", "always sent")  # facts that the object states, not the field
_LISTS = {"enum": "one of", "x-known-values": "known values", "examples": "examples"}
_REMARKS = (
    ("x-kubernetes-preserve-unknown-fields", "other keys", "any, kept as they are"),
    ("additionalProperties", "other keys", "any"),
    ("x-kubernetes-int-or-string", "value", "an integer or a string"),
    ("readOnly", "set by", "the server alone"),
)


def _said(document: Document, place: str, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a schema itself says of a value, references left alone."""
    if "x-default-from" in said:
        source = said["x-default-from"]
        text = f"{source['into']}: the {source['part']} of {source['field']} ({source['format']})"
        yield "default", text
    for name, text in explain.facts(document, place, said):
        if name not in _OWNERS and name not in ("enum", "known values"):
            yield _KEYWORDS.get(name, name), text
    if "x-default-replaces" in said:
        yield "default also for", ", ".join(_json(value) for value in said["x-default-replaces"])
    for key, name in _LISTS.items():
        if said.get(key):
            yield name, [
                value or '""' if isinstance(value, str) else _json(value) for value in said[key]
            ]
    yield from ((name, text) for key, name, text in _REMARKS if said.get(key) is True)
    if "x-kubernetes-list-map-keys" in said:
        yield "elements named by", ", ".join(said["x-kubernetes-list-map-keys"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# -------------------------------------------------------------------------------------- releases


def _date(objects: list[Row]) -> list[str]:
    """The releases in their order; marks of rows become numbers of them."""
    rows = [row for item in objects for row in item.get("rows", ())]
    named = {row[key] for row in rows for key in ("since", "until") if key in row}
    releases = sorted(named, key=_release_order)
    for row in rows:
        row |= {key: releases.index(row[key]) for key in ("since", "until") if key in row}
    return releases


def _release_order(release: str) -> tuple[list[tuple[int, str]], str]:
    """4.9 comes before 4.12."""
    parts = re.findall(r"[0-9]+|[^0-9]+", release)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], release


# ----------------------------------------------------------------------------------------- rules


_Application = tuple[str, tuple[str, ...]]  # pointer of an object, ids of rules left out


@dataclass(slots=True)
class _RulePaths:
    """The rules as a graph along the paths of a document, for a schema may apply them for ever.

    A state is `{"told": texts, "next": [[step, state]], "also": states}`: rules that report the
    value itself, the states behind each step, and states that hold at the same value. Steps are
    `.name`, `[]` and `{}`.
    """

    document: Document
    _states: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _started: dict[_Application, int] = field(default_factory=dict[_Application, int])
    _waiting: list[_Application] = field(default_factory=list[_Application])

    def start(self, pointer: str, left_out: tuple[str, ...] = ()) -> int:
        """The state of an object to which the rules stated there are applied."""
        key = (pointer, left_out)
        if key not in self._started:
            self._started[key] = self._new()
            self._waiting.append(key)
        return self._started[key]

    def all(self) -> list[dict[str, Any]]:
        """Every state that was asked for, and those behind it, by their numbers."""
        for key in self._waiting:  # it grows meanwhile
            pointer, left_out = key
            rules = rules_at(self.document, pointer)
            kept = [rule for rule in rules if rule.get("id") not in left_out]
            self._add(self._started[key], pointer, kept)
        return self._states

    def _new(self) -> int:
        self._states.append({})
        return len(self._states) - 1

    def _add(self, state: int, pointer: str, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self._add(state, pointer, rule.get("first", ()))
            if "fold" in rule:
                self._add(state, pointer, rule["rules"])
            elif "each" in rule:
                place = follow_path(self.document, pointer, rule["each"])
                self._add(self._behind(state, rule["each"]), place, rule["rules"])
            elif "apply" in rule:
                place = follow_path(self.document, pointer, rule["apply"])
                also = self._states[self._behind(state, rule["apply"])].setdefault("also", [])
                also.append(self.start(place, tuple(rule.get("except", ()))))
            elif "check" in rule:
                told = self._states[self._behind(state, rule.get("field", ""))]
                text = explain.told(rule)
                if text not in told.setdefault("told", []):
                    told["told"].append(text)

    def _behind(self, state: int, path: str) -> int:
        """The state that a path of a rule leads to."""
        for step in _steps(path):
            known = self._states[state].setdefault("next", [])
            found = next((number for name, number in known if name == step), None)
            if found is None:
                found = self._new()
                known.append([step, found])
            state = found
        return state

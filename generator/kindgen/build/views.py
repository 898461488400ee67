"""Which schemas apply to one value, and of which types of JSON that lets it be.

`$ref`, `allOf`, `anyOf`, `oneOf`, `if`, `then`, `else` and `dependentSchemas` apply further schemas
to the very same value. Those of the first two hold for certain, of a choice one does, of the others
nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..schema import pointers
from ..schema.document import Document

# A schema by its pointer, or a choice: several lists of views, of which one holds.
View: TypeAlias = "str | tuple[Views, ...]"
Views: TypeAlias = tuple[View, ...]  # all of them hold

ALL_KINDS = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_NUMBERS = frozenset({"integer", "number"})
DEEPEST = 40  # choices within choices; beyond, anything is taken for possible
_MOST_POINTERS = 400  # that are looked at for one value; beyond, it is taken for free-form


@dataclass(frozen=True, slots=True)
class Spread:
    """The schemas that apply to one value."""

    certain: tuple[str, ...]  # pointers, the one itself first
    possible: tuple[str, ...]
    choices: tuple[tuple[Views, ...], ...]  # of each, one holds for certain
    is_whole: bool  # otherwise there are too many to tell

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.certain, *self.possible)


class Follower:
    """Follows the schemas of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._kinds: dict[str, frozenset[str]] = {}
        self._is_cut = False  # whether kinds were asked for too deeply to be told
        self._settled: dict[str, str] = {}
        self._spreads: dict[tuple[Views, str], Spread] = {}

    def said(self, pointer: str) -> dict[str, Any]:
        return self.document.keywords(pointer)

    def settled(self, pointer: str) -> str:
        """Return the end of a chain of schemas that only refer to another one."""
        passed: list[str] = []
        while pointer not in self._settled and self.only_refers(pointer) and pointer not in passed:
            passed.append(pointer)
            pointer = self.document.targets[pointer]
        end = self._settled.get(pointer, pointer)
        self._settled |= dict.fromkeys(passed, end)
        return end

    def only_refers(self, pointer: str) -> bool:
        """Whether a schema says nothing of a value but where more is said."""
        said = self.said(pointer)
        return "$ref" in said and said.keys() <= SAYS_NOTHING | {"$ref", "x-python-name"}

    # ------------------------------------------------------------------------------------- kinds

    def kinds(self, views: Views, depth: int = 0) -> frozenset[str]:
        """Return the types of JSON that a value may have."""
        found = ALL_KINDS
        for view in views:
            found &= self._kinds_of(view, depth)
        return found

    def _kinds_of(self, view: View, depth: int) -> frozenset[str]:
        if depth > DEEPEST:
            self._is_cut = True
            return ALL_KINDS
        if isinstance(view, tuple):
            return frozenset().union(*(self.kinds(option, depth + 1) for option in view))
        view = self.settled(view)
        if view in self._kinds:
            return self._kinds[view]
        before, self._is_cut = self._is_cut, False
        found = self._kinds_at(view, depth)
        if not self._is_cut or not depth:
            self._kinds[view] = found
        self._is_cut |= before
        return found

    def _kinds_at(self, pointer: str, depth: int) -> frozenset[str]:
        schema = self.document.schemas[pointer]
        if not isinstance(schema, dict):
            return ALL_KINDS if schema else frozenset()
        found = ALL_KINDS
        if schema.get("x-kubernetes-int-or-string"):
            found &= {"integer", "string"}
        elif "type" in schema:
            listed = schema["type"]
            found &= _named([listed] if isinstance(listed, str) else listed)
        elif self.document.is_of_kubernetes and "properties" in schema:
            found &= {"object", "null"}
        for values in (schema.get("enum"), [schema["const"]] if "const" in schema else None):
            if values is not None:
                kinds = frozenset().union(*map(_kinds_of_value, values))
                # A set of several types may grow by another one.
                found &= kinds if len(kinds - {"null", "number"}) <= 1 else ALL_KINDS
        if "$ref" in schema:
            found &= self._kinds_of(self.document.targets[pointer], depth + 1)
        for place in parts_of(schema, pointer, "allOf"):
            found &= self._kinds_of(place, depth + 1)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                options = (self._kinds_of(it, depth + 1) for it in parts_of(schema, pointer, key))
                found &= frozenset().union(*options)
        return found

    # ------------------------------------------------------------------------------------ spreads

    def spread(self, views: Views, kind: str) -> Spread:
        """Return the schemas that apply to a value of a kind.

        Of a choice only the options count that allow the kind; the only one of them is certain.
        """
        key = (views, kind)
        if key not in self._spreads:
            self._spreads[key] = self._spread(views, kind)
        return self._spreads[key]

    def _spread(self, views: Views, kind: str) -> Spread:
        certain: dict[str, None] = {}
        choices: list[tuple[Views, ...]] = []
        unsure: list[View] = []
        waiting = list(reversed(views))
        while waiting and len(certain) < _MOST_POINTERS:
            view = waiting.pop()
            following: list[View] = []
            if isinstance(view, tuple):
                self._choose(view, kind, following, choices, unsure)
            elif (view := self.settled(view)) not in certain:
                certain[view] = None
                self._follow(view, kind, following, choices, unsure)
            waiting += reversed(following)
        possible: dict[str, None] = {}
        waiting = list(reversed(unsure))
        while waiting and len(possible) < _MOST_POINTERS:
            view = waiting.pop()
            following = []
            if isinstance(view, tuple):
                following = [inner for option in view for inner in option]
            elif (view := self.settled(view)) not in certain and view not in possible:
                possible[view] = None
                self._follow(view, kind, following, [], following)
            waiting += reversed(following)
        return Spread(tuple(certain), tuple(possible), tuple(choices), not waiting)

    def _follow(
        self,
        pointer: str,
        kind: str,
        certain: list[View],
        choices: list[tuple[Views, ...]],
        unsure: list[View],
    ) -> None:
        """Sort the schemas that one applies to its value into those lists."""
        schema = self.said(pointer)
        if "$ref" in schema:
            certain.append(self.settled(self.document.targets[pointer]))
        certain += parts_of(schema, pointer, "allOf")
        for key in ("anyOf", "oneOf"):
            if key in schema:
                options = tuple((place,) for place in parts_of(schema, pointer, key))
                self._choose(options, kind, certain, choices, unsure)
        unsure += (
            pointers.join(pointer, key) for key in ("if", "then", "else") if key in schema
        )
        unsure += (
            pointers.join(pointer, "dependentSchemas", name)
            for name in schema.get("dependentSchemas", ())
        )

    def _choose(
        self,
        options: tuple[Views, ...],
        kind: str,
        certain: list[View],
        choices: list[tuple[Views, ...]],
        unsure: list[View],
    ) -> None:
        able = tuple(option for option in options if kind in self.kinds(option, 1))
        if len(able) == 1:
            certain += able[0]
        elif able:
            choices.append(able)
            unsure.append(able)


SAYS_NOTHING = frozenset({"$comment", "title", "description", "examples", "default", "deprecated"})


def parts_of(schema: dict[str, Any], pointer: str, key: str) -> Iterable[str]:
    return [pointers.join(pointer, key, index) for index in range(len(schema.get(key, ())))]


def _named(types: Iterable[str]) -> frozenset[str]:
    kinds = frozenset(types)
    return kinds | _NUMBERS if "number" in kinds else kinds


def _kinds_of_value(value: Any) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"boolean"})
    if isinstance(value, (int, float)):
        return _NUMBERS if value == int(value) else frozenset({"number"})
    names = {str: "string", dict: "object", list: "array", type(None): "null"}
    return frozenset({names[type(value)]})

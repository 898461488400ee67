"""Makes the table of known fields: of each object those that any schema of it describes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..ir.known import Below, EitherBelow, KnownFields, ListBelow, MapBelow, TagBelow
from ..schema import pointers
from ..schema.document import Document
from .readings import Fields, Reader

_DEEPEST = 50  # lists of lists; beyond, nothing is told unknown
_MOST_OBJECTS = 50_000
_Places = tuple[str, ...]


def known_fields(document: Document) -> KnownFields:
    """Make the table of a document."""
    maker = _Maker(document, Reader(document))
    return maker.table()


@dataclass(slots=True)
class _Maker:
    document: Document
    reader: Reader
    objects: dict[str, dict[str, Below] | Below] = field(
        default_factory=dict[str, "dict[str, Below] | Below"]
    )
    _made: dict[frozenset[str], Below] = field(default_factory=dict[frozenset[str], Below])
    _entered: dict[frozenset[str], Any] = field(default_factory=dict[frozenset[str], Any])
    _taken: set[str] = field(default_factory=set[str])
    _names: dict[Any, str] = field(default_factory=dict[Any, str])  # by fields
    _waiting: list[tuple[str, dict[str, _Places]]] = field(
        default_factory=list[tuple[str, dict[str, _Places]]]
    )

    def table(self) -> KnownFields:
        kinds: dict[str, Below] = {}
        places = self.document.definitions()
        # The names of definitions are theirs, whoever else has the same fields.
        for place in sorted(places, key=self.reader.lists_no_fields):
            self._object((place,), 0)
        for place in places:
            kinds.setdefault(self.document.name_of(place) or "", self.below((place,)))
        for name, fields in self._waiting:  # it grows meanwhile
            self.objects[name] = {key: self.below(inner) for key, inner in fields.items()}
        return KnownFields(self._in_order(), kinds)

    def _in_order(self) -> dict[str, dict[str, Below] | Below]:
        """The definitions as they are listed, then the rest by their places."""
        names = [self.document.name_of(place) or "" for place in self.document.definitions()]
        listed = [name for name in dict.fromkeys(names) if name in self.objects]
        others = sorted(self.objects.keys() - set(listed))
        return {name: self.objects[name] for name in (*listed, *others)}

    def below(self, places: _Places, depth: int = 0) -> Below:
        """Return what may be below a value to which those schemas apply."""
        if not places or depth > _DEEPEST:
            return None
        spreads = (self.reader.spread(places, kind).every for kind in ("object", "array"))
        key = frozenset(pointer for every in spreads for pointer in every)
        if key in self._made:
            return self._made[key]
        if key in self._entered:  # it leads back to itself, by the name that it gets for that
            if self._entered[key] is None:
                self._entered[key] = self._free_name(places[0])
                self._names[key] = self._entered[key]
            return self._entered[key]
        self._entered[key] = None
        made = self._below(places, depth)
        name = self._entered.pop(key)
        if name is not None and made != name:
            self.objects[name] = made
            made = name
        self._made[key] = made
        return made

    def _below(self, places: _Places, depth: int) -> Below:
        options = (self._object(places, depth), self._array(places, depth))
        found = tuple(option for option in options if option is not None)
        return EitherBelow(found) if len(found) > 1 else next(iter(found), None)

    def _object(self, places: _Places, depth: int) -> Below:
        if tagged := self.reader.tagged(places):
            name, definitions = tagged
            inner = ((text, self.below((it,), depth + 1)) for text, it in definitions.items())
            return TagBelow(name, tuple(inner))
        whole = self.reader.fields(places)
        if not any(whole.every.values()) and not whole.is_open:
            return None
        if whole.is_open or len(self._names) > _MOST_OBJECTS:
            return self._map(places, whole, depth)
        key = tuple(whole.every.items())
        if key not in self._names:
            self._names[key] = name = self._free_name(places[0])
            self._waiting.append((name, whole.every))
        return self._names[key]

    def _free_name(self, place: str) -> str:
        name = self.document.name_of(place) or place
        name = base = place if name in self._taken else name
        number = 2
        while name in self._taken:
            name, number = f"{base} ({number})", number + 1
        self._taken.add(name)
        return name

    def _map(self, places: _Places, whole: Fields, depth: int) -> Below:
        patterns: dict[str, list[str]] = {}
        others: list[str] = []
        for pointer in self.reader.spread(places, "object").every:
            said = self.document.keywords(pointer)
            for expression in said.get("patternProperties", ()):
                place = pointers.join(pointer, "patternProperties", expression)
                patterns.setdefault(expression, []).append(place)
            for key in ("additionalProperties", "unevaluatedProperties"):
                if isinstance(said.get(key), dict):
                    others.append(pointers.join(pointer, key))
        made = MapBelow(
            self.below(tuple(others), depth + 1),
            tuple((name, self.below(inner, depth + 1)) for name, inner in whole.every.items()),
            tuple((it, self.below(tuple(inner), depth + 1)) for it, inner in patterns.items()),
            whole.has_rest,
        )
        if not whole.has_rest:
            return made
        inside = (made.others, *(it for _, it in (*made.listed, *made.patterns)))
        return None if all(it is None for it in inside) else made

    def _array(self, places: _Places, depth: int) -> Below:
        first: list[list[str]] = []
        others: list[str] = []
        for pointer in self.reader.spread(places, "array").every:
            said = self.document.keywords(pointer)
            for index in range(len(said.get("prefixItems", ()))):
                first += [[]] if len(first) <= index else []
                first[index].append(pointers.join(pointer, "prefixItems", index))
            for key in ("items", "contains", "unevaluatedItems"):
                if isinstance(said.get(key), dict):
                    others.append(pointers.join(pointer, key))
        # An element among the first ones may be described by a schema for the others as well.
        made = ListBelow(
            self.below(tuple(others), depth + 1),
            tuple(self.below((*inner, *others), depth + 1) for inner in first),
        )
        return None if all(it is None for it in (made.each, *made.first)) else made

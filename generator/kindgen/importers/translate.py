"""The keywords of OpenAPI and of JSON Schema in our dialect.

Nothing is dropped in silence: what our dialect has no word for is named in `notes`, with the
pointer into the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from ..schema import formats, patterns, pointers
from ..schema.keywords import ONE_SCHEMA, SCHEMA_LISTS, SCHEMA_MAPS
from ..schema.problems import shown
from .notes import Note, told
from .patterns import Read, to_pattern
from .reading import Source

SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0 and value == int(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def is_names(value: Any) -> bool:
    """Whether the value is a list of texts, each of them once."""
    names: list[Any] = value if isinstance(value, list) else [None]
    return all(isinstance(item, str) for item in names) and len(set(names)) == len(names)


def _are_names(value: Any) -> bool:
    """Whether the value is a map of such lists."""
    return isinstance(value, dict) and all(map(is_names, value.values()))


# Keywords that are carried over as they are, and how a value of theirs has to look.
_SAME: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("$comment", "title", "description"), _is_text),
    **dict.fromkeys(("contentEncoding", "contentMediaType"), _is_text),
    **dict.fromkeys(("deprecated", "readOnly", "writeOnly", "uniqueItems"), _is_flag),
    **dict.fromkeys(("minimum", "maximum"), _is_number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("minProperties", "maxProperties", "minContains", "maxContains"), _is_count),
    **dict.fromkeys(("enum", "examples"), _is_list),
    **dict.fromkeys(("default", "const"), lambda value: True),
    "multipleOf": lambda value: _is_number(value) and value > 0,
    "required": is_names,
    "dependentRequired": _are_names,
    "x-kubernetes-list-type": lambda value: value in ("atomic", "set", "map"),
    "x-kubernetes-map-type": lambda value: value in ("atomic", "granular"),
    "x-kubernetes-list-map-keys": lambda value: bool(value) and is_names(value),
    "x-kubernetes-patch-merge-key": _is_text,
    "x-kubernetes-preserve-unknown-fields": _is_flag,
}
_TURNED = ("oneOf", "not", "if")
_MAPS = tuple(key for key in SCHEMA_MAPS if key != "$defs")  # its definitions stand elsewhere
# Keywords that `schema` reads together with others, and one that says nothing of a value.
_BESIDE = frozenset({"$ref", "nullable", "x-nullable", "x-kubernetes-group-version-kind"})
_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_BOTH_TYPES = ({"type": "integer"}, {"type": "string"})
_KINDS_OF_ITS_OWN = {
    "apiVersion": {"type": "string", "description": "API version of the object."},
    "kind": {"type": "string", "description": "Kind of the object."},
    "metadata": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
}


PatternReader = Callable[..., Read]


@dataclass(slots=True)
class Translator:
    """Translates schemas of OpenAPI, Kubernetes' keywords included, and notes what it cannot.

    `prepare` may change a schema before it is read; `reference` gives the `$ref` of ours for one of
    the source, or None; `to_pattern` brings a pattern into our dialect. `is_custom` is for custom
    resources: there the server itself checks lists that are sets.
    """

    notes: list[Note]
    prepare: Callable[[Source, str], Source] = lambda source, pointer: source
    reference: Callable[[str], str | None] = lambda ref: None
    is_custom: bool = False
    to_pattern: PatternReader = to_pattern
    formats: frozenset[str] = formats.ALL  # that are checked, or that there is nothing to check of
    _judge: patterns.Judge = field(default_factory=patterns.Judge)
    _lost: int = 0
    _unsure: list[tuple[str, Source]] = field(default_factory=list[tuple[str, Source]])

    def note(self, pointer: str, what: str, instead: str = "left out") -> None:
        """Name what could not be carried over."""
        self.notes.append(Note(pointer, what, instead))

    def lose(self, pointer: str, what: str, instead: str = "not checked") -> None:
        """Name what would have refused some values."""
        self.notes.append(Note(pointer, what, instead, is_loss=True))
        self._lost += 1

    def told(self) -> list[str]:
        """Return the notes in words: alike ones together, those of lost checks first."""
        return told(self.notes)

    def schema(self, source: Any, pointer: str, is_field: bool = False) -> Any:
        """Translate a schema of the source. `is_field`: null is allowed there in any case."""
        if isinstance(source, bool):
            return source
        if not isinstance(source, dict):
            self.note(pointer, f"no schema: {shown(source)}", "read as any value")
            return {}
        source = self.prepare(source, pointer)
        ours: Source = {}
        if "$ref" in source:
            ref = self.reference(str(source["$ref"]))
            if ref is None:
                self.lose(pointer, f"$ref to {shown(source['$ref'])}", "read as any value")
            else:
                ours["$ref"] = ref
        for key, value in source.items():
            if key not in _BESIDE:
                self._keyword(ours, key, value, pointers.join(pointer, key), source)
        if _is_int_or_string(source):
            ours = _int_or_string(ours)
        _bounds(ours, source)
        if self.is_custom and ours.get("x-kubernetes-list-type") == "set":
            ours["uniqueItems"] = True
        if source.get("x-kubernetes-embedded-resource") is True:
            ours["properties"] = {**_KINDS_OF_ITS_OWN, **ours.get("properties", {})}
            ours["required"] = list(
                dict.fromkeys([*ours.get("required", ()), "apiVersion", "kind"])
            )
        nullable = True in (source.get("nullable"), source.get("x-nullable"))
        ours = _with_null(ours, is_field) if nullable else ours
        if ours.keys() & {"default", "x-kubernetes-list-map-keys"}:
            self._unsure.append((pointer, ours))
        return ours

    def finish(self, root: Source) -> None:
        """Take out what the finished document shows to be wrong: defaults, and keys of lists."""
        base = Draft202012Validator(root)
        for pointer, ours in self._unsure:
            keys = ours.get("x-kubernetes-list-map-keys", ())
            place = pointers.join(pointer, "x-kubernetes-list-map-keys")
            known = _fields(ours.get("items"), root) if keys else {}
            if any(key not in known for key in keys):
                del ours["x-kubernetes-list-map-keys"]
                self.note(place, f"the elements have no fields {', '.join(keys)}")
            elif keys and self.is_custom and not has_scalar_keys(ours, root):
                self.note(place, f"{', '.join(keys)} are not all of them scalars", "not compared")
            plain = {key: value for key, value in ours.items() if key != "default"}
            if "default" in ours and not base.evolve(schema=plain).is_valid(ours["default"]):
                default = ours.pop("default")
                if default is not None:  # null stands for an absent field anyway
                    place = pointers.join(pointer, "default")
                    self.note(place, f"the default {shown(default)} is of another type")

    # ---- one keyword

    def _keyword(self, ours: Source, key: str, value: Any, place: str, source: Source) -> None:
        before = self._lost
        if key in _SAME and _SAME[key](value):
            ours[key] = value
        elif key in ONE_SCHEMA and isinstance(value, (dict, bool)):
            ours[key] = self.schema(value, place)
        elif key in SCHEMA_LISTS and isinstance(value, list) and value:
            ours[key] = [
                self.schema(item, pointers.join(place, index)) for index, item in enumerate(value)
            ]
        elif key in _MAPS and isinstance(value, dict):
            ours[key] = dict(self._members(key, value, place, source))
        elif key in _SPECIAL:
            _SPECIAL[key](self, ours, value, place, source)
        elif key in (*_SAME, *ONE_SCHEMA, *SCHEMA_LISTS, *_MAPS):
            self.lose(place, f"{shown(value)} is no value of this keyword", "left out")
        else:
            self.note(place, f'our dialect has no keyword "{key}"')
        if key in _TURNED and key in ours and self._lost > before:
            # Looser parts would make these stricter than they were.
            del ours[key]
            self.lose(place, "parts of it are not checked", "nor is the whole")

    def _members(
        self, key: str, members: Source, place: str, source: Source
    ) -> Iterator[tuple[str, Any]]:
        required = source.get("required", ())
        needed = required if isinstance(required, list) else ()
        for name, child in members.items():
            if key == "patternProperties":
                expression, defect, _ = self.to_pattern(name, self._judge)
                if defect:
                    self.lose(pointers.join(place, name), f"the pattern: {defect}")
                    continue
                name = expression
            is_field = key == "properties" and name not in needed
            made = self.schema(child, pointers.join(place, name), is_field)
            if key == "properties" and not is_field and self.is_custom:
                made = _with_something(made, child)
            yield name, made

    def _type(self, ours: Source, value: Any, place: str, source: Source) -> None:
        listed = value if isinstance(value, list) else [value]
        words = [kind for kind in listed if isinstance(kind, str)]
        known = [kind for kind in dict.fromkeys(words) if kind in _TYPES]
        if not known or len(known) < len(listed):
            self.lose(place, f"{shown(value)} is no type of JSON")
        if known and not _is_int_or_string(source):
            ours["type"] = known if isinstance(value, list) else known[0]

    def _format(self, ours: Source, value: Any, place: str, source: Source) -> None:
        if not isinstance(value, str):
            self.note(place, f"no name of a format: {shown(value)}")
        elif value in self.formats:
            ours["format"] = value
        elif not _is_int_or_string(source):
            ours["format"] = value
            self.note(place, f"the format {shown(value)} is not one that is checked", "a remark")

    def _pattern(self, ours: Source, value: Any, place: str, source: Source) -> None:
        read = self.to_pattern(str(value), self._judge, source.get("maxLength"))
        pattern, defect, is_slow = read
        if not defect:
            ours["pattern"] = pattern
            return
        instead = "not checked"
        if is_slow:
            # In a short text any search comes to an end.
            ours |= {"pattern": pattern, "x-pattern-longest": patterns.SHORT}
            instead = f"checked in texts of up to {patterns.SHORT} characters"
        self.lose(place, f"the pattern {shown(value)}: {defect}", instead)

    def _example(self, ours: Source, value: Any, place: str, source: Source) -> None:
        ours.setdefault("examples", [value])

    def _validations(self, ours: Source, value: Any, place: str, source: Source) -> None:
        for index, rule in enumerate(value if isinstance(value, list) else [value]):
            words = rule.get("rule") if isinstance(rule, dict) else rule
            place_of_rule = pointers.join(place, index)
            self.lose(place_of_rule, f"the rule in CEL {shown(words, 200)}")

    def _patch_strategy(self, ours: Source, value: Any, place: str, source: Source) -> None:
        if value != "merge" or "x-kubernetes-patch-merge-key" not in source:
            self.note(place, f"the patch strategy {shown(value)}")

    def _read_beside(self, ours: Source, value: Any, place: str, source: Source) -> None:
        """Read by `schema`, together with what stands beside it."""


_SPECIAL: dict[str, Callable[[Translator, Source, Any, str, Source], None]] = {
    "type": Translator._type,
    "format": Translator._format,
    "pattern": Translator._pattern,
    "example": Translator._example,
    "exclusiveMinimum": Translator._read_beside,
    "exclusiveMaximum": Translator._read_beside,
    "x-kubernetes-embedded-resource": Translator._read_beside,
    "x-kubernetes-int-or-string": Translator._read_beside,
    "x-kubernetes-patch-strategy": Translator._patch_strategy,
    "x-kubernetes-validations": Translator._validations,
}


def has_scalar_keys(ours: Source, root: Source) -> bool:
    """Whether the elements of a list are told apart by texts, numbers or booleans."""
    keys, fields = ours.get("x-kubernetes-list-map-keys"), _fields(ours.get("items"), root)
    return bool(keys) and all(_is_scalar(fields.get(key)) for key in keys or ())


def _is_scalar(schema: Any) -> bool:
    kinds = schema.get("type") if isinstance(schema, dict) else None
    listed = kinds if isinstance(kinds, list) else [kinds]
    return bool(kinds) and set(listed) <= {"boolean", "integer", "null", "number", "string"}


def _fields(schema: Any, root: Source) -> Source:
    """Return the fields that an object lists; none for another value."""
    for _ in range(100):
        if not isinstance(schema, dict) or "$ref" not in schema:
            break
        schema = pointers.find(root, pointers.from_fragment(schema["$ref"].removeprefix("#")))
    fields = schema.get("properties") if isinstance(schema, dict) else None
    return fields if isinstance(fields, dict) else {}


def _is_int_or_string(source: Source) -> bool:
    marked = source.get("x-kubernetes-int-or-string") is True
    return marked or source.get("format") == "int-or-string"


def _bounds(ours: Source, source: Source) -> None:
    """Set exclusive bounds: numbers, or (OpenAPI 3.0) a remark on the bound beside them."""
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        value = source.get(key)
        if _is_number(value):
            ours[key] = value
        elif value is True and bound in ours:
            ours[key] = ours.pop(bound)


def _int_or_string(ours: Source) -> Source:
    """Make a schema of an integer or a string, without what says just that in other words."""
    for key in ("anyOf", "oneOf"):
        if sorted(ours.get(key, ()), key=str) == list(_BOTH_TYPES):
            del ours[key]
    rest = [item for item in ours.pop("allOf", ()) if item != {"anyOf": list(_BOTH_TYPES)}]
    both = {"type": ["integer", "string"], "x-kubernetes-int-or-string": True}
    return {**both, **ours, **both, **({"allOf": rest} if rest else {})}


def _with_something(ours: Any, source: Any) -> Any:
    """Refuse null for a required field of a custom resource that may be of any type."""
    is_nullable = isinstance(source, dict) and source.get("nullable") is True
    if not isinstance(ours, dict) or is_nullable or ours.keys() & _TELL_TYPES:
        return ours
    return {**ours, "not": {"type": "null"}}


# Keywords beside which null is out of the question already, or one more demand too many.
_TELL_TYPES = frozenset({"$ref", "type", "enum", "const", "allOf", "anyOf", "oneOf", "not"})


def _with_null(ours: Source, is_field: bool) -> Source:
    """Allow null in a schema; a field that may be absent may be null without a word."""
    if is_field:
        return ours
    if "$ref" in ours:
        return {"anyOf": [{"$ref": ours.pop("$ref")}, {"type": "null"}], **ours}
    kinds = ours.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return {**ours, "type": [*kinds, "null"]} if kinds and "null" not in kinds else ours

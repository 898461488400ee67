"""What both importers share: reading JSON and YAML, and the keywords of OpenAPI in our dialect.

Nothing is dropped in silence: what our dialect has no word for is named in `notes`, each as
`pointer: what it was, and what was done instead`, with the pointer into the source.
"""

from __future__ import annotations

import json
import keyword
import math
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from . import formats, naming, patterns, pointers
from .problems import SchemaError, SchemaProblem, shown

SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
Source = dict[str, Any]


def refuse(name: str, pointer: str, message: str, hint: str | None = None) -> SchemaError:
    """The error for input that nothing can be made of."""
    return SchemaError([SchemaProblem(name, pointer, message, hint)])


def package_of(kind: str, package: str | None) -> str:
    """The name of the package: the given one, or one for the kind that Python has not yet."""
    if package is not None:
        return package
    name = re.sub(r"\W", "_", kind, flags=re.ASCII).lower()
    name = f"_{name}" if name[:1].isdigit() else name
    is_taken = keyword.iskeyword(name) or name in sys.stdlib_module_names
    return f"{name}_" if is_taken else name


# --------------------------------------------------------------------------------------- reading

_MAX_NESTING = 100
_MAX_VALUES = 5_000_000
_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?")
_BASES = {"b": 2, "o": 8, "x": 16}
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
for _yes, _no in (("true", "false"), ("yes", "no"), ("on", "off")):
    _WORDS |= dict.fromkeys((_yes, _yes.title(), _yes.upper()), True)
    _WORDS |= dict.fromkeys((_no, _no.title(), _no.upper()), False)


def read_documents(text: bytes, name: str) -> list[Any]:
    """The JSON values of a text: one of JSON, or each document of YAML.

    Raises SchemaError for what is neither, for YAML that JSON has no values for, and for what is
    too big or too deep.
    """
    try:
        is_json = text.lstrip()[:1] == b"{" and text.lstrip()[:2] != b"{{"
        values = [_json(text)] if is_json else _yaml(text, name)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise refuse(name, "", f"not JSON, {place}: {error.msg}") from None
    except UnicodeDecodeError:
        raise refuse(name, "", "not UTF-8 text") from None
    except RecursionError:
        raise refuse(name, "", "nested too deeply to read") from None
    if re.search(rb"\\u[dD][89a-fA-F]", text) and _has_half_surrogates(values):
        raise refuse(name, "", "half of a surrogate pair is no text")
    level, count = list(values), 0
    for _ in range(_MAX_NESTING):
        count += len(level)
        if count > _MAX_VALUES:
            raise refuse(name, "", f"too big, at most {_MAX_VALUES:,} values")
        nested = (item.values() if isinstance(item, dict) else item for item in level)
        level = [inner for item in nested if not isinstance(item, _SCALARS) for inner in item]
    if level:
        raise refuse(name, "", f"nested too deeply, at most {_MAX_NESTING} levels")
    return values


def _json(text: bytes) -> Any:
    def refuse_number(number: str) -> float:
        if math.isfinite(value := float(number)):
            return value
        raise json.JSONDecodeError(f"{number} is no number", "", 0)

    return json.loads(
        text.decode("utf-8-sig"), parse_constant=refuse_number, parse_float=refuse_number
    )


def _has_half_surrogates(values: list[Any]) -> bool:
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


_SCALARS = (str, int, float, bool, type(None))
_MERGE = object()


def _yaml(text: bytes, name: str) -> list[Any]:
    """The documents, from events: the loaders of PyYAML fall over what is nested too deeply."""
    import yaml

    documents: list[Any] = []
    opened: list[tuple[list[Any], str | None, bool]] = []  # values, anchor, whether it is a mapping
    anchors: dict[str, Any] = {}
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            anchor = getattr(event, "anchor", None)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(([], anchor, isinstance(event, yaml.MappingStartEvent)))
                if len(opened) > _MAX_NESTING:
                    raise refuse(name, "", f"nested too deeply, at most {_MAX_NESTING} levels")
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                value, anchor, is_mapping = opened.pop()
                value = _mapping(value, name) if is_mapping else value
            elif isinstance(event, yaml.ScalarEvent):
                is_key = bool(opened) and opened[-1][2] and len(opened[-1][0]) % 2 == 0
                value = _scalar(event, is_key)
            elif isinstance(event, yaml.AliasEvent) and anchor in anchors:
                value = anchors[anchor]
            elif isinstance(event, yaml.AliasEvent):
                raise refuse(name, "", f"not JSON: *{anchor} stands for what is around it")
            else:
                continue
            if anchor is not None:
                anchors[anchor] = value
            (opened[-1][0] if opened else documents).append(value)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise refuse(name, "", f"not YAML{place}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise refuse(name, "", f"not YAML: {str(error).splitlines()[0]}") from None
    return documents


def _mapping(values: list[Any], name: str) -> Source:
    """The object of keys and values in turn; what is merged gives way to its own."""
    own: Source = {}
    merged: Source = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        if key is _MERGE:
            for other in reversed(value if isinstance(value, list) else [value]):
                merged |= other if isinstance(other, dict) else {}
        elif isinstance(key, str):
            own[key] = value
        else:
            raise refuse(name, "", f"not JSON: a key has to be text, not {shown(key)}")
    return {**merged, **own}


def _scalar(event: Any, is_key: bool) -> Any:
    """A scalar as Kubernetes reads it: timestamps, `=` and 12:30 are text, and so is any key."""
    text: str = event.value
    is_plain = event.implicit[0] or str(event.tag).removeprefix(_TAG) in ("int", "float", "bool")
    if is_key:
        return _MERGE if text == "<<" and is_plain else text
    if not is_plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    plain = text.replace("_", "")
    if _INTEGER.fullmatch(text):
        digits = plain.lstrip("+-")
        return int(plain, _BASES.get(digits[1:2], 8 if digits[0] == "0" else 10))
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(plain)):
        return number
    return text


# -------------------------------------------------------------------------------------- patterns

_POSIX = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "ascii": r"\x00-\x7F", "blank": r"\t ",
    "cntrl": r"\x00-\x1F\x7F", "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~",
    "punct": r"!-/:-@\[-`{-~", "space": r"\t\n\v\f\r ", "upper": "A-Z", "word": r"0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}  # fmt: skip
_CLASS = r"\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]"
_TOKEN = re.compile(rf"{_CLASS}|\\.|\(\?[is]+\)|\(\?:|\(\?P<\w+>|.", re.DOTALL)
_IN_CLASS = re.compile(r"\[:(\w+):\]|\\.|([-&|~])\2|[\[\]]|.", re.DOTALL)
_ANCHORS = {r"\A": "^", r"\z": "$"}
_UNNAMED = re.compile(r"(?<!\\)\[:\w+:\]")
_FLAGS = re.compile(r"^\^(\(\?[is]+\))")


def to_pattern(
    expression: str, judge: patterns.Judge, longest: float | None = None
) -> tuple[str, str | None]:
    """A pattern of Go (RE2) in the words of the dialect, and why it cannot be one, or None.

    `longest` is the length of the longest text that it is searched in, where there is one.
    """
    parts: list[str] = []
    closing: list[str] = []  # of each open group
    for token in _TOKEN.findall(expression):
        if token[0] == "[" and len(token) > 1:
            start = 2 if token[1] == "^" else 1
            inside = (
                _in_class(found) for found in _IN_CLASS.finditer(token, start, len(token) - 1)
            )
            token = token[:start] + "".join(inside) + "]"
        elif token[:2] == "(?" and token[-1] == ")" and closing and parts[-1][0] == "(":
            token = f"{token[:-1]}:"  # flags at the beginning of a group are for the group alone
            closing[-1] += ")"
        elif token[0] == "(" and token[-1] != ")":
            closing.append(")")
        elif token == ")" and closing:
            token = closing.pop()
        parts.append(_ANCHORS.get(token, token))
    pattern = _FLAGS.sub(r"\1^", "".join(parts))
    if re.search(r"\(\?[a-z]*m", pattern):
        return pattern, "lines of their own (?m)"
    unknown = next((found[0] for part in parts if (found := _UNNAMED.search(part, 1))), None)
    defect = f"there is no class {unknown}" if unknown else patterns.defect(pattern)
    risk = None if defect else judge.risk(pattern, longest)
    return pattern, f"it {risk[0]}" if risk else defect


def _in_class(found: re.Match[str]) -> str:
    """A part of a class: POSIX names spelt out, what Python may take for sets of sets escaped."""
    if found[1]:
        return _POSIX.get(found[1], found[0])
    if found[2]:
        first, second = found[0]
        is_range = first == "-" and found.start() == found.pos  # from "-" to what comes
        return f"\\{first}{second}" if is_range else f"{first}\\{second}"
    return f"\\{found[0]}" if found[0] in ("[", "]") else found[0]


# -------------------------------------------------------------------------------------- keywords


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


# Keywords that are carried over as they are, and how a value of theirs has to look.
_SAME: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("$comment", "title", "description"), _is_text),
    **dict.fromkeys(("deprecated", "readOnly", "uniqueItems"), _is_flag),
    **dict.fromkeys(("minimum", "maximum"), _is_number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("minProperties", "maxProperties", "minContains", "maxContains"), _is_count),
    **dict.fromkeys(("enum", "examples"), _is_list),
    **dict.fromkeys(("default", "const"), lambda value: True),
    "multipleOf": lambda value: _is_number(value) and value > 0,
    "required": is_names,
    "x-kubernetes-list-type": lambda value: value in ("atomic", "set", "map"),
    "x-kubernetes-list-map-keys": lambda value: bool(value) and is_names(value),
    "x-kubernetes-patch-merge-key": _is_text,
    "x-kubernetes-preserve-unknown-fields": _is_flag,
}
_ONE = ("additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else")
_LISTS = ("prefixItems", "allOf", "anyOf", "oneOf")
_TURNED = ("oneOf", "not", "if")
_MAPS = ("properties", "patternProperties", "dependentSchemas")
# Keywords that `schema` reads together with others, and one that says nothing of a value.
_BESIDE = frozenset({"$ref", "nullable", "x-nullable", "x-kubernetes-group-version-kind"})
_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_BOTH_TYPES = ({"type": "integer"}, {"type": "string"})
_KINDS_OF_ITS_OWN = {
    "apiVersion": {"type": "string", "description": "API version of the object."},
    "kind": {"type": "string", "description": "Kind of the object."},
    "metadata": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
}


@dataclass(slots=True)
class Translator:
    """Translates schemas of OpenAPI, Kubernetes' keywords included, and notes what it cannot.

    `prepare` may change a schema before it is read; `reference` gives the `$ref` of ours for one of
    the source, or None. `is_custom` is for custom resources: there the server itself checks lists
    that are sets.
    """

    notes: list[str]
    prepare: Callable[[Source, str], Source] = lambda source, pointer: source
    reference: Callable[[str], str | None] = lambda ref: None
    is_custom: bool = False
    _judge: patterns.Judge = field(default_factory=patterns.Judge)
    _lost: int = 0
    _unsure: list[tuple[str, Source]] = field(default_factory=list[tuple[str, Source]])

    def note(self, pointer: str, what: str, instead: str = "left out") -> None:
        """Name what could not be carried over."""
        self.notes.append(f"{pointer}: {what}, {instead}")

    def lose(self, pointer: str, what: str, instead: str = "not checked") -> None:
        """Name what would have refused some values."""
        self.note(pointer, what, instead)
        self._lost += 1

    def schema(self, source: Any, pointer: str, is_field: bool = False) -> Any:
        """Our schema for one of the source. `is_field`: null is allowed there in any case."""
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
            elif keys and self.is_custom and not has_text_keys(ours, root):
                self.note(place, f"{', '.join(keys)} are not all of them texts", "not compared")
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
        elif key in _ONE and isinstance(value, (dict, bool)):
            ours[key] = self.schema(value, place)
        elif key in _LISTS and isinstance(value, list) and value:
            ours[key] = [
                self.schema(item, pointers.join(place, index)) for index, item in enumerate(value)
            ]
        elif key in _MAPS and isinstance(value, dict):
            ours[key] = dict(self._members(key, value, place, source))
        elif key in _SPECIAL:
            _SPECIAL[key](self, ours, value, place, source)
        elif key in (*_SAME, *_ONE, *_LISTS, *_MAPS):
            self.lose(place, f"{shown(value)} is no value of this keyword", "left out")
        else:
            self.note(place, "our dialect has no such keyword")
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
                expression, defect = to_pattern(name, self._judge)
                if defect:
                    self.lose(pointers.join(place, name), f"the pattern: {defect}")
                    continue
                name = expression
            is_field = key == "properties" and name not in needed
            if key == "properties" and any(char in '"\\' or char < " " for char in name):
                self.note(pointers.join(place, name), "no model can have a field of that name")
                continue
            yield name, self.schema(child, pointers.join(place, name), is_field)

    def _type(self, ours: Source, value: Any, place: str, source: Source) -> None:
        listed = value if isinstance(value, list) else [value]
        words = [kind for kind in listed if isinstance(kind, str)]
        known = [kind for kind in dict.fromkeys(words) if kind in _TYPES]
        if not known or len(known) < len(listed):
            self.lose(place, f"{shown(value)} is no type of JSON")
        if known and not _is_int_or_string(source):
            ours["type"] = known if isinstance(value, list) else known[0]

    def _format(self, ours: Source, value: Any, place: str, source: Source) -> None:
        if isinstance(value, str) and value in formats.ALL:
            ours["format"] = value
        elif not _is_int_or_string(source):
            self.lose(place, f"the format {shown(value)} is not known here")

    def _pattern(self, ours: Source, value: Any, place: str, source: Source) -> None:
        pattern, defect = to_pattern(str(value), self._judge, source.get("maxLength"))
        if defect:
            self.lose(place, f"the pattern {shown(value)}: {defect}")
        else:
            ours["pattern"] = pattern

    def _example(self, ours: Source, value: Any, place: str, source: Source) -> None:
        ours.setdefault("examples", [value])

    def _validations(self, ours: Source, value: Any, place: str, source: Source) -> None:
        for index, rule in enumerate(value if isinstance(value, list) else [value]):
            words = rule.get("rule") if isinstance(rule, dict) else rule
            place_of_rule = pointers.join(place, index)
            self.lose(place_of_rule, f"the rule in CEL {shown(words, 200)}")

    def _map_type(self, ours: Source, value: Any, place: str, source: Source) -> None:
        if value != "granular":
            self.note(
                place, f"server-side apply takes the {value} map as one", "not told to anybody"
            )

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
    "x-kubernetes-map-type": Translator._map_type,
    "x-kubernetes-patch-strategy": Translator._patch_strategy,
    "x-kubernetes-validations": Translator._validations,
}


def has_text_keys(ours: Source, root: Source) -> bool:
    """Whether the elements of a list are told apart by texts; of others no rule tells yet."""
    keys, fields = ours.get("x-kubernetes-list-map-keys"), _fields(ours.get("items"), root)
    return bool(keys) and all(
        isinstance(fields.get(key), dict) and fields[key].get("type") == "string"
        for key in keys or ()
    )


def _fields(schema: Any, root: Source) -> Source:
    """The fields that an object lists; none for what is no object."""
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
    """Exclusive bounds: numbers, or (OpenAPI 3.0) a remark on the bound beside them."""
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        value = source.get(key)
        if _is_number(value):
            ours[key] = value
        elif value is True and bound in ours:
            ours[key] = ours.pop(bound)


def _int_or_string(ours: Source) -> Source:
    """A schema that is an integer or a string; what says just that in other words is taken out."""
    for key in ("anyOf", "oneOf"):
        if sorted(ours.get(key, ()), key=str) == list(_BOTH_TYPES):
            del ours[key]
    rest = [item for item in ours.pop("allOf", ()) if item != {"anyOf": list(_BOTH_TYPES)}]
    both = {"type": ["integer", "string"], "x-kubernetes-int-or-string": True}
    return {**both, **ours, **both, **({"allOf": rest} if rest else {})}


def _with_null(ours: Source, is_field: bool) -> Source:
    """The schema with null allowed; fields that may be absent may be null without a word."""
    if is_field:
        return ours
    if "$ref" in ours:
        return {"anyOf": [{"$ref": ours.pop("$ref")}, {"type": "null"}], **ours}
    kinds = ours.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return {**ours, "type": [*kinds, "null"]} if kinds and "null" not in kinds else ours


# ------------------------------------------------------------------------------------ class names

_LONGEST = 48
# Words that alone say too little to name a class.
_VAGUE = {
    "Config",
    "Item",
    "Metadata",
    "Options",
    "Selector",
    "Spec",
    "Status",
    "Template",
    "Value",
}
_REMARKS = ("description", "default", "deprecated", "readOnly", "examples")


def name_everything(root: Source) -> None:
    """Give each field and each class of a document a name of its own, by the rules of `naming`.

    An object in place whose class name would be taken or too long moves to `$defs`, where objects
    that are the same share one definition.
    """
    _Names(root).name()


@dataclass(slots=True)
class _Names:
    root: Source
    taken: set[str] = field(default_factory=set[str])
    classes: set[str] = field(default_factory=set[str])  # of the definitions
    moved: dict[str, str] = field(default_factory=dict[str, str])  # text of a schema -> definition
    waiting: list[tuple[Source, str, list[str]]] = field(
        default_factory=list[tuple[Source, str, list[str]]]
    )

    def name(self) -> None:
        own = naming.class_name(self.root["title"])
        self.taken.add(own)
        self.waiting.append((self.root, own, []))
        for key, schema in self.root.get("$defs", {}).items():
            own = self.free([naming.class_name(key)])
            if own != naming.class_name(key):
                schema["x-python-name"] = own
            self.taken.add(own)
            self.waiting.append((schema, own, [own]))
        self.classes = set(self.taken)
        while self.waiting:
            schema, own, words = self.waiting.pop(0)
            if is_class(schema):
                self.fields(schema, own, words)
            else:
                self.value(schema, own, words)

    def free(self, words: list[str]) -> str:
        """The shortest end of a path that is no class yet."""
        for count in range(1, len(words) + 1):
            wanted = naming.class_name("".join(words[-count:]))
            if wanted not in self.taken and not (count == 1 < len(words) and wanted in _VAGUE):
                return wanted
        wanted = naming.class_name("".join(words))
        return next(
            name for number in range(2, 1000) if (name := f"{wanted}{number}") not in self.taken
        )

    def fields(self, schema: Source, owner: str, words: list[str]) -> None:
        used: set[str] = set()
        for wire, child in schema["properties"].items():
            derived = name = naming.field_name(wire, self.classes)
            number = 2
            while name in used or not naming.is_field_name(name, self.classes):
                name, number = f"{derived}_{number}", number + 1
            used.add(name)
            word, is_renamed = naming.pascal_case(wire), name != derived
            child = self.value(child, owner + word, [*words, word], is_renamed)
            if is_renamed:
                child = {**(child if isinstance(child, dict) else {}), "x-python-name": name}
            schema["properties"][wire] = child

    def value(self, schema: Any, name: str, words: list[str], is_renamed: bool = False) -> Any:
        """The schema, or what takes its place. Follows the way that the builder goes."""
        if not isinstance(schema, dict) or "$ref" in schema:
            return schema
        parts = schema.get("allOf", ())
        if len(parts) == 1 and "type" not in schema:
            schema["allOf"] = [self.value(parts[0], name, words, is_renamed)]
        elif is_class(schema):
            return self.object(schema, name, words, is_renamed)
        elif not schema.get("x-kubernetes-int-or-string"):
            for key, ending in (("items", "Item"), ("additionalProperties", "Value")):
                if isinstance(schema.get(key), dict):
                    inner = [*words[:-1], "".join(words[-1:]) + ending]
                    schema[key] = self.value(schema[key], name + ending, inner)
        return schema

    def object(self, schema: Source, name: str, words: list[str], is_renamed: bool) -> Source:
        own = naming.class_name(name)
        if own not in self.taken and len(own) <= _LONGEST and not is_renamed:
            self.taken.add(own)
            self.fields(schema, own, words)
            return schema
        body = {key: value for key, value in schema.items() if key not in _REMARKS}
        text = json.dumps(body, sort_keys=True)
        if text not in self.moved:
            self.moved[text] = own = self.free(words)
            self.taken.add(own)
            if "description" in schema:
                body = {"description": schema["description"], **body}
            self.root.setdefault("$defs", {})[own] = body
            self.waiting.append((body, own, [own]))
        remarks = {key: schema[key] for key in _REMARKS if key in schema}
        return {"$ref": f"#/$defs/{self.moved[text]}", **remarks}


def is_class(schema: Any) -> bool:
    """Whether the builder makes a class of the object in place: all of its fields are listed."""
    return (
        isinstance(schema, dict)
        and schema.get("type", "object") == "object"
        and bool(schema.get("properties"))
        and not schema.get("x-kubernetes-preserve-unknown-fields")
        and "patternProperties" not in schema
        and schema.get("additionalProperties", False) is False
    )

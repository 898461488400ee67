"""Names for what an importer made: of the package, of its classes and of their fields."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from ..python import naming
from ..schema.keywords import is_class
from .reading import Source

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


def package_of(kind: str, package: str | None) -> str:
    """Name the package: as given, or after the kind by a name that Python does not use."""
    if package is not None:
        return package
    name = re.sub(r"\W", "_", kind, flags=re.ASCII).lower()
    name = f"_{name}" if name[:1].isdigit() else name
    is_taken = keyword.iskeyword(name) or name in sys.stdlib_module_names
    return f"{name}_" if is_taken else name


def name_everything(root: Source) -> None:
    """Give each field and each class of a document a name of its own, by the rules of `naming`.

    An object that stands in several places, or whose class name would be taken or too long, moves
    to `$defs`, where objects that are the same share one definition.
    """
    _Names(root).name()


@dataclass(slots=True)
class Forms:
    """Tells schemas that are the same by one number, and how often each object stands somewhere."""

    counts: dict[int, int] = field(default_factory=dict[int, int])
    _numbers: dict[Any, int] = field(default_factory=dict[Any, int])

    def number(self, value: Any) -> int:
        """Return the number of a value: equal ones have the same."""
        if isinstance(value, dict):
            form: Any = tuple((key, self.number(value[key])) for key in sorted(value))
        elif isinstance(value, list):
            form = (list, *map(self.number, value))
        else:
            form = (type(value), value)
        return self._numbers.setdefault(form, len(self._numbers))

    def count(self, root: Source) -> None:
        """Count the objects of a document; those within one that was met before count no more."""
        for schema in (root, *root.get("$defs", {}).values()):
            if isinstance(schema, dict):
                self._count_below(schema)

    def _count_below(self, schema: Source) -> None:
        for inner in _inside(schema):
            if is_class(inner):
                bare = {key: value for key, value in inner.items() if key not in _REMARKS}
                form = self.number(bare)
                self.counts[form] = self.counts.get(form, 0) + 1
                if self.counts[form] > 1:
                    continue
            self._count_below(inner)


def _inside(schema: Source) -> Iterator[Source]:
    """Yield the schemas that `_Names` goes into."""
    parts = [*schema.get("properties", {}).values(), *schema.get("allOf", ())]
    parts += [schema.get("items"), schema.get("additionalProperties")]
    yield from (part for part in parts if isinstance(part, dict))


@dataclass(slots=True)
class _Names:
    root: Source
    taken: set[str] = field(default_factory=set[str])
    classes: set[str] = field(default_factory=set[str])  # of the definitions
    moved: dict[int, str] = field(default_factory=dict[int, str])  # number of a form -> definition
    forms: Forms = field(default_factory=lambda: Forms())
    waiting: list[tuple[Source, str, list[str]]] = field(
        default_factory=list[tuple[Source, str, list[str]]]
    )

    def name(self) -> None:
        self.forms.count(self.root)
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
        """Return the shortest end of a path that is not the name of a class yet."""
        for length in range(1, len(words) + 1):
            wanted = naming.class_name("".join(words[-length:]))
            if wanted not in self.taken and not (length == 1 < len(words) and wanted in _VAGUE):
                return wanted
        wanted = naming.class_name("".join(words))
        return next(name for number in count(2) if (name := f"{wanted}{number}") not in self.taken)

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
        """Return the schema, or what takes its place. Goes the way that `build.models` goes."""
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
        body = {key: value for key, value in schema.items() if key not in _REMARKS}
        form = self.forms.number(body)
        is_alone = self.forms.counts.get(form, 0) < 2
        if is_alone and own not in self.taken and len(own) <= _LONGEST and not is_renamed:
            self.taken.add(own)
            self.fields(schema, own, words)
            return schema
        if form not in self.moved:
            self.moved[form] = own = self.free(words)
            self.taken.add(own)
            if "description" in schema:
                body = {"description": schema["description"], **body}
            self.root.setdefault("$defs", {})[own] = body
            self.waiting.append((body, own, [own]))
        remarks = {key: schema[key] for key in _REMARKS if key in schema}
        return {"$ref": f"#/$defs/{self.moved[form]}", **remarks}

"""From JSON Schema as people write it, of any draft and in several files, to our dialect.

Every schema that a reference leads to becomes a definition. Knows nothing of how packages are made.
"""

from __future__ import annotations

import re
from collections import deque
from copy import copy
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..python import naming
from ..schema import pointers
from ..schema.problems import shown
from .drafts import LATEST, draft_of, modern, parts
from .names import name_everything, package_of
from .notes import told
from .patterns import ecma_pattern
from .reading import Source, refuse
from .schema_files import Place, SchemaFiles, files_of
from .translate import SCHEMA_URI, Translator

_DEFINITIONS = ("$defs", "definitions")
_OLDER = frozenset({"additionalItems", "definitions", "dependencies", "$recursiveRef"})
_MOST_WORDS = 4  # of a title that names a class


def import_schema(source: Path, package: str | None = None) -> tuple[Source, list[str]]:
    """Return the schema of a file, or of the first file of a folder, and what was not carried over.

    The first file of a folder is the one that no other refers to. Raises SchemaError.
    """
    files = SchemaFiles(source if source.is_dir() else source.parent)
    name = _first(files, source) if source.is_dir() else files.read(source)
    root = files.roots[name]
    if not isinstance(root, (dict, bool)):
        raise refuse(name, "", f"no schema: {shown(root)}")
    closure = _Closure(files, Place(name, ""), _title(root, name))
    return closure.document(package), closure.translator.told()


def modernised(root: Any, name: str) -> tuple[Any, list[str]]:
    """Return a document of any draft in the words of the last one, and which checks were lost."""
    files = SchemaFiles(None)
    files.add(name, root, "file:///")
    closure = _Closure(files, Place(name, ""), "")
    ours = closure.translated(Place(name, ""))
    definitions = closure.definitions()
    lost = [note for note in closure.translator.notes if note.is_loss]
    whole = {**ours, "$defs": definitions} if isinstance(ours, dict) and definitions else ours
    return whole, told(lost)


def is_older(root: Any) -> bool:
    """Whether a document names an older draft, or has keywords that only older drafts know."""
    if isinstance(root, dict) and draft_of(root, LATEST) != LATEST:
        return True
    waiting = [root]
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, dict):
            if _OLDER & schema.keys() or isinstance(schema.get("items"), list):
                return True
            if isinstance(schema.get("exclusiveMinimum", schema.get("exclusiveMaximum")), bool):
                return True
            waiting += (inner for _, inner in parts(schema))
    return False


def _first(files: SchemaFiles, folder: Path) -> str:
    """Read the folder; return the one file that no other file refers to."""
    names = [files.read(path) for path in files_of(folder)]
    referred: set[str] = set()
    for place in list(files.around):
        schema = files.schema(place)
        for key in ("$ref", "$dynamicRef"):
            ref = schema.get(key) if isinstance(schema, dict) else None
            target = files.follow(ref, place) if isinstance(ref, str) else None
            if target is not None and target.file != place.file:
                referred.add(target.file)
    first = [name for name in names if name not in referred]
    if len(first) == 1:
        return first[0]
    if not names:
        raise refuse(str(folder), "", "there is no schema in this folder")
    listed = ", ".join((first or names)[:10])
    message = f"{len(first) or 'none'} of {len(names)} files is referred to by no other: {listed}"
    raise refuse(str(folder), "", message, "Give the file to begin with; it finds the others.")


def _title(root: Any, file: str) -> str:
    """Name the root: by its title where that is a name, else by its file."""
    said = root.get("title") if isinstance(root, dict) else None
    words = said.split() if isinstance(said, str) else []
    if not 0 < len(words) <= _MOST_WORDS or not re.match(r"[A-Za-z]", words[0]):
        words = [_stem(file)]
    title = naming.pascal_case("_".join(words))
    return title if re.match(r"[A-Za-z]", title) else f"Document{title}"


def _stem(file: str) -> str:
    """Return the name of a file without its folder and its ending."""
    return re.sub(r"\.(schema\.)?[a-z]+$", "", file.rpartition("/")[2])


@dataclass(slots=True)
class _Closure:
    """The root and everything that it refers to, each under a name of its own."""

    files: SchemaFiles
    root: Place
    title: str
    translator: Translator = field(init=False)
    names: dict[Place, str] = field(default_factory=dict[Place, str])
    taken: set[str] = field(default_factory=set[str])  # names of classes
    waiting: deque[Place] = field(default_factory=deque[Place])

    def __post_init__(self) -> None:
        self.taken.add(self.title)
        self.translator = Translator([], reference=lambda ref: ref, to_pattern=ecma_pattern)

    def document(self, package: str | None) -> Source:
        schema = self.files.schema(self.root)
        for key in _DEFINITIONS:
            listed = schema.get(key) if isinstance(schema, dict) else None
            for name in listed if isinstance(listed, dict) else ():
                self.name(Place(self.root.file, pointers.join("", key, name)))
        ours = self.translated(self.root)
        ours = ours if isinstance(ours, dict) else {} if ours else {"not": {}}
        definitions = self.definitions()
        ours.pop("default", None)
        description = ours.pop("description", None) or ours.pop("title", None) or self.title
        ours.pop("title", None)
        root: Source = {
            "$schema": SCHEMA_URI,
            "title": self.title,
            "description": description,
            "x-package": package_of(self.title, package),
            "x-version": "0.1.0",
            **ours,
            **({"$defs": definitions} if definitions else {}),
        }
        self.translator.finish(root)
        name_everything(root)
        return root

    def definitions(self) -> Source:
        """Return all that was referred to, and what these refer to."""
        definitions: Source = {}
        while self.waiting:
            place = self.waiting.popleft()
            definitions[self.names[place]] = self.translated(place)
        return definitions

    def translated(self, place: Place) -> Any:
        rewritten = self.modern(self.files.schema(place), place)
        return self.translator.schema(rewritten, str(place))

    def modern(self, schema: Any, place: Place) -> Any:
        """Rewrite a schema and all in it in the words of the last draft, with references of ours.

        Without definitions: those stand elsewhere.
        """
        if not isinstance(schema, dict):
            return schema
        draft = self.files.surroundings(place).draft
        inner = {key: copy(value) for key, value in schema.items() if key not in _DEFINITIONS}
        for below, part in list(parts(inner)):
            made = self.modern(part, Place(place.file, place.pointer + below))
            _put(inner, pointers.split(below), made)
        for key in ("$ref", "$dynamicRef", "$recursiveRef"):
            if isinstance(schema.get(key), str):
                self.refer(inner, key, schema[key], place)
        rewritten = modern(inner, draft, schema)
        if rewritten.ignored:
            words = ", ".join(rewritten.ignored)
            what = f'beside "$ref" this draft passes over {words}'
            self.translator.note(str(place), what)
        return rewritten.schema

    def refer(self, ours: Source, key: str, reference: str, place: Place) -> None:
        """Put a reference of ours in the place of one of the source."""
        del ours[key]
        if key == "$ref":
            target, is_sure = self.files.follow(reference, place), True
        else:
            target, is_sure = self.files.follow_dynamic(reference, place)
        if target is None:
            what = f"{key} to {shown(reference)}, which is not here"
            self.translator.lose(str(place), what, "read as any value")
            return
        if not is_sure:
            what = f"{key} to {shown(reference)}, whose end depends on where evaluation begins"
            self.translator.lose(str(place), what, "read as the nearest one")
        ref = self.name(target)
        if key != "$ref" and "$ref" in ours:
            ours["allOf"] = [*ours.get("allOf", ()), {"$ref": ref}]
        else:
            ours["$ref"] = ref

    def name(self, place: Place) -> str:
        """Return our reference to a place, which becomes a definition."""
        if place == self.root:
            return "#"
        if place not in self.names:
            self.names[place] = name = _free_name(place, self.taken)
            self.taken.add(naming.class_name(name))
            self.waiting.append(place)
        return pointers.to_fragment(pointers.join("/$defs", self.names[place]))


def _put(schema: Source, tokens: list[str], made: Any) -> None:
    """Put another schema into one, one or two steps away."""
    key, *rest = tokens
    holder: Any = schema[key] if rest else schema
    holder[int(rest[0]) if isinstance(holder, list) else (rest or tokens)[0]] = made


def _free_name(place: Place, taken: set[str]) -> str:
    """Name a place after its last word that says something, with more words where it is taken."""
    stem = _stem(unquote(place.file).rstrip("/#"))
    words = [token for token in pointers.split(place.pointer) if token not in _KEYWORDS]
    words = [naming.pascal_case(stem), *words] if stem else words
    for length in range(1, len(words) + 1):
        own = words[-length:]
        name = own[0] if length == 1 else "".join(map(naming.pascal_case, own))
        if name and naming.class_name(name) not in taken:
            return name
    base = "".join(map(naming.pascal_case, words)) or "Definition"
    return next(
        name for number in count(2) if naming.class_name(name := f"{base}{number}") not in taken
    )


_KEYWORDS = frozenset(
    {
        "$defs", "definitions", "properties", "items", "additionalProperties", "allOf", "anyOf",
        "oneOf", "patternProperties",
    }
)  # fmt: skip

"""Files of JSON Schema that refer to each other: where each reference leads. Never the network.

A file is known by its place in the folder and by the `$id` that it has; the meta-schemas of JSON
Schema are at hand as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from ..schema import pointers
from ..schema.limits import MAX_BYTES, too_big
from .drafts import Draft, draft_of, parts
from .reading import Source, read_documents

_LOCAL = "file:///"
_ID = re.compile(rb"\bid\b")
_ENDINGS = (".json", ".yaml", ".yml", ".jsonc", ".schema")


class Place(NamedTuple):
    """A schema in a file."""

    file: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.file}#{self.pointer}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a schema has from those around it."""

    base: str  # the URI that its references start from
    draft: Draft
    resource: Place  # the schema around it that has a URI of its own


@dataclass(slots=True)
class SchemaFiles:
    """The files of a folder, read where a reference leads to them."""

    folder: Path | None  # none: there are no other files
    roots: dict[str, Any] = field(default_factory=dict[str, Any])  # by the name of the file
    around: dict[Place, Surroundings] = field(default_factory=dict[Place, Surroundings])
    _resources: dict[str, Place] = field(default_factory=dict[str, Place])  # by URI
    _anchors: dict[str, Place] = field(default_factory=dict[str, Place])  # by URI with fragment
    _dynamic: dict[str, list[Place]] = field(default_factory=dict[str, list[Place]])
    _sought: set[str] = field(default_factory=set[str])
    _texts: dict[Path, bytes] = field(default_factory=dict[Path, bytes])

    def read(self, path: Path) -> str:
        """Read a file; its name, by which its places are known. Raises SchemaError."""
        name = Path(os.path.relpath(path, self.folder or ".")).as_posix()
        if name not in self.roots:
            if path.stat().st_size > MAX_BYTES:
                raise too_big(name, "the file", f"{MAX_BYTES // 2**20} MiB")
            documents = read_documents(path.read_bytes(), name)
            self.add(name, documents[0] if documents else {}, path.resolve().as_uri())
        return name

    def add(self, name: str, root: Any, uri: str) -> None:
        """Take a document in: every schema in it that has a name can be referred to."""
        self.roots[name] = root
        self._resources.setdefault(uri, Place(name, ""))
        self._walk(Place(name, ""), root, Surroundings(uri, draft_of(root), Place(name, "")))

    def _walk(self, place: Place, schema: Any, around: Surroundings) -> None:
        waiting = [(place, schema, around)]
        while waiting:
            place, schema, around = waiting.pop()
            around = self._own(place, schema, around)
            self.around[place] = around
            if isinstance(schema, dict):
                waiting += (
                    (Place(place.file, place.pointer + below), inner, around)
                    for below, inner in parts(schema)
                )

    def _own(self, place: Place, schema: Any, around: Surroundings) -> Surroundings:
        """Return what a schema hands on, and note the names that it gives itself."""
        if not isinstance(schema, dict):
            return around
        own = around.draft.identifier(schema, not place.pointer)
        if own and not own.startswith("#"):
            uri = urldefrag(_joined(around.base, own))[0]
            self._resources.setdefault(_normal(uri), place)
            around = Surroundings(uri, draft_of(schema, around.draft), place)
        for anchor in (own.removeprefix("#") if own[:1] == "#" else None, schema.get("$anchor")):
            if isinstance(anchor, str) and anchor:
                self._anchors.setdefault(f"{_normal(around.base)}#{anchor}", place)
        dynamic = schema.get("$dynamicAnchor")
        if isinstance(dynamic, str):
            self._anchors.setdefault(f"{_normal(around.base)}#{dynamic}", place)
            self._dynamic.setdefault(dynamic, []).append(place)
        if schema.get("$recursiveAnchor") is True:
            self._dynamic.setdefault("", []).append(place)
        return around

    def schema(self, place: Place) -> Any:
        """Return the schema at a place. Raises LookupError."""
        return pointers.find(self.roots[place.file], place.pointer)

    def surroundings(self, place: Place) -> Surroundings:
        """Return what a place has from those around it, also where no keyword holds a schema."""
        known = place.pointer
        while Place(place.file, known) not in self.around:
            known = known.rpartition("/")[0]
        around = self.around[Place(place.file, known)]
        if known != place.pointer:
            self._walk(place, self.schema(place), around)
            around = self.around[place]
        return around

    # ----------------------------------------------------------------------------- references

    def follow(self, reference: str, place: Place) -> Place | None:
        """Return the place that a reference in a schema leads to; None for one that is not here."""
        around = self.surroundings(place)
        if reference.startswith("#") and not reference.startswith("#/") and len(reference) > 1:
            uri, fragment = around.base, reference[1:]
        else:
            uri, fragment = urldefrag(_joined(around.base, reference))
        if not fragment or fragment.startswith("/"):
            return self._at(self._resource(uri), unquote(fragment))
        self._resource(uri)  # which reads the file that has the anchor
        found = self._anchors.get(f"{_normal(uri)}#{fragment}")
        return found or self._anchors.get(f"{_normal(uri)}#{unquote(fragment)}")

    def follow_dynamic(self, reference: str, place: Place) -> tuple[Place | None, bool]:
        """Return where `$dynamicRef` or `$recursiveRef` leads, and whether that is sure.

        It leads to the outermost of the schemas with that anchor which are being evaluated: to the
        root, if the root has it, since each evaluation begins there.
        """
        target = self.follow(reference, place)
        if target is None:
            return None, True
        schema = self.schema(target)
        anchor = urldefrag(reference)[1]
        said = schema.get("$dynamicAnchor") if isinstance(schema, dict) else None
        is_dynamic = (
            said == anchor
            if anchor
            else (isinstance(schema, dict) and schema.get("$recursiveAnchor") is True)
        )
        if not is_dynamic:
            return target, True
        others = self._dynamic.get(anchor, [])
        first = next(iter(self.roots))
        outer = [it for it in others if self.surroundings(it).resource == Place(first, "")]
        if outer:
            return outer[0], True
        return target, len(others) < 2

    def _at(self, resource: Place | None, pointer: str) -> Place | None:
        if resource is None:
            return None
        place = Place(resource.file, resource.pointer + pointer)
        try:
            found = self.schema(place)
        except LookupError:
            return None
        return place if isinstance(found, (dict, bool)) else None

    def _resource(self, uri: str) -> Place | None:
        wanted = _normal(uri)
        if wanted not in self._resources and wanted not in self._sought:
            self._sought.add(wanted)
            self._seek(wanted)
        return self._resources.get(wanted)

    def _seek(self, uri: str) -> None:
        """Read the file that a URI stands for: by its place, by its `$id`, or a meta-schema."""
        if uri.startswith(_LOCAL) and self.folder is not None:
            path = Path(unquote(uri.removeprefix("file://")))
            for candidate in (path, *(path.with_name(path.name + end) for end in _ENDINGS)):
                if candidate.is_file():
                    self._resources.setdefault(uri, Place(self.read(candidate), ""))
                    break
            return
        if root := _meta_schema(uri):
            self.add(uri, root, uri)
            return
        for path in self._that_name(uri):
            name = self.read(path)
            if uri in self._resources:
                return
            if path.name == uri.rpartition("/")[2]:
                # A copy of that document, as its name says, which does not name itself.
                self._resources[uri] = Place(name, "")
                return

    def _that_name(self, uri: str) -> Iterator[Path]:
        """Yield the files of the folder that have the URI in them, or are called like its end."""
        last = unquote(uri.rpartition("/")[2])
        files = files_of(self.folder) if self.folder is not None else []
        for path in files:
            if path not in self._texts:
                self._texts[path] = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        text = uri.encode()
        yield from (path for path in files if _names_itself(self._texts[path], text))
        # A file that only leads to the document of its name is no copy of it.
        alike = (path for path in files if last and path.name == last)
        yield from (path for path in alike if text not in self._texts[path])


def files_of(folder: Path) -> list[Path]:
    """List the files of a folder that may be schemas, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())


def _names_itself(text: bytes, uri: bytes) -> bool:
    """Whether the text of a file has the URI beside the word `id`."""
    return uri in text and any(
        uri in text[found.end() : found.end() + len(uri) + 20] for found in _ID.finditer(text)
    )


def _normal(uri: str) -> str:
    return uri.rstrip("#").replace(
        "https://json-schema.org/draft-", "http://json-schema.org/draft-"
    )


def _joined(base: str, reference: str) -> str:
    if base.startswith("urn:") and reference.startswith("#"):
        return base.partition("#")[0] + reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _meta_schema(uri: str) -> Source | None:
    """Return the meta-schema of a draft, where it is one document."""
    from jsonschema import Draft4Validator, Draft6Validator, Draft7Validator

    for draft in (Draft4Validator, Draft6Validator, Draft7Validator):
        found: Any = draft.META_SCHEMA
        if _normal(found.get("$id") or found["id"]) == uri:
            return found
    return None

"""What a fake server keeps: objects of every resource, their versions, and a log of changes.

Documents are plain JSON. Everything here runs in one event loop.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from .._base.filling import deep_copy
from .._base.kinds import is_object
from .._base.rest import Resource, Subresource
from .._server.documents import CHANGED
from ..causes import Cause
from ..errors import AlreadyExists, Conflict, Expired, Invalid, NotFound, StatusError
from .scale import scale_of, set_replicas

JsonDocument: TypeAlias = dict[str, Any]

_LONGEST_LOG = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log."""

    version: int
    plural: str
    kind: str  # ADDED, MODIFIED, DELETED
    document: JsonDocument


_Key: TypeAlias = tuple[str, str, str]  # plural, namespace or "", name


@dataclass(slots=True)
class Memory:
    """Objects, and one version that counts all changes of them.

    written: gives a document of a kind the form in which servers write it.
    """

    written: Callable[[JsonDocument, str], JsonDocument]
    version: int = 0
    objects: dict[_Key, JsonDocument] = field(default_factory=dict[_Key, JsonDocument])
    log: deque[Change] = field(default_factory=lambda: deque[Change](maxlen=_LONGEST_LOG))
    oldest: int = 0  # a watch from before this version is too late
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def store(self, kind: str, key: _Key, document: JsonDocument) -> JsonDocument:
        """Store or delete a document, and tell the watches."""
        self.version += 1
        document["metadata"]["resourceVersion"] = str(self.version)
        if kind == "DELETED":
            self.objects.pop(key, None)
        else:
            self.objects[key] = document
        if len(self.log) == self.log.maxlen:
            self.oldest = self.log[0].version
        self.log.append(Change(self.version, key[0], kind, deep_copy(document)))
        self.wake()
        return document

    def forget(self) -> None:
        """Forget the log, as servers do after a while: older watches and lists are too late."""
        self.version += 1
        self.log.clear()
        self.oldest = self.version
        self.wake()

    def wake(self) -> None:
        """Let every watch look again."""
        self.changed.set()
        self.changed = asyncio.Event()


Answer: TypeAlias = Callable[[JsonDocument, bool], Any]


class Objects:
    """The handler of one resource; of its methods the application calls those of its verbs."""

    def __init__(
        self, resource: Resource, memory: Memory, resources: Mapping[str, Resource]
    ) -> None:
        self.resource = resource
        self.answer: Answer | None = None  # instead of storing what is created
        self._memory = memory
        self._resources = resources

    # --------------------------------------------------------------------------------- reading

    def key(self, place: tuple[Any, ...]) -> _Key:
        """Of the arguments of a method: namespace, if the resource has one, and name."""
        namespace = place[0] if self.resource.namespaced else ""
        return self.resource.plural, namespace or "", place[-1]

    def find(self, key: _Key) -> JsonDocument:
        try:
            return self._memory.objects[key]
        except KeyError:
            raise NotFound.of(self.resource.qualified, key[2]) from None

    def all(self, namespace: str | None) -> list[JsonDocument]:
        """The objects of a namespace, or of all, by their names."""
        return [
            self._memory.objects[key]
            for key in sorted(self._memory.objects)
            if key[0] == self.resource.plural and namespace in (None, key[1])
        ]

    async def get(self, request: Any, *given: Any) -> JsonDocument:
        return self.find(self.key(given[:-1]))

    async def list(self, request: Any, *given: Any) -> JsonDocument:
        namespace, options = given[0] if self.resource.namespaced else None, given[-1]
        items = [item for item in self.all(namespace) if _is_selected(item, options)]
        version, start = self._memory.version, 0
        if options.continue_:
            version, start = map(int, options.continue_.split("."))
            if version < self._memory.oldest:
                raise Expired("The provided continue parameter is too old")
        metadata: JsonDocument = {"resourceVersion": str(version)}
        end = start + (options.limit or len(items))
        if end < len(items):
            metadata["continue"] = f"{version}.{end}"
            metadata["remainingItemCount"] = len(items) - end
        return {"metadata": metadata, "items": items[start:end]}

    async def watch(self, request: Any, *given: Any) -> AsyncIterator[JsonDocument]:
        namespace, options = given[0] if self.resource.namespaced else None, given[-1]
        memory, since = self._memory, options.resource_version or "0"
        seen = int(since) if since.isdigit() else 0
        if seen == 0:
            seen = memory.version
            for item in self.all(namespace):
                if _is_selected(item, options):
                    yield {"type": "ADDED", "object": item}
        while True:
            if seen < memory.oldest:
                raise Expired(f"too old resource version: {seen} ({memory.oldest})")
            changed = memory.changed
            for change in self._changes(seen, namespace, options):
                yield {"type": change.kind, "object": change.document}
            seen = memory.version
            if options.allow_bookmarks:
                yield {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": str(seen)}}}
            await changed.wait()

    def _changes(self, seen: int, namespace: str | None, options: Any) -> Iterator[Change]:
        for change in tuple(self._memory.log):
            place = change.document["metadata"].get("namespace")
            if (
                change.version > seen
                and change.plural == self.resource.plural
                and namespace in (None, place)
                and _is_selected(change.document, options)
            ):
                yield change

    # --------------------------------------------------------------------------------- writing

    async def create(self, request: Any, *given: Any) -> Any:
        *place, body, options = given
        namespace = place[0] if self.resource.namespaced else ""
        document = _document(body, (self.resource.plural, namespace, ""))
        if self.answer is not None:
            found = self.answer(document, options.dry_run)
            return found if is_object(found) else msgspec.to_builtins(found)
        if self.resource.answer is not None:
            return {"status": "Success"} if self.resource.answer.kind == "Status" else {}
        if self.resource.verbs == ("create",):
            return document
        return self.add(document, options.dry_run)

    def add(self, document: JsonDocument, dry_run: bool = False) -> JsonDocument:
        """Store a new document."""
        metadata = document["metadata"]
        if metadata.get("resourceVersion"):
            raise StatusError("resourceVersion should not be set on objects to be created")
        if not metadata.get("name"):
            metadata["name"] = f"{metadata.get('generateName', '')}{self._memory.version + 1:05}"
        key = self.resource.plural, metadata.get("namespace") or "", metadata["name"]
        if key in self._memory.objects:
            raise AlreadyExists.of(self.resource.qualified, key[2])
        for part in self._parts():
            document.pop(part, None)
        if "spec" in document:
            metadata["generation"] = 1
        document = self._memory.written(document, self.resource.kind)
        return document if dry_run else self._memory.store("ADDED", key, document)

    async def update(self, request: Any, *given: Any) -> JsonDocument:
        *place, body, options = given
        stored = self.find(key := self.key(tuple(place)))
        document = _document(body, key)
        if not document["metadata"].get("resourceVersion"):
            text = "Invalid value: 0x0: must be specified for an update"
            cause = Cause("metadata.resourceVersion", "FieldValueInvalid", text, "")
            raise Invalid.of(self.resource.plural, self.resource.group, key[2], [cause])
        return self._write(key, stored, document, options.dry_run)

    async def patch(self, request: Any, *given: Any) -> JsonDocument:
        *place, patch, options = given
        stored = self._memory.objects.get(key := self.key(tuple(place)))
        if stored is None and patch.kind != "apply":
            raise NotFound.of(self.resource.qualified, key[2])
        document = _document(await patch.resolve(stored), key)
        if stored is None:
            request.created = True
            return self.add(document, options.dry_run)
        return self._write(key, stored, document, options.dry_run)

    def _write(
        self, key: _Key, stored: JsonDocument, document: JsonDocument, dry_run: bool
    ) -> JsonDocument:
        """Store a document over another; its parts with a path of their own stay as they are."""
        old, new = stored["metadata"], document["metadata"]
        if new.get("resourceVersion") not in (None, old["resourceVersion"]):
            raise Conflict.of(self.resource.qualified, key[2], CHANGED)
        for part in self._parts():
            document.pop(part, None)
            if part in stored:
                document[part] = stored[part]
        for name in ("uid", "creationTimestamp", "generation", "resourceVersion"):
            if name in old:
                new[name] = old[name]
        document = self._memory.written(document, self.resource.kind)
        if document == stored:
            return stored
        new = document["metadata"]
        if document.get("spec") != stored.get("spec"):
            new["generation"] = old.get("generation", 0) + 1
        return document if dry_run else self._memory.store("MODIFIED", key, document)

    async def delete(self, request: Any, *given: Any) -> None:
        *place, options = given
        stored = self.find(key := self.key(tuple(place)))
        for name, wanted in (("uid", options.uid), ("resourceVersion", options.resource_version)):
            found = stored["metadata"].get(name)
            if wanted not in (None, found):
                why = f"the precondition {name} {wanted} does not hold, it is {found}"
                raise Conflict.of(self.resource.qualified, key[2], why)
        if not options.dry_run:
            self._memory.store("DELETED", key, deep_copy(stored))

    async def delete_collection(self, request: Any, *given: Any) -> JsonDocument:
        *place, selection, options = given
        namespace = place[0] if self.resource.namespaced else None
        gone = [deep_copy(item) for item in self.all(namespace) if _is_selected(item, selection)]
        for item in gone if not options.dry_run else ():
            metadata = item["metadata"]
            key = self.resource.plural, metadata.get("namespace") or "", metadata["name"]
            self._memory.store("DELETED", key, item)
        return {"metadata": {}, "items": gone}

    # --------------------------------------------------------------------- parts of an object

    def _parts(self) -> tuple[str, ...]:
        """The fields that only a path of their own writes."""
        subresources = self.resource.subresources
        return tuple(sub.name for sub in subresources if sub.kind == self.resource.kind)

    def __getattr__(self, name: str) -> Any:
        """get_status, update_status, …, for every part that the resource has."""
        verb, _, part = name.partition("_")
        for sub in self.resource.subresources:
            if verb in sub.verbs and _plain(sub.name) == _plain(part):
                return _Part(self, sub, verb)
        raise AttributeError(name)

    async def read_part(self, sub: Subresource, request: Any, *given: Any) -> JsonDocument:
        key = self.key(given[:-1])
        if sub.kind == self.resource.kind:
            return self.find(key)
        if sub.scale is not None:
            return scale_of(self.find(key), sub.scale)
        self.find(key)
        items: list[JsonDocument] = []
        for resource in self._resources.values():
            if resource.list_kind == sub.kind:
                items = Objects(resource, self._memory, self._resources).all(key[1])
        return {"metadata": {}, "items": items}

    async def write_part(self, sub: Subresource, request: Any, *given: Any) -> JsonDocument:
        *place, body, options = given
        stored = self.find(key := self.key(tuple(place)))
        before = stored if sub.scale is None else scale_of(stored, sub.scale)
        document = _document(await body.resolve(before) if hasattr(body, "resolve") else body, key)
        version = document["metadata"].get("resourceVersion")
        if version not in (None, stored["metadata"]["resourceVersion"]):
            raise Conflict.of(self.resource.qualified, key[2], CHANGED)
        written: JsonDocument = deep_copy(stored)
        if sub.scale is None:
            written.pop(sub.name, None)
            if sub.name in document:
                written[sub.name] = document[sub.name]
        else:
            set_replicas(written, sub.scale, document)
        if written != stored and not options.dry_run:
            written = self._memory.store("MODIFIED", key, written)
        return written if sub.scale is None else scale_of(written, sub.scale)


class _Part:
    """A method for a part of an object."""

    def __init__(self, objects: Objects, sub: Subresource, verb: str) -> None:
        self._call = objects.read_part if verb == "get" else objects.write_part
        self._sub = sub

    async def __call__(self, request: Any, *given: Any) -> JsonDocument:
        return await self._call(self._sub, request, *given)


def _document(model: Any, key: _Key) -> JsonDocument:
    """The document of a model, with the place where it is kept, also of kinds without metadata."""
    document: JsonDocument = msgspec.to_builtins(model)
    metadata = document.get("metadata")
    place = {"namespace": key[1], "name": key[2]} if not is_object(metadata) else {}
    if place:
        document["metadata"] = {name: value for name, value in place.items() if value}
    return document


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _is_selected(document: JsonDocument, options: Any) -> bool:
    labels: Any = document["metadata"].get("labels")
    return bool(
        options.label_selector.matches(labels if is_object(labels) else {})
        and options.field_selector.matches(document)
    )

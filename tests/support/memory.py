"""Handlers for the server stub of any package: they keep documents in memory, whatever their kind.

They know a package only by the names of its modules, and a kind only by its fields.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from importlib import import_module
from types import ModuleType
from typing import Any

Key = tuple[str, str | None, str]
_CHANGED = (
    "the object has been modified; please apply your changes to the latest version and try again"
)


class Memory:
    """The documents of one application, and the log of their changes."""

    def __init__(self, package: str, watches_end: bool = False) -> None:
        self.watches_end = watches_end  # after what there is; else they wait for changes
        self.models = import_module(f"{package}.models")
        self.errors = import_module(f"{package}.errors")
        self.lists = import_module(f"{package}.resources")
        self.documents: dict[Key, dict[str, Any]] = {}
        self.log: list[tuple[int, str, Key, dict[str, Any]]] = []
        self.version = 0
        self.oldest = 0
        self.changed = asyncio.Event()

    def handler(self, resource: Any) -> Any:
        """A handler of a resource, which is one of kindgen's representation, with all its verbs."""
        methods = {
            operation.method: _method(operation, resource) for operation in resource.operations
        }
        return type(resource.protocol_name, (_Handler,), methods)(self, resource)

    def put(self, change: str, key: Key, document: dict[str, Any]) -> dict[str, Any]:
        """Store a document under its next version."""
        self.version += 1
        metadata = document.get("metadata")
        if isinstance(metadata, dict):
            metadata["resourceVersion"] = str(self.version)
        if change == "DELETED":
            del self.documents[key]
        else:
            self.documents[key] = document
        self.log.append((self.version, change, key, document))
        self.changed.set()
        self.changed = asyncio.Event()
        return document

    def in_order(self) -> list[tuple[Key, dict[str, Any]]]:
        """Every document, by namespace and name."""
        return sorted(self.documents.items(), key=lambda item: (item[0][1] or "", item[0][2]))

    def forget(self) -> None:
        """Lose the history of changes: older versions are too old now."""
        self.oldest = self.version


class _Handler:
    """One resource: `_method` gives it a method for each of its verbs."""

    def __init__(self, memory: Memory, resource: Any) -> None:
        self.memory = memory
        self.resource = resource
        self.errors: ModuleType = memory.errors
        self.model: Any = getattr(memory.models, resource.class_name)

    # ------------------------------------------------------------------------------- documents

    def document_of(self, model: Any) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.memory.models.encode(model))
        return document

    def model_of(self, document: Any, model: Any = None) -> Any:
        return self.memory.models.decode(json.dumps(document), model or self.model)

    def find(self, namespace: str | None, name: str) -> dict[str, Any]:
        try:
            return self.memory.documents[self.resource.plural, namespace, name]
        except KeyError:
            raise self.errors.NotFound.of(self.resource.qualified, name) from None

    def selected(
        self, key: Key, document: dict[str, Any], namespace: str | None, options: Any
    ) -> bool:
        metadata = document.get("metadata") or {}
        place = {"metadata": {"name": key[2], "namespace": key[1]}}
        return (
            key[0] == self.resource.plural
            and namespace in (None, key[1])
            and options.label_selector.matches(metadata.get("labels") or {})
            and options.field_selector.matches(place)
        )

    def check_version(self, name: str, document: dict[str, Any], stored: dict[str, Any]) -> None:
        sent = (document.get("metadata") or {}).get("resourceVersion")
        kept = (stored.get("metadata") or {}).get("resourceVersion")
        if sent and sent != kept:
            raise self.errors.Conflict.of(self.resource.qualified, name, _CHANGED)

    # ----------------------------------------------------------------------------------- verbs

    async def on_create(self, request: Any, namespace: str | None, body: Any, options: Any) -> Any:
        document = self.document_of(body)
        metadata = document.setdefault("metadata", {}) or {}
        if metadata.get("resourceVersion") and self.resource.verbs != ("create",):
            text = "resourceVersion should not be set on objects to be created"
            raise self.errors.StatusError(text)
        name = (
            metadata.get("name") or f"{metadata.get('generateName') or 'x'}{len(self.memory.log)}"
        )
        if answer := self.resource.answer:
            return self.model_of({}, getattr(self.memory.models, answer.class_name))
        if self.resource.verbs == ("create",):
            return self.model_of(document)
        key = (self.resource.plural, namespace, name)
        if key in self.memory.documents:
            raise self.errors.AlreadyExists.of(self.resource.qualified, name)
        metadata["name"] = name
        document["metadata"] = metadata
        return self.model_of(
            document if options.dry_run else self.memory.put("ADDED", key, document)
        )

    async def on_get(self, request: Any, namespace: str | None, name: str, options: Any) -> Any:
        return self.model_of(self.find(namespace, name))

    async def on_list(self, request: Any, namespace: str | None, options: Any) -> Any:
        items = [
            document
            for key, document in self.memory.in_order()
            if self.selected(key, document, namespace, options)
        ]
        start = (
            int(options.continue_ or 0) if (options.continue_ or "0").isdecimal() else len(items)
        )
        end = start + (options.limit or len(items))
        metadata: dict[str, Any] = {"resourceVersion": str(self.memory.version)}
        if end < len(items):
            metadata |= {"continue": str(end), "remainingItemCount": len(items) - end}
        made = getattr(self.memory.lists, self.resource.list_class, None)
        made = made or getattr(self.memory.models, self.resource.list_class)
        return self.model_of({"metadata": metadata, "items": items[start:end]}, made)

    async def on_watch(
        self, request: Any, namespace: str | None, options: Any
    ) -> AsyncIterator[Any]:
        event: Any = self.memory.lists.Event
        since = options.resource_version or "0"
        seen = int(since) if since.isdecimal() else 0
        if since != "0" and seen < self.memory.oldest:
            raise self.errors.Expired(f"too old resource version: {since}")
        if since == "0":
            seen = self.memory.version
            for key, document in list(self.memory.documents.items()):
                if self.selected(key, document, namespace, options):
                    yield event(type="ADDED", object=self.model_of(document))
        while True:
            changed = self.memory.changed
            for version, change, key, document in list(self.memory.log):
                if version > seen and self.selected(key, document, namespace, options):
                    yield event(type=change, object=self.model_of(document))
                seen = max(seen, version)
            if self.memory.watches_end:
                return
            await changed.wait()

    async def on_update(
        self, request: Any, namespace: str | None, name: str, body: Any, options: Any
    ) -> Any:
        stored, document = self.find(namespace, name), self.document_of(body)
        self.check_version(name, document, stored)
        key = (self.resource.plural, namespace, name)
        return self.model_of(
            document if options.dry_run else self.memory.put("MODIFIED", key, document)
        )

    async def on_patch(
        self, request: Any, namespace: str | None, name: str, patch: Any, options: Any
    ) -> Any:
        key = (self.resource.plural, namespace, name)
        stored = self.memory.documents.get(key)
        if stored is None and patch.kind != "apply":
            raise self.errors.NotFound.of(self.resource.qualified, name)
        request.created = stored is None
        document = self.document_of(await patch.resolve(stored))
        change = "ADDED" if stored is None else "MODIFIED"
        return self.model_of(
            document if options.dry_run else self.memory.put(change, key, document)
        )

    async def on_delete(self, request: Any, namespace: str | None, name: str, options: Any) -> Any:
        stored = self.find(namespace, name)
        metadata = stored.get("metadata") or {}
        for wanted, field in ((options.uid, "uid"), (options.resource_version, "resourceVersion")):
            if wanted is not None and wanted != metadata.get(field):
                raise self.errors.Conflict.of(self.resource.qualified, name, "it is another one")
        if not options.dry_run:
            self.memory.put("DELETED", (self.resource.plural, namespace, name), stored)
        return None

    async def on_deletecollection(
        self, request: Any, namespace: str | None, selection: Any, options: Any
    ) -> Any:
        gone = [
            (key, document)
            for key, document in self.memory.documents.items()
            if self.selected(key, document, namespace, selection)
        ]
        if not options.dry_run:
            for key, document in gone:
                self.memory.put("DELETED", key, document)
        return None

    # -------------------------------------------------------------------------- subresources

    async def on_part(self, operation: Any, namespace: str | None, name: str, *rest: Any) -> Any:
        """A part of the object's own kind is the object; of another kind, an empty one."""
        stored = self.find(namespace, name)
        part = next(
            item for item in self.resource.subresources if item.name == operation.subresource
        )
        if part.kind == self.resource.kind:
            if operation.verb == "get":
                return self.model_of(stored)
            sent = rest[0]
            made = await sent.resolve(stored) if operation.verb == "patch" else sent
            document = {**stored, **{"status": self.document_of(made).get("status")}}
            document = {key: value for key, value in document.items() if value is not None}
            key = (self.resource.plural, namespace, name)
            return self.model_of(self.memory.put("MODIFIED", key, document))
        if operation.verb in ("update", "create"):
            return rest[0]
        if operation.verb == "patch":
            return await rest[0].resolve(None)
        found = getattr(self.memory.lists, part.class_name, None)
        return self.model_of(
            {"items": []} if part.is_list else {},
            found or getattr(self.memory.models, part.class_name),
        )


def _method(operation: Any, resource: Any) -> Any:
    """The method of one operation, with the arguments that the stub gives it."""

    def placed(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        return arguments if resource.namespaced else (None, *arguments)

    if operation.subresource:

        async def part(self: _Handler, request: Any, *arguments: Any) -> Any:
            return await self.on_part(operation, *placed(arguments))

        return part
    if operation.is_watch:

        def watch(self: _Handler, request: Any, *arguments: Any) -> Any:
            return self.on_watch(request, *placed(arguments))

        return watch

    async def method(self: _Handler, request: Any, *arguments: Any) -> Any:
        return await getattr(self, f"on_{operation.verb}")(request, *placed(arguments))

    return method

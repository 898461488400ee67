"""The verb patch: a change of what is stored, checked like any other document."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.types import Receive

from .._base.kinds import is_object
from ..errors import BadRequest, Conflict
from .aside import Turn, aside, bytes_about
from .body import JSON, YAML, check_kind, decode_body, media_type, read_body, unsupported
from .context import RequestContext
from .deadline import in_time
from .documents import metadata_of, prepare_new, text_in
from .kinds import Served
from .managed import manager_of, with_entry
from .operation import Answer
from .patch import PATCH_TYPES, Patch
from .query import Query, patch_options
from .writes import Update

_PATCHES = ", ".join(kind.decode() for kind in PATCH_TYPES)
_IMMUTABLE = ("name", "namespace", "uid", "creationTimestamp")


class PatchOperation(Update):
    """PATCH: a change of an object, or of a part of it."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        kind = PATCH_TYPES.get(media_type(request.raw_headers.get(b"content-type")))
        if kind is None:
            raise unsupported(_PATCHES)
        options = patch_options(query, kind == "apply")
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        media = YAML if kind == "apply" and not body.lstrip().startswith(b"{") else JSON
        request.body_bytes = len(body)
        async with Turn() as turn:
            await turn.begin(len(body))
            return await self._run(request, turn, query, body, media, kind, options)

    async def _run(
        self,
        request: RequestContext,
        turn: Turn,
        query: Query,
        body: bytes,
        media: bytes,
        kind: str,
        options: Any,
    ) -> Answer:
        value, duplicates = await aside(len(body), lambda: decode_body(body, media, self.kind))
        if kind == "apply":
            value = check_kind(value, self.expected, body)
            _check_applied(value)
            value["metadata"] = {**metadata_of(value)}
            value["metadata"].setdefault("name", request.name)

        async def finish(before: dict[str, Any], after: Any, checks_version: bool) -> Any:
            if not is_object(after):
                raise BadRequest("a patch must leave an object")
            if self.served.has_metadata:
                self._keep_identity(request, before, after, checks_version)
            return await self.patched(request, before, after, kind, options, duplicates)

        patch = Patch[Any](kind, value, self.kind, self.served.rules.shapes, finish, turn)
        work = self.method(*self.place(request), patch, options)
        result = await in_time(request, work, options.timeout_s)
        data = await aside(request.body_bytes, lambda: self.written(request, query, result))
        return 201 if request.created else 200, data

    async def patched(
        self,
        request: RequestContext,
        before: dict[str, Any],
        after: dict[str, Any],
        kind: str,
        options: Any,
        duplicates: list[str],
    ) -> Any:
        """The checked model of a patched document. Raises Conflict, BadRequest, Invalid."""
        request.body_bytes = max(request.body_bytes, bytes_about(after))
        if not before:
            prepare_new(self.served, after)

        def fill() -> str | None:
            strict = self.odd_fields(request, after, duplicates, options.field_validation)
            self.fill(after)
            return strict

        strict = await aside(request.body_bytes, fill)
        if kind == "apply" and self.served.has_metadata and not self.served.resource.virtual:
            await aside(
                request.body_bytes, lambda: self._note_applied(after, options.field_manager)
            )
        if self.served.clears_status and not self.subresource and "status" in before:
            status = before["status"]
            model = await self.finish(request, after, strict)
            return with_status(self.served, model, status)
        return await self.finish(request, after, strict)

    def _keep_identity(
        self,
        request: RequestContext,
        before: dict[str, Any],
        after: dict[str, Any],
        checks_version: bool,
    ) -> None:
        """Uid and creation time stay what they are; another resourceVersion is a conflict."""
        old, new = metadata_of(before) if before else {}, metadata_of(after)
        for key in _IMMUTABLE:
            # Another name or namespace is refused later on, in words of its own.
            is_left = key not in ("name", "namespace") or new.get(key) in (None, "")
            if key in old and is_left:
                new[key] = old[key]
        if not checks_version:
            return
        stored, wanted = text_in(old, "resourceVersion"), text_in(new, "resourceVersion")
        if stored and wanted and stored != wanted:
            raise Conflict.of(
                self.served.resource.qualified,
                request.name or "",
                "the object has been modified; please apply your changes to the latest version "
                "and try again",
            )
        if stored:
            new["resourceVersion"] = stored

    def _note_applied(self, after: dict[str, Any], field_manager: str | None) -> None:
        """Note in managedFields whose the applied fields are from now on."""
        metadata = metadata_of(after)
        manager = manager_of(field_manager, None)
        entry = self.managed_entry(after, manager, "Apply", self.subresource)
        metadata["managedFields"] = with_entry(metadata.get("managedFields"), entry)


def with_status(served: Served, model: Any, status: Any) -> Any:
    """The model with the status that is stored, which a patch of the object itself leaves alone."""
    attribute = served.fields["status"]
    field = next(item for item in msgspec.structs.fields(model) if item.name == attribute)
    setattr(model, attribute, msgspec.convert(status, field.type))
    return model


def _check_applied(value: dict[str, Any]) -> None:
    """What is applied carries no bookkeeping of its own. Raises BadRequest."""
    if metadata_of(value).get("managedFields"):
        raise BadRequest("metadata.managedFields must be nil")

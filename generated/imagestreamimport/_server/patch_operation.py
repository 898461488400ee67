"""The verb patch: a change of what is stored, checked like any other document."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.types import Receive

from .._base.json_patch import unknown_parts
from .._base.kinds import is_object
from ..causes import INVALID, Cause, quoted
from ..errors import BadRequest, Conflict, Invalid, UnsupportedMediaType
from .aside import aside, bytes_about
from .body import (
    JSON,
    YAML,
    check_kind,
    decode_body,
    field_problems,
    media_type,
    read_body,
    refuse_repeated,
    some_of,
)
from .context import RequestContext
from .deadline import in_time
from .documents import CHANGED, identity_causes, metadata_of, no_name, prepare_new, text_in
from .kinds import Served
from .operation import Answer
from .patch import PATCH_TYPES, Patch
from .patch_words import Told, invalid_patch
from .query import Query, patch_options
from .types import Unfit
from .writes import Update

_KEPT = ("namespace", "uid", "creationTimestamp")  # where a patch takes them away

_OF_EACH_OBJECT = frozenset({"apiVersion", "kind", "metadata"})


class PatchOperation(Update):
    """PATCH: a change of an object, or of a part of it."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        kind = PATCH_TYPES.get(media_type(request.raw_headers.get(b"content-type")))
        if kind is None:
            raise UnsupportedMediaType("415: Unsupported Media Type", details={})
        options = patch_options(query, kind == "apply")
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        media = YAML if kind == "apply" and not body.lstrip().startswith(b"{") else JSON
        request.body_bytes = len(body)
        await request.turn.begin(len(body))
        value: Any = None
        duplicates: list[str] = []
        unreadable: BadRequest | None = None
        try:
            value, duplicates = await aside(len(body), lambda: decode_body(body, media, self.kind))
        except BadRequest as error:
            if kind == "apply":
                raise
            # Told once it is known that there is something to patch, as Kubernetes does it.
            unreadable = error
        if kind == "apply":
            sent = value
            value = await aside(len(body), lambda: self._applied_configuration(request, sent, body))
        noted = field_problems([], duplicates)
        if kind == "json":
            noted = [f"json patch unknown field {quoted(path)}" for path in unknown_parts(value)]
        writer = self.note_writer(request, options.field_manager)

        type_meta = {"kind": self.kind, "apiVersion": self.mount.api_version}

        async def finish(before: dict[str, Any], after: Any, checks_version: bool) -> Any:
            if not is_object(after):
                raise BadRequest("a patch must leave an object")
            causes: list[Cause] = []
            told = Told(kind, value, type_meta, self.model, self.served.rules, after)
            if self.served.has_metadata:
                causes = self._keep_identity(request, before, after, checks_version)
            if kind == "apply":
                refuse_repeated(body, duplicates, options.field_validation)
                return await self.patched(request, before, after, causes, options, noted)
            try:
                return await self.patched(request, before, after, causes, options, noted)
            except Unfit as error:
                raise Unfit(invalid_patch(*told.words(error.why)), error.why) from error

        def applied(before: dict[str, Any]) -> dict[str, Any]:
            return writer.applied(before or None, value, force=options.force)

        has_owners = self.served.has_metadata and not self.served.resource.virtual
        patch = Patch[Any](
            kind,
            value,
            self.kind,
            self.served.rules.shapes,
            finish,
            request.turn,
            applied if has_owners else None,
            unreadable,
        )
        work = self.method(*self.place(request), patch, options)
        result = await in_time(request, work, options.timeout_s)
        data = await aside(request.body_bytes, lambda: self.written(request, query, result))
        return 201 if request.created else 200, data

    async def patched(
        self,
        request: RequestContext,
        before: dict[str, Any],
        after: dict[str, Any],
        causes: list[Cause],
        options: Any,
        noted: list[str],
    ) -> Any:
        """The checked model of a patched document. Raises Conflict, BadRequest, Invalid."""
        request.body_bytes = max(request.body_bytes, bytes_about(after))
        if not before:
            uid = text_in(metadata_of(after), "uid") if self.served.has_metadata else ""
            if uid:
                why = (
                    f"uid mismatch: the provided object specified uid {uid}, "
                    "and no existing object was found"
                )
                raise Conflict.of(self.served.resource.qualified, request.name or "", why)
            prepare_new(self.served, after)

        def fill() -> str | None:
            strict = self.odd_fields(request, after, [], options.field_validation, noted)
            self.fill(after)
            return strict

        strict = await aside(request.body_bytes, fill)
        if self.served.clears_status and not self.subresource and "status" in before:
            status = before["status"]
            model = await self.finish(request, after, strict, causes)
            return with_status(self.served, model, status)
        return await self.finish(request, after, strict, causes)

    def _keep_identity(
        self,
        request: RequestContext,
        before: dict[str, Any],
        after: dict[str, Any],
        checks_version: bool,
    ) -> list[Cause]:
        """Who the object is, and since when, stays as it is; the causes against what does not.

        Raises Conflict for another resourceVersion.
        """
        if after.get("metadata") is not None and not is_object(after["metadata"]):
            return []  # is refused later on
        old, new = metadata_of(before) if before else {}, metadata_of(after)
        if before and new.get("name") in (None, ""):
            raise no_name(request)
        for key in _KEPT:
            # Another one is refused later on, in words of its own.
            if key in old and new.get(key) in (None, ""):
                new[key] = old[key]
        causes = identity_causes(old, new) if before else []
        if not checks_version:
            return causes
        stored, wanted = text_in(old, "resourceVersion"), text_in(new, "resourceVersion")
        if stored and wanted in ("", "0"):
            resource = self.served.resource
            text = "Invalid value: 0x0: must be specified for an update"
            cause = Cause("metadata.resourceVersion", INVALID, text, "/metadata/resourceVersion")
            # The lower-case resource as the kind: so Kubernetes' storage words it.
            raise Invalid.of(resource.plural, resource.group, request.name or "", [cause])
        if stored and stored != wanted:
            raise Conflict.of(self.served.resource.qualified, request.name or "", CHANGED)
        return causes

    def _applied_configuration(
        self, request: RequestContext, value: Any, body: bytes
    ) -> dict[str, Any]:
        """What is applied, if it is an object of the kind. Raises BadRequest."""
        sent = value.get("apiVersion") if is_object(value) else None
        if value is None or (is_object(value) and sent in (None, "")):
            raise BadRequest(
                "Incorrect version specified in apply patch. Specified patch version: , expected: "
                f"{self.mount.api_version}"
            )
        document = check_kind(value, self.expected, body)
        if metadata_of(document).get("managedFields"):
            raise BadRequest("metadata.managedFields must be nil")
        document["metadata"] = {**metadata_of(document)}
        document["metadata"].setdefault("name", request.name)
        # What each object has is declared everywhere, whether its schema lists it or not.
        left_out = _OF_EACH_OBJECT - self.served.fields.keys()
        stated = {key: value for key, value in document.items() if key not in left_out}
        unknown = self.served.rules.unknown_fields(stated, self.kind)
        if unknown:
            lines = [f"  .{path}: field not declared in schema" for path in unknown]
            listed = "\n".join(some_of(lines))
            listed = listed.strip() if len(unknown) == 1 else f"errors:\n{listed}"
            raise BadRequest(
                f"failed to create typed patch object ({request.namespace or ''}/{request.name}; "
                f"{self.mount.api_version}, Kind={self.kind}): {listed}"
            )
        return document


def with_status(served: Served, model: Any, status: Any) -> Any:
    """The model with the status that is stored, which a patch of the object itself leaves alone."""
    attribute = served.fields["status"]
    field = next(item for item in msgspec.structs.fields(model) if item.name == attribute)
    setattr(model, attribute, msgspec.convert(status, field.type))
    return model

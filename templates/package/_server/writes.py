"""The verbs that write a document, and deletion: read, check, call, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
from starlette.types import Receive

from .._base.kinds import is_object
from .._base.rest import Subresource
from ..causes import Cause
from ..errors import BadRequest
from .answers import json_line
from .aside import LARGE_BYTES, aside
from .body import (
    JSON,
    PROTOBUF,
    YAML,
    cannot_handle,
    check_kind,
    decode_body,
    decode_known,
    media_type,
    read_body,
    unsupported,
)
from .context import RequestContext
from .deadline import in_time
from .documents import (
    check_generated,
    check_namespace,
    check_of,
    check_place,
    clear_status,
    fill_namespace,
    metadata_of,
    note_field_problems,
    now,
    own_causes,
    prepare_new,
    refuse,
    stamp,
    text_in,
    to_model,
)
from .listing import form_for, in_parts
from .managed import Writer, manager_of
from .message_forms import DELETE_OPTIONS, Messages
from .operation import Answer, Mounted, Operation
from .query import (
    NO_CREATE,
    NO_DELETE,
    NO_LIST,
    NO_UPDATE,
    Query,
    create_options,
    delete_options,
    list_options,
    text_of,
    update_options,
)
from .results import Results
from .tables import items_of, wants_table
from .texts import JsonList, JsonText
from .types import Unfit, refuse_before_discarding, refuse_wrong_types


def body_type(request: RequestContext, expected: str, messages: Messages) -> bytes:
    """The media type of the body. Raises UnsupportedMediaType for one that is not read."""
    kind = media_type(request.raw_headers.get(b"content-type"))
    is_read = kind in (JSON, YAML) or (kind == PROTOBUF and messages.has(expected))
    if not is_read:
        raise unsupported()
    return kind


class Write(Operation):
    """A verb whose body becomes a document."""

    def __init__(
        self,
        mounted: Mounted,
        verb: str,
        sub: Subresource | None = None,
        is_allowed_later: bool = False,
    ) -> None:
        super().__init__(mounted, verb, sub, is_allowed_later)
        self._decode = msgspec.json.Decoder(self.model).decode
        self.check = check_of(self.served.handler)

    async def document(
        self, request: RequestContext, receive: Receive, media: bytes, validation: str
    ) -> tuple[dict[str, Any], str | None]:
        """The body as a document of the right kind, defaults filled in; and a strict error."""
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        request.body_bytes = len(body)
        await request.turn.begin(len(body))
        return await aside(len(body), lambda: self._read(request, body, media, validation))

    def _read(
        self, request: RequestContext, body: bytes, media: bytes, validation: str
    ) -> tuple[dict[str, Any], str | None]:
        value = decode_known(body, self._decode) if media == JSON else None
        if value is not None:
            document, strict = check_kind(value, self.expected, body), None
        else:
            value, twice = decode_body(body, media, self.expected.kind, self.served.rules.messages)
            document = check_kind(value, self.expected, body)
            strict = self.odd_fields(request, document, twice, validation)
        self.fill(document)
        refuse_before_discarding(self.served, document, self.kind, self.mount.api_version)
        return document, strict

    def odd_fields(
        self,
        request: RequestContext,
        document: dict[str, Any],
        twice: list[str],
        how: str,
        noted: Sequence[str] = (),
    ) -> str | None:
        """The text of a strict error, if there are fields that are unknown or stand twice."""
        return note_field_problems(self.served, document, twice, how, request, self.kind, noted)

    def fill(self, document: dict[str, Any]) -> None:
        """Fill in the defaults, kind and apiVersion."""
        self.served.rules.fill(document, self.kind)
        own = self.sub.api_version if self.sub is not None else ""
        if own:
            document |= {"apiVersion": own, "kind": self.kind}
        else:
            stamp(self.served, document, self.served.resource.api_version)

    def causes(self, document: dict[str, Any], strict: str | None) -> list[Cause]:
        """What the rules say; the document is as servers write it then.

        Raises Unfit for wrong types, and for the strict error.
        """
        version = self.mount.api_version
        causes = refuse_wrong_types(self.served, document, self.kind, version)
        self.served.rules.writing.put(document, self.kind)
        if strict is not None:
            raise Unfit(BadRequest(cannot_handle(self.kind, version, self.kind, strict)), strict)
        return causes

    async def refuse_invalid(
        self, request: RequestContext, document: dict[str, Any], causes: list[Cause]
    ) -> None:
        """Raise one 422 with the causes of the validators and of the handler, if there are any."""
        if self.check is not None and not self.subresource:
            causes = causes + await own_causes(self.check, document, request)
        refuse(self.served, document, causes)

    def to_model(self, document: dict[str, Any]) -> Any:
        """The document as a model. Raises BadRequest for what the validators let pass."""
        return to_model(self.served, document, self.model, self.kind, self.mount.api_version)

    def note_writer(self, request: RequestContext, field_manager: str | None) -> Writer:
        """Tell the handler who writes; which it needs for managedFields."""
        request.writer = Writer(
            manager_of(field_manager, request.raw_headers.get(b"user-agent")),
            self.mount.api_version,
            self.subresource,
            self.kind,
            self.served.rules.shapes,
            now(),
            empty=getattr(self.served.handler, "empty_document", {}),
        )
        return request.writer


class Create(Write):
    """POST: a new object, or what else a creation is answered with."""

    def __init__(
        self,
        mounted: Mounted,
        verb: str,
        sub: Subresource | None = None,
        is_allowed_later: bool = False,
    ) -> None:
        super().__init__(mounted, verb, sub, is_allowed_later)
        if answer := self.served.resource.answer:
            self.results = Results(self.served, self.mount, sub, answer)

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        # Asked before the options, as Kubernetes does.
        media = body_type(request, self.kind, self.served.rules.messages)
        options = create_options(query) if query else NO_CREATE
        model = await self._checked(request, receive, media, options)
        if not self.served.is_stored:
            request.end_turn()  # such a handler waits for others, as imports do for registries
        place = [request, request.namespace] if self.served.resource.namespaced else [request]
        result = await in_time(request, self.method(*place, model, options), options.timeout_s)
        del model
        data = await aside(request.body_bytes, lambda: self.written(request, query, result))
        return 201, data

    async def _checked(
        self, request: RequestContext, receive: Receive, media: bytes, options: Any
    ) -> Any:
        """The checked model of a new object."""
        document, strict = await self.document(request, receive, media, options.field_validation)
        metadata = prepare_new(self.served, document)
        has_metadata = self.served.has_metadata
        sent = text_in(metadata, "namespace")
        is_namespaced = self.served.resource.namespaced
        if is_namespaced and request.namespace is None:
            request.namespace = sent or None
        if has_metadata:
            fill_namespace(metadata, request.namespace)
        causes = await aside(request.body_bytes, lambda: self.causes(document, strict))
        if is_namespaced and request.namespace is None:
            raise BadRequest("an empty namespace may not be set during creation")
        if self.is_allowed_later:
            await self.hooks.allow(self.attributes(request), request)
        check_namespace(request, sent)
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), document, request)
        check_generated(self.served, metadata)
        if causes or self.check is not None:
            await self.refuse_invalid(request, document, causes)
        if has_metadata and not self.served.resource.virtual:
            writer = self.note_writer(request, options.field_manager)
            metadata["managedFields"] = await aside(
                request.body_bytes, lambda: writer.created(document)
            )
        return await aside(request.body_bytes, lambda: self.to_model(document))


class Update(Write):
    """PUT: another state of an object, or of a part of it."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        media = body_type(request, self.kind, self.served.rules.messages)
        options = update_options(query) if query else NO_UPDATE
        document, strict = await self.document(request, receive, media, options.field_validation)
        self.note_writer(request, options.field_manager)
        model = await self.finish(request, document, strict)
        work = self.method(*self.place(request), model, options)
        result = await in_time(request, work, options.timeout_s)
        data = await aside(request.body_bytes, lambda: self.written(request, query, result))
        return 201 if request.created else 200, data

    async def finish(
        self,
        request: RequestContext,
        document: dict[str, Any],
        strict: str | None,
        found: list[Cause] | None = None,
    ) -> Any:
        """The checked model of a document that is to replace an object."""
        if self.served.clears_status and not self.subresource:
            clear_status(self.served, document)
        metadata: dict[str, Any] = {}
        if self.served.has_metadata:
            metadata = metadata_of(document)
            fill_namespace(metadata, request.namespace)
            if metadata.get("managedFields") == [{}]:  # so a client takes them away
                del metadata["managedFields"]
                if request.writer is not None and not self.subresource:
                    request.writer = replace(request.writer, resets=True)
        causes = await aside(request.body_bytes, lambda: self.causes(document, strict))
        if self.served.has_metadata:
            check_place(request, metadata)
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), document, request)
        causes = [*(found or ()), *causes]
        await self.refuse_invalid(request, document, causes)
        return await aside(request.body_bytes, lambda: self.to_model(document))


class Delete(Operation):
    """DELETE of one object or of many."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        said: Any = None
        if body.strip():
            media = body_type(request, DELETE_OPTIONS, self.served.rules.messages)
            said, _ = await aside(len(body), lambda: decode_body(body, media, DELETE_OPTIONS))
            if not is_object(said) or said.get("kind") not in (None, "", DELETE_OPTIONS):
                raise BadRequest("the body of a deletion is DeleteOptions, or empty")
        options = delete_options(query, said) if query or said else NO_DELETE
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), None, request)
        place = self.place(request)
        if self.verb == "deletecollection":
            selection = list_options(query) if query else NO_LIST
            self.refuse_unselectable(selection.field_selector)
            place.append(selection)
        result = await in_time(request, self.method(*place, options), options.timeout_s)
        if isinstance(result, JsonList):
            accept, include = request.headers.get("accept"), text_of(query, "includeObject")
            form = form_for(Results(self.served, self.mount), accept, include)
            return 200, await in_parts(result, form, request.turn)
        # Of many objects nobody knows yet how large they are.
        size = LARGE_BYTES if self.verb == "deletecollection" else 0
        return 200, await aside(size, lambda: self._deleted(request, query, result))

    def _deleted(self, request: RequestContext, query: Query, result: Any) -> bytes:
        """The Status of a deletion, or what the handler gave back."""
        resource = self.served.resource
        if result is None:
            details = {"name": request.name or "", "group": resource.group, "kind": resource.plural}
            return json_line(
                {
                    "kind": "Status",
                    "apiVersion": "v1",
                    "metadata": {},
                    "status": "Success",
                    "details": {key: value for key, value in details.items() if value},
                }
            )
        if is_object(result) and "kind" in result:
            return json_line({"apiVersion": "v1", **result})
        if not is_object(result) and not isinstance(result, self.model | JsonText):
            if wants_table(request.headers.get("accept")):
                include = text_of(query, "includeObject")
                return json_line(self.results.table(result, items_of(result), include))
            return Results(self.served, self.mount).listing(result)
        return self.results.document(result)

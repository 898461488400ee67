"""What the verbs do between the path and the handler's method: read, check, call, answer."""

from __future__ import annotations

import asyncio
import time
import types
from collections.abc import Coroutine, Generator
from copy import copy
from inspect import isawaitable
from typing import Any

import anyio
import msgspec
from msgspec import UNSET
from starlette.types import Receive

from .._base.kinds import is_list, is_object
from .._base.rest import Mount, Subresource
from ..causes import Cause, quoted
from ..errors import BadRequest, Conflict, Timeout
from .answers import json_line
from .body import (
    JSON,
    YAML,
    Expected,
    cannot_handle,
    check_kind,
    decode_body,
    decode_known,
    media_type,
    read_body,
    unsupported,
)
from .context import Attributes, RequestContext
from .documents import (
    check_generated,
    check_of,
    clear_status,
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
from .hooks import Hooks
from .kinds import Served
from .managed import entry_of, manager_of
from .patch import PATCH_TYPES, Patch
from .query import (
    DEFAULT_TIMEOUT_S,
    NO_CREATE,
    NO_DELETE,
    NO_GET,
    NO_LIST,
    NO_UPDATE,
    Query,
    create_options,
    delete_options,
    get_options,
    list_options,
    patch_options,
    text_of,
    update_options,
    watch_options,
)
from .tables import items_of, table, wants_table
from .types import refuse_before_discarding, refuse_wrong_types
from .watch import Stream

Answer = tuple[int, bytes | Stream]

_PATCHES = ", ".join(kind.decode() for kind in PATCH_TYPES)
_IMMUTABLE = ("name", "namespace", "uid", "creationTimestamp")


async def in_time(request: RequestContext, work: Any, timeout_s: float | None) -> Any:
    """What the handler gives back. Raises Timeout when the request's time is over."""
    seconds = DEFAULT_TIMEOUT_S if timeout_s is None else timeout_s
    request.deadline = time.monotonic() + seconds
    if hasattr(work, "send"):  # a coroutine
        # A handler that never waits needs no timer, which would cost as much as all the rules.
        try:
            waiting = work.send(None)
        except StopIteration as done:
            return done.value
        work = _rest(work, waiting)
    try:
        limit: Any = asyncio.timeout(seconds)
    except RuntimeError:  # no event loop of asyncio's: anyio knows the others
        with anyio.move_on_after(seconds):
            return await work
    else:
        try:
            async with limit:
                return await work
        except TimeoutError:
            if not limit.expired():
                raise
    raise Timeout.of(
        "request did not complete within requested timeout - context deadline exceeded"
    )


@types.coroutine
def _rest(work: Coroutine[Any, Any, Any], waiting: Any) -> Generator[Any, Any, Any]:
    """The rest of a coroutine that waits for something, to be awaited as if it were the whole."""
    try:
        while True:
            try:
                got = yield waiting
            except GeneratorExit:
                work.close()
                raise
            except BaseException as error:
                waiting = work.throw(error)
            else:
                waiting = work.send(got)
    except StopIteration as done:
        return done.value


class Operation:
    """One verb of one resource on one mount."""

    status = 200

    def __init__(
        self, served: Served, mount: Mount, hooks: Hooks, verb: str, sub: Subresource | None = None
    ) -> None:
        resource = served.resource
        self.served = served
        self.mount = mount
        self.hooks = hooks
        self.verb = verb
        self.sub = sub
        self.subresource = sub.name if sub else ""
        self.kind = sub.kind if sub else resource.kind
        self.model = served.models[self.subresource]
        self.method = served.method(verb, self.subresource)
        self.list_kind = sub.kind if sub and sub.is_list else resource.list_kind
        self.decode = msgspec.json.Decoder(self.model).decode
        self.namespaced = resource.namespaced
        self.check = check_of(served.handler)
        # What an answer's attributes for its type are set to.
        names = {item.encode_name: item.name for item in msgspec.structs.fields(self.model)}
        values = {"kind": self.kind, "apiVersion": mount.api_version}
        self.typed = [(names[key], value) for key, value in values.items() if key in names]
        # On the path of all namespaces only the document tells which one it is about.
        self.is_allowed_later = False
        # Documents reach the handler under the preferred apiVersion, whatever the path was.
        self.rewrites_items = mount != resource.mounts[0]

    # ----------------------------------------------------------------------------- steps

    def attributes(self, request: RequestContext) -> Attributes:
        """What is going to be done."""
        return Attributes(
            self.verb,
            self.mount.group,
            self.mount.version,
            self.served.resource.plural,
            self.subresource,
            request.namespace or "",
            request.name or "",
            request.path,
        )

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        """The answer of an authorized request. Raises StatusError."""
        raise NotImplementedError

    def place(self, request: RequestContext) -> list[Any]:
        """The arguments that tell the handler which object is meant."""
        place: list[Any] = [request]
        if self.namespaced:
            place.append(request.namespace)
        if request.name is not None:
            place.append(request.name)
        return place

    def answer(self, result: Any) -> bytes:
        """One object, or a list for a subresource that is one, as the path's version shows it."""
        if is_object(result):
            fields = {"kind": self.kind, "apiVersion": self.mount.api_version}
            return json_line({**result, **fields})
        if any(getattr(result, attribute) != value for attribute, value in self.typed):
            result = copy(result)
            for attribute, value in self.typed:
                setattr(result, attribute, value)
        return json_line(result)

    def one(self, request: RequestContext, result: Any, query: Query) -> bytes:
        """One object, as a table where the client wants one."""
        if not wants_table(request.headers.get("accept")):
            return self.answer(result)
        include = text_of(query, "includeObject")
        metadata = (
            result.get("metadata") if is_object(result) else getattr(result, "metadata", None)
        )
        version = self.mount.api_version
        return json_line(table(self.served, [result], _given(metadata), include, version))

    def many(self, result: Any) -> bytes:
        """A list as the path's version shows it; `metadata` and `items` are always there."""
        fields = {"kind": self.list_kind, "apiVersion": self.mount.api_version}
        if is_object(result):
            items = list(map(self._item, items_of(result)))
            return json_line({"metadata": {}, **result, "items": items, **fields})
        result = copy(result)
        result.kind, result.api_version = fields["kind"], fields["apiVersion"]
        if result.metadata is UNSET or result.metadata is None:
            result.metadata = {}
        result.items = list(map(self._item, items_of(result)))
        return json_line(result)

    def _item(self, item: Any) -> Any:
        """An element under the path's version, where it states one."""
        if not self.rewrites_items:
            return item
        attribute = self.served.fields.get("apiVersion")
        if is_object(item):
            version = self.mount.api_version
            return {**item, "apiVersion": version} if "apiVersion" in item else item
        if attribute is None or getattr(item, attribute) is UNSET:
            return item
        item = copy(item)
        setattr(item, attribute, self.mount.api_version)
        return item

    async def document(
        self,
        request: RequestContext,
        receive: Receive,
        expected: Expected,
        media: bytes,
        validation: str,
    ) -> tuple[dict[str, Any], str | None]:
        """The body as a document of the right kind, defaults filled in; and a strict error."""
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        value = decode_known(body, self.decode) if media == JSON else None
        if value is not None:
            document, strict = check_kind(value, expected, body), None
        else:
            value, twice = decode_body(body, media, expected.kind)
            document = check_kind(value, expected, body)
            strict = self.odd_fields(request, document, twice, validation)
        self.fill(document)
        refuse_before_discarding(self.served, document, self.kind, self.mount.api_version)
        return document, strict

    def odd_fields(
        self, request: RequestContext, document: dict[str, Any], twice: list[str], how: str
    ) -> str | None:
        """The text of a strict error, if there are fields that are unknown or stand twice."""
        return note_field_problems(self.served, document, twice, how, request, self.kind)

    def fill(self, document: dict[str, Any]) -> None:
        """Fill in the defaults, kind and apiVersion."""
        self.served.rules.fill(document, self.kind)
        stamp(self.served, document, self.served.resource.api_version)

    async def checked(
        self, request: RequestContext, document: dict[str, Any], causes: list[Cause]
    ) -> None:
        """One 422 with the causes of the validators and of the handler."""
        if self.check is not None and not self.subresource:
            causes = causes + await own_causes(self.check, document, request)
        refuse(self.served, document, causes)

    def causes(self, document: dict[str, Any], strict: str | None) -> list[Cause]:
        """What the rules say. Raises BadRequest for wrong types, and for the strict error."""
        version = self.mount.api_version
        causes: list[Cause] = []
        if not self.served.rules.is_valid(document, self.kind):
            causes = refuse_wrong_types(self.served, document, self.kind, version)
        if strict is not None:
            raise BadRequest(cannot_handle(self.kind, version, self.kind, strict))
        return causes


def _given(value: Any) -> Any:
    return None if value is UNSET else value


def body_type(request: RequestContext) -> bytes:
    """The media type of the body. Raises UnsupportedMediaType for one that is not read."""
    kind = media_type(request.raw_headers.get(b"content-type"))
    if kind not in (JSON, YAML):
        raise unsupported()
    return kind


class Create(Operation):
    """POST: a new object."""

    status = 201

    def __init__(
        self,
        served: Served,
        mount: Mount,
        hooks: Hooks,
        expected: Expected,
        sub: Subresource | None = None,
    ) -> None:
        super().__init__(served, mount, hooks, "create", sub)
        self.expected = expected

    def anywhere(self) -> Create:
        """The same on the path of all namespaces: the document names its own."""
        self.is_allowed_later = True
        return self

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        media = body_type(request)  # asked before the options, as Kubernetes does
        options = create_options(query) if query else NO_CREATE
        document, strict = await self.document(
            request, receive, self.expected, media, options.field_validation
        )
        metadata = prepare_new(self.served, document)
        has_metadata = self.served.has_metadata
        sent = text_in(metadata, "namespace")
        if self.namespaced and request.namespace is None:
            request.namespace = sent or None
        if has_metadata and request.namespace and metadata.get("namespace") in (None, ""):
            metadata["namespace"] = request.namespace
        causes = self.causes(document, strict)
        if self.namespaced and request.namespace is None:
            raise BadRequest("an empty namespace may not be set during creation")
        if self.is_allowed_later:
            await self.hooks.allow(self.attributes(request), request)
        if sent and sent != (request.namespace or ""):
            raise BadRequest(
                "the namespace of the provided object does not match the namespace sent on the "
                "request"
            )
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), document, request)
        check_generated(self.served, metadata)
        if causes or self.check is not None:
            await self.checked(request, document, causes)
        if has_metadata:
            self._note_manager(request, document, metadata, options.field_manager)
        model = to_model(self.served, document, self.model, self.kind, self.mount.api_version)
        place = [request, request.namespace] if self.namespaced else [request]
        work = self.method(*place, model, options)
        result = await in_time(request, work, options.timeout_s)
        return 201, self.answer(result)

    def _note_manager(
        self,
        request: RequestContext,
        document: dict[str, Any],
        metadata: dict[str, Any],
        field_manager: str | None,
    ) -> None:
        manager = manager_of(field_manager, request.raw_headers.get(b"user-agent"))
        metadata["managedFields"] = [
            entry_of(
                document,
                self.kind,
                self.served.rules.shapes,
                manager,
                "Update",
                self.mount.api_version,
                now(),
            )
        ]


class Get(Operation):
    """GET of one object, or of a part of it."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = get_options(query) if query else NO_GET
        work = self.method(*self.place(request), options)
        result = await in_time(request, work, options.timeout_s)
        if self.sub is not None and self.sub.is_list:
            return 200, self.many(result)
        return 200, self.one(request, result, query)


class List(Operation):
    """GET of many objects."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = list_options(query) if query else NO_LIST
        known_fields(self.served, options.field_selector.requirements)
        work = self.method(*self.place(request), options)
        result = await in_time(request, work, options.timeout_s)
        if wants_table(request.headers.get("accept")):
            return 200, self._table(result, query)
        return 200, self.many(result)

    def _table(self, result: Any, query: Query) -> bytes:
        include = text_of(query, "includeObject")
        metadata = (
            result.get("metadata") if is_object(result) else getattr(result, "metadata", None)
        )
        version = self.mount.api_version
        rows = table(self.served, items_of(result), _given(metadata), include, version)
        return json_line(rows)


def known_fields(served: Served, requirements: tuple[Any, ...]) -> None:
    """Refuse selectors of fields that the handler does not select by, if it says which it does."""
    known: Any = getattr(served.handler, "selectable_fields", None)
    if known is None:
        return
    for item in requirements:
        if item.key not in known:
            listed = ", ".join(map(quoted, ("metadata.name", "metadata.namespace")))
            raise BadRequest(f"{quoted(item.key)} is not a known field selector: only {listed}")


class Watch(Operation):
    """GET with `watch`: changes, one a line, until somebody has enough."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = watch_options(query)
        known_fields(self.served, options.field_selector.requirements)
        events = self.method(*self.place(request), options)
        if isawaitable(events):
            events = await events
        wants = wants_table(request.headers.get("accept"))
        include = text_of(query, "includeObject")
        lines = _Lines(self, include) if wants else None
        return 200, Stream(events, options.timeout_s, self.line if lines is None else lines.line)

    def line(self, event: Any) -> bytes:
        """One event as a line."""
        kind, item = event_of(event)
        if kind == "ERROR":
            return json_line({"type": kind, "object": item})
        return b'{"type":' + json_line(kind)[:-1] + b',"object":' + self.answer(item)[:-1] + b"}\n"


def event_of(event: Any) -> tuple[str, Any]:
    """Type and object of an event, which may be a model or a dict."""
    if is_object(event):
        return str(event.get("type")), event.get("object")
    return event.type, event.object


class _Lines:
    """Events whose objects are tables of one row; only the first one tells the columns."""

    def __init__(self, watch: Watch, include: str | None) -> None:
        self.watch = watch
        self.include = include
        self.is_first = True

    def line(self, event: Any) -> bytes:
        kind, item = event_of(event)
        if kind not in ("ADDED", "MODIFIED", "DELETED"):
            return self.watch.line(event)
        metadata = item.get("metadata") if is_object(item) else getattr(item, "metadata", None)
        version = self.watch.mount.api_version
        rows = table(
            self.watch.served, [item], _given(metadata), self.include, version, self.is_first
        )
        self.is_first = False
        return json_line({"type": kind, "object": rows})


class Update(Operation):
    """PUT: another state of an object, or of a part of it."""

    def __init__(
        self,
        served: Served,
        mount: Mount,
        hooks: Hooks,
        expected: Expected,
        sub: Subresource | None = None,
    ) -> None:
        super().__init__(served, mount, hooks, "update", sub)
        self.expected = expected

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        media = body_type(request)
        options = update_options(query) if query else NO_UPDATE
        document, strict = await self.document(
            request, receive, self.expected, media, options.field_validation
        )
        model = await self.finish(request, document, strict)
        work = self.method(*self.place(request), model, options)
        result = await in_time(request, work, options.timeout_s)
        return 201 if request.created else 200, self.answer(result)

    async def finish(
        self, request: RequestContext, document: dict[str, Any], strict: str | None
    ) -> Any:
        """The checked model of a document that is to replace an object."""
        if self.served.clears_status and not self.subresource:
            clear_status(self.served, document)
        metadata: dict[str, Any] = {}
        if self.served.has_metadata:
            metadata = metadata_of(document)
            if request.namespace and metadata.get("namespace") in (None, ""):
                metadata["namespace"] = request.namespace
        causes = self.causes(document, strict)
        if self.served.has_metadata:
            check_place(request, metadata)
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), document, request)
        await self.checked(request, document, causes)
        return to_model(self.served, document, self.model, self.kind, self.mount.api_version)


def check_place(request: RequestContext, metadata: dict[str, Any]) -> None:
    """Name and namespace of a document are those of its path. Raises BadRequest."""
    name, namespace = text_in(metadata, "name"), text_in(metadata, "namespace")
    if not name:
        raise BadRequest(
            f"the name of the object ({request.name} based on URL) was undeterminable: "
            "name must be provided"
        )
    if name != request.name:
        raise BadRequest(
            f"the name of the object ({name}) does not match the name on the URL ({request.name})"
        )
    if namespace and namespace != (request.namespace or ""):
        raise BadRequest(
            f"the namespace of the object ({namespace}) does not match the namespace on the "
            f"request ({request.namespace or ''})"
        )


class PatchOperation(Update):
    """PATCH: a change of an object, or of a part of it."""

    def __init__(
        self,
        served: Served,
        mount: Mount,
        hooks: Hooks,
        expected: Expected,
        sub: Subresource | None = None,
    ) -> None:
        super().__init__(served, mount, hooks, expected, sub)
        self.verb = "patch"
        self.method = served.method("patch", self.subresource)

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        kind = PATCH_TYPES.get(media_type(request.raw_headers.get(b"content-type")))
        if kind is None:
            raise unsupported(_PATCHES)
        options = patch_options(query, kind == "apply")
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        media = YAML if kind == "apply" and not body.lstrip().startswith(b"{") else JSON
        value, duplicates = decode_body(body, media, self.kind)
        if kind == "apply":
            value = check_kind(value, self.expected, body)
            _check_applied(value)
            value["metadata"] = {**metadata_of(value)}
            value["metadata"].setdefault("name", request.name)

        async def finish(before: dict[str, Any], after: Any) -> Any:
            if not is_object(after):
                raise BadRequest("a patch must leave an object")
            return await self.patched(request, before, after, kind, options, duplicates)

        patch = Patch[Any](kind, value, self.kind, self.served.rules.shapes, finish)
        work = self.method(*self.place(request), patch, options)
        result = await in_time(request, work, options.timeout_s)
        return 201 if request.created else 200, self.answer(result)

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
        if self.served.has_metadata:
            self._keep_identity(request, before, after)
        if not before:
            prepare_new(self.served, after)
        strict = self.odd_fields(request, after, duplicates, options.field_validation)
        self.fill(after)
        if kind == "apply" and self.served.has_metadata:
            self._note_applied(request, after, options.field_manager)
        if self.served.clears_status and not self.subresource and "status" in before:
            status = before["status"]
            model = await self.finish(request, after, strict)
            return with_status(self.served, model, status)
        return await self.finish(request, after, strict)

    def _keep_identity(
        self, request: RequestContext, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        """Uid and creation time stay what they are; another resourceVersion is a conflict."""
        old, new = metadata_of(before) if before else {}, metadata_of(after)
        for key in _IMMUTABLE:
            # Another name or namespace is refused later on, in words of its own.
            is_left = key not in ("name", "namespace") or new.get(key) in (None, "")
            if key in old and is_left:
                new[key] = old[key]
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

    def _note_applied(
        self, request: RequestContext, after: dict[str, Any], manager: str | None
    ) -> None:
        metadata = metadata_of(after)
        listed: Any = metadata.get("managedFields")
        entry = entry_of(
            after,
            self.kind,
            self.served.rules.shapes,
            manager_of(manager, None),
            "Apply",
            self.mount.api_version,
            now(),
            self.subresource,
        )
        same = ("manager", "operation", "subresource")
        others = [
            item
            for item in (listed if is_list(listed) else ())
            if not is_object(item) or any(item.get(key) != entry.get(key) for key in same)
        ]
        metadata["managedFields"] = [*others, entry]


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


class Delete(Operation):
    """DELETE of one object or of many."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        body = await read_body(receive, request.scope, self.hooks.max_body_bytes)
        said: Any = None
        if body.strip():
            said, _ = decode_body(body, body_type(request), "DeleteOptions")
            if not is_object(said) or said.get("kind") not in (None, "", "DeleteOptions"):
                raise BadRequest("the body of a deletion is DeleteOptions, or empty")
        options = delete_options(query, said) if query or said else NO_DELETE
        if self.hooks.admission is not None:
            await self.hooks.admit(self.attributes(request), None, request)
        place = self.place(request)
        if self.verb == "deletecollection":
            selection = list_options(query) if query else NO_LIST
            known_fields(self.served, selection.field_selector.requirements)
            place.append(selection)
        result = await in_time(request, self.method(*place, options), options.timeout_s)
        return 200, self.deleted(request, result)

    def deleted(self, request: RequestContext, result: Any) -> bytes:
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
        if not is_object(result) and not isinstance(result, self.model):
            return List(self.served, self.mount, self.hooks, "list").many(result)
        return self.answer(result)

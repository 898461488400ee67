"""The verbs that change nothing: get, list and watch."""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

from starlette.types import Receive

from .answers import json_line
from .aside import aside
from .bare import bare, bare_list
from .context import RequestContext
from .deadline import in_time
from .listing import form_for, in_parts
from .operation import Answer, Operation
from .query import (
    LONGEST_WATCH_S,
    NO_GET,
    NO_LIST,
    Query,
    get_options,
    list_options,
    text_of,
    watch_options,
)
from .results import Results
from .tables import items_of, wants_metadata, wants_table
from .texts import JsonList, text_bytes
from .watch import Stream, parts_of


class Get(Operation):
    """GET of one object, or of a part of it."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = get_options(query) if query else NO_GET
        work = self.method(*self.place(request), options)
        result = await in_time(request, work, options.timeout_s)
        include = text_of(query, "includeObject")
        accept = request.headers.get("accept")
        size = text_bytes([result]) or request.body_bytes
        return 200, await aside(size, lambda: self._answer(result, accept, include))

    def _answer(self, result: Any, accept: str | None, include: str | None) -> bytes:
        if self.sub is not None and self.sub.is_list:
            data = self.results.listing(result)
            return bare_list(data) if wants_metadata(accept) else data
        # A part of an object is no object of the resource, and has no columns.
        if self.sub is None and wants_table(accept):
            return json_line(self.results.table(result, [result], include))
        data = self.results.document(result)
        return bare(data) + b"\n" if wants_metadata(accept) else data


class List(Operation):
    """GET of many objects."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = list_options(query) if query else NO_LIST
        self.refuse_unselectable(options.field_selector)
        work = self.method(*self.place(request), options)
        result = await in_time(request, work, options.timeout_s)
        accept = request.headers.get("accept")
        include = text_of(query, "includeObject")
        if isinstance(result, JsonList):
            return 200, await in_parts(
                result, form_for(self.results, accept, include), request.turn
            )
        if wants_table(accept):
            return 200, json_line(self.results.table(result, items_of(result), include))
        data = self.results.listing(result)
        return 200, bare_list(data) if wants_metadata(accept) else data


class Watch(Operation):
    """GET with `watch`: changes, one a line, until somebody has enough."""

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        options = watch_options(query)
        self.refuse_unselectable(options.field_selector)
        events = self.method(*self.place(request), options)
        if isawaitable(events):
            events = await events
        if wants_table(request.headers.get("accept")):
            line = _TableLines(self.results, text_of(query, "includeObject")).line
        else:
            line = _Lines(self.results).line
        return 200, Stream(events, options.timeout_s or LONGEST_WATCH_S, line, self.hooks.backlog)


class _Lines:
    """Writes events as lines."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def line(self, event: Any) -> bytes:
        kind, item = parts_of(event)
        if kind == "ERROR":
            return json_line({"type": kind, "object": item})
        document = self._results.document(item)[:-1]
        return b'{"type":' + json_line(kind)[:-1] + b',"object":' + document + b"}\n"


class _TableLines(_Lines):
    """Writes events whose objects are tables of one row; only the first one tells the columns."""

    def __init__(self, results: Results, include: str | None) -> None:
        super().__init__(results)
        self._include = include
        self._is_first = True

    def line(self, event: Any) -> bytes:
        kind, item = parts_of(event)
        if kind not in ("ADDED", "MODIFIED", "DELETED"):
            return super().line(event)
        rows = self._results.table(item, [item], self._include, self._is_first)
        self._is_first = False
        return json_line({"type": kind, "object": rows})

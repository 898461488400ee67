"""What all verbs have in common: whose resource it is, and the handler's method for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.types import Receive

from .._base.rest import Mount, Subresource
from ..causes import quoted
from ..errors import BadRequest
from ..selectors import FieldSelector
from .answers import json_line
from .body import Expected
from .context import Attributes, RequestContext
from .hooks import Hooks
from .kinds import Served
from .listing import Pieces
from .query import Query, text_of
from .results import Results
from .tables import wants_table
from .watch import Stream

Answer = tuple[int, bytes | Stream | Pieces]


@dataclass(frozen=True, slots=True)
class Mounted:
    """A resource on one of its mounts, and what its bodies may be there."""

    served: Served
    mount: Mount
    hooks: Hooks
    expected: Expected


class Operation:
    """One verb of one resource, or of a part of it, on one mount.

    is_allowed_later: on the path of all namespaces only the body tells which one it is about.
    """

    def __init__(
        self,
        mounted: Mounted,
        verb: str,
        sub: Subresource | None = None,
        is_allowed_later: bool = False,
    ) -> None:
        served = self.served = mounted.served
        self.mount = mounted.mount
        self.hooks = mounted.hooks
        self.expected = mounted.expected
        if sub is not None and sub.api_version:
            none = frozenset[str]()
            self.expected = replace(
                self.expected, kind=sub.kind, api_version=sub.api_version, others=none, also=none
            )
        self.verb = verb
        self.sub = sub
        self.subresource = sub.name if sub else ""
        self.is_allowed_later = is_allowed_later
        self.model = served.models[self.subresource]
        self.method = served.method(verb, self.subresource)
        self.results = Results(served, self.mount, sub)
        self.kind = self.results.kind

    async def run(self, request: RequestContext, receive: Receive, query: Query) -> Answer:
        """The answer of an authorized request. Raises StatusError."""
        raise NotImplementedError

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

    def place(self, request: RequestContext) -> list[Any]:
        """The arguments that tell the handler which object is meant."""
        place: list[Any] = [request]
        if self.served.resource.namespaced:
            place.append(request.namespace)
        if request.name is not None:
            place.append(request.name)
        return place

    def written(self, request: RequestContext, query: Query, result: Any) -> bytes:
        """The answer of a verb that writes: as a table where one is wanted and the kind has one."""
        has_table = hasattr(self.served.handler, "table_columns") and self.sub is None
        if has_table and wants_table(request.headers.get("accept")):
            return json_line(self.results.table(result, [result], text_of(query, "includeObject")))
        return self.results.document(result)

    def refuse_unselectable(self, selector: FieldSelector) -> None:
        """Raise BadRequest for a field that the handler does not select by, if it says by which."""
        known: Any = getattr(self.served.handler, "selectable_fields", None)
        if known is None:
            return
        for item in selector.requirements:
            if item.key not in known:
                listed = ", ".join(map(quoted, ("metadata.name", "metadata.namespace")))
                raise BadRequest(f"{quoted(item.key)} is not a known field selector: only {listed}")

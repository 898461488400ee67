"""One request as hooks and handlers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Scope

from .aside import Turn
from .managed import Writer


class Warnings(list[str]):
    """Remarks that the answer carries as `Warning` headers, each once."""

    def __init__(self) -> None:
        super().__init__()
        self._told: set[str] = set()  # there may be as many as a body has fields

    def add(self, text: str) -> None:
        """Tell the client something that is no error."""
        if text not in self._told:
            self._told.add(text)
            self.append(text)


class RequestContext:
    """The request behind an operation.

    user: what the authentication hook made of the request; None without a hook.
    group_version: apiVersion of the documents on this path, `v1` on the legacy prefix.
    deadline: when the answer is due, on the clock of `time.monotonic`; None for a watch.
    body_bytes: how large the body was.
    writer: of a request that changes an object, who it is, for managedFields; else None.
    turn: `begin` it where an object turns out to be huge: one such request is worked on at a time.
    created: to be set by a handler whose update or patch made a new object: 201 instead of 200.
    id: a text that the log and the answer's Audit-Id share.
    """

    __slots__ = (
        "_headers", "_turn", "_warnings", "body_bytes", "created", "deadline", "group_version",
        "id", "name", "namespace", "raw_headers", "scope", "user", "writer",
    )  # fmt: skip

    def __init__(self, scope: Scope, group_version: str, id: str) -> None:
        self.scope = scope
        self.group_version = group_version
        self.id = id
        self.user: Any = None
        self.namespace: str | None = None
        self.name: str | None = None
        self.raw_headers: dict[bytes, bytes] = dict(scope["headers"])
        self._warnings: Warnings | None = None
        self.deadline: float | None = None
        self.created = False
        self.body_bytes = 0
        self._turn: Turn | None = None
        self.writer: Writer | None = None
        self._headers: Headers | None = None

    @property
    def warnings(self) -> Warnings:
        """Remarks for the client; `add` one."""
        if self._warnings is None:
            self._warnings = Warnings()
        return self._warnings

    @property
    def has_warnings(self) -> bool:
        """Whether there is a remark."""
        return bool(self._warnings)

    @property
    def turn(self) -> Turn:
        """The turn of the user for this request."""
        if self._turn is None:
            self._turn = Turn(self.user)
        return self._turn

    def end_turn(self) -> None:
        """Let the next one begin, if this one had its turn."""
        if self._turn is not None:
            self._turn.end()

    @property
    def method(self) -> str:
        """GET, POST, …"""
        method: str = self.scope["method"]
        return method

    @property
    def path(self) -> str:
        """The path without the query, percent-decoded."""
        path: str = self.scope["path"]
        return path

    @property
    def headers(self) -> Headers:
        """The headers, by names of any case."""
        if self._headers is None:
            self._headers = Headers(scope=self.scope)
        return self._headers


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a request wants to do, in the words of Kubernetes' authorization.

    For paths that are no resource all but the verb (get, post, …) and the path are empty.
    """

    verb: str
    group: str
    version: str
    resource: str
    subresource: str
    namespace: str
    name: str
    path: str

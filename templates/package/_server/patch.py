"""A patch as a handler gets it: it knows its format, the handler need not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import msgspec

from .._base.json_patch import json_patch
from .._base.kinds import is_object
from .._base.patching import BrokenPatch, LargePatch, PatchError, Shape, merge_patch
from .._base.strategic_patch import apply_merge, strategic_merge
from ..errors import BadRequest, Invalid, RequestEntityTooLarge
from .aside import LARGE_BYTES, Turn, aside, bytes_about
from .body import MAX_DEPTH, is_deep

_Model = TypeVar("_Model")

# Content-Type -> kind of the patch.
PATCH_TYPES = {
    b"application/json-patch+json": "json",
    b"application/merge-patch+json": "merge",
    b"application/strategic-merge-patch+json": "strategic",
    b"application/apply-patch+yaml": "apply",
}
_TOO_DEEP = f"the patched object exceeds the max depth of {MAX_DEPTH} levels"
_SERVER_SAYS = "the server rejected our request due to an error in our request"


class Patch(Generic[_Model]):
    """A change that a client wants.

    kind: merge (RFC 7386), json (RFC 6902), strategic, or apply (server-side apply, which may
    make the object).
    body: the patch itself, decoded.
    """

    __slots__ = ("_applied", "_finish", "_shape", "_shapes", "_turn", "_unreadable", "body", "kind")

    def __init__(
        self,
        kind: str,
        body: Any,
        shape: str,
        shapes: dict[str, Shape],
        finish: Callable[[Any, Any, bool], Awaitable[_Model]],
        turn: Turn | None = None,
        applied: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        unreadable: BadRequest | None = None,
    ) -> None:
        self.kind = kind
        self.body = body
        self._shape = shape
        self._shapes = shapes
        self._finish = finish
        self._turn = turn
        self._applied = applied
        self._unreadable = unreadable

    def __repr__(self) -> str:
        return f"Patch({self.kind!r}, {self.body!r})"

    def apply(self, document: dict[str, Any]) -> Any:
        """The JSON document with the patch, nothing filled in or checked.

        Raises BadRequest for what is no patch, Invalid for one that does not fit the document.
        """
        if self._unreadable is not None:
            raise self._unreadable
        try:
            patched = self._patched(document)
        except RecursionError:
            raise BadRequest(_TOO_DEEP) from None
        except LargePatch as error:
            raise RequestEntityTooLarge(str(error)) from None
        except BrokenPatch as error:
            raise BadRequest(str(error)) from None
        except PatchError as error:
            # Kubernetes tells no client which operation it was.
            raise Invalid(_SERVER_SAYS, details={}) from error
        if is_deep(patched):
            raise BadRequest(_TOO_DEEP)
        return patched

    def _patched(self, document: dict[str, Any]) -> Any:
        if self.kind == "json":
            return json_patch(document, self.body)
        if self.kind == "merge":
            return merge_patch(document, self.body)
        if self.kind == "apply" and self._applied is not None:
            return self._applied(document)
        merge = strategic_merge if self.kind == "strategic" else apply_merge
        return merge(document, self.body, self._shape, self._shapes)

    async def resolve(
        self, current: _Model | dict[str, Any] | None, *, checks_version: bool = True
    ) -> _Model:
        """The object as it is to be stored: patched, filled with defaults, checked by every rule.

        `current` is the stored object, or None for one that server-side apply is to make. Raises
        what the request is then answered with: BadRequest, Invalid, Conflict. Without
        `checks_version` a handler looks itself whether the resourceVersion is another one.
        """
        is_plain = current is None or is_object(current)
        size = max(bytes_about(current) if is_plain else LARGE_BYTES, bytes_about(self.body))
        if self._turn is not None:
            await self._turn.begin(size)
        before: Any = {}
        if current is not None:
            held = [current]
            del current  # of a large object there are no more copies than are needed
            before = await aside(size, lambda: msgspec.to_builtins(held.pop()))
        after = await aside(size, lambda: self.apply(before))
        before = {key: before[key] for key in ("metadata", "status") if key in before}
        return await self._finish(before, after, checks_version)

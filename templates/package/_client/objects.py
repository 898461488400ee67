"""Objects of a resource between models and JSON, and the options of its calls as a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import httpx2
import msgspec

from .._base.decoding import Decoder, decoder_of
from .._base.kinds import is_object
from .._base.model import JsonObject
from .._base.rest import Resource
from ..errors import StatusError
from .calls import Call, Calls, Document, fill_in
from .differences import Difference, difference
from .sending import Retry
from .watching import WatchPlan

if TYPE_CHECKING:
    from .._base.patching import Shapes

FieldValidation: TypeAlias = Literal["Ignore", "Warn", "Strict"]
"""What the server does about unknown and duplicate fields: pass over, warn of, refuse."""
PropagationPolicy: TypeAlias = Literal["Orphan", "Background", "Foreground"]
"""What becomes of the objects that a deleted one owns."""

_Type = TypeVar("_Type")


json_decoder: Decoder[JsonObject] = decoder_of(dict[str, Any])


def plain(document: Document) -> dict[str, Any]:
    """The document as JSON values."""
    return document if is_object(document) else msgspec.to_builtins(document)


def changed(before: Document, after: Document, kind: str, shapes: Shapes) -> Difference:
    """What turns the one into the other. Raises ValueError."""
    if before is after:
        raise ValueError("before and after are one object: change a copy of what was read")
    return difference(plain(before), plain(after), kind, shapes)


def name_of(document: Document) -> tuple[str, str | None]:
    """The name and the namespace that the document says it has. Raises ValueError without name."""
    metadata: Any = plain(document).get("metadata")
    found = metadata if is_object(metadata) else {}
    name, namespace = found.get("name"), found.get("namespace")
    if not isinstance(name, str) or not name:
        raise ValueError("the object has no metadata.name")
    return name, namespace if isinstance(namespace, str) else None


# ---------------------------------------------------------------------------------------- queries


def writing(
    dry_run: bool,
    field_manager: str | None,
    field_validation: FieldValidation | None,
    timeout: float | None,
) -> dict[str, Any]:
    """The query of a call that writes."""
    return {
        "dryRun": dry_run,
        "fieldManager": field_manager,
        "fieldValidation": field_validation,
        "timeout": timeout,
    }


def deletion(
    uid: str | None,
    resource_version: str | None,
    propagation_policy: PropagationPolicy | None,
    grace_period_s: int | None,
) -> dict[str, Any]:
    """The body of a call that deletes."""
    only = {"uid": uid, "resourceVersion": resource_version}
    given = {key: value for key, value in only.items() if value is not None}
    return {
        "propagationPolicy": propagation_policy,
        "gracePeriodSeconds": grace_period_s,
        "preconditions": given or None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which objects a list, a watch or a deletion is about."""

    namespace: str | None = None
    everywhere: bool = False
    name: str | None = None
    label_selector: str | None = None
    field_selector: str | None = None
    legacy: bool = False

    def query(self) -> dict[str, Any]:
        fields = [] if self.name is None else [f"metadata.name={self.name}"]
        fields += [self.field_selector] if self.field_selector else []
        return {"labelSelector": self.label_selector, "fieldSelector": ",".join(fields) or None}

    def call(self, calls: Calls, more: Mapping[str, Any]) -> Call:
        """The call that reads them."""
        query = {**self.query(), **more}
        return calls.read(None, self.namespace, self.legacy, query, everywhere=self.everywhere)


# ------------------------------------------------------------------------------ lists and watches


@dataclass(frozen=True, slots=True)
class Reader:
    """Fills in what the elements of a list leave out: kind and apiVersion."""

    resource: Resource
    legacy: bool

    def complete(self, item: Any) -> None:
        version = self.resource.mount(self.legacy).api_version
        fill_in(item, {"kind": self.resource.kind, "apiVersion": version})

    def look(self, page: Any) -> tuple[list[Any], str | None]:
        """The objects of a page of a list, and the token of the next page."""
        items: list[Any] = page.items or []
        for item in items:
            self.complete(item)
        metadata: Any = page.metadata
        return items, (metadata.continue_ or None) if metadata else None

    def reading(self, model: type[_Type]) -> Callable[[bytes], _Type]:
        """Reads one object from JSON."""
        decoder = decoder_of(model)

        def read(data: bytes) -> _Type:
            item = decoder.decode(data)
            self.complete(item)
            return item

        return read


def watch_plan(
    calls: Calls,
    selection: Selection,
    model: type[_Type],
    error_of: Callable[[httpx2.Response], StatusError],
    *,
    version: str | None,
    timeout_s: float | None,
    limit: int,
    retry: Retry,
) -> WatchPlan[_Type]:
    """How a selection is watched. Raises ValueError for one that makes no request."""

    def list_call(token: str | None) -> Call:
        return selection.call(calls, {"limit": limit, "continue": token})

    def watch_call(since: str, seconds: float) -> Call:
        call = selection.call(
            calls,
            {
                "watch": True,
                "allowWatchBookmarks": True,
                "resourceVersion": since or None,
                "timeoutSeconds": max(1, round(seconds)),
            },
        )
        return Call(call.method, call.path, timeout_s=seconds, is_stream=True)

    list_call(None)  # so that a namespace that is missing is told now
    reading = Reader(calls.resource, selection.legacy).reading(model)
    return WatchPlan(list_call, watch_call, reading, error_of, version, timeout_s, retry=retry)

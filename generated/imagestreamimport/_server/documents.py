"""Documents on their way in: cleaned, filled, checked, and made a model for the handler."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from inspect import isawaitable, signature
from secrets import choice
from typing import Any, cast

import msgspec

from .._base.kinds import is_list, is_object
from ..causes import FORBIDDEN, INVALID, Cause, quoted, shown
from ..errors import BadRequest, InternalError, Invalid
from .answers import random_uid
from .body import cannot_handle, field_problems, strict_error
from .context import RequestContext
from .kinds import Served

# What only the server sets: taken out of every new object.
DISCARDED = ("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink")
# What a write of an older version is answered with.
CHANGED = (
    "the object has been modified; please apply your changes to the latest version and try again"
)
_NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_LONGEST_PREFIX = 58

Check = Callable[..., Any]


class Clock:
    """The time in whole seconds, as RFC 3339 in UTC; made once a second."""

    def __init__(self) -> None:
        self._second = 0
        self._text = ""

    def now(self) -> str:
        """Such as 2006-01-02T15:04:05Z."""
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._text = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
        return self._text


_clock = Clock()
now = _clock.now


def metadata_of(document: dict[str, Any]) -> dict[str, Any]:
    """The metadata, made where there is none; a stand-in where it is of the wrong type."""
    metadata = document.get("metadata")
    if metadata is None:
        metadata = document["metadata"] = {}
    return metadata if is_object(metadata) else {}


def text_in(values: dict[str, Any], key: str) -> str:
    """A text field; empty where it is absent, null or of another type."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def note_field_problems(
    served: Served,
    document: dict[str, Any],
    duplicates: list[str],
    validation: str,
    request: RequestContext,
    kind: str,
    noted: Sequence[str] = (),
) -> str | None:
    """Unknown and duplicate fields: told as warnings, or for Strict the text of the error.

    noted: what a patch has that is told before them.
    """
    if validation == "Ignore":
        return None
    unknown = served.rules.unknown_fields(document, kind)
    if not unknown and not duplicates and not noted:
        return None
    unknown = [path for path in unknown if path not in ("apiVersion", "kind", "metadata")]
    # Nobody reads what is unknown: whether it stands there twice does not matter.
    unread = frozenset(unknown)
    duplicates = [path for path in duplicates if not _is_below(path, unread)]
    problems = [*noted, *field_problems(unknown, duplicates)]
    if validation == "Strict" and problems:
        return strict_error(problems)
    for text in problems:
        request.warnings.add(text)
    return None


def clear_status(served: Served, document: dict[str, Any]) -> None:
    """Take out what only the server writes; where it always answers one, an empty one stays."""
    if served.fills_status:
        document["status"] = {}
    else:
        document.pop("status", None)


def prepare_new(served: Served, document: dict[str, Any]) -> dict[str, Any]:
    """What happens to every new object before it is checked; its metadata."""
    metadata: dict[str, Any] = {}
    if served.has_metadata:
        metadata = metadata_of(document)
        for key in DISCARDED:
            metadata.pop(key, None)
        metadata["uid"] = random_uid()
        metadata["creationTimestamp"] = now()
        if served.resource.generates_names and not metadata.get("name"):
            prefix = text_in(metadata, "generateName")
            if prefix and served.resource.name_parts is not None:
                metadata["name"] = prefix  # a part of a name cannot be made up
            elif prefix:
                end = "".join(choice(_NAME_LETTERS) for _ in range(5))
                metadata["name"] = prefix[:_LONGEST_PREFIX] + end
    if served.clears_status:
        clear_status(served, document)
    return metadata


def check_generated(served: Served, metadata: dict[str, Any]) -> None:
    """Kinds that nobody stores get no generated names. Raises InternalError."""
    if served.resource.generates_names or metadata.get("name"):
        return
    if metadata.get("generateName"):
        raise InternalError.of("metadata.name was not generated")


def fill_namespace(metadata: dict[str, Any], namespace: str | None) -> None:
    """Fill in the namespace of the path where the document names none."""
    if namespace and metadata.get("namespace") in (None, ""):
        metadata["namespace"] = namespace


def check_place(request: RequestContext, metadata: dict[str, Any]) -> None:
    """Make sure that name and namespace are those of the path. Raises BadRequest."""
    name, namespace = text_in(metadata, "name"), text_in(metadata, "namespace")
    if not name:
        raise no_name(request)
    if name != request.name:
        raise BadRequest(
            f"the name of the object ({name}) does not match the name on the URL ({request.name})"
        )
    check_namespace(request, namespace)


def check_namespace(request: RequestContext, sent: str) -> None:
    """Make sure that a namespace, if one is sent, is that of the path. Raises BadRequest."""
    if sent and sent != (request.namespace or ""):
        raise BadRequest(
            "the namespace of the provided object does not match the namespace sent on the request"
        )


def no_name(request: RequestContext) -> BadRequest:
    """What a document without a name is answered with."""
    return BadRequest(
        f"the name of the object ({request.name} based on URL) was undeterminable: "
        "name must be provided"
    )


def identity_causes(old: dict[str, Any], new: dict[str, Any]) -> list[Cause]:
    """What stands against a change of who an object is and whether it goes; twice, as it is told.

    Fields that are left out stay as they are, also in `new`, and so does the time of creation.
    """
    if "creationTimestamp" in old:
        new["creationTimestamp"] = old["creationTimestamp"]
    is_going = bool(old.get("deletionTimestamp"))
    causes: list[Cause] = []
    finalizers = new.get("finalizers")
    if is_going and is_list(finalizers):
        held: Any = old.get("finalizers")
        known = {item for item in held if isinstance(item, str)} if is_list(held) else set[str]()
        added = sorted(item for item in finalizers if isinstance(item, str) and item not in known)
        if added:
            listed = ", ".join(map(quoted, added))
            text = (
                "Forbidden: no new finalizers can be added if the object is being deleted, found "
                f"new finalizers []string{{{listed}}}"
            )
            causes.append(_of_metadata("finalizers", FORBIDDEN, text))
    for key in ("uid", "deletionTimestamp", "deletionGracePeriodSeconds"):
        value = new.get(key)
        if value in (None, "") or (is_going and key != "uid"):
            if key in old:
                new[key] = old[key]
        elif value != old.get(key):
            told = _time_text(value) if key == "deletionTimestamp" else shown(value)
            text = f"Invalid value: {told}: field is immutable"
            causes.append(_of_metadata(key, INVALID, text))
    return causes * 2


def _of_metadata(key: str, reason: str, text: str) -> Cause:
    return Cause(f"metadata.{key}", reason, text, f"/metadata/{key}")


def _time_text(value: Any) -> str:
    """A time as Go prints it."""
    text = str(value).replace("T", " ")
    return f"{text.removesuffix('Z')} +0000 UTC"


def stamp(served: Served, document: dict[str, Any], api_version: str) -> None:
    """Kind and apiVersion are those of the path, whatever was sent or left out."""
    if "apiVersion" in served.fields:
        document["apiVersion"] = api_version
    if "kind" in served.fields:
        document["kind"] = served.resource.kind


def refuse(served: Served, document: dict[str, Any], causes: list[Cause]) -> None:
    """One 422 with all causes, if there are any."""
    if causes:
        name = text_in(metadata_of(document), "name") if served.has_metadata else ""
        raise Invalid.of(served.resource.kind, served.resource.group, name, causes)


def check_of(handler: Any) -> Check | None:
    """The handler's own check as a function of document and request, or None."""
    check: Check | None = getattr(handler, "check", None)
    if check is None:
        return None
    try:
        takes_request = len(signature(check).parameters) > 1
    except (TypeError, ValueError):
        takes_request = False
    if takes_request:
        return check

    def check_document(document: dict[str, Any], request: RequestContext) -> Any:
        return check(document)

    return check_document


def _is_below(path: str, others: frozenset[str]) -> bool:
    """Whether a path is one of the others or leads on from one."""
    ends = (place for place, char in enumerate(path) if char in ".[")
    return path in others or any(path[:end] in others for end in ends)


async def own_causes(
    check: Check, document: dict[str, Any], request: RequestContext
) -> list[Cause]:
    """What the handler itself has against a document."""
    found: Any = check(document, request)
    causes = cast("list[Cause]", await found if isawaitable(found) else found)
    return list(causes)


def to_model(served: Served, document: Any, model: type[Any], kind: str, api_version: str) -> Any:
    """The document as a model. Raises BadRequest for what the validators let pass."""
    try:
        return msgspec.convert(document, model)
    except msgspec.ValidationError as error:
        why = f"json: cannot unmarshal: {error}"
        raise BadRequest(cannot_handle(kind, api_version, kind, why)) from None

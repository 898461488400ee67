"""Values of the wrong type in a document: refused, but for nulls that Go reads as empty values."""

from __future__ import annotations

from typing import Any

from .._base.kinds import is_list, is_object
from ..causes import TYPE_INVALID, Cause
from ..errors import BadRequest
from .body import cannot_handle, type_error
from .kinds import Served

_DISCARDED = (
    "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink",
)  # fmt: skip
_EMPTY: dict[str, Any] = {"string": "", "object": {}, "boolean": False, "integer": 0, "number": 0}


def refuse_wrong_types(
    served: Served, document: dict[str, Any], kind: str, api_version: str
) -> list[Cause]:
    """All causes of a document that is not valid. Raises BadRequest for values of wrong types.

    A null in a list or in a map is no such value: Go's decoder leaves the empty value of its type
    there, which the rules then judge.
    """
    causes = served.rules.validate(document, kind)
    wrong = [cause for cause in causes if cause.reason == TYPE_INVALID]
    filled = [cause for cause in wrong if _fill_null(document, cause)]
    if filled:
        served.rules.fill(document, kind)
        causes = served.rules.validate(document, kind)
        wrong = [cause for cause in causes if cause.reason == TYPE_INVALID]
    if wrong:
        raise BadRequest(cannot_handle(kind, api_version, kind, type_error(wrong)))
    return causes


def refuse_before_discarding(
    served: Served, document: dict[str, Any], kind: str, api_version: str
) -> None:
    """Raises BadRequest for wrong types where what the server discards could hide them.

    The body is decoded whole before anything is taken out of it. Most documents have nothing to
    discard and are checked once, later on.
    """
    metadata = document.get("metadata")
    has_metadata = is_object(metadata) and any(
        metadata.get(key) not in (None, "") for key in _DISCARDED
    )
    if (has_metadata or document.get("status") not in (None, {})) and not served.rules.is_valid(
        document, kind
    ):
        refuse_wrong_types(served, document, kind, api_version)


def _fill_null(document: dict[str, Any], cause: Cause) -> bool:
    """Put the empty value of its type in the place of a null; whether it was one."""
    place: Any = document
    *way, last = (
        part.replace("~1", "/").replace("~0", "~") for part in cause.pointer.split("/")[1:]
    )
    for part in way:
        place = place[int(part) if is_list(place) else part]
    key: Any = int(last) if is_list(place) else last
    wanted = cause.message.rpartition(" ")[2]
    if place[key] is not None or wanted not in _EMPTY:
        return False
    empty = _EMPTY[wanted]
    place[key] = empty.copy() if is_object(empty) else empty
    return True

"""Values of the wrong type in a document: refused, but for nulls that Go reads as empty values."""

from __future__ import annotations

from typing import Any

from .._base.kinds import is_object
from ..causes import TYPE_INVALID, Cause
from ..errors import BadRequest
from .body import cannot_handle, type_error
from .kinds import Served

_DISCARDED = (
    "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink",
)  # fmt: skip


def refuse_wrong_types(
    served: Served, document: dict[str, Any], kind: str, api_version: str
) -> list[Cause]:
    """All causes of a document that is not valid. Raises BadRequest for values of wrong types.

    A null in a list or in a map is no such value: the document gets the empty value of its type
    there, and the defaults of that, as Go's decoder leaves it.
    """
    read, causes = served.rules.checked(document, kind)
    if read is not document:
        document.update(read)
        served.rules.fill(document, kind)
        _, causes = served.rules.checked(document, kind)
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
    if has_metadata or document.get("status") not in (None, {}):
        refuse_wrong_types(served, document, kind, api_version)

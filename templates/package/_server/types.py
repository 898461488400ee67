"""Values of the wrong type in a document: refused, but for nulls that Go reads as empty values."""

from __future__ import annotations

from typing import Any

from .._base.kinds import is_object
from ..causes import MOST_CAUSES, TYPE_INVALID, Cause
from ..errors import BadRequest, StatusError
from .body import cannot_handle, type_error
from .documents import DISCARDED
from .kinds import Served

_REPLACED = ("uid", "creationTimestamp", *DISCARDED)  # whatever is sent


class Unfit(Exception):
    """A document that cannot be decoded: what was noted of its fields before is not told.

    error: what the request is answered with.
    why: what the decoder says.
    """

    def __init__(self, error: StatusError, why: str) -> None:
        super().__init__(why)
        self.error = error
        self.why = why


def refuse_wrong_types(
    served: Served, document: dict[str, Any], kind: str, api_version: str
) -> list[Cause]:
    """All causes of a document that is not valid. Raises Unfit for values of wrong types.

    A null in a list or in a map is no such value: the document gets the empty value of its type
    there, and the defaults of that, as Go's decoder leaves it.
    """
    read, causes = served.rules.checked(document, kind, MOST_CAUSES)
    if read is not document:
        document.update(read)
        served.rules.fill(document, kind)
        _, causes = served.rules.checked(document, kind, MOST_CAUSES)
    wrong = [cause for cause in causes if cause.reason == TYPE_INVALID]
    if wrong:
        why = type_error(wrong)
        raise Unfit(BadRequest(cannot_handle(kind, api_version, kind, why)), why)
    return causes


def refuse_before_discarding(
    served: Served, document: dict[str, Any], kind: str, api_version: str
) -> None:
    """Raises Unfit for wrong types where what the server discards could hide them.

    The body is decoded whole before anything is taken out of it. Most documents have nothing to
    discard and are checked once, later on.
    """
    metadata = document.get("metadata")
    has_metadata = is_object(metadata) and any(
        metadata.get(key) not in (None, "") for key in _REPLACED
    )
    if has_metadata or document.get("status") not in (None, {}):
        refuse_wrong_types(served, document, kind, api_version)

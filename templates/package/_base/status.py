"""What `status` of an error is: a Status as JSON, for schemas without a model of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    StatusOf: TypeAlias = dict[str, Any]


def status_of(document: dict[str, Any]) -> StatusOf:
    """The Status that a server answered, as users see it."""
    return document

"""What `status` of an error is: a Status as a model."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from ..models import Status, from_dict

StatusOf: TypeAlias = Status


def status_of(document: dict[str, Any]) -> StatusOf:
    """The Status that a server answered; of an odd one what can be read."""
    try:
        return from_dict(document, Status)
    except msgspec.ValidationError:
        message, reason = document.get("message"), document.get("reason")
        return Status(
            message=message if isinstance(message, str) else None,
            reason=reason if isinstance(reason, str) else None,
            status="Failure",
        )

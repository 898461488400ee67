"""Documents as Kubernetes compares them: absent, null and empty are the same."""

from __future__ import annotations

from typing import Any


def folded(value: Any) -> Any:
    """The value without fields that are null, or empty lists and maps; elements all stay."""
    if isinstance(value, dict):
        fields = {name: folded(item) for name, item in value.items()}
        return {name: item for name, item in fields.items() if item not in (None, [], {})}
    return [folded(item) for item in value] if isinstance(value, list) else value

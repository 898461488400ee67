"""Rules for tags in a manifest: Streamport's own, and so no matter of the validators."""

from __future__ import annotations

from typing import Any

from imagestreamimport.causes import Cause, causes_of

_KINDS = ("ImageStream", "ImageStreamImport")
_PREFIX = "streamport/"


def rule_causes(value: Any, kind: str) -> list[Cause]:
    """Find rules for tags that say nothing, as a server does."""
    metadata = value.get("metadata") if kind in _KINDS and isinstance(value, dict) else None
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(annotations, dict):
        return []
    texts = {
        name: text
        for name, text in annotations.items()
        if isinstance(text, str) and name.startswith(_PREFIX)
    }
    if not texts:
        return []
    from streamport.choosing import findings_of  # it needs libraries; few manifests have rules

    return causes_of(findings_of(texts))

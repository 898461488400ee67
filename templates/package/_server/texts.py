"""Documents that a handler has as text: they are sent as they are, and nobody reads them before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JsonText:
    """An object as JSON text, instead of a model.

    text: a JSON object with at least one field. Neither kind nor apiVersion is among them: they are
    put in front of the others.
    """

    text: str


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list of objects as JSON texts, instead of a model; `metadata` is that of the list."""

    metadata: Any
    items: list[JsonText]

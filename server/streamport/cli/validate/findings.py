"""Findings: faults of manifests with their places, and counts of what was checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..terminal_text import count, printable

# Our own reasons, beside those of Kubernetes that the validators give.
UNREADABLE = "FileUnreadable"
SYNTAX = "SyntaxInvalid"
TOO_LARGE = "DocumentTooLarge"
NO_JSON = "ValueNotJSON"
UNKNOWN_FIELD = "FieldUnknown"
UNKNOWN_KIND = "KindUnknown"
HELM = "HelmTemplate"
DUPLICATE = "FieldValueDuplicate"

REASONS = {
    UNREADABLE: "The file cannot be read.",
    SYNTAX: "The text is neither YAML nor JSON.",
    TOO_LARGE: "The document is nested too deeply, or its aliases expand to too much or for ever.",
    NO_JSON: "YAML that no JSON value stands for.",
    UNKNOWN_FIELD: "A field that the schema does not know; a server drops it.",
    UNKNOWN_KIND: "A kind that the API does not have.",
    HELM: "A template of Helm, which is no manifest before it is rendered.",
    DUPLICATE: "A key or an element is there twice.",
    "FieldValueForbidden": "The value must not be there.",
    "FieldValueInvalid": "The value breaks a rule.",
    "FieldValueNotSupported": "The value is not one of those allowed.",
    "FieldValueRequired": "Something required is missing.",
    "FieldValueTooLong": "The value is too long.",
    "FieldValueTooMany": "There are too many elements.",
    "FieldValueTypeInvalid": "The value has the wrong type.",
    "InternalError": "The rule cannot be applied to the value.",
}

_MOST_NAMES = 8  # of other kinds, in the summary

Severity = Literal["error", "warning"]


class Position(NamedTuple):
    """A place in a text; lines and columns (in characters) count from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `field` is empty where the matter is not one field's.

    kind and name tell the document, as far as it says them; value is what is written there.
    """

    file: str
    position: Position
    severity: Severity
    field: str
    reason: str
    message: str
    kind: str = ""
    name: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """The field and what is wrong with it; a warning names its field itself."""
        said = self.message
        return f"{self.field}: {said}" if self.field and self.severity == "error" else said


@dataclass(slots=True)
class Summary:
    """Counts of what was checked."""

    files: int = 0
    broken_files: int = 0
    documents: int = 0
    invalid: int = 0
    warnings: int = 0
    other_kinds: Counter[str] = field(default_factory=Counter[str])

    @property
    def skipped(self) -> int:
        """How many documents were of other kinds."""
        return self.other_kinds.total()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found that is meant for a cluster."""
        return not (self.documents or self.broken_files or self.skipped)

    @property
    def failed(self) -> bool:
        return bool(self.invalid or self.broken_files)

    def __str__(self) -> str:
        parts = [
            count(self.documents, "document", "documents"),
            f"{self.invalid} invalid",
            count(self.skipped, "other kind skipped", "other kinds skipped") + self._others(),
        ]
        if self.warnings:
            parts.append(count(self.warnings, "warning", "warnings"))
        if self.broken_files:
            parts.append(count(self.broken_files, "broken file", "broken files"))
        return ", ".join(parts)

    def _others(self) -> str:
        names = sorted(self.other_kinds.items(), key=lambda item: (-item[1], item[0]))
        shown = [f"{number} {printable(name)}" for name, number in names[:_MOST_NAMES]]
        left = len(names) - _MOST_NAMES
        shown += [f"{left} more" if left == 1 else f"{left} more kinds"] if left > 0 else []
        return f" ({', '.join(shown)})" if shown else ""

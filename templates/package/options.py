"""Options of requests, as the query carries them: given by the client, read by the server.

A field that is not given is None, False or the server's default. Times are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from .selectors import EVERY_FIELD, EVERY_LABEL, FieldSelector, LabelSelector

__all__ = [
    "CreateOptions",
    "DeleteOptions",
    "GetOptions",
    "ListOptions",
    "PatchOptions",
    "UpdateOptions",
    "WatchOptions",
    "WriteOptions",
]


def __dir__() -> list[str]:
    return __all__


@dataclass(frozen=True, slots=True, kw_only=True)
class GetOptions:
    """Options of reading one object."""

    resource_version: str | None = None
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions:
    """Options of reading many objects."""

    label_selector: LabelSelector = EVERY_LABEL
    field_selector: FieldSelector = EVERY_FIELD
    limit: int | None = None  # most objects in one answer; None for all
    continue_: str | None = None  # token of the answer before
    resource_version: str | None = None
    resource_version_match: str | None = None  # Exact, NotOlderThan
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions(ListOptions):
    """Options of following changes; `timeout_s` ends the stream."""

    allow_bookmarks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """Options of every request that writes a document."""

    dry_run: bool = False  # compute everything, store nothing
    field_manager: str | None = None  # who writes; at most 128 bytes
    field_validation: str = "Warn"  # of unknown and duplicate fields: Ignore, Warn, Strict
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOptions(WriteOptions):
    """Options of creating an object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions(WriteOptions):
    """Options of replacing an object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchOptions(WriteOptions):
    """Options of patching an object."""

    force: bool = False  # server-side apply: take fields over from other managers


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteOptions:
    """Options of deleting one object or many; read from the query and from the body."""

    dry_run: bool = False
    grace_period_s: int | None = None
    propagation_policy: str | None = None  # Orphan, Background, Foreground
    uid: str | None = None  # delete only the object with this uid
    resource_version: str | None = None  # and in this version
    timeout_s: float | None = None

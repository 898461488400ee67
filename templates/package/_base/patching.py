"""Patches: how kinds are put together, what can be wrong, and the simplest one, merge (RFC 7386).

All functions that patch leave what they are given as it is: those here, of `json_patch` and of
`strategic_patch`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .filling import deep_copy
from .kinds import is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Part:
    """A field that has parts: an object (container ""), a list ("[]") or a map ("{}").

    shape: name of the object's shape, or of its elements'; None for plain values.
    keys: the fields that tell elements of a list apart.
    is_merged: whether a strategic merge patch finds elements by the first of the keys.
    is_set: whether elements are values, each there once.
    absent: what a key stands for in an element that does not have it, of keys with a default.
    """

    container: str
    shape: str | None
    keys: tuple[str, ...]
    is_merged: bool
    is_set: bool
    absent: dict[str, Any] | None = None


def whole(shape: str) -> Part:
    """An object by itself, which is no field of another one."""
    return Part("", shape, (), False, False)


@dataclass(frozen=True, slots=True)
class Shape:
    """An object; `parts` has those of its fields that have parts.

    written: what servers write where a field is absent or null.
    kept: the fields whose empty values servers write too.
    is_free: whether it may have any fields, which nobody knows.
    """

    is_atomic: bool
    parts: dict[str, Part]
    written: dict[str, Any] = field(default_factory=dict[str, "Any"])
    kept: tuple[str, ...] = ()
    is_free: bool = False


if TYPE_CHECKING:
    Shapes: TypeAlias = dict[str, Shape]


class PatchError(ValueError):
    """The patch cannot be applied; the message says why."""


class BrokenPatch(PatchError):
    """The patch is none, whatever the document."""


class LargePatch(PatchError):
    """The patch asks for more than is done for anybody."""


def shortened(value: Any) -> str:
    """A value as it stands in a message."""
    return str(value)[:200]


def merge_patch(document: Any, patch: Any) -> Any:
    """The document with a JSON merge patch: null deletes, objects merge, all else replaces."""
    if not is_object(patch):
        return deep_copy(patch)
    result: dict[str, Any] = dict(document) if is_object(document) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge_patch(result.get(key), value)
    return result

"""Objects as servers write them: what is always there, and what is left out where it is empty.

The schema says which: `x-empty-values`, `x-written-when-empty`, `x-kept-when-empty`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._base.filling import fill_list, fill_map, fill_object
from .._base.kinds import is_object
from .._base.patching import Part

if TYPE_CHECKING:
    from .._base.patching import Shapes


@dataclass(frozen=True, slots=True)
class Writing:
    """How the objects of one schema are written."""

    shapes: Shapes
    leaves_out_empty: bool  # fields that were set to an empty text, 0, false, [] or {}

    def put(self, value: dict[str, Any], kind: str | None) -> None:
        """Put a document into the form in which it is written, in place."""
        shape = self.shapes.get(kind or "")
        if shape is None or shape.is_free:
            return
        for name, item in tuple(value.items()):
            part = shape.parts.get(name)
            if part is not None and item:
                self._put_below(item, part)
            if item is None or (name not in shape.kept and self._is_left_out(item, part)):
                del value[name]
        for name, empty in shape.written.items():
            if name not in value:
                value[name] = empty.copy() if is_object(empty) else empty
                if name in shape.parts:
                    self._put_below(value[name], shape.parts[name])

    def _put_below(self, value: Any, part: Part) -> None:
        """Put the object, or each object of the list or map, that a field has."""

        def put(item: dict[str, Any]) -> None:
            self.put(item, part.shape)

        fill = {"": fill_object, "[]": fill_list, "{}": fill_map}[part.container]
        fill(value, put)

    def _is_left_out(self, item: Any, part: Part | None) -> bool:
        """Whether a value is empty and so is not written; an object without fields is a value."""
        if item or not self.leaves_out_empty:
            return False
        return not is_object(item) or (part is not None and part.container == "{}")

"""Sets of fields of documents, as server-side apply compares them, and their form FieldsV1.

A set holds places. A place is a tuple of steps: `f:` and the name of a field, `k:` and the keys of
an element as JSON, `v:` and a value of a set as JSON.
Source: sigs.k8s.io/structured-merge-diff, and the answers of a real server.
"""

from __future__ import annotations

import json

from .checks import same
from .filling import deep_copy
from .kinds import is_list, is_object
from .patching import whole

Place = tuple[str, ...]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from typing import Any, TypeAlias

    from .patching import Part, Shape, Shapes

    Places: TypeAlias = Set[Place]


class Difference:
    """What one document has beyond another, what differs in both, and what it lacks."""

    __slots__ = ("added", "modified", "removed")

    def __init__(self) -> None:
        self.added: set[Place] = set()
        self.modified: set[Place] = set()
        self.removed: set[Place] = set()

    @property
    def is_none(self) -> bool:
        """Whether the documents say the same."""
        return not (self.added or self.modified or self.removed)


# ------------------------------------------------------------------------------------ FieldsV1


def written_places(places: Places) -> dict[str, Any]:
    """A set in the form FieldsV1."""
    root: dict[str, Any] = {}
    for place in sorted(places):
        held = root
        for step in place:
            held = held.setdefault(step, {})
        held["."] = {}
    return _without_dots(root)


def _without_dots(held: dict[str, Any]) -> dict[str, Any]:
    """The form in which a member without members below it is an empty object."""
    if len(held) == 1 and "." in held:
        return {}
    return {
        step: {} if step == "." else _without_dots(below) for step, below in sorted(held.items())
    }


def read_places(fields: Any) -> set[Place]:
    """The set that FieldsV1 stands for; nothing of what is none."""
    found: set[Place] = set()
    _read(fields, (), found)
    found.discard(())
    return found


def _read(held: Any, place: Place, found: set[Place]) -> None:
    if not is_object(held) or not held:
        found.add(place)
        return
    for step, below in held.items():
        if step == ".":
            found.add(place)
        else:
            _read(below, (*place, step), found)


def place_text(place: Place) -> str:
    """A place as messages name it: `.spec.tags[name="v1"].from`."""
    text = ""
    for step in place:
        kind, _, rest = step.partition(":")
        if kind == "f":
            text += f".{rest}"
        elif kind == "k":
            keys = json.loads(rest)
            text += "[" + ",".join(f"{key}={json.dumps(keys[key])}" for key in sorted(keys)) + "]"
        else:
            text += f"[={rest}]"
    return text


# ------------------------------------------------------------------------------------ documents


def places_of(document: Any, shape: str, shapes: Shapes) -> set[Place]:
    """The fields that a document sets, as what is applied owns them."""
    found: set[Place] = set()
    _note_set(document, whole(shape), shapes, (), found)
    found.discard(())
    return found


def _note_set(
    value: Any, part: Part | None, shapes: Shapes, place: Place, found: set[Place]
) -> None:
    below = list(_below(value, part, shapes))
    if not below and not (is_object(value) and not value and place == ()):
        found.add(place)
    for step, item, inner, is_element in below:
        if is_element or item is None or item == {}:
            found.add((*place, step))
        _note_set(item, inner, shapes, (*place, step), found)


def compared(before: Any, after: Any, shape: str, shapes: Shapes) -> Difference:
    """What a document has become."""
    result = Difference()
    _compare(before, after, whole(shape), shapes, (), result)
    for places in (result.added, result.modified, result.removed):
        places.discard(())
    return result


_ABSENT: Any = object()


def _compare(
    old: Any, new: Any, part: Part | None, shapes: Shapes, place: Place, result: Difference
) -> None:
    if old is _ABSENT:
        result.added.add(place)
    elif new is _ABSENT:
        result.removed.add(place)
    before = {step: (item, inner) for step, item, inner, _ in _below(old, part, shapes)}
    after = {step: (item, inner) for step, item, inner, _ in _below(new, part, shapes)}
    if not before and not after:
        if old is not _ABSENT and new is not _ABSENT and not same(old, new):
            result.modified.add(place)
        return
    for step in {**before, **after}:
        was, inner = before.get(step, (_ABSENT, None))
        now, inner = after.get(step, (_ABSENT, inner))
        _compare(was, now, inner, shapes, (*place, step), result)


def _below(
    value: Any, part: Part | None, shapes: Shapes
) -> Iterator[tuple[str, Any, Part | None, bool]]:
    """The parts of a value that have owners of their own; the last says whether each is a member.

    A value without a shape, and one that is replaced as a whole, has none.
    """
    if part is None:
        return
    if is_object(value) and part.container == "" and part.shape in shapes:
        shape: Shape = shapes[part.shape or ""]
        if not shape.is_atomic:
            for key, item in value.items():
                yield f"f:{key}", item, shape.parts.get(key), False
    elif is_object(value) and part.container == "{}":
        inner = whole(part.shape) if part.shape else None
        for key, item in value.items():
            yield f"f:{key}", item, inner, True
    elif is_list(value) and part.container == "[]" and (part.keys or part.is_set):
        inner = whole(part.shape) if part.shape else None
        for item in value:
            if not part.keys or is_object(item):
                yield element_step(item, part), item, inner, True


def element_step(item: Any, part: Part) -> str:
    """The step to an element of a list that is a map or a set."""
    if not part.keys:
        return f"v:{_text(item)}"
    absent = part.absent or {}
    keys = {
        key: absent.get(key) if item.get(key) is None else item[key] for key in sorted(part.keys)
    }
    return f"k:{_text(keys)}"


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def without_places(document: Any, places: Places, shape: str, shapes: Shapes) -> Any:
    """A copy of the document without the fields of a set, and without what is in them."""
    return _without(document, whole(shape), shapes, (), places)


def _without(value: Any, part: Part | None, shapes: Shapes, place: Place, places: Places) -> Any:
    below = list(_below(value, part, shapes))
    if not below:
        return deep_copy(value)
    kept = [
        (step, _without(item, inner, shapes, (*place, step), places))
        for step, item, inner, _ in below
        if (*place, step) not in places
    ]
    if is_list(value):
        return [item for _, item in kept]
    return {step[2:]: item for step, item in kept}

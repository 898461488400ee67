"""The difference of two documents as a patch that touches nothing else.

A field that neither document has stays as the server has it, so that one that we do not know is
never lost. Absent and null are the same. Where only objects and lists with a merge key differ, the
patch is a strategic merge patch. Where another list differs it is a JSON Patch: it reaches into the
list by position, and each element that it touches is tested first to be the one that we mean.
Both carry the resourceVersion, so that an object that changed meanwhile is a conflict.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from .._base.kinds import is_list, is_object
from .._base.patching import Part
from .calls import PatchType

if TYPE_CHECKING:
    from .._base.patching import Shapes

_Operations: TypeAlias = "list[dict[str, Any]]"
_ALIKE = 0.5  # share of equal values above which an element counts as changed, not as another one


@dataclass(frozen=True, slots=True)
class Difference:
    """A patch and its kind."""

    kind: PatchType
    body: Any


def difference(
    before: dict[str, Any], after: dict[str, Any], shape: str | None, shapes: Shapes
) -> Difference:
    """The patch that makes `after` of `before`.

    Raises ValueError where the two are not versions of one object.
    """
    version = _checked_version(before, after)
    before, after = _without_version(before), _without_version(after)
    try:
        patch = _object_patch(before, after, shape, shapes)
    except _NotMergeable:
        operations: _Operations = []
        if version is not None:
            # Not a test: a failed test is an invalid request, another version is a conflict.
            place = "/metadata/resourceVersion"
            operations.append({"op": "replace", "path": place, "value": version})
        _object_operations(before, after, "", shape, shapes, operations.append)
        return Difference("json", operations)
    if version is not None:
        patch.setdefault("metadata", {})["resourceVersion"] = version
    return Difference("strategic", patch)


def _checked_version(before: dict[str, Any], after: dict[str, Any]) -> str | None:
    if before is after:
        raise ValueError("before and after are one object: change a copy of what was read")
    old, new = (_metadata(document) for document in (before, after))
    for field in ("name", "namespace", "uid"):
        if new.get(field) is not None and old.get(field) != new.get(field):
            raise ValueError(f"before and after differ in metadata.{field}: they are two objects")
    return old.get("resourceVersion")


def _metadata(document: dict[str, Any]) -> dict[str, Any]:
    metadata = document.get("metadata")
    return metadata if is_object(metadata) else {}


def _without_version(document: dict[str, Any]) -> dict[str, Any]:
    """Without what tells the version and the identity, which no patch changes."""
    told = ("resourceVersion", "name", "namespace", "uid")
    metadata = {key: item for key, item in _metadata(document).items() if key not in told}
    return {**document, "metadata": metadata}


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal; true is not 1, and a null is like nothing."""
    if is_object(one) and is_object(other):
        return all(same(one.get(key), other.get(key)) for key in one.keys() | other.keys())
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


# ----------------------------------------------------------------------- strategic merge patches


class _NotMergeable(Exception):
    """The documents differ in a list that can only be replaced as a whole."""


def _object_patch(
    before: dict[str, Any], after: dict[str, Any], shape: str | None, shapes: Shapes
) -> dict[str, Any]:
    patch: dict[str, Any] = {}
    for name in _names(before, after):
        old, new = before.get(name), after.get(name)
        inner, key = _below(name, shape, shapes)
        if same(old, new):
            continue
        if is_object(old) and is_object(new):
            patch[name] = _object_patch(old, new, inner, shapes)
        elif is_list(old) and is_list(new):
            patch |= _list_patch(name, old, new, key, inner, shapes)
        else:
            patch[name] = new
    return patch


def _below(name: str, shape: str | None, shapes: Shapes) -> tuple[str | None, str | None]:
    """The shape of a field's value, or of the elements of its list; and the list's merge key."""
    part: Part | None = shapes[shape].parts.get(name) if shape in shapes else None
    if part is None or part.container == "{}":
        return None, None
    return part.shape, part.keys[0] if part.is_merged else None


def _names(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields of both, those of the new document first."""
    return list(dict.fromkeys([*after, *before]))


def _list_patch(
    name: str,
    before: list[Any],
    after: list[Any],
    key: str | None,
    inner: str | None,
    shapes: Shapes,
) -> dict[str, Any]:
    """What to say of a list whose elements are told apart by a key."""
    if key is None:
        raise _NotMergeable
    old, new = _by_key(before, key), _by_key(after, key)
    elements: list[dict[str, Any]] = []
    for value, element in new.items():
        if value not in old:
            elements.append(element)
        elif not same(old[value], element):
            elements.append({key: value, **_object_patch(old[value], element, inner, shapes)})
    elements += [{"$patch": "delete", key: value} for value in old if value not in new]
    patch: dict[str, Any] = {name: elements} if elements else {}
    merged = [value for value in old if value in new] + [value for value in new if value not in old]
    if merged != list(new):
        patch[f"$setElementOrder/{name}"] = [{key: value} for value in new]
    return patch


def _by_key(elements: list[Any], key: str) -> dict[str, dict[str, Any]]:
    """The elements by their key. Raises _NotMergeable where one has none or two have the same."""
    found: dict[str, dict[str, Any]] = {}
    for element in elements:
        value = element.get(key) if is_object(element) else None
        if not isinstance(value, str) or value in found:
            raise _NotMergeable
        found[value] = element
    return found


# ------------------------------------------------------------------------------------ JSON Patch


def _object_operations(
    before: dict[str, Any],
    after: dict[str, Any],
    path: str,
    shape: str | None,
    shapes: Shapes,
    add: Callable[[dict[str, Any]], None],
) -> None:
    for name in _names(before, after):
        old, new = before.get(name), after.get(name)
        if same(old, new):
            continue
        place = f"{path}/{_escaped(name)}"
        inner, key = _below(name, shape, shapes)
        if is_object(old) and is_object(new):
            _object_operations(old, new, place, inner, shapes, add)
        elif is_list(old) and is_list(new):
            _list_operations(old, new, place, inner, key, shapes, add)
        elif new is None:
            add({"op": "remove", "path": place})
        else:
            # `add` also replaces, and the server may have a null where we see nothing.
            add({"op": "add", "path": place, "value": new})


def _list_operations(
    before: list[Any],
    after: list[Any],
    path: str,
    shape: str | None,
    key: str | None,
    shapes: Shapes,
    add: Callable[[dict[str, Any]], None],
) -> None:
    """From the end to the start, so that the positions in front stay true."""
    for old_place, old, new in reversed(list(_pairs(before, after, key))):
        place = f"{path}/{old_place}"
        if old is _NOTHING:
            add({"op": "add", "path": place, "value": new})
            continue
        for inner_path, value in _leaves(old):
            add({"op": "test", "path": place + inner_path, "value": value})
        if new is _NOTHING:
            add({"op": "remove", "path": place})
        elif is_object(old) and is_object(new):
            _object_operations(old, new, place, shape, shapes, add)
        elif is_list(old) and is_list(new):
            _list_operations(old, new, place, shape, None, shapes, add)
        else:
            add({"op": "replace", "path": place, "value": new})


_NOTHING: Any = object()


def _pairs(before: list[Any], after: list[Any], key: str | None) -> Iterator[tuple[int, Any, Any]]:
    """What differs: the position in the old list, the old element and the new one."""
    old_marks, new_marks = ([_mark(item, key) for item in items] for items in (before, after))
    matcher = SequenceMatcher(None, old_marks, new_marks, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":  # of those with a key only the key
            for old, new in zip(range(start, end), range(new_start, new_end), strict=True):
                if not same(before[old], after[new]):
                    yield old, before[old], after[new]
            continue
        left, right = before[start:end], after[new_start:new_end]
        for offset in range(max(len(left), len(right))):
            old = left[offset] if offset < len(left) else _NOTHING
            new = right[offset] if offset < len(right) else _NOTHING
            place = start + min(offset, len(left))
            if old is _NOTHING or new is _NOTHING or (key is None and _are_alike(old, new)):
                yield place, old, new
            else:
                yield place, _NOTHING, new
                yield place, old, _NOTHING


def _mark(element: Any, key: str | None) -> str:
    """What an element is told apart by."""
    if key is not None and is_object(element):
        return json.dumps(element.get(key))
    return json.dumps(_without_nulls(element), sort_keys=True)


def _without_nulls(value: Any) -> Any:
    if is_object(value):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if is_list(value) else value


def _are_alike(old: Any, new: Any) -> bool:
    """Whether the new element is the old one, changed; if not, it takes over nothing of it."""
    if not (is_object(old) and is_object(new)):
        return not is_object(old) and not is_object(new)
    left, right = dict(_leaves(old)), dict(_leaves(new))
    equal = sum(path in right and same(value, right[path]) for path, value in left.items())
    return equal >= _ALIKE * max(len(left), len(right), 1)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text, number and truth value, with its pointer."""
    if is_object(value):
        for name, item in value.items():
            yield from _leaves(item, f"{path}/{_escaped(name)}")
    elif is_list(value):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}/{index}")
    elif value is not None:
        yield path, value


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")

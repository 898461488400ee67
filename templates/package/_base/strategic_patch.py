"""Strategic merge patch and the merge of server-side apply: lists merge by the keys of elements.

Sources: k8s.io/apimachinery strategicpatch (version 1.26), and server-side apply without its
bookkeeping of owners.
"""

from __future__ import annotations

from .filling import deep_copy
from .kinds import is_list, is_object
from .patching import BrokenPatch, PatchError, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

    from .patching import Part, Shapes

_DIRECTIVE = "$patch"
_RETAIN = "$retainKeys"
_ORDER = "$setElementOrder/"
_DELETE_VALUES = "$deleteFromPrimitiveList/"


def strategic_merge(document: Any, patch: Any, shape: str | None, shapes: Shapes) -> Any:
    """The document with a strategic merge patch; keys that begin with `$` are never stored."""
    if not is_object(patch):
        raise BrokenPatch("a strategic merge patch is an object")
    return _merge_object(document if is_object(document) else {}, patch, shape, shapes)


def _merge_object(
    old: dict[str, Any], patch: dict[str, Any], shape: str | None, shapes: Shapes
) -> dict[str, Any]:
    directive = patch.get(_DIRECTIVE)
    if directive == "delete":
        return {}
    if directive == "replace":
        whole: dict[str, Any] = _stored(patch)
        return whole
    if directive not in (None, "merge"):
        raise BrokenPatch(f"unknown patch directive: {directive!r}")
    parts = shapes[shape].parts if shape in shapes else {}
    result = dict(old)
    retained = patch.get(_RETAIN)
    if is_list(retained):
        kept = {key for key in retained if isinstance(key, str)}
        result = {key: value for key, value in result.items() if key in kept}
    for key, value in patch.items():
        if key.startswith("$"):
            continue
        part = parts.get(key)
        if value is None:
            result.pop(key, None)
        elif is_list(value) and part is not None and part.container == "[]":
            result[key] = _merge_list(result.get(key), value, part, shapes)
        elif is_object(value):
            below = part.shape if part is not None and part.container == "" else None
            held = result.get(key)
            if part is not None and part.container == "{}" and part.shape is not None:
                result[key] = _merge_map(held if is_object(held) else {}, value, part.shape, shapes)
            else:
                result[key] = _merge_object(held if is_object(held) else {}, value, below, shapes)
        else:
            result[key] = _stored(value)
    _directives_of_lists(result, patch, parts)
    return result


def _merge_map(
    old: dict[str, Any], patch: dict[str, Any], shape: str, shapes: Shapes
) -> dict[str, Any]:
    """A map whose values are objects of one shape."""
    result = _merge_object(old, {k: v for k, v in patch.items() if not is_object(v)}, None, shapes)
    for key, value in patch.items():
        if is_object(value) and not key.startswith("$"):
            held = result.get(key)
            result[key] = _merge_object(held if is_object(held) else {}, value, shape, shapes)
    return result


def _merge_list(old: Any, patch: list[Any], part: Part, shapes: Shapes) -> list[Any]:
    if old is None:  # then a patch is taken as it is, its elements with and without keys
        whole: list[Any] = _stored(patch)
        return whole
    held: list[Any] = list(old) if is_list(old) else []
    if part.is_set and not part.keys:
        return _with_new(held, patch)
    if not part.is_merged:
        whole = _stored(patch)
        return whole
    key = part.keys[0]
    replacing = [item for item in patch if is_object(item) and item.get(_DIRECTIVE) == "replace"]
    if any(key not in item for item in replacing):
        return [
            _stored(item)
            for item in patch
            if not (is_object(item) and item.get(_DIRECTIVE) == "replace")
        ]
    places: dict[Hashable, list[int]] = {}  # looked up, not looked for: both lists may be long
    for place, value in enumerate(held):
        if is_object(value):
            places.setdefault(_key(value.get(key)), []).append(place)
    gone: set[int] = set()
    for item in patch:
        if not is_object(item):
            raise PatchError(f"elements of the list are objects, with the key {key}")
        if key not in item:
            raise PatchError(f"map: {shortened(item)} does not contain declared merge key: {key}")
        name = _key(item[key])
        found = places.get(name)
        if item.get(_DIRECTIVE) == "delete":
            gone.update(places.pop(name, ()))
        elif found:
            held[found[0]] = _merge_object(held[found[0]], item, part.shape, shapes)
        else:
            places[name] = [len(held)]
            held.append(_merge_object({}, item, part.shape, shapes))
    return [value for place, value in enumerate(held) if place not in gone]


def _with_new(held: list[Any], more: list[Any]) -> list[Any]:
    """A set of values with those of another list that are not in it yet, looked up by `_key`."""
    known = set(map(_key, held))
    return held + [value for value in more if _key(value) not in known]


def _key(value: Any) -> Hashable:
    """What equal JSON values share and others do not: true is not 1, but 1 is 1.0."""
    if isinstance(value, bool):
        return ("bool", value)
    if is_object(value):
        return ("object", frozenset((name, _key(item)) for name, item in value.items()))
    if is_list(value):
        return ("list", *map(_key, value))
    plain: Hashable = value
    return plain


def _directives_of_lists(
    result: dict[str, Any], patch: dict[str, Any], parts: dict[str, Part]
) -> None:
    """What a patch says of lists beside their elements: values to delete, and the order."""
    for key, value in patch.items():
        if not is_list(value):
            continue
        if key.startswith(_DELETE_VALUES):
            name = key.removeprefix(_DELETE_VALUES)
            if is_list(held := result.get(name)):
                gone = set(map(_key, value))
                result[name] = [item for item in held if _key(item) not in gone]
        elif key.startswith(_ORDER):
            name = key.removeprefix(_ORDER)
            if is_list(held := result.get(name)):
                part = parts.get(name)
                result[name] = _ordered(held, value, part.keys[0] if part and part.keys else None)


def _ordered(held: list[Any], order: list[Any], key: str | None) -> list[Any]:
    """The elements in the order that the patch wants; the others stay behind those before them."""

    def name_of(item: Any) -> Any:
        return item.get(key) if key is not None and is_object(item) else item

    wanted: dict[Hashable, int] = {}
    for rank, item in enumerate(order):
        wanted.setdefault(_key(name_of(item)), rank)
    ranks: list[tuple[int, int]] = []
    last = -1
    for number, item in enumerate(held):
        last = wanted.get(_key(name_of(item)), last)
        ranks.append((last, number))
    return [held[number] for _, number in sorted(ranks)]


def _stored(value: Any) -> Any:
    """The value without what only directs the patch."""
    if is_object(value):
        return {
            key: _stored(item)
            for key, item in value.items()
            if not key.startswith("$") and item is not None
        }
    if is_list(value):
        return [
            _stored(item)
            for item in value
            if not (is_object(item) and item.get(_DIRECTIVE) == "delete")
        ]
    return value


# ---------------------------------------------------------------------------- server-side apply


def apply_merge(document: Any, applied: Any, shape: str | None, shapes: Shapes) -> Any:
    """The document with what was applied: objects and lists with keys merge, all else replaces."""
    if not is_object(applied):
        return deep_copy(applied)
    result: dict[str, Any] = dict(document) if is_object(document) else {}
    parts = shapes[shape].parts if shape in shapes else {}
    for key, value in applied.items():
        part, held = parts.get(key), result.get(key)
        if is_list(value) and part is not None and (part.keys or part.is_set):
            result[key] = _apply_list(held, value, part, shapes)
        elif is_object(value) and not (
            part is not None and part.shape in shapes and shapes[part.shape or ""].is_atomic
        ):
            below = part.shape if part is not None and part.container == "" else None
            result[key] = apply_merge(held, value, below, shapes)
        else:
            result[key] = deep_copy(value)
    return result


def _apply_list(old: Any, applied: list[Any], part: Part, shapes: Shapes) -> list[Any]:
    held: list[Any] = list(old) if is_list(old) else []
    if not part.keys:
        return _with_new(held, applied)

    absent = part.absent or {}

    def name_of(item: Any) -> Any:
        if not is_object(item):
            return item
        given = [item.get(key) for key in part.keys]
        return [
            absent.get(key) if name is None else name
            for key, name in zip(part.keys, given, strict=True)
        ]

    places: dict[Hashable, int] = {}
    for place, value in enumerate(held):
        places.setdefault(_key(name_of(value)), place)
    for item in applied:
        place = places.setdefault(_key(name_of(item)), len(held))
        if place < len(held):
            held[place] = apply_merge(held[place], item, part.shape, shapes)
        else:
            held.append(deep_copy(item))
    return held

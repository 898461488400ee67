"""Patches: from a document and a patch to the document that the patch makes of it.

All functions leave what they are given as it is. Sources: RFC 7386 (merge), RFC 6902 (JSON Patch),
k8s.io/apimachinery strategicpatch (version 1.26), and the merge of server-side apply without its
bookkeeping of owners.
"""

from __future__ import annotations

from dataclasses import dataclass

from .filling import deep_copy
from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any, TypeAlias

MAX_OPERATIONS = 10_000
# Of all copies of a JSON patch together, roughly in bytes: a few that copy copies fill any memory.
MAX_COPIED = 3 << 20
_DIRECTIVE = "$patch"
_RETAIN = "$retainKeys"
_ORDER = "$setElementOrder/"
_DELETE_VALUES = "$deleteFromPrimitiveList/"


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


@dataclass(frozen=True, slots=True)
class Shape:
    """An object; `parts` has those of its fields that have parts."""

    is_atomic: bool
    parts: dict[str, Part]


if TYPE_CHECKING:
    Shapes: TypeAlias = dict[str, Shape]


class PatchError(ValueError):
    """The patch cannot be applied; the message says why."""


class BrokenPatch(PatchError):
    """The patch is none, whatever the document."""


class LargePatch(PatchError):
    """The patch asks for more than is done for anybody."""


# -------------------------------------------------------------------------------- RFC 7386


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


# -------------------------------------------------------------------------------- RFC 6902


def json_patch(document: Any, patch: Any) -> Any:
    """The document with a JSON Patch: all operations, or PatchError."""
    if not is_list(patch):
        raise BrokenPatch("a JSON patch is a list of operations")
    if len(patch) > MAX_OPERATIONS:
        raise LargePatch(
            f"The allowed maximum operations in a JSON patch is {MAX_OPERATIONS}, got {len(patch)}"
        )
    root: list[Any] = [deep_copy(document)]
    copied = 0
    for operation in patch:
        if not is_object(operation):
            raise BrokenPatch("an operation of a JSON patch is an object")
        if operation.get("op") == "copy":
            copied += _size(_find(root, _tokens(operation.get("from"))))
            if copied > MAX_COPIED:
                raise LargePatch(
                    "Unable to complete the copy, the accumulated size increase of copy is "
                    f"{copied}, exceeding the limit {MAX_COPIED}"
                )
        _operate(root, operation)
    return root[0]


def _size(value: Any) -> int:
    """About how many bytes of JSON the value has."""
    waiting: list[Any] = [value]
    size = 0
    while waiting:
        item = waiting.pop()
        size += len(item) + 2 if isinstance(item, str) else 2
        if is_object(item):
            size += sum(len(key) + 4 for key in item)
            waiting += item.values()
        elif is_list(item):
            waiting += item
    return size


def _operate(root: list[Any], operation: dict[str, Any]) -> None:
    name, path = operation.get("op"), _tokens(operation.get("path"))
    if name in ("add", "replace", "test"):
        if "value" not in operation:
            raise BrokenPatch(f"the operation {name} needs a value")
        value = deep_copy(operation["value"])
        if name == "add":
            _add(root, path, value)
        elif name == "replace":
            _find(root, path)
            _set(root, path, value)
        elif not _equal(_find(root, path), value):
            raise PatchError(f"testing value {_shown(operation['path'])} failed: test failed")
    elif name == "remove":
        _remove(root, path)
    elif name in ("move", "copy"):
        source = _tokens(operation.get("from"))
        if name == "move":
            if path[: len(source)] == source and path != source:
                raise PatchError("a value cannot be moved into itself")
            _add(root, path, _remove(root, source))
        else:
            _add(root, path, deep_copy(_find(root, source)))
    else:
        raise BrokenPatch(f"unexpected kind of operation: {name}")


def _shown(path: Any) -> str:
    return str(path)[:200]


def _tokens(pointer: Any) -> list[str]:
    """The steps of a JSON pointer; the root of the document is the only element of `root`."""
    if not isinstance(pointer, str) or (pointer and not pointer.startswith("/")):
        raise BrokenPatch("an operation of a JSON patch needs a path such as /spec/tags/0")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _holder(root: list[Any], path: list[str]) -> tuple[Any, Any]:
    """The object or list that holds the place, and the key or index in it."""
    holder: Any = root
    key: Any = 0
    for step in path:
        value = _value(holder, key, path)
        holder, key = value, step
    return holder, key


def _index(step: Any, length: int, path: list[str]) -> int:
    text = str(step)
    if not (text == "0" or (text.isascii() and text.isdecimal() and text[0] != "0")):
        raise PatchError(f"no index of a list: {_pointer(path)}")
    if len(text) > 9 or int(text) >= length:
        raise PatchError(f"the list has no such element: {_pointer(path)}")
    return int(text)


def _pointer(path: list[str]) -> str:
    return _shown("".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path))


def _value(holder: Any, key: Any, path: list[str]) -> Any:
    if is_object(holder) and key in holder:
        return holder[key]
    if is_list(holder):
        return holder[_index(key, len(holder), path)]
    raise PatchError(f"the document has no such place: {_pointer(path)}")


def _find(root: list[Any], path: list[str]) -> Any:
    return _value(*_holder(root, path), path)


def _set(root: list[Any], path: list[str], value: Any) -> None:
    holder, key = _holder(root, path)
    holder[_index(key, len(holder), path) if is_list(holder) else key] = value


def _add(root: list[Any], path: list[str], value: Any) -> None:
    holder, key = _holder(root, path)
    if not path:
        root[0] = value
    elif is_list(holder):
        place = len(holder) if key == "-" else _index(key, len(holder) + 1, path)
        holder.insert(place, value)
    elif is_object(holder):
        holder[key] = value
    else:
        raise PatchError(f"the document has no such place: {_pointer(path)}")


def _remove(root: list[Any], path: list[str]) -> Any:
    value = _find(root, path)
    holder, key = _holder(root, path)
    if is_list(holder):
        del holder[_index(key, len(holder), path)]
    else:
        del holder[key]
    return value


def _equal(left: Any, right: Any) -> bool:
    """Whether two JSON values are the same; Python takes 1 for true, JSON does not."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(_equal(left[key], right[key]) for key in left)
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(_equal, left, right))
    return (type(left) is type(right) and bool(left == right)) or (
        _is_number(left, right) and left == right
    )


def _is_number(*values: Any) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


# ------------------------------------------------------------------------- strategic merge patch


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
    held: list[Any] = list(old) if is_list(old) else []
    if part.is_set and not part.keys:
        return _with_new(held, patch)
    if not part.is_merged:
        whole: list[Any] = _stored(patch)
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
            raise PatchError(f"map: {_shown(item)} does not contain declared merge key: {key}")
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

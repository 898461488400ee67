"""JSON Patch (RFC 6902): operations at places, all of them or none."""

from __future__ import annotations

from .checks import same
from .filling import deep_copy
from .kinds import is_list, is_object
from .patching import BrokenPatch, LargePatch, PatchError, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_OPERATIONS = 10_000
_PARTS = ("op", "path", "from", "value")
# Of all copies of a JSON patch together, roughly in bytes: a few that copy copies fill any memory.
MAX_COPIED = 3 << 20


def json_patch(document: Any, patch: Any) -> Any:
    """The document with a JSON Patch: all operations, or PatchError."""
    if not is_list(patch):
        raise BrokenPatch(
            f"error decoding patch: json: cannot unmarshal {_kind_of(patch)} into a list of "
            "operations"
        )
    if len(patch) > MAX_OPERATIONS:
        raise LargePatch(
            f"The allowed maximum operations in a JSON patch is {MAX_OPERATIONS}, got {len(patch)}"
        )
    root: list[Any] = [deep_copy(document)]
    copied = 0
    for operation in patch:
        if operation is None:
            raise PatchError("an operation of a JSON patch is an object")
        if not is_object(operation):
            raise BrokenPatch(
                f"error decoding patch: json: cannot unmarshal {_kind_of(operation)} into an "
                "operation"
            )
        if operation.get("op") == "copy":
            copied += _size(_find(root, _tokens(operation.get("from"))))
            if copied > MAX_COPIED:
                raise LargePatch(
                    "Unable to complete the copy, the accumulated size increase of copy is "
                    f"{copied}, exceeding the limit {MAX_COPIED}"
                )
        _operate(root, operation)
    return root[0]


def unknown_parts(patch: Any) -> list[str]:
    """The paths of what no operation has."""
    return [
        f"[{number}].{key}"
        for number, operation in enumerate(patch if is_list(patch) else ())
        if is_object(operation)
        for key in operation
        if key not in _PARTS
    ]


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    return "object" if is_object(value) else "array" if is_list(value) else "number"


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
        value = deep_copy(operation.get("value"))  # absent is null, for Go's library
        if name == "add":
            _add(root, path, value)
        elif name == "replace":
            _set(root, path, value)
        elif not same(_tested(root, path), value):
            raise PatchError(f"testing value {shortened(operation['path'])} failed: test failed")
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
        raise PatchError(f"unexpected kind of operation: {name}")


def _tokens(pointer: Any) -> list[str]:
    """The steps of a JSON pointer; the root of the document is the only element of `root`."""
    if not isinstance(pointer, str) or (pointer and not pointer.startswith("/")):
        raise PatchError("an operation of a JSON patch needs a path such as /spec/tags/0")
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
    return shortened("".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path))


def _value(holder: Any, key: Any, path: list[str]) -> Any:
    if is_object(holder) and key in holder:
        return holder[key]
    if is_list(holder):
        return holder[_index(key, len(holder), path)]
    raise PatchError(f"the document has no such place: {_pointer(path)}")


def _find(root: list[Any], path: list[str]) -> Any:
    return _value(*_holder(root, path), path)


def _tested(root: list[Any], path: list[str]) -> Any:
    """The value at a place; null for what its object lacks, as Go's library sees it."""
    holder, key = _holder(root, path)
    return holder.get(key) if is_object(holder) else _value(holder, key, path)


def _set(root: list[Any], path: list[str], value: Any) -> None:
    """Put another value at a place; an object may lack what is replaced, as in Go's library."""
    holder, key = _holder(root, path)
    if not is_object(holder):
        _value(holder, key, path)
    place: Any = _index(key, len(holder), path) if is_list(holder) else key
    holder[place] = value


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

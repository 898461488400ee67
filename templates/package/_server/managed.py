"""managedFields: which fields a request has set, in the format FieldsV1.

Fields without a value (false, 0, "", nothing in them) are not listed, as Go omits them.
Source: sigs.k8s.io/structured-merge-diff, and the answers of a real server.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .._base.kinds import is_list, is_object
from .._base.patching import Part, Shape

# All other metadata is the server's own.
_OWNED = ("generateName", "labels", "annotations", "finalizers", "ownerReferences")
_LONGEST_MANAGER = 128


def manager_of(field_manager: str | None, user_agent: bytes | None) -> str:
    """Who writes: the parameter, else the User-Agent up to its first slash."""
    if field_manager:
        return field_manager
    text = (user_agent or b"").partition(b"/")[0][:_LONGEST_MANAGER].decode(errors="replace")
    if not text.isprintable():
        text = "".join(char for char in text if char.isprintable())
    return text or "unknown"


def entry_of(
    document: dict[str, Any],
    shape: str,
    shapes: dict[str, Shape],
    manager: str,
    operation: str,
    api_version: str,
    now: str,
    subresource: str = "",
) -> dict[str, Any]:
    """The entry of managedFields for all fields of a document but its status."""
    fields: dict[str, Any] = {}
    parts = shapes[shape].parts if shape in shapes else {}
    for key, value in document.items():
        if not value or key == "apiVersion" or key == "kind":
            continue
        if key == "status" and not subresource:
            continue
        if key == "metadata" and is_object(value):
            value = {name: value[name] for name in _OWNED if value.get(name)}
        if value:
            inner = _fields_of(value, parts.get(key), shapes)
            inner.pop(".", None)
            if inner:
                fields[f"f:{key}"] = inner
    entry: dict[str, Any] = {
        "manager": manager,
        "operation": operation,
        "apiVersion": api_version,
        "time": now,
        "fieldsType": "FieldsV1",
        "fieldsV1": fields,
    }
    return {**entry, "subresource": subresource} if subresource else entry


def with_entry(listed: Any, entry: dict[str, Any]) -> list[Any]:
    """The entries with one more, which takes the place of the one of the same writer."""
    same = ("manager", "operation", "subresource")
    others = [
        item
        for item in (listed if is_list(listed) else ())
        if not is_object(item) or any(item.get(key) != entry.get(key) for key in same)
    ]
    return [*others, entry]


def _fields_of(value: Any, part: Part | None, shapes: dict[str, Shape]) -> dict[str, Any]:
    """The set of fields of a value that is not empty."""
    if is_object(value):
        if part is not None and part.container == "" and part.shape in shapes:
            shape = shapes[part.shape or ""]
            return {} if shape.is_atomic else _of_object(value, shape, shapes)
        if part is None or part.container == "":
            return {}  # free-form
        inner = Part("", part.shape, (), False, False) if part.shape else None
        return {
            ".": {},
            **{f"f:{key}": _fields_of(item, inner, shapes) for key, item in value.items()},
        }
    if is_list(value) and part is not None:
        return _of_list(value, part, shapes)
    return {}


def _of_object(value: dict[str, Any], shape: Shape, shapes: dict[str, Shape]) -> dict[str, Any]:
    found: dict[str, Any] = {".": {}}
    for key, item in value.items():
        if item:
            found[f"f:{key}"] = _fields_of(item, shape.parts.get(key), shapes)
    return found


def _of_list(value: list[Any], part: Part, shapes: dict[str, Shape]) -> dict[str, Any]:
    if part.is_set:
        return {".": {}, **{f"v:{_text(item)}": {} for item in value}}
    if not part.keys:
        return {}
    found: dict[str, Any] = {".": {}}
    shape = shapes.get(part.shape or "")
    for item in value:
        if is_object(item):
            name = _text({key: item.get(key) for key in sorted(part.keys)})
            found[f"k:{name}"] = _of_object(item, shape, shapes) if shape else {}
    return found


def _text(value: Any) -> str:
    return msgspec.json.encode(value).decode()

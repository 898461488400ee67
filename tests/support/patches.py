"""Patches applied to plain JSON, in the shortest way: a second opinion on the client's own."""

from __future__ import annotations

import copy
from typing import Any


class TestFailed(Exception):
    """A `test` of a JSON Patch found another value."""


def strategic(document: Any, patch: Any, keys: dict[str, str]) -> Any:
    """A strategic merge patch; `keys` has the merge key of each list that has one, by its name."""
    document = copy.deepcopy(document)
    orders = {
        key.removeprefix("$setElementOrder/"): value
        for key, value in patch.items()
        if key.startswith("$setElementOrder/")
    }
    for name, value in patch.items():
        if name.startswith("$setElementOrder/"):
            continue
        old = document.get(name)
        if value is None:
            document.pop(name, None)
        elif isinstance(value, dict):
            document[name] = strategic(old if isinstance(old, dict) else {}, value, keys)
        elif isinstance(value, list) and name in keys:
            document[name] = _elements(old or [], value, keys[name], keys)
        else:
            document[name] = value
    for name, order in orders.items():
        wanted = [element[keys[name]] for element in order]
        document[name].sort(key=lambda element: wanted.index(element[keys[name]]))
    return document


def _elements(old: list[Any], patch: list[Any], key: str, keys: dict[str, str]) -> list[Any]:
    elements = {element[key]: element for element in old}
    for element in patch:
        if element.get("$patch") == "delete":
            elements.pop(element[key], None)
        else:
            elements[element[key]] = strategic(elements.get(element[key], {}), element, keys)
    return list(elements.values())


def json_patch(document: Any, operations: list[dict[str, Any]]) -> Any:
    """RFC 6902: add, remove, replace and test. Raises TestFailed, KeyError and IndexError."""
    document = copy.deepcopy(document)
    for operation in operations:
        *path, last = [
            token.replace("~1", "/").replace("~0", "~")
            for token in operation["path"].split("/")[1:]
        ]
        place = document
        for token in path:
            place = place[int(token) if isinstance(place, list) else token]
        key: Any = int(last) if isinstance(place, list) else last
        match operation["op"]:
            case "test":
                if place[key] != operation["value"]:
                    raise TestFailed(operation["path"])
            case "remove":
                del place[key]
            case "replace":
                place[key]  # must be there
                place[key] = operation["value"]
            case "add" if isinstance(place, list):
                if key > len(place):
                    raise IndexError(key)
                place.insert(key, operation["value"])
            case _:
                place[key] = operation["value"]
    return document

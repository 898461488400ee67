"""What several fields of an object must be: each of these functions notes those that are not.

A field that is absent is passed over, and but for `expect` one that is null.
"""

from __future__ import annotations

from ..causes import NOT_SUPPORTED, add, element_step
from .checks import (
    complain,
    is_string_list,
    is_string_map,
    not_string_values,
    not_strings,
    not_whole,
    wrong_type,
)
from .kinds import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ..causes import At, Finding

_STRING_OR_NULL, _BOOLEAN_OR_NULL = (str, type(None)), (bool, type(None))


def expect(
    found: list[Finding], at: At, value: Any, classes: Any, expected: str, names: Iterable[str]
) -> None:
    """Note the fields of another class than those expected; here null is a value like others."""
    for name in names:
        if name in value and not isinstance(value[name], classes):
            wrong_type(found, (at, name), expected, value[name])


def expect_strings(found: list[Finding], at: At, value: Any, names: Iterable[str]) -> None:
    """Note the fields that are no strings."""
    for name in names:
        if name in value and not isinstance(value[name], _STRING_OR_NULL):
            wrong_type(found, (at, name), "string", value[name])


def expect_booleans(found: list[Finding], at: At, value: Any, names: Iterable[str]) -> None:
    """Note the fields that are neither true nor false."""
    for name in names:
        if name in value and not isinstance(value[name], _BOOLEAN_OR_NULL):
            wrong_type(found, (at, name), "boolean", value[name])


def expect_whole(
    found: list[Finding],
    at: At,
    value: Any,
    is_whole: Callable[[Any], bool],
    expected: str,
    names: Iterable[str],
) -> None:
    """Note the fields that are no integers of a size."""
    for name in names:
        item = value.get(name)
        if item is not None and not is_whole(item):
            not_whole(found, (at, name), expected, item)


def expect_format(
    found: list[Finding],
    at: At,
    value: Any,
    reason: str,
    details: Callable[[str], list[str]],
    names: Iterable[str],
) -> None:
    """Note the fields that are no texts of a format."""
    for name in names:
        item = value.get(name)
        if isinstance(item, str):
            complain(found, (at, name), reason, item, details)
        elif item is not None:
            wrong_type(found, (at, name), "string", item)


def expect_one_of(
    found: list[Finding],
    at: At,
    value: Any,
    choices: tuple[str, ...],
    names: Iterable[str],
) -> None:
    """Note the fields that are none of some texts."""
    for name in names:
        item = value.get(name)
        if item is None or item in choices:
            continue
        if isinstance(item, str):
            detail = "supported values: " + ", ".join(f'"{text}"' for text in choices if text)
            add(found, (at, name), NOT_SUPPORTED, item, detail)
        else:
            wrong_type(found, (at, name), "string", item)


def expect_string_lists(found: list[Finding], at: At, value: Any, names: Iterable[str]) -> None:
    """Note the fields that are no lists of strings."""
    for name in names:
        item = value.get(name)
        if item is not None and not is_string_list(item):
            not_strings(found, (at, name), item)


def expect_string_maps(found: list[Finding], at: At, value: Any, names: Iterable[str]) -> None:
    """Note the fields that are no maps of strings."""
    for name in names:
        item = value.get(name)
        if item is not None and not is_string_map(item):
            not_string_values(found, (at, name), item)


def wrong_elements(
    found: list[Finding],
    at: At,
    value: Any,
    name: str,
    is_right: Callable[[Any], bool],
    key: str | None = None,
) -> Iterator[tuple[Any, At]]:
    """Elements of the list in a field that are wrong, each with its place; notes what is no list.

    `key` is the field that tells elements apart.
    """
    items = value.get(name)
    if items is None:
        return
    if not is_list(items):
        wrong_type(found, (at, name), "array", items)
        return
    for index, item in enumerate(items):
        if not is_right(item):
            step = index if key is None else element_step(index, item, key)
            yield item, ((at, name), step)

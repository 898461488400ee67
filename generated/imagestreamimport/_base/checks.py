"""Small questions about JSON values that the validators ask again and again.

JSON Schema tells `true` from 1 but not 1 from 1.0, and knows no tuples or sets; Python differs.
"""

from __future__ import annotations

from ..causes import TYPE_INVALID, add, entry, plain, type_name
from .kinds import is_list, is_object
from .nulls import note_null

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ..causes import At, Finding

# For rules: an object that is not there, and one that cannot be looked into.
NOTHING: dict[str, Any] = {}


class _Unreadable(dict[str, "Any"]):
    """Stands for a value that should be an object and is not: its fields are passed over."""

    def __eq__(self, other: object) -> bool:
        return self is other  # not even equal to an empty object: it is not known to be one

    def __ne__(self, other: object) -> bool:
        return self is not other  # a dict has its own

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def get(self, key: str, default: Any = None) -> Any:
        return self


UNREADABLE = _Unreadable()


def opened(value: Any) -> Any:
    """The object to read fields from: empty for none, unreadable for what is no object."""
    if value is None:
        return NOTHING
    return value if is_object(value) else UNREADABLE


def is_integer(value: Any) -> bool:
    """Whether JSON Schema calls the value an integer: 1 and 1.0, not `true`."""
    if isinstance(value, int):
        return not isinstance(value, bool)
    return isinstance(value, float) and value.is_integer()


def is_null(value: Any) -> bool:
    """Whether the value is null."""
    return value is None


def is_number(value: Any) -> bool:
    """Whether the value is a JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_int32(value: Any) -> bool:
    """Whether the value is written as an integer (1.0 is not) and fits into 32 bits."""
    if value.__class__ is not int and (not isinstance(value, int) or isinstance(value, bool)):
        return False
    return -(2**31) <= value < 2**31


def is_int64(value: Any) -> bool:
    """Whether the value is written as an integer (1.0 is not) and fits into 64 bits."""
    if value.__class__ is not int and (not isinstance(value, int) or isinstance(value, bool)):
        return False
    return -(2**63) <= value < 2**63


def is_string_list(value: Any) -> bool:
    """Whether the value is a list of strings."""
    items: Any = value
    if value.__class__ is not list and not isinstance(value, list):
        return False
    try:
        "".join(items)
    except TypeError:
        return False
    return True


def is_string_map(value: Any) -> bool:
    """Whether the value is an object whose values are strings."""
    entries: Any = value
    if value.__class__ is not dict and not isinstance(value, dict):
        return False
    # Most maps have few entries: there a loop is faster than `join`, which lists are asked with.
    for item in entries.values():
        if item.__class__ is not str and not isinstance(item, str):
            return False
    return True


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal as JSON: 1 is 1.0, and `true` is not 1."""
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def one_of(value: Any, values: Iterable[Any]) -> bool:
    """Whether the value equals one of the values as JSON."""
    return any(same(value, item) for item in values)


def duplicate_in(values: list[Any]) -> int | None:
    """The index of the first element that equals an earlier one as JSON, or None."""
    try:
        # The class keeps true from 1; nested values are not hashable and take the long way.
        if len({(bool, item) if isinstance(item, bool) else item for item in values}) == len(
            values
        ):
            return None
    except TypeError:
        pass
    seen: set[Any] = set()
    for index, item in enumerate(values):
        seen.add(_hashable(item))
        if len(seen) == index:
            return index
    return None


def _hashable(value: Any) -> Any:
    """What is equal for values that are the same as JSON: 1 for 1 and 1.0, not for `true`."""
    if is_object(value):
        return dict, frozenset((key, _hashable(item)) for key, item in value.items())
    if is_list(value):
        return list, tuple(map(_hashable, value))
    return (bool, value) if isinstance(value, bool) else value


def is_multiple(value: float, step: float) -> bool:
    """Whether the number is a multiple of the step, told in exact fractions."""
    if value != value or value in (float("inf"), float("-inf")):
        return False
    from fractions import Fraction  # slow to import, and needed by few schemas

    def exact(number: float) -> Fraction:
        return Fraction(number) if isinstance(number, int) else Fraction(str(number))

    return exact(value) % exact(step) == 0


def text_size(value: Any) -> int:
    """The size of a text in bytes of UTF-8; nothing for what is no text."""
    return len(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else 0


def map_size(value: dict[str, Any]) -> int:
    """The size in bytes of UTF-8 of all keys and texts of a map."""
    return sum(text_size(key) + text_size(item) for key, item in value.items())


def wrong_type(found: list[Finding], at: At, expected: str, value: Any) -> None:
    """Note a value of the wrong JSON type."""
    if value is None:
        note_null(found, at, expected)
    else:
        add(found, at, TYPE_INVALID, type_name(value), f"must be of type {expected}")


def not_whole(found: list[Finding], at: At, expected: str, value: Any) -> None:
    """Note a number that is no integer of the wanted size, or no number at all."""
    if is_number(value):
        add(found, at, TYPE_INVALID, value, f"must be of type {expected}")
    else:
        wrong_type(found, at, "integer", value)


def not_strings(found: list[Finding], at: At, value: Any) -> None:
    """Note what keeps a value from being a list of strings."""
    if not is_list(value):
        wrong_type(found, at, "array", value)
        return
    for index, item in enumerate(value):
        if not isinstance(item, str):
            wrong_type(found, (at, index), "string", item)


def not_string_values(found: list[Finding], at: At, value: Any) -> None:
    """Note what keeps a value from being an object whose values are strings."""
    if not is_object(value):
        wrong_type(found, at, "object", value)
        return
    for key, item in value.items():
        if not isinstance(item, str):
            wrong_type(found, (at, entry(key)), "string", item)


def has_part(parts: dict[str, str], names: Iterable[str]) -> bool:
    """Whether any of the named parts of a text is there."""
    return any(parts.get(name) for name in names)


def repeated_keys(items: list[Any], keys: tuple[str, ...]) -> list[tuple[int, str]]:
    """Index and key of each object whose key fields, all of them scalars, are those of another."""
    seen: set[tuple[tuple[bool, str], ...]] = set()
    repeated: list[tuple[int, str]] = []
    for index, item in enumerate(items):
        if is_object(item):
            key = tuple(_scalar_key(item.get(name)) for name in keys)
            if key in seen:
                repeated.append((index, ",".join(text for _, text in key)))
            seen.add(key)
    return repeated


def _scalar_key(value: Any) -> tuple[bool, str]:
    """Whether the value is no text, and what it is in words: 1.0 is 1, null an empty text."""
    if isinstance(value, bool):
        return True, "true" if value else "false"
    if isinstance(value, (int, float)):
        return True, str(int(value) if value == value // 1 else value)
    return False, plain(value)


def last_of_each(items: list[Any], key: str) -> list[tuple[int, Any]]:
    """Index and element of a list, where a later element replaces an earlier one of its key."""
    last: dict[str | int, int] = {}
    for index, item in enumerate(items):
        name: Any = item.get(key) if is_object(item) else index
        last["" if name is None else name if isinstance(name, str) else index] = index
    return [(index, items[index]) for index in sorted(last.values())]


def complain(
    found: list[Finding],
    at: At,
    reason: str,
    value: str,
    details: Callable[[str], list[str]],
    text: str | None = None,
) -> None:
    """Note all that a format says of a text, or of another text in the place of the value."""
    for detail in details(value if text is None else text):
        add(found, at, reason, value, detail)

"""Fields and elements that no other keyword of a schema says anything of.

JSON Schema 2020-12, sections 11.2 and 11.3: what counts is what the schemas say that the value
fits, those that are referred to and chosen among them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    Search: TypeAlias = Callable[[str], object]
    Test: TypeAlias = Callable[[Any], bool]


class Evaluated:
    """What one schema says something of, and the schemas that say more, by their names."""

    __slots__ = (
        "all_fields", "all_items", "always", "beside", "choices", "conditions", "contained",
        "first", "names", "patterns",
    )  # fmt: skip

    def __init__(
        self,
        names: tuple[str, ...] = (),
        patterns: tuple[Search, ...] = (),
        all_fields: bool = False,
        first: int = 0,
        all_items: bool = False,
        contained: Test | None = None,
        always: tuple[str, ...] = (),
        choices: tuple[tuple[Test, str], ...] = (),
        conditions: tuple[tuple[Test, str, str, str], ...] = (),
        beside: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.names = frozenset(names)
        self.patterns = patterns  # of names of fields
        self.all_fields = all_fields
        self.first = first  # so many elements
        self.all_items = all_items
        self.contained = contained  # elements that fit this
        self.always = always
        self.choices = choices  # where the value fits
        self.conditions = conditions  # a test, and what counts: if it holds, then; else
        self.beside = beside  # where the object has a field


def _applied(value: Any, name: str, table: dict[str, Evaluated]) -> Iterator[Evaluated]:
    """Yield a schema and those that it applies to the very same value, each once."""
    waiting = [name]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        schema = table[name]
        yield schema
        waiting += schema.always
        waiting += (other for test, other in schema.choices if test(value))
        for test, held, then, otherwise in schema.conditions:
            waiting += (part for part in ((held, then) if test(value) else (otherwise,)) if part)
        if isinstance(value, dict):
            waiting += (other for field, other in schema.beside if field in value)


def unevaluated_fields(value: Any, name: str, table: dict[str, Evaluated]) -> list[str]:
    """The fields of an object that the schemas below a name say nothing of."""
    if not isinstance(value, dict):
        return []
    schemas = list(_applied(value, name, table))
    if any(schema.all_fields for schema in schemas):
        return []
    fields: dict[str, Any] = value
    return [
        field
        for field in fields
        if not any(
            field in schema.names or any(search(field) for search in schema.patterns)
            for schema in schemas
        )
    ]


def unevaluated_items(value: Any, name: str, table: dict[str, Evaluated]) -> list[int]:
    """The indexes of the elements of an array that the schemas below a name say nothing of."""
    if not isinstance(value, list):
        return []
    schemas = list(_applied(value, name, table))
    if any(schema.all_items for schema in schemas):
        return []
    items: list[Any] = value
    first = max(schema.first for schema in schemas)
    tests = [schema.contained for schema in schemas if schema.contained is not None]
    return [
        index
        for index, item in enumerate(items)
        if index >= first and not any(test(item) for test in tests)
    ]


def unevaluated_parts(value: Any, name: str, table: dict[str, Evaluated]) -> list[Any]:
    """The values that `unevaluated_fields` and `unevaluated_items` stand for."""
    if isinstance(value, dict):
        return [value[field] for field in unevaluated_fields(value, name, table)]
    return [value[index] for index in unevaluated_items(value, name, table)]

"""A jsonschema in bounded time, without network, for values that stand in a schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from .dialect import CHECKER
from .patterns import Judge, to_python

_LONGEST_SEARCHED = 1_000  # characters


class Enough(Exception):
    """So many steps that nothing more is tried."""


def counting_checker(most_steps: int) -> Any:
    """Make a jsonschema that reads patterns as we do, and raises Enough after so many keywords."""
    steps = 0
    judge = Judge()
    closed: dict[int, frozenset[str]] = {}

    def pattern(_: Any, expression: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if not isinstance(value, str) or len(value) > _LONGEST_SEARCHED or judge.risk(expression):
            return
        try:
            found = re.search(to_python(expression), value, re.ASCII)
        except (re.error, OverflowError):
            return  # told elsewhere
        if not found:
            yield ValidationError(f"{value!r} does not match {expression!r}")

    def enum(validator: Any, values: list[Any], value: Any, schema: Any) -> Any:
        # Texts of an enumeration are looked through once, not once for each default.
        nonlocal steps
        if isinstance(value, str):
            if id(values) not in closed:
                closed[id(values)] = frozenset(item for item in values if isinstance(item, str))
            if value in closed[id(values)]:
                return ()
            values = values[:100]
        steps += len(values) // 10
        return Draft202012Validator.VALIDATORS["enum"](validator, values, value, schema)

    def counted(keyword: Callable[..., Any]) -> Callable[..., Any]:
        def run(validator: Any, said: Any, value: Any, schema: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps > most_steps:
                raise Enough
            return keyword(validator, said, value, schema)

        return run

    keywords = {**CHECKER.VALIDATORS, "pattern": pattern, "enum": enum}
    return extend(CHECKER, {name: counted(keyword) for name, keyword in keywords.items()})

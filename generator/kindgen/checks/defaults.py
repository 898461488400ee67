"""Tries the defaults of a schema on it as jsonschema reads it: in bounded time, without network."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ..schema import pointers
from ..schema.dialect import CHECKER
from ..schema.document import Document
from ..schema.patterns import Judge, to_python
from ..schema.problems import SchemaProblem, shown

# Keywords applied, to all defaults of one schema together: two or three seconds.
_MOST_STEPS = 200_000
_LONGEST_SEARCHED = 1_000  # characters


class _Enough(Exception):
    """So many steps that no more defaults are tried."""


def default_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find defaults that the field itself would refuse."""
    places = [pointer for pointer in document.schemas if "default" in document.keywords(pointer)]
    if not places:
        return
    root = _by_itself(document)
    checker = _counting()(root)
    for pointer in places:
        schema: dict[str, Any] = pointers.find(root, pointer)
        plain = {key: value for key, value in schema.items() if key != "default"}
        try:
            error = next(checker.evolve(schema=plain).iter_errors(schema["default"]), None)
        except RecursionError:
            continue  # a loop, which is told elsewhere, or a default that is too deep
        except _Enough:
            return
        if error is not None:
            place = pointers.join(pointer, "default")
            default = shown(schema["default"])
            message = f"the default {default} is refused by its own type: {error.message[:200]}"
            yield SchemaProblem(document.name, place, message)


def _by_itself(document: Document) -> Any:
    """Return the document with each `$ref` as a pointer into it, and without any other name."""
    root = copy.deepcopy(document.root)
    for pointer in document.schemas:
        schema = pointers.find(root, pointer)
        if isinstance(schema, dict):
            for key in ("$id", "$anchor", "$schema", "$ref"):
                schema.pop(key, None)
            if pointer in document.targets:
                schema["$ref"] = pointers.to_fragment(document.targets[pointer])
    return root


def _counting() -> Any:
    """Make a jsonschema that reads patterns as we do, and stops after many steps."""
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
            if steps > _MOST_STEPS:
                raise _Enough
            return keyword(validator, said, value, schema)

        return run

    keywords = {**CHECKER.VALIDATORS, "pattern": pattern, "enum": enum}
    return extend(CHECKER, {name: counted(keyword) for name, keyword in keywords.items()})

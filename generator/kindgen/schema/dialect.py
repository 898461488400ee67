"""Holds every keyword of a schema against dialect.schema.json."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from . import pointers
from .locations import DIALECT_NAME, dialect_path
from .patterns import to_python
from .problems import MAX_PROBLEMS, SchemaError, SchemaProblem, did_you_mean, shown

_PRUNINGS = 5
# An unknown keyword as like a known one as that is a slip, not a remark of another tool.
_SLIP = 0.8
# Keywords of older drafts and of OpenAPI, which would change what a schema means.
_OLDER = frozenset(
    {
        "$recursiveAnchor", "$recursiveRef", "additionalItems", "definitions", "dependencies",
        "disallow", "divisibleBy", "extends", "nullable",
    }
)  # fmt: skip
_IMPORT = "kindgen import-schema brings older drafts into our dialect, import-openapi OpenAPI."


def dialect() -> dict[str, Any]:
    """Read the meta-schema of our dialect."""
    document: dict[str, Any] = json.loads(dialect_path().read_text("utf-8"))
    return document


def is_remark(key: str, known: Iterable[str]) -> bool:
    """Whether a keyword that is not known is a remark of another tool, which says nothing here."""
    return key not in _OLDER and did_you_mean(key, known, _SLIP) is None


def known_keywords() -> frozenset[str]:
    """Return the keywords that a schema of our dialect may have."""
    return frozenset(dialect()["$defs"]["schema"]["properties"])


def check(document: Any, name: str, dialect: dict[str, Any]) -> Any:
    """Return the document, once the dialect allows every keyword of it.

    Raises SchemaError with one problem for each place.
    """
    found = (
        problem
        for error in CHECKER(dialect).iter_errors(document)
        for problem in _dialect_problems(error, name)
    )
    try:
        problems = list(islice(found, MAX_PROBLEMS))
    except RecursionError:
        raise SchemaError([SchemaProblem(name, "", "nested too deeply to check")]) from None
    if len(problems) == MAX_PROBLEMS:
        problems.append(SchemaProblem(name, "", f"these are the first {MAX_PROBLEMS:,} problems"))
    if problems:
        raise SchemaError(problems)
    return document


def allowed(document: Any, name: str, dialect: dict[str, Any]) -> tuple[Any, list[SchemaProblem]]:
    """Return what the dialect allows of a document, and the problems with the rest.

    Raises SchemaError where next to nothing would be left.
    """
    problems: list[SchemaProblem] = []
    for _ in range(_PRUNINGS):
        try:
            return check(document, name, dialect), problems
        except SchemaError as error:
            # Later rounds find only what the pruning itself left behind.
            problems = problems or error.problems
            document = copy.deepcopy(document)
            for problem in error.problems:
                _leave_out(document, problem.pointer)
    raise SchemaError(problems)


def _leave_out(document: Any, pointer: str) -> None:
    """Take out the keyword that a pointer leads to, or the one that its place is part of."""
    tokens = pointers.split(pointer)
    if "x-rules" in tokens:
        tokens = tokens[: tokens.index("x-rules") + 1]  # half a rule would be another problem
    while tokens:
        try:
            parent = pointers.find(document, pointers.join("", *tokens[:-1]))
        except LookupError:
            return
        if isinstance(parent, dict):
            parent.pop(tokens[-1], None)
            return
        tokens.pop()


def _unique_items(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:
    # jsonschema's own takes time in the square of the length where items cannot be sorted.
    items = value if wanted and isinstance(value, list) else []
    if len({json.dumps(item, sort_keys=True) for item in items}) < len(items):
        yield ValidationError(f"{value!r} has non-unique elements")


def _pattern(_: Any, expression: str, value: Any, __: Any) -> Iterator[ValidationError]:
    # jsonschema's own lets a line feed pass after the last character.
    if isinstance(value, str) and not re.search(to_python(expression), value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {expression!r}")


CHECKER: Any = extend(Draft202012Validator, {"uniqueItems": _unique_items, "pattern": _pattern})


def _dialect_problems(error: ValidationError, name: str) -> Iterator[SchemaProblem]:
    pointer = pointers.join("", *error.absolute_path)
    value = error.instance
    if error.validator == "additionalProperties" and isinstance(value, dict):
        schema: Any = error.schema
        known: dict[str, Any] = schema.get("properties", {})
        is_schema = "$defs" in known
        for key in value:
            if key not in known and not (is_schema and is_remark(key, known)):
                yield SchemaProblem(
                    name,
                    pointers.join(pointer, key),
                    f"unsupported keyword {shown(key)}",
                    (
                        _IMPORT
                        if key in _OLDER
                        else did_you_mean(key, known)
                        or f'Leave it out: "{DIALECT_NAME}" lists what a schema may say here.'
                    ),
                )
    elif error.validator == "oneOf":
        message = "a rule says exactly one of apply, each, first, fold and check"
        yield SchemaProblem(name, pointer, message)
    elif error.validator == "enum" and isinstance(value, str):
        words: Any = error.validator_value
        allowed = [word for word in words if isinstance(word, str)]
        hint = did_you_mean(value, allowed) or f"Known are: {', '.join(allowed)}."
        yield SchemaProblem(name, pointer, f"unknown word {shown(value)}", hint)
    elif error.validator == "type":
        wanted: Any = error.validator_value
        expected = wanted if isinstance(wanted, str) else " or ".join(wanted)
        yield SchemaProblem(name, pointer, f"expected {expected}, found {shown(value)}")
    elif error.validator == "anyOf":
        yield SchemaProblem(name, pointer, f"no type or list of types: {shown(value)}")
    elif error.validator == "required":
        yield SchemaProblem(name, pointer, error.message)
    else:
        yield SchemaProblem(name, pointer, error.message[:200])

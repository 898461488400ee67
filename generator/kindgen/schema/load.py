"""Step 1: from the text of a schema to JSON that the dialect allows. Knows no network.

A schema has a greatest size, so that any file ends with a result or a problem, and soon.
"""

from __future__ import annotations

import copy
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from . import pointers
from .locations import DIALECT_NAME
from .package_name import MAX_BYTES, schema_files
from .patterns import to_python
from .problems import MAX_PROBLEMS, SchemaError, SchemaProblem, did_you_mean, shown
from .resolve import refuse_crowd

# At each of these limits a run takes less than a minute and 2 GiB; the canonical schema has 56 kB,
# 1,400 values and 12 levels, that of all of Kubernetes 4 MB, 120,000 values and 13 levels.
MAX_VALUES = 300_000
MAX_NESTING = 100
MAX_NAME = 2_000  # characters: each place below a name has it in its pointer
_PRUNINGS = 5

_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")


def load(
    schema_dir: Path, dialect: dict[str, Any]
) -> tuple[str, dict[str, Any], list[SchemaProblem]]:
    """The name and the content of the one schema in the folder that names a package.

    `schema_dir` may be the file itself. What the dialect does not allow is told and left out, so
    that the steps behind this one can look at the rest. Raises SchemaError where there is no rest.
    """
    problems: list[SchemaProblem] = []
    packages: list[tuple[str, dict[str, Any]]] = []
    for path in schema_files(schema_dir):
        name = f"{path.parent.name}/{path.name}"
        try:
            document = parse(_content(path, name), name)
            document, refused = allowed(document, name, dialect)
        except SchemaError as error:
            problems += error.problems
            continue
        problems += refused
        if isinstance(document, dict) and "x-package" in document:
            packages.append((name, document))
        elif not any(problem.pointer == "/x-package" for problem in refused):
            problems.append(_problem(name, "", 'names no package, add "x-package"'))
    if len(packages) != 1:
        if not problems:
            problems.append(_count_problem(schema_dir, [name for name, _ in packages]))
        raise SchemaError(problems)
    return *packages[0], problems


def _content(path: Path, name: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise _too_big(name, "the file", f"{MAX_BYTES // 2**20} MiB")
    return path.read_bytes()


def _too_big(name: str, what: str, limit: str) -> SchemaError:
    hint = "Take out what the root does not need, or make several packages of it."
    return SchemaError([SchemaProblem(name, "", f"{what} is too big, at most {limit}", hint)])


def _count_problem(schema_dir: Path, found: list[str]) -> SchemaProblem:
    if not found:
        return _problem(str(schema_dir), "", "there is no *.json schema in this folder")
    return _problem(
        str(schema_dir),
        "",
        f"more than one schema: {', '.join(found)}",
        "Give the file itself to --schema.",
    )


def _problem(name: str, pointer: str, message: str, hint: str | None = None) -> SchemaProblem:
    return SchemaProblem(name, pointer, message, hint)


# ------------------------------------------------------------------------------------------ JSON


def parse(data: bytes, name: str) -> Any:
    """The JSON value in the bytes.

    Raises SchemaError for what is not JSON (with line and column), for duplicate keys, for text
    that no UTF-8 file can hold, and for what is bigger or deeper than a schema may be.
    """
    if len(data) > MAX_BYTES:
        raise _too_big(name, "the file", f"{MAX_BYTES // 2**20} MiB")
    twice: list[tuple[dict[str, Any], list[str]]] = []
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, twice),
            parse_constant=_refuse_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _not_json(name, f"not JSON, {place}: {error.msg}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_json(name, f"not JSON, line {line}: not UTF-8 text") from None
    except RecursionError:
        raise _not_json(name, "nested too deeply to read") from None
    except ValueError as error:
        raise _not_json(name, f"not JSON: {error}") from None
    _measure(value, name)
    refuse_crowd(name, value)
    if twice or _HALF_ESCAPED.search(text):
        problems = list(islice(_text_problems(value, name, twice), MAX_PROBLEMS))
        if problems:
            raise SchemaError(problems)
    return value


def _not_json(name: str, message: str) -> SchemaError:
    return SchemaError([SchemaProblem(name, "", message)])


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {shown(text)} is too large")
    return number


def _int(text: str) -> int:
    # What no float can hold breaks arithmetic in every tool that the schema will meet.
    if len(text) > 300:
        _float(text)
    return int(text)


def _object(
    pairs: list[tuple[str, Any]], twice: list[tuple[dict[str, Any], list[str]]]
) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice.append((value, [key for key, count in counts.items() if count > 1]))
    return value


def _measure(value: Any, name: str) -> None:
    """Refuse a value with too many values in it, with too many levels, or with very long names."""
    level, count = [value], 1
    for _ in range(MAX_NESTING + 1):
        names = (key for outer in level if isinstance(outer, dict) for key in outer)
        if long := next((key for key in names if len(key) > MAX_NAME), None):
            raise _too_big(name, f"the name {shown(long)}", f"{MAX_NAME:,} characters")
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        count += len(level)
        if count > MAX_VALUES:
            raise _too_big(name, "the schema", f"{MAX_VALUES:,} values")
    if level:
        message = f"nested too deeply, at most {MAX_NESTING} levels of objects and lists"
        hint = 'Name the inner ones in "$defs" and refer to them.'
        raise SchemaError([SchemaProblem(name, "", message, hint)])


def _text_problems(
    document: Any, name: str, twice: list[tuple[dict[str, Any], list[str]]]
) -> Iterator[SchemaProblem]:
    duplicates = {id(value): keys for value, keys in twice}
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        pointer, value = waiting.pop()
        texts = value if isinstance(value, dict) else [value] if isinstance(value, str) else []
        if any(_HALF.search(text) for text in texts):
            yield _problem(name, pointer, "half of a surrogate pair is no text")
        for key in duplicates.get(id(value), ()):
            place = pointers.join(pointer, key)
            yield _problem(name, place, f"the key {shown(key)} stands here twice")
        items: Iterable[Any] = value.items() if isinstance(value, dict) else ()
        items = enumerate(value) if isinstance(value, list) else items
        waiting += [(pointers.join(pointer, step), item) for step, item in items]


# --------------------------------------------------------------------------------------- dialect


def check(document: Any, name: str, dialect: dict[str, Any]) -> Any:
    """The document, once the dialect allows every keyword of it.

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
        raise _not_json(name, "nested too deeply to check") from None
    if len(problems) == MAX_PROBLEMS:
        problems.append(_problem(name, "", f"these are the first {MAX_PROBLEMS:,} problems"))
    if problems:
        raise SchemaError(problems)
    return document


def allowed(document: Any, name: str, dialect: dict[str, Any]) -> tuple[Any, list[SchemaProblem]]:
    """What the dialect allows of a document, and the problems with the rest.

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
    # jsonschema's own lets a line feed pass behind the last character.
    if isinstance(value, str) and not re.search(to_python(expression), value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {expression!r}")


CHECKER: Any = extend(Draft202012Validator, {"uniqueItems": _unique_items, "pattern": _pattern})


def _dialect_problems(error: ValidationError, name: str) -> Iterator[SchemaProblem]:
    pointer = pointers.join("", *error.absolute_path)
    value = error.instance
    if error.validator == "additionalProperties" and isinstance(value, dict):
        schema: Any = error.schema
        known: dict[str, Any] = schema.get("properties", {})
        for key in value:
            if key not in known:
                yield _problem(
                    name,
                    pointers.join(pointer, key),
                    f"unsupported keyword {shown(key)}",
                    did_you_mean(key, known)
                    or f'Leave it out: "{DIALECT_NAME}" lists what a schema may say here.',
                )
    elif error.validator == "oneOf":
        message = "a rule says exactly one of apply, each, first, fold and check"
        yield _problem(name, pointer, message)
    elif error.validator == "enum" and isinstance(value, str):
        words: Any = error.validator_value
        allowed = [word for word in words if isinstance(word, str)]
        hint = did_you_mean(value, allowed) or f"Known are: {', '.join(allowed)}."
        yield _problem(name, pointer, f"unknown word {shown(value)}", hint)
    elif error.validator == "type":
        wanted: Any = error.validator_value
        expected = wanted if isinstance(wanted, str) else " or ".join(wanted)
        yield _problem(name, pointer, f"expected {expected}, found {shown(value)}")
    elif error.validator == "anyOf":
        yield _problem(name, pointer, f"no type or list of types: {shown(value)}")
    elif error.validator == "required":
        yield _problem(name, pointer, error.message)
    else:
        yield _problem(name, pointer, error.message[:200])

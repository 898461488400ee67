"""Turns the bytes of a schema into the JSON value in them, which a file can hold."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NoReturn

from . import pointers
from .limits import MAX_BYTES, MAX_NAME, MAX_NESTING, MAX_VALUES, too_big
from .problems import MAX_PROBLEMS, SchemaError, SchemaProblem, shown
from .resolve import refuse_crowd

_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")


def parse(data: bytes, name: str) -> Any:
    """Return the JSON value in the bytes.

    Raises SchemaError for what is not JSON (with line and column), for duplicate keys, for text
    that no UTF-8 file can hold, and for what is bigger or deeper than a schema may be.
    """
    if len(data) > MAX_BYTES:
        raise too_big(name, "the file", f"{MAX_BYTES // 2**20} MiB")
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
            raise too_big(name, f"the name {shown(long)}", f"{MAX_NAME:,} characters")
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        count += len(level)
        if count > MAX_VALUES:
            raise too_big(name, "the schema", f"{MAX_VALUES:,} values")
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
            yield SchemaProblem(name, pointer, "half of a surrogate pair is no text")
        for key in duplicates.get(id(value), ()):
            place = pointers.join(pointer, key)
            yield SchemaProblem(name, place, f"the key {shown(key)} stands here twice")
        items: Iterable[Any] = value.items() if isinstance(value, dict) else ()
        items = enumerate(value) if isinstance(value, list) else items
        waiting += [(pointers.join(pointer, step), item) for step, item in items]

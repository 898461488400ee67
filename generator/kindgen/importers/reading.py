"""Reads JSON, and YAML as far as JSON has its values."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from ..schema.problems import SchemaError, SchemaProblem, shown
from .scalars import PLAIN, QUOTED, TAG, json_value

Source = dict[str, Any]

_MAX_NESTING = 100
_MAX_VALUES = 5_000_000


def refuse(name: str, pointer: str, message: str, hint: str | None = None) -> SchemaError:
    """Make the error for input that nothing can be made of."""
    return SchemaError([SchemaProblem(name, pointer, message, hint)])


def read_documents(text: bytes, name: str) -> list[Any]:
    """Return the JSON values of a text: one of JSON, or each document of YAML.

    Raises SchemaError for what is neither, for YAML that JSON has no values for, and for what is
    too big or too deep.
    """
    try:
        is_json = text.lstrip()[:1] == b"{" and text.lstrip()[:2] != b"{{"
        values = [_json(text)] if is_json else _yaml(text, name)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise refuse(name, "", f"not JSON, {place}: {error.msg}") from None
    except UnicodeDecodeError:
        raise refuse(name, "", "not UTF-8 text") from None
    except RecursionError:
        raise refuse(name, "", "nested too deeply to read") from None
    if re.search(rb"\\u[dD][89a-fA-F]", text) and _has_half_surrogates(values):
        raise refuse(name, "", "half of a surrogate pair is no text")
    level, count = list(values), 0
    for _ in range(_MAX_NESTING):
        count += len(level)
        if count > _MAX_VALUES:
            raise refuse(name, "", f"too big, at most {_MAX_VALUES:,} values")
        nested = (item.values() if isinstance(item, dict) else item for item in level)
        level = [inner for item in nested if not isinstance(item, _SCALARS) for inner in item]
    if level:
        raise refuse(name, "", f"nested too deeply, at most {_MAX_NESTING} levels")
    return values


def _json(text: bytes) -> Any:
    def refuse_number(number: str) -> float:
        if math.isfinite(value := float(number)):
            return value
        raise json.JSONDecodeError(f"{number} is no number", "", 0)

    return json.loads(
        text.decode("utf-8-sig"), parse_constant=refuse_number, parse_float=refuse_number
    )


def _has_half_surrogates(values: list[Any]) -> bool:
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


_SCALARS = (str, int, float, bool, type(None))
_MERGE = object()


def _yaml(text: bytes, name: str) -> list[Any]:
    """Read the documents from events: the loaders of PyYAML fail where nesting is too deep."""
    import yaml

    documents: list[Any] = []
    opened: list[tuple[list[Any], str | None, bool]] = []  # values, anchor, whether it is a mapping
    anchors: dict[str, Any] = {}
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            anchor = getattr(event, "anchor", None)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(([], anchor, isinstance(event, yaml.MappingStartEvent)))
                if len(opened) > _MAX_NESTING:
                    raise refuse(name, "", f"nested too deeply, at most {_MAX_NESTING} levels")
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                value, anchor, is_mapping = opened.pop()
                value = _mapping(value, name) if is_mapping else value
            elif isinstance(event, yaml.ScalarEvent):
                is_key = bool(opened) and opened[-1][2] and len(opened[-1][0]) % 2 == 0
                value = _key(event) if is_key else _value(event, name)
            elif isinstance(event, yaml.AliasEvent) and anchor in anchors:
                value = anchors[anchor]
            elif isinstance(event, yaml.AliasEvent):
                raise refuse(name, "", f"not JSON: *{anchor} stands for what is around it")
            else:
                continue
            if anchor is not None:
                anchors[anchor] = value
            (opened[-1][0] if opened else documents).append(value)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise refuse(name, "", f"not YAML{place}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise refuse(name, "", f"not YAML: {str(error).splitlines()[0]}") from None
    return documents


def _mapping(values: list[Any], name: str) -> Source:
    """Make the object of keys and values in turn; merged fields give way to its own."""
    own: Source = {}
    merged: Source = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        if key is _MERGE:
            for other in reversed(value if isinstance(value, list) else [value]):
                merged |= other if isinstance(other, dict) else {}
        elif isinstance(key, str):
            own[key] = value
        else:
            raise refuse(name, "", f"not JSON: a key has to be text, not {shown(key)}")
    return {**merged, **own}


def _key(event: Any) -> Any:
    """Return a key: text as it is written, as OpenAPI has it; `_MERGE` for one that merges."""
    return _MERGE if event.value == "<<" and _tag(event) in (PLAIN, TAG + "merge") else event.value


def _value(event: Any, name: str) -> Any:
    try:
        return json_value(_tag(event), event.value)
    except ValueError as error:
        mark = event.start_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}"
        raise refuse(name, "", f"not JSON, {place}: {error}") from None


def _tag(event: Any) -> str:
    return event.tag or (PLAIN if event.implicit[0] else QUOTED)

"""YAML bodies: read as Kubernetes reads them, by the rules of YAML 1.1, into JSON values.

An unquoted `y` is a boolean, times stay text, keys become text. Aliases are followed only as far as
the document stays small: each value that an alias repeats counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from .._base.kinds import is_list, is_object

MAX_VALUES = 200_000  # of one document, those that aliases repeat counted each time

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"})
_FALSE = frozenset({"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"})
_INT = re.compile(r"[-+]?(?:0b[01_]+|0o?[0-7_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_PREFIX = "tag:yaml.org,2002:"


class YamlError(ValueError):
    """The text is no YAML that has a JSON value; the message says why."""


def read_yaml(data: bytes, max_depth: int) -> tuple[Any, list[str]]:
    """The first document as JSON values, and the paths of keys that stand twice in a mapping.

    Raises YamlError.
    """
    try:
        return _Reader(max_depth).read(yaml.parse(data, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise YamlError("yaml: " + " ".join(str(error).split())) from None
    except UnicodeDecodeError as error:
        raise YamlError(f"yaml: {error}") from None


class _Open:
    """A mapping or a sequence that has not ended yet."""

    __slots__ = ("anchor", "key", "path", "size", "value", "waits")

    def __init__(self, value: Any, path: str, anchor: str | None) -> None:
        self.value = value
        self.path = path
        self.anchor = anchor
        self.key = ""
        self.waits = isinstance(value, dict)  # for a key
        self.size = 1


class _Reader:
    def __init__(self, max_depth: int) -> None:
        self.max_depth = max_depth
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.stack: list[_Open] = []
        self.duplicates: list[str] = []
        self.values = 0
        self.result: Any = None
        self.merges: dict[int, list[Any]] = {}

    def read(self, events: Iterator[Any]) -> tuple[Any, list[str]]:
        for event in events:
            if isinstance(event, yaml.DocumentEndEvent):
                break
            if isinstance(event, yaml.ScalarEvent):
                value = _scalar(event)
                self._place(value, event.anchor, 1)
            elif isinstance(event, yaml.AliasEvent):
                if event.anchor not in self.anchors:
                    raise YamlError(f"yaml: unknown anchor '{event.anchor}' referenced")
                self._place(*self._repeated(event.anchor))
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close()
        return self.result, self.duplicates

    def _repeated(self, anchor: str) -> tuple[Any, None, int]:
        value, size = self.anchors[anchor]
        return value, None, size

    def _open(self, value: Any, anchor: str | None) -> None:
        if len(self.stack) >= self.max_depth:
            raise YamlError("yaml: exceeded max depth")
        holder = self.stack[-1] if self.stack else None
        if holder is not None and holder.waits:
            raise YamlError("yaml: invalid map key: a mapping or a sequence")
        path = "" if holder is None else _below(holder)
        self.stack.append(_Open(value, path, anchor))

    def _close(self) -> None:
        ended = self.stack.pop()
        merged = self.merges.pop(id(ended.value), None)
        if merged is not None:
            for source in merged:
                for key, value in source.items():
                    ended.value.setdefault(key, value)
        self._place(ended.value, ended.anchor, ended.size, counted=True)

    def _place(self, value: Any, anchor: str | None, size: int, counted: bool = False) -> None:
        if anchor is not None:
            self.anchors[anchor] = (value, size)
        if not counted:
            self.values += size
            if self.values > MAX_VALUES:
                raise YamlError("yaml: document contains excessive aliasing, or too many values")
        if not self.stack:
            self.result = value
            return
        holder = self.stack[-1]
        holder.size += size
        if is_list(holder.value):
            holder.value.append(value)
        elif holder.waits:
            holder.key, holder.waits = _key(value), False
        else:
            self._put(holder, value)
            holder.waits = True

    def _put(self, holder: _Open, value: Any) -> None:
        if holder.key == "<<" and (is_object(value) or is_list(value)):
            sources: list[Any] = value if is_list(value) else [value]
            if not all(isinstance(source, dict) for source in sources):
                raise YamlError("yaml: map merge requires map or sequence of maps as the value")
            self.merges.setdefault(id(holder.value), []).extend(sources)
            return
        if holder.key in holder.value:
            self.duplicates.append(_below(holder))
        holder.value[holder.key] = value


def _below(holder: _Open) -> str:
    if is_list(holder.value):
        return f"{holder.path}[{len(holder.value)}]"
    return f"{holder.path}.{holder.key}" if holder.path else holder.key


def _key(value: Any) -> str:
    """A key as JSON has it: text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, (int, float)):
        return str(value)
    raise YamlError("yaml: invalid map key: a mapping or a sequence")


def _scalar(event: Any) -> Any:
    """The value of a scalar: plain ones by their look, others are text unless tagged."""
    text: str = event.value
    tag: str | None = event.tag
    if tag is None or tag == "!":
        return _plain(text) if event.implicit[0] and tag is None else text
    if tag == _PREFIX + "str" or not tag.startswith(_PREFIX):
        return text
    return _plain(text) if tag != _PREFIX + "binary" else text


def _plain(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if text[0] not in "+-.0123456789":
        return text
    if _INT.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise YamlError(f"yaml: a number that JSON does not have: {text[:40]}")
        return number
    if text.lower().lstrip("+-") in (".inf", ".nan"):
        raise YamlError(f"yaml: a number that JSON does not have: {text}")
    return text


def _integer(text: str) -> Any:
    digits = text.replace("_", "")
    if len(digits) > 4000:
        raise YamlError("yaml: a number of too many digits")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    if digits[:2] in ("0b", "0x", "0o"):
        return sign * int(digits, 0) if len(digits) > 2 else text
    if digits[0] == "0" and len(digits) > 1:
        return sign * int(digits, 8)
    return sign * int(digits)

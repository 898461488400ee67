"""YAML documents as JSON values, from events: PyYAML's own loaders build things that JSON has not.

Aliases are followed only as far as the document stays small: each value that an alias repeats
counts. What a scalar stands for is said by `yaml_scalars`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from .kinds import is_list, is_object
from .noted_paths import NotedPaths
from .yaml_scalars import PLAIN, QUOTED, NoJson, is_merge_key, json_value, key_name

if TYPE_CHECKING:
    from .noted_paths import Place

MAX_VALUES = 200_000  # of one document, those that aliases repeat counted each time

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The text is no YAML that has a JSON value; the message says why, and may quote it.

    mark: where, with `line` and `column` from 0 on; None where that is not known.
    """

    def __init__(self, message: str, mark: Any = None) -> None:
        super().__init__(message)
        self.mark = mark


def read_yaml(data: bytes, max_depth: int) -> tuple[Any, list[str]]:
    """The first document as JSON values, and the paths of keys that stand twice in a mapping.

    Raises YamlError.
    """
    try:
        return _Reader(max_depth).read(yaml.parse(data, Loader=_LOADER))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise YamlError("yaml: " + " ".join(str(error).split()), mark) from None
    except UnicodeDecodeError as error:
        raise YamlError(f"yaml: {error}") from None


def repeated_keys(data: bytes, max_depth: int, most: int) -> list[tuple[int, str]]:
    """The keys that stand twice in a mapping, each with the line of its second value, from 1 on.

    No more than `most`. Raises YamlError.
    """
    reader = _Reader(max_depth, most)
    reader.read(yaml.parse(data, Loader=_LOADER))
    return reader.repeated


class _Open:
    """A mapping or a sequence that has not ended yet."""

    __slots__ = ("anchor", "key", "line", "merged", "merges", "place", "size", "value", "waits")

    def __init__(self, value: Any, place: Place, anchor: str | None, line: int) -> None:
        self.value = value
        self.place = place
        self.anchor = anchor
        self.line = line
        self.key = ""
        self.merges = False  # what comes next is merged in
        self.merged: list[Any] = []
        self.waits = isinstance(value, dict)  # for a key
        self.size = 1

    def below(self) -> Place:
        """The place of the value that comes next."""
        return (self.place, len(self.value) if is_list(self.value) else self.key)


class _Reader:
    def __init__(self, max_depth: int, most_repeated: int = 0) -> None:
        self.max_depth = max_depth
        self.most_repeated = most_repeated
        self.repeated: list[tuple[int, str]] = []
        self.line = 0  # of the value that is placed
        # A scalar as its event, for it reads otherwise as a key; else the value and its size.
        self.anchors: dict[str, Any] = {}
        self.stack: list[_Open] = []
        self.duplicates = NotedPaths()
        self.values = 0
        self.result: Any = None

    def read(self, events: Iterator[Any]) -> tuple[Any, list[str]]:
        for event in events:
            if isinstance(event, yaml.DocumentEndEvent):
                break
            self.line = event.start_mark.line + 1
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor is not None:
                    self.anchors[event.anchor] = event
                self._scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                self._repeat(str(event.anchor))
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close()
        return self.result, self.duplicates.all()

    def _scalar(self, event: Any) -> None:
        tag = event.tag or (PLAIN if event.implicit[0] else QUOTED)
        self._count(1)
        holder = self.stack[-1] if self.stack else None
        try:
            if holder is None or not holder.waits:
                self._place(json_value(tag, event.value), 1)
                return
            holder.key = key_name(tag, event.value)
        except NoJson as error:
            raise YamlError(f"yaml: {error}", event.start_mark) from None
        holder.merges = is_merge_key(tag, event.value)
        holder.waits = False
        holder.size += 1

    def _repeat(self, anchor: str) -> None:
        if anchor not in self.anchors:
            raise YamlError(f"yaml: unknown anchor '{anchor}' referenced")
        repeated = self.anchors[anchor]
        if isinstance(repeated, yaml.ScalarEvent):
            self._scalar(repeated)
        else:
            value, size = repeated
            self._count(size)
            self._place(value, size)

    def _open(self, value: Any, anchor: str | None) -> None:
        if len(self.stack) >= self.max_depth:
            raise YamlError("yaml: exceeded max depth")
        self._refuse_as_key()
        place = self.stack[-1].below() if self.stack else None
        self.stack.append(_Open(value, place, anchor, self.line))

    def _close(self) -> None:
        ended = self.stack.pop()
        self.line = ended.line
        for source in ended.merged:
            for key, value in source.items():
                ended.value.setdefault(key, value)
        if ended.anchor is not None:
            self.anchors[ended.anchor] = (ended.value, ended.size)
        self._place(ended.value, ended.size)

    def _count(self, size: int) -> None:
        self.values += size
        if self.values > MAX_VALUES:
            raise YamlError("yaml: document contains excessive aliasing, or too many values")

    def _place(self, value: Any, size: int) -> None:
        """Put a value that was read into what holds it."""
        if not self.stack:
            self.result = value
            return
        self._refuse_as_key()
        holder = self.stack[-1]
        holder.size += size
        if is_list(holder.value):
            holder.value.append(value)
            return
        holder.waits = True
        if holder.merges:
            sources: list[Any] = value if is_list(value) else [value]
            if not all(is_object(source) for source in sources):
                raise YamlError("yaml: map merge requires map or sequence of maps as the value")
            holder.merged += sources
            return
        if holder.key in holder.value:
            self.duplicates.note(holder.below())
            if len(self.repeated) < self.most_repeated:
                self.repeated.append((self.line, holder.key))
        holder.value[holder.key] = value

    def _refuse_as_key(self) -> None:
        if self.stack and self.stack[-1].waits:
            raise YamlError("yaml: invalid map key: a mapping or a sequence")

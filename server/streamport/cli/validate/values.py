"""From the nodes of one document to JSON values, and from places in a value back to the nodes.

A value is read node by node, each once, however many aliases lead to it. What cannot be read is
noted and read as something alike, so that everything else is checked as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from imagestreamimport._base.yaml_scalars import NoJson, is_merge_key, json_value, key_name
from imagestreamimport.causes import field_of, quoted, under

from .findings import DUPLICATE, NO_JSON, TOO_LARGE, Position
from .json_nodes import LITERAL, literal_value
from .yaml_nodes import DEEPEST

# The step to a value: the key of a mapping, the index in a list.
Step: TypeAlias = str | int
Entries: TypeAlias = dict[str, tuple[Node, Node]]

# How many values aliases and merge keys may add to those that are written.
_MOST_ADDED = 1_000_000
_TOO_DEEP = f"nested more than {DEEPEST} levels deep"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that has no place in JSON: the node, and where it stands."""

    node: Node
    reason: str
    message: str
    # The value that the field path leads to, and a key in it, if the matter is that key's.
    holder: Node
    key: str | None = None


class Unusable(Exception):
    """A document that gives no value at all."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(node, TOO_LARGE, message, node)


class _Measured(NamedTuple):
    """A value, the number of values in it with aliases written out, and its levels."""

    value: Any
    size: int
    depth: int


class Reader:
    """Reads the values of one document's nodes."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._problems: list[Problem] = []
        self._entries: dict[int, Entries | None] = {}
        self._read: dict[int, _Measured | None] = {}
        # How many values were read, merged in by keys, and handed out with aliases written out.
        self._written = 0
        self._merged = 0
        self._handed_out = 0

    def value(self, node: Node) -> Any:
        """Return the JSON value of a node. Raises Unusable."""
        try:
            measured = self._measured(node)
        except RecursionError:
            raise Unusable(node, _TOO_DEEP) from None
        self._handed_out += measured.size
        self._refuse_bombs(node, 0)
        return measured.value

    def take_problems(self) -> list[Problem]:
        """Return the problems noted since the last call."""
        problems, self._problems = self._problems, []
        return problems

    def entries(self, node: Node) -> Entries:
        """Return the keys of a mapping with the nodes of key and value, merge keys resolved.

        Of a key that is there twice the last one counts, as it does for Kubernetes. Empty for
        any other node. Raises Unusable for one that is merged into itself.
        """
        if not isinstance(node, MappingNode):
            return {}
        if id(node) in self._entries:
            known = self._entries[id(node)]
            if known is None:
                raise Unusable(node, "a mapping that is merged into itself")
            return known
        self._entries[id(node)] = None
        try:
            entries = self._entries[id(node)] = self._resolved(node)
        except RecursionError:
            raise Unusable(node, _TOO_DEEP) from None
        return entries

    # ------------------------------------------------------------------------------- reading

    def _resolved(self, node: MappingNode) -> Entries:
        own: Entries = {}
        merged: Entries = {}
        merge_key: Node | None = None
        for key_node, value_node in node.value:
            if isinstance(key_node, ScalarNode) and is_merge_key(key_node.tag, key_node.value):
                if merge_key:
                    self._note_duplicate(node, "<<", key_node, merge_key)
                merge_key = key_node
                self._merge(value_node, node, merged)
            else:
                name = self._key(key_node, node)
                if name is None:
                    continue
                if name in own:
                    self._note_duplicate(node, name, key_node, own[name][0])
                own[name] = (key_node, value_node)
        for name, pair in merged.items():
            own.setdefault(name, pair)
        return own

    def _measured(self, node: Node) -> _Measured:
        if isinstance(node, ScalarNode):
            self._written += 1
            return _Measured(self._scalar(node, node), 1, 1)
        if id(node) in self._read:
            known = self._read[id(node)]
            if known is None:
                raise Unusable(node, "a value that holds itself")
            return known
        self._read[id(node)] = None
        self._written += 1
        size, depth = 1, 0
        value: dict[str, Any] | list[Any]
        if isinstance(node, MappingNode):
            value = {}
            for name, (_, child) in self.entries(node).items():
                value[name], its_size, its_depth = self._measured(child)
                size += its_size
                depth = max(depth, its_depth)
        else:
            value = []
            for child in node.value:
                element, its_size, its_depth = self._measured(child)
                value.append(element)
                size += its_size
                depth = max(depth, its_depth)
        if depth >= DEEPEST:
            raise Unusable(node, _TOO_DEEP)
        self._refuse_bombs(node, size)
        measured = self._read[id(node)] = _Measured(value, size, depth + 1)
        return measured

    def _refuse_bombs(self, node: Node, size: int) -> None:
        added = self._handed_out + size - self._written
        if max(added, self._merged) > _MOST_ADDED:
            raise Unusable(node, f"aliases and merge keys add more than {_MOST_ADDED:,} values")

    def _scalar(self, node: ScalarNode, holder: Node) -> Any:
        try:
            if node.tag == LITERAL:
                return literal_value(node.value)
            return json_value(node.tag, node.value)
        except NoJson as error:
            self._problems.append(Problem(node, NO_JSON, str(error), holder))
            return node.value

    def _key(self, node: Node, holder: Node) -> str | None:
        """Return the name that a key stands for; None, and a problem, where it cannot be one."""
        try:
            if isinstance(node, ScalarNode):
                return key_name(node.tag, node.value)
            what = "a mapping" if isinstance(node, MappingNode) else "a list"
            message = f"a key has to be text, not {what}"
        except NoJson as error:
            message = str(error)
        self._problems.append(Problem(node, NO_JSON, message, holder))
        return None

    def _merge(self, node: Node, holder: Node, merged: Entries) -> None:
        """Add what `<<: *other` or `<<: [*one, *other]` brings; the first to have a key wins."""
        for source in node.value if isinstance(node, SequenceNode) else [node]:
            if not isinstance(source, MappingNode):
                message = "only a mapping, or a list of mappings, can be merged"
                self._problems.append(Problem(source, NO_JSON, message, holder))
                continue
            brought = self.entries(source)
            self._merged += len(brought)
            self._refuse_bombs(holder, 0)
            for name, pair in brought.items():
                merged.setdefault(name, pair)

    def _note_duplicate(self, holder: Node, name: str, key: Node, first: Node) -> None:
        line = position(first).line
        message = f"Duplicate value: {quoted(name)}: the key is already on line {line}"
        self._problems.append(Problem(key, DUPLICATE, message, holder, name))


# ------------------------------------------------------------------------------------- places


def position(node: Node) -> Position:
    """Return where a node begins."""
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def node_at(reader: Reader, root: Node, pointer: str) -> Node:
    """Return the node that a JSON pointer leads to, or the last one there is on the way."""
    node = root
    for token in pointer.split("/")[1:]:
        inside = _inside(reader, node, token.replace("~1", "/").replace("~0", "~"))
        if inside is None:
            break
        node = inside
    return node


def _inside(reader: Reader, node: Node, token: str) -> Node | None:
    if isinstance(node, SequenceNode):
        there = token.isdecimal() and int(token) < len(node.value)
        return node.value[int(token)] if there else None
    pair = reader.entries(node).get(token)
    return pair[1] if pair else None


def key_at(reader: Reader, root: Node, field: str) -> tuple[list[Step], Node]:
    """Return the steps to an object, and in it the node of the key that ends a field path.

    Field paths (`spec.images[0].Foo`) do not tell a dot in a key from one between two keys. The
    keys on the way are known fields and have none, so only the last one may.
    """
    levels: list[tuple[list[Step], Node, str]] = [([], root, field)]
    while True:
        steps, node, rest = levels[-1]
        is_index = rest.startswith("[")
        head = rest[1:].partition("]")[0] if is_index else _HEAD.split(rest, maxsplit=1)[0]
        inside = _inside(reader, node, head)
        after = rest[len(head) + 2 * is_index :]
        if inside is None or not after:
            break
        step = int(head) if isinstance(node, SequenceNode) else head
        levels.append(([*steps, step], inside, after.removeprefix(".")))
    for steps, node, rest in reversed(levels):
        pair = reader.entries(node).get(rest)
        if pair:
            return steps, pair[0]
    return levels[-1][0], levels[-1][1]


def fields_of(reader: Reader, root: Node, problems: Sequence[Problem]) -> list[str]:
    """Return the field path of each of these problems, in one walk."""
    above: dict[int, tuple[Node, Step] | None] = {id(root): None}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            inside: list[tuple[Step, Node]] = list(enumerate(node.value))
        else:
            inside = [(name, pair[1]) for name, pair in _readable(reader, node).items()]
        for step, child in inside:
            if id(child) not in above:
                above[id(child)] = (node, step)
                waiting.append(child)
    return [_field(above, problem.holder, problem.key) for problem in problems]


def _readable(reader: Reader, node: Node) -> Entries:
    try:
        return reader.entries(node)
    except Unusable:
        return {}


def _field(above: dict[int, tuple[Node, Step] | None], node: Node, key: str | None) -> str:
    steps: list[Step] = [] if key is None else [key]
    while link := above.get(id(node)):
        node, step = link
        steps.append(step)
    return field_of(under((), *reversed(steps)))


_HEAD = re.compile(r"[.\[]")

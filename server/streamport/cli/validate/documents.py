"""From a text to the manifests in it: the documents of kinds that we know, Lists opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yaml import Node, ScalarNode, SequenceNode

from ..package_schema import served_kinds
from ..suggestions import nearest
from .findings import Position
from .json_nodes import json_documents
from .values import Problem, Reader, Unusable, position
from .yaml_nodes import Broken, yaml_documents

_JSON_BEGINS = re.compile(r"\s*[{\[]")


@dataclass(frozen=True, slots=True)
class KnownKind:
    """A document of a served kind: its top node, and the reader of the text's document."""

    kind: str
    node: Node
    reader: Reader


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A document of another kind. `meant` is the kind whose name differs by case alone."""

    kind: str
    position: Position
    meant: str | None


@dataclass(frozen=True, slots=True)
class BrokenList:
    """A List whose own keys have problems; its items come by themselves."""

    reader: Reader
    node: Node
    problems: list[Problem]


ManifestDocument = KnownKind | OtherKind | BrokenList | Broken


def manifests(text: str, *, is_json: bool = False) -> Iterator[ManifestDocument]:
    """Yield the documents of a text, and the items of a List instead of it.

    is_json: the text has to be JSON; otherwise what only looks like JSON is read as YAML.
    """
    for node in _nodes(text, is_json):
        if isinstance(node, Broken):
            yield node
        elif not _is_empty(node):
            yield from _opened(node)


def _nodes(text: str, is_json: bool) -> Iterable[Node | Broken]:
    if _JSON_BEGINS.match(text):
        nodes = json_documents(text)
        if is_json or not isinstance(nodes[-1], Broken):
            return nodes
    return yaml_documents(text)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and Reader(node).value(node) is None


def _opened(root: Node) -> Iterator[ManifestDocument]:
    reader = Reader(root)
    opened: set[int] = set()
    waiting = [(root, "")]
    while waiting:
        node, implied_kind = waiting.pop()
        try:
            kind = _text(reader, node, "kind") or implied_kind
            items = reader.entries(node).get("items")
        except Unusable as error:
            yield Broken(position(error.problem.node), error.problem.message, error.problem.reason)
            continue
        if kind in served_kinds():
            yield KnownKind(kind, node, reader)
        elif kind.endswith("List") and items:
            if id(node) in opened:
                continue  # by an alias; perhaps in itself
            opened.add(id(node))
            problems = reader.take_problems()
            if problems:
                yield BrokenList(reader, node, problems)
            if isinstance(items[1], SequenceNode):
                inside = kind.removesuffix("List")
                waiting += [(item, inside) for item in reversed(items[1].value)]
        else:
            reader.take_problems()
            yield _other(kind, reader, node)


def _other(kind: str, reader: Reader, node: Node) -> OtherKind:
    alike = nearest(kind, served_kinds()) if kind else None
    meant = alike if alike and alike.lower() == kind.lower() else None
    pair = reader.entries(node).get("kind")
    return OtherKind(kind, position(pair[1] if pair else node), meant)


def _text(reader: Reader, node: Node, name: str) -> str:
    pair = reader.entries(node).get(name)
    return pair[1].value if pair and isinstance(pair[1], ScalarNode) else ""

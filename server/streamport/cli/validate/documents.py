"""From a text to the manifests in it: the documents of kinds that we know, Lists opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yaml import Node, ScalarNode, SequenceNode

from ..package_schema import api_version, served_kinds
from ..suggestions import nearest
from .findings import Position
from .json_nodes import json_documents
from .values import Problem, Reader, Unusable, position
from .yaml_nodes import Broken, yaml_documents

_TEMPLATE = "Template"  # of template.openshift.io
_JSON_BEGINS = re.compile(r"\s*[{\[]")


@dataclass(frozen=True, slots=True)
class KnownKind:
    """A document of a served kind: its top node, and the reader of the text's document."""

    kind: str
    node: Node
    reader: Reader
    has_parameters: bool  # stands in a Template, where `${NAME}` is put in later


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A document of another kind, or, with an empty one, of none.

    meant: the served kind that is named alike. is_ours: it says that it is of our API's group.
    """

    kind: str
    position: Position
    meant: str | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class BrokenList:
    """A List or a Template whose own keys have problems; what is in it comes by itself."""

    reader: Reader
    node: Node
    problems: list[Problem]


ManifestDocument = KnownKind | OtherKind | BrokenList | Broken


def manifests(text: str, *, is_json: bool = False) -> Iterator[ManifestDocument]:
    """Yield the documents of a text, and what is in a List or a Template instead of it.

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


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A node to be looked at, and what is known of it from outside."""

    node: Node
    implied_kind: str = ""  # of the items of a List, which may leave it out
    has_parameters: bool = False


def _opened(root: Node) -> Iterator[ManifestDocument]:
    reader = Reader(root)
    opened: set[int] = set()
    waiting = [_Waiting(root)]
    while waiting:
        each = waiting.pop()
        node = each.node
        try:
            kind = _text(reader, node, "kind") or each.implied_kind
            inside = _inside(reader, each, kind)
        except Unusable as error:
            yield Broken(position(error.problem.node), error.problem.message, error.problem.reason)
            continue
        if kind in served_kinds():
            yield KnownKind(kind, node, reader, each.has_parameters)
        elif inside is not None:
            if id(node) in opened:
                continue  # by an alias; perhaps in itself
            opened.add(id(node))
            problems = reader.take_problems()
            if problems:
                yield BrokenList(reader, node, problems)
            elif not inside:
                yield _other(kind, reader, node)
            waiting += reversed(inside)
        else:
            reader.take_problems()
            yield _other(kind, reader, node)


def _inside(reader: Reader, each: _Waiting, kind: str) -> list[_Waiting] | None:
    """List the documents in a List or a Template; None for what is neither."""
    entries = reader.entries(each.node)
    if kind == _TEMPLATE and "objects" in entries:
        nodes, implied, has_parameters = entries["objects"][1], "", True
    elif kind.endswith("List") and "items" in entries:
        nodes, implied = entries["items"][1], kind.removesuffix("List")
        has_parameters = each.has_parameters
    else:
        return None
    if not isinstance(nodes, SequenceNode):
        return []
    return [_Waiting(node, implied, has_parameters) for node in nodes.value]


def _other(kind: str, reader: Reader, node: Node) -> OtherKind:
    group, _, version = _text(reader, node, "apiVersion").rpartition("/")
    is_ours = group == api_version().rpartition("/")[0]
    alike = nearest(kind, served_kinds()) if kind else None
    # The old API has no group; there only a slip is sure, for others have kinds of their own.
    is_slip = alike is not None and (not group and version in ("", "v1")) and _is_slip(kind, alike)
    is_same = alike is not None and alike.lower() == kind.lower()
    meant = alike if is_ours or is_slip or is_same else None
    pair = reader.entries(node).get("kind")
    return OtherKind(kind, position(pair[1] if pair else node), meant, bool(kind) and is_ours)


def _is_slip(kind: str, alike: str) -> bool:
    """Whether a kind is another one with a plural's ending, or without one."""
    return kind.lower().removesuffix("s") == alike.lower().removesuffix("s")


def _text(reader: Reader, node: Node, name: str) -> str:
    pair = reader.entries(node).get(name)
    return pair[1].value if pair and isinstance(pair[1], ScalarNode) else ""

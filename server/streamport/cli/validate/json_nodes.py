"""From JSON text to the same nodes as from YAML.

YAML is nearly a superset of JSON, but not quite: libyaml refuses halves of surrogate pairs and keys
of more than 1024 characters, and 1.0 is an integer only in YAML.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right

from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode

from imagestreamimport._base.yaml_scalars import QUOTED, NoJson

from .findings import TOO_LARGE, Position
from .yaml_nodes import DEEPEST, Broken

LITERAL = "json"  # tag of what stands in JSON without quotes

_TOKEN = re.compile(r'[ \t\n\r]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^ \t\n\r{}\[\],:"]+))')
_SPACE = re.compile(r"[ \t\n\r]*")


def json_documents(text: str) -> list[Node | Broken]:
    """Read the values in a text, one after the other; the last is Broken if it is not JSON."""
    lines = _Lines(text)
    # Only asked whether it is JSON; integers as floats, since Python refuses long ones.
    decoder = json.JSONDecoder(parse_int=float, parse_constant=_refuse)
    documents: list[Node | Broken] = []
    offset = _after_space(text, 0)
    while offset < len(text):
        end = len(text)
        try:
            end = decoder.raw_decode(text, offset)[1]
        except json.JSONDecodeError as error:
            return [*documents, Broken(lines.position(error.pos), f"not valid JSON: {error.msg}")]
        except ValueError as error:
            return [*documents, Broken(lines.position(offset), f"not valid JSON: {error}")]
        except RecursionError:
            pass  # composing meets it too, and knows the place
        documents.append(_compose(text, offset, end, lines))
        offset = _after_space(text, end)
    return documents


def literal_value(text: str) -> int | float | bool | None:
    """Read a number, true, false or null. Raises NoJson for a number beyond all floats."""
    value: int | float | bool | None = json.loads(text, parse_int=_bounded_integer)
    if isinstance(value, float) and not math.isfinite(value):
        raise NoJson(f"{text} is no number that JSON can write")
    return value


def _bounded_integer(text: str) -> int | float:
    """Read an integer; one beyond all formats as a float, for Python refuses long ones."""
    return int(text) if len(text) < 40 else float(text)


def _refuse(constant: str) -> None:
    raise ValueError(f"it holds {constant}")


def _after_space(text: str, offset: int) -> int:
    space = _SPACE.match(text, offset)
    return space.end() if space else offset


def _compose(text: str, begin: int, end: int, lines: _Lines) -> Node | Broken:
    """Build the node of valid JSON without recursion; a Broken for too many levels."""
    top = SequenceNode(QUOTED, [])
    open_nodes: list[Node] = [top]
    key: Node | None = None
    for token in _TOKEN.finditer(text, begin, end):
        sign, string, literal = token.groups()
        if sign and sign in ":,":
            continue
        if sign and sign in "}]":
            open_nodes.pop()
            continue
        mark = lines.mark(token.start(token.lastindex or 0))
        node: Node
        if string:
            node = ScalarNode(QUOTED, _unquoted(string), mark)
        elif literal:
            node = ScalarNode(LITERAL, literal, mark)
        else:
            node = (MappingNode if sign == "{" else SequenceNode)(QUOTED, [], mark)
        parent = open_nodes[-1]
        if isinstance(parent, SequenceNode):
            parent.value.append(node)
        elif key is None:
            key = node
            continue
        else:
            parent.value.append((key, node))
            key = None
        if sign:
            open_nodes.append(node)
            if len(open_nodes) > DEEPEST + 1:
                at = Position(mark.line + 1, mark.column + 1)
                return Broken(at, f"nested more than {DEEPEST} levels deep", TOO_LARGE)
    found: Node = top.value[0]
    return found


def _unquoted(string: str) -> str:
    return str(json.loads(string)) if "\\" in string else string[1:-1]


class _Lines:
    """Finds the line and the column of a character."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in re.finditer("\r\n|[\n\r]", text))]

    def mark(self, offset: int) -> Mark:
        line = bisect_right(self._starts, offset) - 1
        return Mark("", offset, line, offset - self._starts[line], None, 0)

    def position(self, offset: int) -> Position:
        mark = self.mark(offset)
        return Position(mark.line + 1, mark.column + 1)

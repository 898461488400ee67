"""From YAML text to nodes that know their positions, and what is wrong with broken documents.

Only the shape is read here, by libyaml; nothing is built from tags. Values come from `values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yaml import MarkedYAMLError, Node, ScalarNode, YAMLError

from imagestreamimport._base.yaml_scalars import PLAIN, QUOTED

from .findings import SYNTAX, TOO_LARGE, Position

if TYPE_CHECKING:
    from yaml import CSafeLoader as _Loader
else:
    try:
        from yaml import CSafeLoader as _Loader
    except ImportError:  # a PyYAML that was built without libyaml reads the same, slowly
        from yaml import SafeLoader as _Loader

# Real manifests have less than 30 levels. libyaml and Python would overflow their stacks.
DEEPEST = 200
# Reading goes on after a broken document, but not for ever: each time costs the rest of the text.
_MOST_BROKEN = 100

# YAML allows no other control characters, and libyaml does not say where they are.
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_DOCUMENT_START = re.compile(r"(?:\A|(?<=[\n\r]))---(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that cannot be read."""

    position: Position
    message: str
    reason: str = SYNTAX


class _TooDeep(MarkedYAMLError):
    """Levels upon levels."""


class _Composer(_Loader):
    """Composes nodes whose tags say only how a scalar was written, at most DEEPEST levels."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return PLAIN if kind is ScalarNode and implicit[0] else QUOTED

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            mark = current_node.start_mark
            raise _TooDeep(None, None, f"nested more than {DEEPEST} levels deep", mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def yaml_documents(text: str) -> Iterator[Node | Broken]:
    """Yield the documents of a text. After a broken one, reading goes on at the next `---`."""
    strange = _NO_TEXT.search(text)
    if strange:
        code = f"U+{ord(strange.group()):04X}"
        message = f"not a text file: it holds the control character {code}"
        yield Broken(position_of(text, strange.start()), message)
        return
    begin = 0
    for _ in range(_MOST_BROKEN):
        # As many empty lines before it as were read, so that positions stay true.
        rest = "\n" * len(_LINE_END.findall(text, 0, begin)) + text[begin:] if begin else text
        try:
            composer = _Composer(rest)
            while composer.check_node():
                node = composer.get_node()
                if node:
                    yield node
            return
        except YAMLError as error:
            broken = _broken(error)
        yield broken
        following = _DOCUMENT_START.search(text, _next_document(broken.position, text, begin))
        if following is None:
            return
        begin = following.start()
    message = f"{_MOST_BROKEN} documents are broken; the rest of the file is not looked at"
    yield Broken(position_of(text, begin), message)


def _broken(error: YAMLError) -> Broken:
    mark = isinstance(error, MarkedYAMLError) and (error.problem_mark or error.context_mark)
    if not isinstance(error, MarkedYAMLError) or not mark:
        return Broken(Position(), f"not valid YAML: {error}")
    position = Position(mark.line + 1, mark.column + 1)
    if isinstance(error, _TooDeep):
        return Broken(position, str(error.problem), TOO_LARGE)
    message = f"not valid YAML: {error.problem or error.context}"
    if error.problem and error.context:
        begun = error.context_mark
        line = f" that begins on line {begun.line + 1}" if begun else ""
        message += f" ({error.context}{line})"
    return Broken(position, message)


def _next_document(position: Position, text: str, begin: int) -> int:
    """Return where to look for the next document: an unexpected `---` begins one itself."""
    ends = _LINE_END.finditer(text)
    lines_before = position.line - 1
    start = 0
    for _ in range(lines_before):
        end = next(ends, None)
        start = end.end() if end else len(text)
    return max(start + (position.column > 1), begin + 1)


def position_of(text: str, offset: int) -> Position:
    """Return the line and the column of a character."""
    before = list(_LINE_END.finditer(text, 0, offset))
    start = before[-1].end() if before else 0
    return Position(len(before) + 1, offset - start + 1)

"""The rules as annotations say them: read, and what is wrong with them, with the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imagestreamimport.causes import INVALID, message, quoted, under

from .patterns import BadPattern, Pattern
from .versions import BadRange, VersionRange

if TYPE_CHECKING:
    from imagestreamimport.causes import Finding

INCLUDE = "streamport/include"
EXCLUDE = "streamport/exclude"
SEMVER = "streamport/semver"
NEWEST = "streamport/newest"
NEWEST_CREATED = "streamport/newest-created"
ANNOTATIONS = (INCLUDE, EXCLUDE, SEMVER, NEWEST, NEWEST_CREATED)
LEFT_OUT = "streamport/left-out"
"""Annotation of an answer: the tags that the rules left out, as JSON."""

MOST = 1_000  # tags that `newest` and `newest-created` keep
_SHOWN = 100  # characters of a value that is repeated


@dataclass(frozen=True, slots=True)
class TagRules:
    """What an annotation does not say is None. At most one of the two `newest` is given."""

    include: Pattern | None = None
    exclude: Pattern | None = None
    semver: VersionRange | None = None
    newest: int | None = None
    newest_created: int | None = None

    def __bool__(self) -> bool:
        """Whether any rule is given."""
        return self != _NONE


_NONE = TagRules()


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """An annotation that says nothing that can be kept to; `why` has the cure."""

    annotation: str
    value: str
    why: str


def merged(request: Mapping[str, str], stream: Mapping[str, str]) -> dict[str, str]:
    """Return the annotations that hold for a request: its own, else those of its stream.

    An empty value in the request takes the stream's rule away; either `newest` takes the place of
    both of the stream's.
    """
    found = {name: stream[name] for name in ANNOTATIONS if name in stream}
    asked = {name: request[name] for name in ANNOTATIONS if name in request}
    if NEWEST in asked or NEWEST_CREATED in asked:
        found.pop(NEWEST, None)
        found.pop(NEWEST_CREATED, None)
    return {name: value for name, value in (found | asked).items() if value}


def read_rules(annotations: Mapping[str, str]) -> tuple[TagRules, list[RuleProblem]]:
    """Read the rules, and all that is wrong; what is wrong is no rule. Empty ones are none."""
    values: dict[str, Any] = {}
    problems: list[RuleProblem] = []
    for annotation, read in _READERS.items():
        text = annotations.get(annotation)
        if not text:
            continue
        try:
            values[_field(annotation)] = read(text)
        except (BadPattern, BadRange, _BadCount) as error:
            problems.append(RuleProblem(annotation, text, str(error)))
    if "newest" in values and "newest_created" in values:
        why = f"{NEWEST} is there too, and they order tags differently; leave one of them out"
        problems.append(RuleProblem(NEWEST_CREATED, annotations[NEWEST_CREATED], why))
    return TagRules(**values), problems


def findings_of(annotations: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the rules in the annotations of an object."""
    for problem in read_rules(annotations)[1]:
        at = under((), "metadata", "annotations", (problem.annotation, f"[{problem.annotation}]"))
        yield at, INVALID, message(INVALID, quoted(problem.value[:_SHOWN]), problem.why)


class _BadCount(ValueError):
    """A text that is no count of tags."""


def _count(text: str) -> int:
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 10 and 1 <= int(digits) <= MOST:
        return int(digits)
    raise _BadCount(f'a number of tags is needed, from 1 to {MOST:,}, such as "5"')


_READERS: dict[str, Callable[[str], object]] = {
    INCLUDE: Pattern,
    EXCLUDE: Pattern,
    SEMVER: VersionRange,
    NEWEST: _count,
    NEWEST_CREATED: _count,
}


def _field(annotation: str) -> str:
    return annotation.removeprefix("streamport/").replace("-", "_")

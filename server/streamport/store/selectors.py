"""Label selectors, as Kubernetes writes them: `app=web,tier in (a, b),!old`.

Source: Kubernetes, "Labels and Selectors"; a key's absence satisfies `!=` and `notin`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .errors import BadSelector

Operator = Literal["in", "notin", "exists", "absent"]

_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9])?"
_KEY = re.compile(rf"\s*(?P<not>!)?\s*(?P<key>{_WORD})\s*")
_EQUALITY = re.compile(rf"(?P<operator>==|=|!=)\s*(?P<value>(?:{_WORD})?)\s*")
_SET = re.compile(r"(?P<operator>in|notin)\s*\((?P<values>[^()]*)\)\s*")
_VALUE = re.compile(rf"(?:{_WORD})?")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One term of a selector; all terms must hold."""

    key: str
    operator: Operator
    values: tuple[str, ...] = ()

    def holds(self, labels: Mapping[str, str]) -> bool:
        if self.operator == "exists":
            return self.key in labels
        if self.operator == "absent":
            return self.key not in labels
        return (labels.get(self.key) in self.values) == (self.operator == "in")


def parse_labels(text: str) -> tuple[Requirement, ...]:
    """The terms of a label selector; an empty one has none. Raises BadSelector."""
    terms: list[Requirement] = []
    at = 0
    while text[at:].strip():
        term, at = _term(text, at)
        terms.append(term)
        if at < len(text):
            if text[at] != ",":
                raise BadSelector(f"unable to parse the label selector {text!r} at {text[at:]!r}")
            at += 1
    return tuple(terms)


def _term(text: str, at: int) -> tuple[Requirement, int]:
    key = _KEY.match(text, at)
    if key is None:
        raise BadSelector(f"unable to parse the label selector {text!r} at {text[at:]!r}")
    name = key["key"]
    if key["not"]:
        return Requirement(name, "absent"), key.end()
    if equality := _EQUALITY.match(text, key.end()):
        operator: Operator = "notin" if equality["operator"] == "!=" else "in"
        return Requirement(name, operator, (equality["value"],)), equality.end()
    if of_set := _SET.match(text, key.end()):
        values = tuple(value.strip() for value in of_set["values"].split(","))
        if bad := next((value for value in values if not _VALUE.fullmatch(value)), None):
            raise BadSelector(f"the label selector {text!r} has a value {bad!r}")
        return (
            Requirement(name, "in" if of_set["operator"] == "in" else "notin", values),
            of_set.end(),
        )
    return Requirement(name, "exists"), key.end()


def all_hold(requirements: Sequence[Requirement], labels: Mapping[str, str]) -> bool:
    """Whether labels satisfy every term."""
    return all(requirement.holds(labels) for requirement in requirements)

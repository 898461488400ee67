"""Selectors of lists and watches: by labels and by fields. Parsed by the server, for its handlers.

Source of the grammar: k8s.io/apimachinery, labels.Parse and fields.ParseSelector (version 1.26).
"""

from __future__ import annotations

import re

from ._base.kinds import is_object
from ._base.label_terms import TermError, Terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = [
    "EVERY_FIELD",
    "EVERY_LABEL",
    "FieldSelector",
    "LabelSelector",
    "Requirement",
    "Selector",
    "SelectorError",
    "field_text",
    "parse_fields",
    "parse_labels",
]


def __dir__() -> list[str]:
    return __all__


MAX_TERMS = 250
MAX_VALUES = 1_000  # of all terms of a selector together


class SelectorError(ValueError):
    """The text is no selector; the message says why."""


class Requirement:
    """One term: a key, an operator (in, notin, exists, !, gt, lt) and the values behind it."""

    __slots__ = ("key", "operator", "values")

    def __init__(self, key: str, operator: str, values: tuple[str, ...] = ()) -> None:
        self.key = key
        self.operator = operator
        self.values = values

    def matches(self, values: Mapping[str, str]) -> bool:
        """Whether the values, by key, are as the term wants them."""
        value = values.get(self.key)
        if self.operator == "in":
            return value is not None and value in self.values
        if self.operator == "notin":
            return value is None or value not in self.values
        if self.operator in ("gt", "lt"):
            try:
                number, bound = int(value or ""), int(self.values[0])
            except ValueError:
                return False
            return number > bound if self.operator == "gt" else number < bound
        return (value is None) == (self.operator == "!")

    def __repr__(self) -> str:
        return f"Requirement({self.key!r}, {self.operator!r}, {self.values!r})"


class Selector:
    """Terms that all have to hold; one without terms selects everything."""

    __slots__ = ("requirements", "text")

    def __init__(self, requirements: Iterable[Requirement] = (), text: str = "") -> None:
        self.requirements = tuple(requirements)
        self.text = text

    def __bool__(self) -> bool:
        return bool(self.requirements)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selector) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.text)

    def only(self, key: str) -> str | None:
        """The one value that the key must have, where a term says so."""
        for item in self.requirements:
            if item.key == key and item.operator == "in" and len(item.values) == 1:
                return item.values[0]
        return None


class LabelSelector(Selector):
    """Selects by labels: `tier=web,env in (a,b),!old`."""

    __slots__ = ()

    def matches(self, labels: Mapping[str, str] | None) -> bool:
        """Whether an object with these labels is selected."""
        return all(item.matches(labels or {}) for item in self.requirements)


class FieldSelector(Selector):
    """Selects by fields of the document: `metadata.name=app`."""

    __slots__ = ()

    def matches(self, document: Any) -> bool:
        """Whether the document, as JSON, is selected. An absent field counts as an empty text."""
        values = {item.key: field_text(document, item.key) for item in self.requirements}
        return all(item.matches(values) for item in self.requirements)


def field_text(document: Any, path: str) -> str:
    """The value of a field as selectors see it: text as it is, an absent one empty."""
    for step in path.split("."):
        document = document.get(step) if is_object(document) else None
    if document is None or is_object(document) or isinstance(document, list):
        return ""
    if isinstance(document, bool):
        return "true" if document else "false"
    return str(document)


EVERY_LABEL = LabelSelector()
"""Selects whatever labels there are."""
EVERY_FIELD = FieldSelector()
"""Selects whatever fields there are."""


def parse_labels(text: str) -> LabelSelector:
    """A label selector. Raises SelectorError."""
    found: list[Requirement] = []
    try:
        for key, operator, values in Terms(text):
            found.append(Requirement(key, operator, values))
            _refuse_many(found)
    except TermError as error:
        raise SelectorError(str(error)) from None
    return LabelSelector(found, text) if found else EVERY_LABEL


def _refuse_many(found: list[Requirement]) -> None:
    """Refuse what no store can select by in one question. Raises SelectorError."""
    if len(found) > MAX_TERMS:
        raise SelectorError(f"a selector has at most {MAX_TERMS} terms")
    if len(found[-1].values) > MAX_VALUES or sum(len(one.values) for one in found) > MAX_VALUES:
        raise SelectorError(f"a selector has at most {MAX_VALUES} values")


def parse_fields(text: str) -> FieldSelector:
    """A field selector. Empty terms are passed over, as clients send them. Raises SelectorError."""
    found: list[Requirement] = []
    terms = _split(text)
    if len(terms) > MAX_TERMS:
        raise SelectorError(f"a selector has at most {MAX_TERMS} terms")
    for term in terms:
        if not term:
            continue
        match = re.fullmatch(r"([^=!\\]+)(!=|==|=)(.*)", term, re.DOTALL)
        if match is None:
            raise SelectorError(
                f"invalid selector: {text[:200]!r}; can't understand {term[:200]!r}"
            )
        key, operator, value = match.groups()
        plain = re.sub(r"\\([\\,=])", r"\1", value)
        found.append(Requirement(key.strip(), "notin" if operator == "!=" else "in", (plain,)))
    return FieldSelector(found, text) if found else EVERY_FIELD


def _split(text: str) -> list[str]:
    """The terms between commas; a backslash keeps a comma inside one."""
    return re.split(r"(?<!\\),", text)

"""Rules beyond the types of values, as the schema states them: kinds of rules with their facts.

Paths are followed already: a `Place` knows what stands there. A rule reaches others (`Apply`,
`Each`, `First`, `Fold`) or is a `Check` of one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A field below the object that states a rule."""

    path: tuple[str, ...]  # ("from", "name"); empty for the object itself
    type: str  # of JSON: "string"; "any" where the schema names none or several
    pointer: str  # of the value there, at the end of references


@dataclass(frozen=True, slots=True)
class Shown:
    """A place whose value is put into a message."""

    place: Place
    form: str  # "plain", "quoted" or "pointer"
    of: str = ""  # of which element, in the message of an `AtMostOne`: "first" or "this"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where several things are put into a message: findings, or elements in words."""


# A message in parts: text, and what is put in between.
Words = tuple[str | Shown | Listing, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """A question about a place. Absent and null count as an empty string for `in` and `not-in`."""

    place: Place
    kind: str  # "present", "absent", "empty", "filled", "in" or "not-in"
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The name of a rule, and when it counts."""

    id: str | None  # by which `skip` leaves the rule out
    when: tuple[Test, ...]  # all must hold
    unless: tuple[Test, ...]  # not all may hold


# ------------------------------------------------------------------------- ways to further rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A list or a map whose elements are visited."""

    place: Place  # of the list or the map
    container: str  # "[]" or "{}"
    key: str | None  # the field that tells elements of a list apart
    last_wins: bool  # of elements with one key, only the last is visited
    element: Place  # one element; its path is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply(Rule):
    """Apply the rules of another object to an object, or to each element of a list of them."""

    place: Place  # the object, or the list
    each: Path | None  # the list
    target: str  # pointer of the value that states the rules
    or_empty: bool  # an absent object counts as an empty one
    skip: frozenset[str]  # ids of rules that are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Rule):
    """Check each element of a list or a map."""

    each: Path
    at_container: bool  # causes name the list or the map, not its element
    rules: tuple[Rule, ...]
    only_ones: tuple[AtMostOne, ...]  # rules that count elements


@dataclass(frozen=True, slots=True, kw_only=True)
class First(Rule):
    """Report the first of some rules that is broken."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold(Rule):
    """Report everything that some rules find as one cause."""

    rules: tuple[Rule, ...]
    field: str  # the path of that cause
    reason: str
    detail: Words


# --------------------------------------------------------------------------------------- checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Rule):
    """A check of one place, and what is said where it fails."""

    place: Place
    of_key: bool  # the key of a map's entry is checked instead
    reason: str  # "FieldValueInvalid"
    detail: Words | None  # None: the check's own words
    shown: Words | None  # in the place of the value
    report_at: Words | None  # the path of the cause, where it is not that of the place


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Check):
    """The place must be filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Check):
    """The place must not be as the conditions of the rule say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Check):
    """The place must hold one of some values."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted(Check):
    """The text must be of a format."""

    format: str
    lower_case: bool  # checked in lower case
    and_empty: bool  # an empty text too


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks(Check):
    """The text, which is of a format, must not have some of its parts."""

    format: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches(Check):
    """The text must match a pattern."""

    pattern: str
    and_empty: bool  # an absent or empty text too


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Check):
    """The number must not be below a limit."""

    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxBytes(Check):
    """Some texts, or the keys and texts of a map, must have together at most so many bytes."""

    limit: int
    places: tuple[Place, ...]
    separator_bytes: int  # between two of them


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTogether(Check):
    """The list must not hold all of some values."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique(Check):
    """No two elements of the list may have the same keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMostOne(Check):
    """At most one element of the list may be as described; the check stands in an `Each`."""

    where: tuple[Test, ...]
    shown_item: Words | None  # of each element, where `shown` lists them

"""The facts of the page as plain text, for browsers without scripts and for other programs.

Where a schema is so large that they would make the page slow to load, the rest is counted only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

_MOST_CHARACTERS = 400_000
# What goes without saying.
_USUAL = (["required", "no"], ["availability", "every release"])


@dataclass(frozen=True, slots=True)
class PlainField:
    """One line of an object."""

    name: str
    type_name: str
    python: str  # "from_: ObjectReference"; empty where no class has it
    marks: str  # "required, since 4.12"
    doc: str
    facts: str
    into: int | None  # number of the object that its value holds


@dataclass(frozen=True, slots=True)
class PlainObject:
    """One object, whose fields stand in other objects by its number."""

    number: int
    name: str
    doc: str
    python: str  # "models.ObjectMeta"
    fields: tuple[PlainField, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """The objects of a page, and how many more there are."""

    objects: tuple[PlainObject, ...]
    left_out: int


def plain(objects: Sequence[Row], rules: Iterable[Iterable[str]], releases: Sequence[str]) -> Plain:
    """Tell about objects, each with its rules in words, as far as there is room."""
    told: list[PlainObject] = []
    size = 0
    for number, (row, words) in enumerate(zip(objects, rules, strict=True)):
        item = _object(number, row, tuple(words), releases)
        size += _size(item)
        if size > _MOST_CHARACTERS:
            break
        told.append(item)
    return Plain(tuple(told), len(objects) - len(told))


def _size(item: PlainObject) -> int:
    fields = sum(len(field.doc) + len(field.facts) + 150 for field in item.fields)
    return fields + len(item.doc) + sum(map(len, item.rules))


def _object(number: int, row: Row, rules: tuple[str, ...], releases: Sequence[str]) -> PlainObject:
    owner = row.get("class", "")
    fields = tuple(_field(each, releases) for each in row.get("rows", ()))
    name = row.get("name") or owner or f"object {number}"
    return PlainObject(number, name, row.get("doc", ""), owner, fields, rules)


def _field(row: Row, releases: Sequence[str]) -> PlainField:
    attribute = row.get("attribute", row["name"])
    owner = f"{row['of']}." if "of" in row else ""
    return PlainField(
        name=row.get("shown", row["name"]) + row.get("suffix", ""),
        type_name=row["type"],
        python=f"{owner}{attribute}: {row['python']}" if "python" in row else "",
        marks=", ".join(_marks(row, releases)),
        doc=row.get("doc", ""),
        facts="; ".join(_facts(row)),
        into=row.get("into"),
    )


def _marks(row: Row, releases: Sequence[str]) -> Iterator[str]:
    if row.get("required"):
        yield "required"
    for key in ("since", "until"):
        if key in row:
            yield f"{key} {releases[row[key]]}"
    if row.get("deprecated"):
        yield "deprecated"


def _facts(row: Row) -> Iterator[str]:
    for fact in row.get("facts", ()):
        name, said = fact
        if fact not in _USUAL and name not in ("required", "availability"):
            yield f"{name}: {', '.join(said) if isinstance(said, list) else said}"

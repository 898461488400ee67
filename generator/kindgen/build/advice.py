"""What a schema could tell its readers, and what of it says nothing here. It stops no run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..schema import formats, pointers
from ..schema.dialect import known_keywords
from ..schema.document import Document
from ..schema.places import unreached
from ..schema.problems import SchemaProblem, did_you_mean, shown
from .models import Rename


def advice(document: Document, renames: Iterable[Rename] = ()) -> Iterator[SchemaProblem]:
    """Yield what is worth a word: first what is passed over, then missing descriptions."""
    yield from _unknown_formats(document)
    yield from _remarks_of_others(document)
    for pointer, wanted, name, first in renames:
        message = f'is called "{name}", for "{wanted}" is the name of "#{first}"'
        yield SchemaProblem(document.name, pointer, message, 'An "x-python-name" gives another.')
    for place in unreached(document):
        message = "neither the root nor a served resource reaches this definition"
        yield SchemaProblem(document.name, place, message)
    for pointer, schema in document.schemas.items():
        is_silent = isinstance(schema, dict) and "description" not in schema
        if is_silent and _is_described_place(pointer):
            yield SchemaProblem(document.name, pointer, "has no description")


def _unknown_formats(document: Document) -> Iterator[SchemaProblem]:
    """Tell each unknown format once: nothing is checked for it."""
    places: dict[str, list[str]] = {}
    known = formats.OF_KUBERNETES if document.is_of_kubernetes else formats.ALL
    for pointer in document.schemas:
        name = document.keywords(pointer).get("format")
        if name is not None and name not in known:
            places.setdefault(name, []).append(pointer)
    for name, found in places.items():
        message = f"the format {shown(name)} is not checked{_count(found)}"
        yield SchemaProblem(document.name, found[0], message, did_you_mean(name, known, 0.7))


def _remarks_of_others(document: Document) -> Iterator[SchemaProblem]:
    """Tell each unknown keyword once: it is taken for a remark of another tool."""
    known = known_keywords()
    places: dict[str, list[str]] = {}
    for pointer in document.schemas:
        for key in document.keywords(pointer).keys() - known:
            places.setdefault(key, []).append(pointers.join(pointer, key))
    for key in sorted(places):
        message = f"the keyword {shown(key)} is taken for a remark{_count(places[key])}"
        yield SchemaProblem(document.name, places[key][0], message)


def _count(places: list[str]) -> str:
    return f" ({len(places):,} places)" if len(places) > 1 else ""


def _is_described_place(pointer: str) -> bool:
    tokens = pointers.split(pointer)
    return len(tokens) >= 2 and tokens[-2] in ("properties", "$defs")

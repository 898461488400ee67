"""Makes the reference page as plain data: kinds, their objects, rules and requests.

Knows no HTML, as the template knows no schema.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ..ir.models import Library
from ..ir.package import Package
from .examples import Fits
from .objects import Objects, Row
from .plain import Plain, plain
from .python_names import PythonNames
from .requests import requests_of, resource_facts
from .rules import RuleGraph, rules_of
from .samples import Samples


@dataclass(frozen=True, slots=True)
class Reference:
    """The page, as its template uses it."""

    title: str
    doc: str
    data: str  # JSON for the page's script, safe inside a script element; see `Objects`
    kinds: tuple[PlainKind, ...]  # for those who run no script
    plain: Plain


@dataclass(frozen=True, slots=True)
class PlainKind:
    """A kind, as it is told without a script."""

    name: str
    doc: str
    into: int  # number of its object
    facts: tuple[tuple[str, str], ...]
    sample: dict[str, str] | None
    requests: tuple[str, ...]  # "POST /apis/…"


def build_reference(package: Package, fits: Fits, library: Library = Library.MSGSPEC) -> Reference:
    """Make the page of a package: the root first, then the other served kinds.

    `fits` tells whether a document is one of a definition: no other is shown as an example.
    """
    resources = package.api.resources
    served = dict.fromkeys([package.title, *(resource.kind for resource in resources)])
    by_name = {value.name: value for value in reversed(package.values.definitions)}
    names = PythonNames(package.definitions, library)
    objects, rules = Objects(package.values, names), RuleGraph(package.values)
    has_client = library is Library.MSGSPEC
    samples = Samples(package, names, fits)
    kinds: list[Row] = []
    for name in served:
        kind = by_name[name]
        mine = [resource for resource in resources if resource.kind == name]
        kinds.append(
            {
                "name": name,
                "doc": kind.remarks.doc,
                "into": objects.number_of(objects.content(kind)),
                "rules": rules.start(package.values.at_end(kind).pointer),
                "facts": [fact for resource in mine for fact in resource_facts(resource)],
                "requests": [
                    request for resource in mine for request in requests_of(resource, has_client)
                ],
                "sample": samples.of(kind, mine[0] if mine else None),
            }
        )
    rows = objects.all()
    releases = _date(rows)
    head = {"package": package.name, "version": package.version}
    data = {**head, "releases": releases, "kinds": kinds, "objects": rows, "rules": rules.all()}
    told = plain(rows, (rules_of(package.values, pointer) for pointer in objects.places), releases)
    return Reference(
        package.title, package.doc, script_json(data), tuple(map(_plain_kind, kinds)), told
    )


def _plain_kind(kind: Row) -> PlainKind:
    requests = (f"{each['method']} {each['path']}" for each in kind["requests"])
    facts = tuple((name, text) for name, text in kind["facts"])
    return PlainKind(
        kind["name"],
        kind["doc"],
        kind["into"],
        facts,
        kind["sample"],
        tuple(dict.fromkeys(requests)),
    )


def _date(objects: list[Row]) -> list[str]:
    """Return the releases in their order; marks of rows become numbers of them."""
    rows = [row for item in objects for row in item.get("rows", ())]
    named = {row[key] for row in rows for key in ("since", "until") if key in row}
    releases = sorted(named, key=_release_order)
    for row in rows:
        row |= {key: releases.index(row[key]) for key in ("since", "until") if key in row}
    return releases


def _release_order(release: str) -> tuple[list[tuple[int, str]], str]:
    """Return a key that sorts 4.9 before 4.12."""
    parts = re.findall(r"[0-9]+|[^0-9]+", release)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], release


# ------------------------------------------------------------------------------- JSON in a script


def script_json(value: dict[str, Any]) -> str:
    """Write the value as JSON that is safe inside a script element, objects of its lists on lines.

    No `<`, so that neither `</script` nor `<!--` can stand there, and nothing that cannot be seen.
    """
    return "{" + ",\n".join(f"{_safe(key)}:{_lines(part)}" for key, part in value.items()) + "}"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_safe(part) for part in value) + "\n]"
    return _safe(value)


def _safe(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(
        char if char.isprintable() and char not in "<>&" else _unicode_escape(char) for char in text
    )


def _unicode_escape(char: str) -> str:
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))

"""Step 3: from the graph to the intermediate representation. Every decision is made here."""

from __future__ import annotations

from ..ir.package import Package
from ..schema import pointers
from ..schema.document import Document
from ..schema.package_name import DEFAULT_VERSION
from ..schema.problems import SchemaProblem, never_endless
from .models import definitions_of
from .published import build_published
from .resources import build_api
from .values import build_values


def build(document: Document) -> Package:
    """Make the representation of a package whose document has no faults."""
    root = document.keywords()
    with never_endless(document.name):
        definitions = definitions_of(document)
        return Package(
            name=root["x-package"],
            version=root.get("x-version", DEFAULT_VERSION),
            title=root["title"],
            doc=root.get("description", ""),
            values=build_values(document),
            published=build_published(document),
            definitions=definitions,
            api=build_api(document, definitions),
            source=document.name,
            advice=tuple(advice(document)),
        )


def advice(document: Document) -> list[SchemaProblem]:
    """List the descriptions that a reader will miss. They stop no run."""
    return [
        SchemaProblem(document.name, pointer, "has no description")
        for pointer, schema in document.schemas.items()
        if _is_described_place(pointer) and isinstance(schema, dict) and "description" not in schema
    ]


def _is_described_place(pointer: str) -> bool:
    tokens = pointers.split(pointer)
    return len(tokens) >= 2 and tokens[-2] in ("properties", "$defs")

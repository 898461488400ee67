"""Step 3: from the graph to the intermediate representation. Every decision is made here."""

from __future__ import annotations

from ..ir.package import Package
from ..schema.document import Document
from ..schema.package_name import DEFAULT_VERSION
from ..schema.problems import never_endless
from .advice import advice
from .models import absence_of, classes_of
from .published import build_published
from .resources import build_api
from .values import build_values


def build(document: Document) -> Package:
    """Make the representation of a package whose document has no faults."""
    root = document.keywords()
    with never_endless(document.name):
        definitions, renames = classes_of(document)
        return Package(
            name=root["x-package"],
            version=root.get("x-version", DEFAULT_VERSION),
            title=root["title"],
            doc=root.get("description", ""),
            absence=absence_of(document),
            values=build_values(document),
            published=build_published(document),
            definitions=definitions,
            api=build_api(document, definitions),
            source=document.name,
            advice=tuple(advice(document, renames)),
        )

"""A package, before any text is made of it: everything a template needs, already decided.

Frozen values; templates loop over them and compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..schema.problems import SchemaProblem
from .api import Api
from .models import Absence, Definition
from .published import PublishedSchemas
from .values import Values


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, before any text is made of it."""

    name: str
    version: str
    title: str
    doc: str
    absence: Absence
    values: Values
    published: PublishedSchemas
    definitions: tuple[Definition, ...]
    api: Api
    source: str  # the file of the schema, as messages name it
    advice: tuple[SchemaProblem, ...]  # what the schema could tell its readers; it stops no run

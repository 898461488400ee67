"""Schemas for other tools: standard keywords alone, and null where our dialect allows it.

What a package publishes as JSON Schema, and OpenAPI as components, is made of these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of a `$ref`."""

    text: str  # as the schema has it
    target: str  # pointer of the place that it leads to


@dataclass(frozen=True, slots=True)
class PublishedSchema:
    """A schema by its keywords.

    The value of a keyword is JSON, a `Reference`, a schema, or a list or a map of schemas.
    """

    keywords: Mapping[str, Any]


Published = PublishedSchema | bool  # `true` and `false` are schemas too


@dataclass(frozen=True, slots=True)
class PublishedSchemas:
    """The schemas of a document."""

    whole: Published  # a document of any served kind; its `kind` decides
    by_pointer: Mapping[str, Published]  # each place by itself, before null is allowed there

"""Lists what a place of the schema says of a value, keyword by keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ir.values import Field, Value


def ownership(field: Field) -> Iterator[tuple[str, str]]:
    """Yield what an object says of its field, `(name, text)` each."""
    yield "required", "in a request" if field.is_required else "no"
    if field.is_always_sent:
        yield "always sent", "by a server"


def demands(value: Value) -> Iterator[tuple[str, Any]]:
    """Yield the keywords that limit a value, with what they say, in one order for all places."""
    if value.choices is not None:
        yield "enum", list(value.choices)
    if value.constant is not None:
        yield "const", value.constant[0]
    for keyword, limit in _limits(value):
        if limit is not None:
            yield keyword, limit


def _limits(value: Value) -> Iterator[tuple[str, Any]]:
    if text := value.text:
        yield "minLength", text.min_length
        yield "maxLength", text.max_length
        yield "pattern", text.pattern
    if number := value.number:
        yield "minimum", number.minimum
        yield "maximum", number.maximum
        yield "exclusiveMinimum", number.exclusive_minimum
        yield "exclusiveMaximum", number.exclusive_maximum
        yield "multipleOf", number.multiple_of
    if elements := value.elements:
        yield "minItems", elements.least
        yield "maxItems", elements.most
        yield "uniqueItems", elements.are_unique or None
    if fields := value.fields:
        yield "minProperties", fields.least
        yield "maxProperties", fields.most

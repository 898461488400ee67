"""Writes a document as Python that makes it of models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..ir.models import Definition
from ..python.source import literal
from .python_names import PythonNames

_WIDTH = 88


class NoModel(Exception):
    """A document that the models have no place for."""


@dataclass(frozen=True, slots=True)
class _Expression:
    """Source that stands on one line, or has its parts on lines of their own."""

    opening: str
    parts: tuple[tuple[str, _Expression], ...] = ()  # text before each, and the part
    closing: str = ""

    def on_one_line(self) -> str:
        parts = ", ".join(head + part.on_one_line() for head, part in self.parts)
        return f"{self.opening}{parts}{self.closing}"

    def written(self, indent: int, before: int) -> str:
        """Write it as black would, `before` characters after the start of a line."""
        line = self.on_one_line()
        if not self.parts or before + len(line) <= _WIDTH:
            return line
        inner = indent + 4
        parts = "".join(
            f"{' ' * inner}{head}{part.written(inner, inner + len(head) + 1)},\n"
            for head, part in self.parts
        )
        return f"{self.opening}\n{parts}{' ' * indent}{self.closing}"


def python_text(names: PythonNames, kind: Definition, document: Any) -> str:
    """Write `document = …` with models. Raises NoModel."""
    head = "document = "
    shape = kind.shape if kind.shape is not None else {"$ref": kind.class_name}
    return head + _expression(names, shape, document).written(0, len(head))


def _expression(names: PythonNames, shape: Mapping[str, Any], value: Any) -> _Expression:
    if "anyOf" in shape:
        return _one_of(names, shape["anyOf"], value)
    found = names.by_class.get(shape.get("$ref", ""))
    if found is not None:
        if found.shape is not None:
            return _expression(names, found.shape, value)
        return _model(names, found, value)
    if isinstance(value, list):
        first = shape.get("prefixItems", [])
        shapes = [*first, *[shape.get("items", {})] * len(value)]
        parts = (("", _expression(names, *pair)) for pair in zip(shapes, value, strict=False))
        return _Expression("[", tuple(parts), "]")
    if isinstance(value, dict):
        inner = shape.get("additionalProperties", {})
        parts = ((f"{literal(key)}: ", _expression(names, inner, value[key])) for key in value)
        return _Expression("{", tuple(parts), "}")
    return _Expression(literal(value))


def _one_of(names: PythonNames, shapes: Iterable[Mapping[str, Any]], value: Any) -> _Expression:
    for shape in shapes:
        if isinstance(value, dict) == ("$ref" in shape or shape.get("type") == "object"):
            try:
                return _expression(names, shape, value)
            except NoModel:
                continue
    if isinstance(value, dict):
        raise NoModel
    return _expression(names, {}, value)


def _model(names: PythonNames, definition: Definition, value: Any) -> _Expression:
    if not isinstance(value, dict):
        if value is None or definition.other_kinds:
            return _expression(names, {}, value)
        raise NoModel
    fields = {field.wire_name: field for field in definition.fields}
    tag = definition.tag
    told = {name: said for name, said in value.items() if tag is None or name != tag.wire_name}
    if tag is not None and value.get(tag.wire_name) != tag.text:
        raise NoModel
    if not told.keys() <= fields.keys():
        raise NoModel
    parts = (
        (f"{names.attribute(fields[name])}=", _expression(names, fields[name].shape, said))
        for name, said in told.items()
    )
    return _Expression(f"models.{definition.class_name}(", tuple(parts), ")")

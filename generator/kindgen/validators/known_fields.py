"""The table of the fields that each object may have, for what tells unknown ones."""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.values import Value, Values
from ..python.source import INDENT, indented, literal, packed

_WIDTH = 96  # of a line, which stands in a table


def known_fields(values: Values) -> Iterator[str]:
    """For each object with listed fields: its fields and what lies below each, as lines."""
    for value in _in_order(values):
        if value.fields is None or not value.fields.are_all_listed:
            continue
        name = literal(_name(value))
        entries = [
            f"{literal(field.name)}: {_below(values, field.value)}" for field in value.fields.listed
        ]
        alone = f"{name}: {{{', '.join(entries)}}},"
        if len(alone) <= _WIDTH:
            yield alone
        else:
            yield f"{name}: {{"
            within = (f"{entry}," for entry in entries)
            yield from indented(packed(within, _WIDTH - len(INDENT)))
            yield "},"


def _in_order(values: Values) -> list[Value]:
    """The root, the definitions as they are listed, then the rest by their places."""
    listed = {value.pointer for value in values.definitions}
    others = sorted(values.by_pointer.keys() - listed)
    return [*values.definitions, *(values.by_pointer[pointer] for pointer in others)]


def _name(value: Value) -> str:
    return value.name or value.pointer


def _below(values: Values, value: Value) -> str:
    """What to look into below a field: a name of the table, a list or a map of one, or None."""
    value = values.at_end(value)
    if value.fields is not None and value.fields.are_all_listed:
        return literal(_name(value))
    if "properties" in value.asserts:
        return "None"
    elements = value.elements.each if value.elements is not None else None
    entries = value.fields.others if value.fields is not None else None
    for inside, mark in ((elements, "[]"), (entries, "{}")):
        if inside is not None:
            below = _element_below(values, inside)
            return "None" if below == "None" else f'("{mark}", {below})'
    return "None"


def _element_below(values: Values, value: Value) -> str:
    # A list of itself (a recursive array) would never end; its elements have no fields to know.
    if value.refers_to is not None:
        target = values.by_pointer[value.refers_to]
        if target.fields is None or not target.fields.are_all_listed:
            return "None"
    return _below(values, value)

"""The fields of the root as an indented tree, one line a field: name, tab, type."""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.package import Package
from ..ir.values import Value, Values
from ..schema.pointers import shown_name

_SUFFIXES = {"array": "[]", "map": "{}"}


def tree(package: Package, everything: bool = False) -> Iterator[str]:
    """Yield the lines of the tree, in the order of the schema.

    Without `everything`, fields that came later (`x-availability: since`) are left out; with it,
    each line ends with the releases that have the field.
    """
    values = package.values
    yield from _fields(values, values.find(""), "", everything, ())


def _fields(
    values: Values, owner: Value, indent: str, everything: bool, around: tuple[Value, ...]
) -> Iterator[str]:
    """Yield the lines below an object that lists fields; `around` are the objects around it."""
    if owner in around:
        yield f"{indent}…\tas above"
        return
    for item in owner.listed:
        place, remarks = item.value, item.value.remarks
        if remarks.since and not everything:
            continue
        containers = place.type_name.containers
        suffix = _SUFFIXES[containers[0]] if containers else ""
        releases = f"\t{shown_name(remarks.availability)}" if everything else ""
        yield f"{indent}{shown_name(item.name)}{suffix}\t{_type(place)}{releases}"
        yield from _below(values, place, indent + "  ", everything, (*around, owner))


def _below(
    values: Values, place: Value, indent: str, everything: bool, around: tuple[Value, ...]
) -> Iterator[str]:
    """Yield the lines below a field: the fields of an object, of items or of map values."""
    value = values.at_end(place)
    if value.lists_fields:
        yield from _fields(values, value, indent, everything, around)
        return
    for _, element in value.steps:
        if element.is_boolean:
            continue
        if values.at_end(element).lists_fields:
            yield from _fields(values, values.at_end(element), indent, everything, around)
        else:
            yield f"{indent}[string]\t{_type(element)}"


def _type(value: Value) -> str:
    return shown_name(str(value.type_name))

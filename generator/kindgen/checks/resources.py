"""Finds what is wrong with resources: unknown kinds, and two of one name."""

from __future__ import annotations

from collections.abc import Iterator

from ..build.resources import attribute, protocol_of, served, subresources_of
from ..ir.models import Definition
from ..schema import pointers
from ..schema.document import Document
from ..schema.problems import SchemaProblem, shown


def resource_problems(
    document: Document, definitions: tuple[Definition, ...]
) -> Iterator[SchemaProblem]:
    """Find kinds that are not defined, and two resources of one name."""
    by_name = {definition.name: definition for definition in definitions}
    names: dict[tuple[str, str], str] = {}
    for index, entry in enumerate(served(document)):
        place = pointers.join("/x-kubernetes-resources", index)
        for number, item in enumerate(subresources_of(entry)):
            if item["kind"] not in by_name:
                here = pointers.join(place, "subresources", number, "kind")
                message = f"the kind {shown(item['kind'])} is not defined here"
                yield SchemaProblem(document.name, here, message)
        answer = entry.get("answers", {}).get("kind")
        if answer is not None and answer not in by_name:
            here = pointers.join(place, "answers", "kind")
            message = f"the kind {shown(answer)} is not defined here"
            yield SchemaProblem(document.name, here, message)
        if entry["kind"] not in by_name:
            continue  # told where references are followed
        for what, name in (
            ("plural", attribute(entry["plural"])),
            ("class name", protocol_of(entry["kind"], entry["plural"], by_name)),
        ):
            first = names.setdefault((what, name), place)
            if first != place:
                message = f'the {what} "{name}" is taken by "#{first}"'
                yield SchemaProblem(document.name, place, message)

"""Finds what is wrong with a schema that the dialect allows: names, formats, defaults, rules.

Nothing here changes or builds anything; it is asked before anything is built.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ..build.messages import NUMBER, has_form, numbers_of
from ..build.models import definitions_of
from ..ir.models import Definition
from ..python import naming
from ..schema import formats, pointers
from ..schema.document import Document
from ..schema.problems import MAX_PROBLEMS, SchemaProblem, did_you_mean, shown
from ..schema.rules import PathError, follow_path
from .defaults import default_problems
from .resources import resource_problems
from .rules import rule_problems

_LONGEST_PACKAGE = 100  # a folder's name has 255, and more than the package's name is in it
# What generated modules import: a package of such a name would be imported in its place.
_LIBRARIES = frozenset({"anyio", "google", "httpx2", "msgspec", "starlette", "yaml"})
_RENAME = 'Give it an "x-python-name".'


def package_problems(document: Document) -> list[SchemaProblem]:
    """Find everything that keeps a package from being built."""
    steps: tuple[Iterable[SchemaProblem], ...] = (
        rule_problems(document),
        default_problems(document),
        _default_source_problems(document),
        _listed_name_problems(document),
        _name_problems(document),
        _number_problems(document),
    )
    return [problem for found in steps for problem in islice(found, MAX_PROBLEMS)]


def _default_source_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find defaults that are taken from what is not there."""
    for pointer in document.schemas:
        rule = document.keywords(pointer).get("x-default-from")
        if rule is None:
            continue
        place = pointers.join(pointer, "x-default-from")
        owner = pointer.rpartition("/properties/")[0]
        for message in _source_faults(document, owner, document.at_end(pointer), rule):
            yield SchemaProblem(document.name, place, message)


def _number_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find fields of one object that have the same number, and those that cannot have one."""
    for pointer in document.schemas:
        first: dict[int, str] = {}
        for name, number in numbers_of(document, pointer).items():
            place = pointers.join(pointer, "properties", name)
            if not has_form(document, place):
                message = "a value of that type has no form in protobuf"
                yield SchemaProblem(document.name, pointers.join(place, NUMBER), message)
            taken = first.setdefault(number, place)
            if taken != place:
                message = f'the number {number} is taken by "#{taken}"'
                yield SchemaProblem(document.name, pointers.join(place, NUMBER), message)


def _source_faults(
    document: Document, owner: str, target: str, rule: dict[str, Any]
) -> Iterator[str]:
    try:
        follow_path(document, owner, rule["field"])
    except PathError as error:
        yield f"there is no field {shown(str(error))}"
    if rule["format"] not in formats.PARTS:
        yield f"the format {shown(rule['format'])} has no parts"
    elif rule["part"] not in formats.PARTS[rule["format"]]:
        yield f"the format {shown(rule['format'])} has no part {shown(rule['part'])}"
    if rule["into"] not in document.keywords(target).get("properties", {}):
        yield f"the object has no field {shown(rule['into'])}"


def _listed_name_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find keywords that name fields which are not there."""
    for pointer in document.schemas:
        schema = document.keywords(pointer)
        items = pointers.join(pointer, "items")
        elements = document.keywords(document.at_end(items)) if items in document.schemas else {}
        for key, known in (
            ("x-required-on-read", schema.get("properties", {})),
            ("x-kubernetes-list-map-keys", elements.get("properties", {})),
        ):
            for name in schema.get(key, ()):
                if name not in known:
                    place = pointers.join(pointer, key)
                    message = f"there is no field {shown(name)}"
                    yield SchemaProblem(document.name, place, message, did_you_mean(name, known))


# ----------------------------------------------------------------------------------------- names


def _name_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find names that Python or msgspec cannot have, and two that become one."""
    package = document.keywords().get("x-package", "")
    if keyword.iskeyword(package):
        yield SchemaProblem(document.name, "/x-package", f"{shown(package)} is a keyword of Python")
    if package in sys.stdlib_module_names or package in _LIBRARIES:
        message = f"{shown(package)} is a module that the package itself needs; name it otherwise"
        yield SchemaProblem(document.name, "/x-package", message)
    if len(package) > _LONGEST_PACKAGE:
        message = f"a package name has at most {_LONGEST_PACKAGE} characters"
        yield SchemaProblem(document.name, "/x-package", message)
    definitions = definitions_of(document)
    yield from resource_problems(document, definitions)
    yield from _class_problems(document, definitions)
    classes = {definition.class_name for definition in definitions}
    for definition in definitions:
        yield from _field_problems(document, definition, classes)


def _class_problems(
    document: Document, definitions: tuple[Definition, ...]
) -> Iterator[SchemaProblem]:
    owners: dict[str, str] = {}
    for definition in definitions:
        name, place = definition.class_name, definition.pointer
        first = owners.setdefault(name, place)
        if first != place:
            message = f'the class name "{name}" is taken by "#{first}"'
            yield SchemaProblem(document.name, place, message, _RENAME)
        elif not naming.is_class_name(name):
            yield SchemaProblem(document.name, place, f'no class can have the name "{name}"')


def _field_problems(
    document: Document, definition: Definition, classes: set[str]
) -> Iterator[SchemaProblem]:
    owners: dict[str, str] = {}
    for item in definition.fields:
        name = item.python_name
        first = owners.setdefault(name, item.pointer)
        if first != item.pointer:
            message = f'the Python name "{name}" is taken by "#{first}"'
            yield SchemaProblem(document.name, item.pointer, message, _RENAME)
        elif not naming.is_field_name(name, classes):
            message = f'no field can have the Python name "{name}"'
            yield SchemaProblem(document.name, item.pointer, message)

"""Tries the defaults of a schema on it as jsonschema reads it: in bounded time, without network."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from ..schema import pointers
from ..schema.counting import Enough, counting_checker
from ..schema.document import Document
from ..schema.problems import SchemaProblem, shown

# Keywords applied, to all defaults of one schema together: two or three seconds.
_MOST_STEPS = 200_000


def default_problems(document: Document) -> Iterator[SchemaProblem]:
    """Find defaults that the field itself would refuse."""
    places = [pointer for pointer in document.schemas if "default" in document.keywords(pointer)]
    if not places:
        return
    root = _by_itself(document)
    checker = counting_checker(_MOST_STEPS)(root)
    for pointer in places:
        schema: dict[str, Any] = pointers.find(root, pointer)
        plain = {key: value for key, value in schema.items() if key != "default"}
        try:
            error = next(checker.evolve(schema=plain).iter_errors(schema["default"]), None)
        except (RecursionError, re.error):
            # A loop, which is told elsewhere, a default that is too deep, or names of fields by a
            # pattern that jsonschema does not read.
            continue
        except Enough:
            return
        if error is not None:
            place = pointers.join(pointer, "default")
            default = shown(schema["default"])
            message = f"the default {default} is refused by its own type: {error.message[:200]}"
            yield SchemaProblem(document.name, place, message)


def _by_itself(document: Document) -> Any:
    """Return the document with each `$ref` as a pointer into it, and without any other name."""
    root = copy.deepcopy(document.root)
    for pointer in document.schemas:
        schema = pointers.find(root, pointer)
        if isinstance(schema, dict):
            for key in ("$id", "$anchor", "$schema", "$ref"):
                schema.pop(key, None)
            if pointer in document.targets:
                schema["$ref"] = pointers.to_fragment(document.targets[pointer])
    return root

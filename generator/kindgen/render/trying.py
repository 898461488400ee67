"""Tries example documents on the schema that a package publishes."""

from __future__ import annotations

import re
from typing import Any

from jsonschema.exceptions import SchemaError as InvalidSchema

from ..docs.examples import Fits
from ..ir.package import Package
from ..ir.values import Value
from ..openapi.json_schema import published_document
from ..schema import pointers
from ..schema.counting import Enough, counting_checker

_MOST_STEPS = 50_000  # keywords applied, for all examples of a package


def fits_of(package: Package) -> Fits:
    """Return what tells whether a document is one of a definition; no, when in doubt."""
    checker = counting_checker(_MOST_STEPS)(published_document(package))

    def fits(kind: Value, document: Any) -> bool:
        asked = checker.evolve(schema={"$ref": pointers.to_fragment(kind.pointer)})
        try:
            return next(asked.iter_errors(document), None) is None
        except (Enough, RecursionError, InvalidSchema, re.error):
            return False  # names of fields are searched for as Python would

    return fits

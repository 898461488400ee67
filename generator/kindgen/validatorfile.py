"""A validator module for one schema file, as `kindgen validator` writes and checks it."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from .pipeline import validator_source
from .problems import SchemaError, SchemaProblem
from .tidy import tidy


def validator_file(schema: Path) -> str:
    """The text of a module that stands alone, formatted. Raises SchemaError."""
    try:
        document = json.loads(schema.read_text("utf-8"))
    except ValueError as error:
        raise SchemaError([SchemaProblem(schema.name, "", f"not JSON: {error}")]) from None
    said = f"# Made from {schema.name} by `kindgen validator`; change that and make it again.\n\n"
    name = PurePosixPath("validator.py")
    return tidy({name: said + validator_source(document)})[name]

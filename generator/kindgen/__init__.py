"""kindgen: from one JSON Schema to a Python package of models, validators and defaults.

`generate` gives the files of a package, `validator_source` a validator module for any schema.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pipeline import generate as generate
    from .pipeline import validator_source as validator_source
    from .schema.problems import SchemaError as SchemaError
    from .schema.problems import SchemaProblem as SchemaProblem

__all__ = ["SchemaError", "SchemaProblem", "generate", "validator_source"]


def __getattr__(name: str) -> object:
    # Loaded on first use: `kindgen generate` with nothing to do must not pay for the generator.
    modules = {
        "SchemaError": "schema.problems",
        "SchemaProblem": "schema.problems",
        "generate": "pipeline",
        "validator_source": "pipeline",
    }
    if name not in modules:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{modules[name]}", __name__), name)

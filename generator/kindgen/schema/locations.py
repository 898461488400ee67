"""Finds templates and dialect: beside kindgen in a checkout, else packed with it."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent  # the folder of kindgen
_CHECKOUT = _HERE.parent.parent
DIALECT_NAME = "dialect.schema.json"


def _folder(name: str) -> Path:
    beside = _CHECKOUT / name
    is_checkout = _HERE.parent.name == "generator" and beside.is_dir()
    return beside if is_checkout else _HERE / f"_{name}"


def template_folder() -> Path:
    """Return the folder of our templates."""
    return _folder("templates")


def schema_folder() -> Path:
    """Return the folder of the canonical schema."""
    return _folder("schema")


def dialect_path() -> Path:
    """Return the file of the dialect's meta-schema."""
    return _folder("schema") / DIALECT_NAME


def output_folder() -> Path:
    """Return the folder that a package goes to unless another one is named."""
    return _CHECKOUT / "generated" if _HERE.parent.name == "generator" else Path("generated")

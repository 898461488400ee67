"""Where kindgen finds templates and dialect: beside it in a checkout, else packed with it."""

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
    """The templates."""
    return _folder("templates")


def schema_folder() -> Path:
    """The canonical schema."""
    return _folder("schema")


def dialect_path() -> Path:
    """The meta-schema of the dialect."""
    return _folder("schema") / DIALECT_NAME


def output_folder() -> Path:
    """Where a package goes unless another folder is named."""
    return _CHECKOUT / "generated" if _HERE.parent.name == "generator" else Path("generated")

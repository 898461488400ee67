"""Modules of a package made of a schema, imported into this process."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from kindgen.pipeline import generate
from tests.support.generator import write_schema


def modules_of(
    schema: Any, folder: Path, names: tuple[str, ...] = ("models", "validators")
) -> list[Any]:
    """The modules of those names, from a package that is made anew."""
    package = schema["x-package"]
    for path, text in generate(write_schema(folder, schema)).items():
        place = folder / "out" / package / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    for loaded in [it for it in sys.modules if it == package or it.startswith(f"{package}.")]:
        del sys.modules[loaded]
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder / "out"))
    try:
        return [importlib.import_module(f"{package}.{name}") for name in names]
    finally:
        sys.path.remove(str(folder / "out"))

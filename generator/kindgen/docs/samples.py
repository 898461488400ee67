"""What the page begins with: a whole document of a kind, and how to check it and send it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..ir.models import Library
from ..ir.package import Package
from ..ir.resources import Resource
from ..ir.values import Value
from ..python.source import literal
from ..python.tidy import json_text
from .examples import Fits, example_of
from .python_names import PythonNames
from .python_text import NoModel, python_text
from .requests import sending
from .yaml_text import yaml_text

# Characters of all documents of a page together, and of one.
_MOST_OF_ALL = 200_000
_MOST_OF_ONE = 8_000


@dataclass(slots=True)
class Samples:
    """Makes the samples of a page, as long as there is room for more."""

    package: Package
    names: PythonNames
    fits: Fits
    _size: int = 0

    def of(self, kind: Value, resource: Resource | None) -> dict[str, str] | None:
        """Return the document in three forms, and how to check it and send it; None without one."""
        if self._size > _MOST_OF_ALL:
            return None
        document = example_of(self.package.values, kind, resource, self.fits)
        if document is None or len(json.dumps(document)) > _MOST_OF_ONE:
            return None
        sent = sending(resource) if resource else None
        sample = {
            "yaml": yaml_text(document),
            "json": json_text(document),
            "models": self._python(kind, document),
            "check": self._check(kind),
            **(sent or {}),
            **({} if self.names.model_library is Library.MSGSPEC else {"python": ""}),
        }
        self._size += sum(map(len, sample.values()))
        return sample

    def _python(self, kind: Value, document: Any) -> str:
        definition = self.names.by_pointer[kind.pointer]
        try:
            made = python_text(self.names, definition, document)
        except NoModel:
            return f"document = {literal(document)}\n"
        is_model = definition.is_class and isinstance(document, dict)
        start = f"from {self.package.name} import models\n\n" if is_model else ""
        return f"{start}{made}\n"

    def _check(self, kind: Value) -> str:
        name = kind.name or ""
        told = f", {literal(name)}" if name != self.package.title else ""
        return (
            f"from {self.package.name} import validators\n\n"
            f"for cause in validators.validate(document{told}):\n"
            "    print(cause)\n"
        )

"""A validator module that stands alone: what it needs of the package is put before it."""

from __future__ import annotations

import ast
from functools import lru_cache

from ..ir.values import Values
from ..validators.module import build_validators
from .render import environment
from .templates import RARE, Templates

# The modules of a package that validators need, each after those it uses.
MODULES = (
    "_base/kinds", "_base/documents", "causes", "references", "_base/formats",
    "_base/standard_formats", "_base/nulls", "_base/checks", "_base/fields", "_base/unevaluated",
    "_base/unknown",
)  # fmt: skip


def standalone(values: Values, templates: Templates) -> str:
    """Return the source of a validator module that needs no other: what it uses comes first."""
    page = environment(templates).get_template("validators.py.jinja")
    parts = ["from __future__ import annotations", "import re", "TYPE_CHECKING = False"]
    validators = build_validators(values)
    for name in MODULES:
        if name in RARE and not validators.uses(name):
            continue
        parts.append(_copied(templates.file(f"{name}.py").read_text("utf-8")))
    parts.append(_without_relatives(page.render(validators=validators)))
    return "\n\n".join(parts) + "\n"


@lru_cache(maxsize=len(MODULES))
def _copied(source: str) -> str:
    # The same modules for every schema, and reading them takes most of the time of a small one.
    return _without_relatives(_without_face(source))


def _without_relatives(source: str) -> str:
    """Take docstring, future and relative imports out of a module."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
            if node.col_offset:  # the block that it stands in must not become empty
                lines[node.lineno - 1] = f"{' ' * node.col_offset}pass"
    return "\n".join(lines)


def _without_face(source: str) -> str:
    """Take `__all__` and `__dir__` out of a module: in the whole, the validators have them."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        is_face = isinstance(node, ast.FunctionDef) and node.name == "__dir__"
        if isinstance(node, ast.Assign):
            is_face = any(isinstance(it, ast.Name) and it.id == "__all__" for it in node.targets)
        if is_face:
            end = node.end_lineno or node.lineno
            lines[node.lineno - 1 : end] = [""] * (end - node.lineno + 1)
    return "\n".join(lines)

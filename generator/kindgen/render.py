"""Step 4: from the representation to the text of every file of a package."""

from __future__ import annotations

import ast
import json
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from .datamodel import build_models
from .expand import expand
from .ir import Package
from .source import docstring, literal
from .tidy import json_text

# Output -> template. Paths are relative to the package.
_TEMPLATES = {
    "../pyproject.toml": "pyproject.toml.jinja",
    "__init__.py": "__init__.py.jinja",
    "models.py": "models.py.jinja",
    "validators.py": "validators.py.jinja",
    "defaults.py": "defaults.py.jinja",
}
Imports = tuple[tuple[str, tuple[str, ...]], ...]


def environment(template_dir: Path) -> jinja2.Environment:
    """Jinja as our templates expect it: a misspelt name fails the run."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_dir),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters |= {
        "literal": literal,
        "docstring": docstring,
        "plain": _inside_docstring,
        "json": json_string,
    }
    return made


def json_string(text: str) -> str:
    """The text as a basic string of TOML or JSON."""
    return json.dumps(text)


def _inside_docstring(text: str) -> str:
    """The text for the middle of a docstring."""
    return docstring(text)[3:-3] if text else ""


def render(package: Package, template_dir: Path) -> dict[PurePosixPath, str]:
    """The files of a package, unformatted: those of the templates, and the runtime as it is."""
    jinja = environment(template_dir)
    models = build_models(package.definitions, template_dir)
    values: dict[str, dict[str, Any]] = {
        "models.py": {"models": models},
        "validators.py": {
            "validators": package.validators,
            "imports": validator_imports(
                package.validators.imports, bool(package.validators.patterns)
            ),
        },
        "defaults.py": {
            "defaults": package.defaults,
            "imports": import_lines(package.defaults.imports),
        },
    }
    files = {
        PurePosixPath(name): jinja.get_template(template).render(
            package=package, **values.get(name, {})
        )
        for name, template in _TEMPLATES.items()
    }
    files |= {
        PurePosixPath(path.name): path.read_text("utf-8") for path in runtime_files(template_dir)
    }
    files[PurePosixPath("schema.json")] = json_text(expand(package.document))
    files[PurePosixPath("py.typed")] = ""
    return files


def runtime_files(template_dir: Path) -> list[Path]:
    """The modules that every package carries unchanged."""
    return sorted((template_dir / "runtime").glob("*.py"))


def import_lines(imports: Imports) -> list[str]:
    """Relative imports, one line a module."""
    return [f"from .{module} import {', '.join(names)}" for module, names in sorted(imports)]


def validator_imports(imports: Imports, has_patterns: bool) -> list[str]:
    """The imports of a validator module: what its functions call, and what its ends need."""
    needed = {module: set(names) for module, names in imports}
    needed.setdefault("causes", set()).update({"Cause", "causes_of", "in_document_order"})
    needed.setdefault("unknown", set()).add("find_unknown")
    lines = ["import re", ""] if has_patterns else []
    return lines + import_lines(
        tuple((module, tuple(_sorted(names))) for module, names in needed.items())
    )


def _sorted(names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))


# -------------------------------------------------------------------------------- a module alone


def standalone(package_module: str, template_dir: Path, modules: tuple[str, ...]) -> str:
    """One module that needs no other: the runtime modules and the given one, behind each other."""
    parts = ["from __future__ import annotations", "import re", "TYPE_CHECKING = False"]
    for name in modules:
        parts.append(
            _without_relatives((template_dir / "runtime" / f"{name}.py").read_text("utf-8"))
        )
    parts.append(_without_relatives(package_module))
    return "\n\n".join(parts) + "\n"


def _without_relatives(source: str) -> str:
    """The module without its docstring, its future and its relative imports."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
                lines[number] = f"{indent}pass" if indent else ""
    return "\n".join(lines)

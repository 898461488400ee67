"""The contract of the templates: which files there are, and which variables each may use.

Made from the classes whose values the templates get, so that it cannot lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any, get_args, get_type_hints

from .classes import ClassLines
from .colours import DERIVED
from .render import FILTERS, Context
from .templates import CLASS_TEMPLATE, MODELS, PACKAGE, Templates, is_http

_CLASS_TEMPLATE = f"{MODELS}/{CLASS_TEMPLATE}"
# What datamodel-code-generator gives to a class template and ours makes use of.
_GENERATORS_OWN = (
    ("class_name", "str"),
    ("base_class", "str"),
    ("fields", "list; each has original_name: str (its key in kindgen.fields) and type_hint: str"),
    ("kindgen", "ClassLines"),
)


def template_table(templates: Templates) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "Templates, and the file that each makes (http: only where the schema serves resources)"
    for path, name in templates.pages().items():
        yield f"  {PACKAGE}/{name}  {path}{_mark(path)}"
    copied = templates.copied()
    for path in copied:
        yield f"  {PACKAGE}/{path}  copied unchanged{_mark(path)}"
    for each in DERIVED:
        if each.path not in copied:
            yield f"  {PACKAGE}/{each.source}  {each.path} too, in other words{_mark(each.path)}"
    yield f"  {_CLASS_TEMPLATE}  one class of models.py, rendered by datamodel-code-generator"
    yield ""
    yield "Variables of every *.jinja template"
    yield from _members(Context)
    yield ""
    yield f"Variables of {_CLASS_TEMPLATE}"
    yield from (f"  {name}: {text}" for name, text in _GENERATORS_OWN)
    for described in _described(Context, ClassLines):
        yield ""
        yield f"{described.__name__}: {(described.__doc__ or '').splitlines()[0]}"
        yield from _members(described)
    yield ""
    yield f"Filters: {', '.join(FILTERS)}"


def _mark(path: PurePosixPath) -> str:
    return "  http" if is_http(path) else ""


def _members(described: type) -> Iterator[str]:
    hints = get_type_hints(described)
    for item in fields(described):
        yield f"  {item.name}: {_name(hints[item.name])}"


def _name(hint: Any) -> str:
    if get_args(hint):
        return re.sub(r"[\w.]+\.(?=\w)", "", str(hint))  # without the modules
    return getattr(hint, "__name__", str(hint))


def _described(*starts: type) -> list[type]:
    """List the classes that the variables lead to, each once, nearest first."""
    found: list[type] = []
    waiting = list(starts)
    while waiting:
        described = waiting.pop(0)
        for hint in get_type_hints(described).values():
            for inner in _classes_in(hint):
                if inner not in found and inner not in starts[:1]:
                    found.append(inner)
                    waiting.append(inner)
    return [*found, *(start for start in starts[1:] if start not in found)]


def _classes_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from _classes_in(argument)

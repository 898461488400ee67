"""Step 5: black, and proof that every module compiles.

Black takes most of the time of a run, so it gets modules definition by definition: top-level
definitions do not change each other's form, and what is black's already costs half as much.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..schema.problems import SchemaError, SchemaProblem
from .formatting import NotPython, formatted, formatted_each

# Characters of a module that nobody reads through, and that black would take minutes for.
_LONGEST_FORMATTED = 600_000
_DEFINITION = re.compile(r"\n\n\n(?=def |class |async def |@)")


def tidy(files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The texts as they are published: Python as black writes it, anything else as it is.

    A module of more than some 15,000 lines stays as the template makes it.

    Raises SchemaError for text that is no Python: a template's fault.
    """
    pieces = {
        path: _pieces(text)
        for path, text in files.items()
        if path.suffix == ".py" and len(text) <= _LONGEST_FORMATTED
    }
    forms = iter(formatted_each([piece for parts in pieces.values() for piece in parts]))
    result = dict(files)
    for path, parts in pieces.items():
        result[path] = _joined(path, files[path], [next(forms) for _ in parts])
    for path, text in result.items():
        if path.suffix == ".py":
            _try_to_compile(path, text)
    return result


def _pieces(text: str) -> list[str]:
    """The text, cut before top-level definitions."""
    if "# fmt:" in text:  # which reaches beyond a definition
        return [text]
    # Each with the end that black gives it, for black works once more on what it changed.
    return [part.strip("\n") + "\n" for part in _DEFINITION.split(text.strip("\n"))]


def _joined(path: PurePosixPath, text: str, forms: list[str | None]) -> str:
    """A module of its pieces as black wrote them, None for those that are no Python."""
    parts = [form.strip("\n") for form in forms if form is not None]
    if len(parts) == len(forms):
        return "\n\n\n".join(parts) + "\n"
    try:
        return formatted(text)  # a string may have been cut in two
    except NotPython as error:
        raise _no_python(path, str(error)) from None


def _try_to_compile(path: PurePosixPath, text: str) -> None:
    try:
        compile(text, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise _no_python(path, str(error)) from None
    except (RecursionError, MemoryError):
        message = "makes an expression that is too long for Python"
        hint = "Split the rule that has so many parts, most likely a text with many fields."
        raise SchemaError([SchemaProblem(f"templates: {path}", "", message, hint)]) from None


def _no_python(path: PurePosixPath, message: str) -> SchemaError:
    return SchemaError([SchemaProblem(f"templates: {path}", "", f"makes no Python: {message}")])


def json_text(value: Any) -> str:
    """JSON as we write it to files: two spaces, the order of the value, characters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

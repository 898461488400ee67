"""Step 5: give Python the form that black gives it, and prove that every module compiles.

Black takes most of the time of a run, so it gets modules definition by definition: top-level
definitions do not change each other's form, and it is not asked again about one that it knows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from ..schema.problems import SchemaError, SchemaProblem
from .formatting import NotPython, formatted, formatted_each, judge

Forms = Mapping[str, str]  # key of a piece -> the piece as black writes it
NO_FORMS: Forms = MappingProxyType({})
# Characters of a module that nobody reads through, and that black would take minutes for.
_LONGEST_FORMATTED = 600_000
_JSON_WIDTH = 100
_DEFINITION = re.compile(r"\n\n\n(?=def |class |async def |@)")


@dataclass(frozen=True, slots=True)
class Tidied:
    """Files as they are published, and the form of each piece of their modules."""

    files: dict[PurePosixPath, str]
    forms: Forms


def tidy(files: Mapping[PurePosixPath, str], known: Forms = NO_FORMS) -> Tidied:
    """Give each module the form that black gives it; other files stay as they are.

    Pieces whose form is known are taken from there; they have been compiled before. A module of
    more than some 15,000 lines stays as its template makes it.

    Raises SchemaError for text that is no Python: a template's fault.
    """
    keys: dict[PurePosixPath, list[str]] = {}
    asked: dict[str, str] = {}
    for path, text in files.items():
        if path.suffix == ".py" and len(text) <= _LONGEST_FORMATTED:
            by_key = [(_key_of(piece), piece) for piece in pieces(text)]
            keys[path] = [key for key, _ in by_key]
            asked.update(by_key)
    forms = _forms_of(asked, known)
    result = dict(files)
    for path, parts in keys.items():
        result[path] = _joined(path, files[path], [forms.get(key) for key in parts])
    for path, text in result.items():
        is_known = path in keys and known.keys() >= set(keys[path])
        if path.suffix == ".py" and not is_known:
            try_to_compile(path, text)
    return Tidied(result, forms)


def pieces(text: str) -> list[str]:
    """Cut the text before top-level definitions."""
    # Each with the end that black gives it, for black works once more on what it changed.
    parts = [part.strip("\n") + "\n" for part in _DEFINITION.split(text.strip("\n"))]
    is_whole = all(part.count("# fmt: off") == part.count("# fmt: on") for part in parts)
    return parts if is_whole else [text]


def hash_of(form: str) -> str:
    """Hash a text, so that it is recognised."""
    return hashlib.sha256(form.encode()).hexdigest()[:24]


def _key_of(piece: str) -> str:
    """Hash what the form of a piece depends on: its text, and who judges."""
    return hash_of(f"{judge()}\n{piece}")


def _forms_of(asked: Mapping[str, str], known: Forms) -> dict[str, str]:
    """Find or make the form of each piece; there is none for what is no Python by itself."""
    missing = {key: piece for key, piece in asked.items() if key not in known}
    made = dict(zip(missing, formatted_each(list(missing.values())), strict=True))
    forms = {key: known.get(key) or made.get(key) for key in asked}
    return {key: form for key, form in forms.items() if form is not None}


def _joined(path: PurePosixPath, text: str, forms: list[str | None]) -> str:
    """Join the forms of the pieces of a module, None for those that are no Python."""
    parts = [form.strip("\n") for form in forms if form is not None]
    if len(parts) == len(forms):
        return "\n\n\n".join(parts) + "\n"
    try:
        return formatted(text)  # a string may have been cut in two
    except NotPython as error:
        raise _no_python(path, str(error)) from None


def try_to_compile(path: PurePosixPath, text: str) -> None:
    """Prove that a module compiles. Raises SchemaError."""
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


def json_text(value: Any, levels: int = 1_000) -> str:
    """JSON as we write it to files: what fits on a line stands on one, characters as they are.

    The order is that of the value; two spaces for each level. Below so many levels everything
    stands on one line, for what programs read.
    """
    return _json_lines(value, 0, levels) + "\n"


def _json_lines(value: Any, level: int, levels: int) -> str:
    on_one_line = json.dumps(value, ensure_ascii=False)
    is_short = len(on_one_line) + 2 * level <= _JSON_WIDTH or level >= levels
    if is_short or not isinstance(value, (dict, list)):
        return on_one_line
    inner, outer = "\n" + "  " * (level + 1), "\n" + "  " * level
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {_json_lines(item, level + 1, levels)}"
            for key, item in value.items()
        ]
    else:
        parts = [_json_lines(item, level + 1, levels) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{inner}{f',{inner}'.join(parts)}{outer}{closing}"

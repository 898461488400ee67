"""Step 5: black, and proof that every module compiles.

Black takes most of the time of a run, so a long module is formatted in pieces, by as many processes
as there are cores. Top-level definitions do not change each other's form.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..schema.problems import SchemaError, SchemaProblem

LINE_LENGTH = 100
_PIECE = 8_000  # characters; smaller ones cost more to hand over than they save
# Characters of a module that nobody reads through, and that black would take minutes for.
_LONGEST_FORMATTED = 600_000
_DEFINITION = re.compile(r"\n\n\n(?=def |class )")


def tidy(files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The texts as they are published: Python as black writes it, anything else as it is.

    A module of more than some 15,000 lines stays as the template makes it.

    Raises SchemaError for text that is no Python: a template's fault.
    """
    pieces = [
        (path, piece)
        for path, text in files.items()
        if path.suffix == ".py" and len(text) <= _LONGEST_FORMATTED
        for piece in _pieces(text)
    ]
    formatted: dict[PurePosixPath, list[str]] = {}
    for (path, _), text in zip(pieces, _format_all(pieces), strict=True):
        formatted.setdefault(path, []).append(text.strip("\n"))
    tidied = {path: "\n\n\n".join(parts) + "\n" for path, parts in formatted.items()}
    result = {path: tidied.get(path, text) for path, text in files.items()}
    for path, text in result.items():
        if path.suffix == ".py":
            _try_to_compile(path, text)
    return result


def _pieces(text: str) -> list[str]:
    """The text, cut before top-level definitions into pieces that are worth a process."""
    pieces = [""]
    for part in _DEFINITION.split(text):
        if len(pieces[-1]) > _PIECE:
            pieces.append(part)
        else:
            pieces[-1] += f"\n\n\n{part}" if pieces[-1] else part
    return pieces


def _format_all(pieces: list[tuple[PurePosixPath, str]]) -> Iterable[str]:
    import black as black  # loaded once, before the processes part ways

    processes = min(os.cpu_count() or 1, len(pieces))
    # Only a process without other threads may fork, and only fork is quicker than one process.
    if processes < 2 or sys.platform != "linux" or threading.active_count() > 1:
        return [_format(piece) for piece in pieces]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return pool.map(_format, pieces, chunksize=1)


def _format(piece: tuple[PurePosixPath, str]) -> str:
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    path, text = piece
    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
    try:
        return black.format_str(text, mode=mode)
    except InvalidInput as error:
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

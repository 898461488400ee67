"""Step 5: black, and proof that every module compiles."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from .problems import SchemaError, SchemaProblem

LINE_LENGTH = 100


def tidy(path: PurePosixPath, text: str) -> str:
    """The text as it is published: Python as black writes it, anything else as it is."""
    if path.suffix != ".py":
        return text
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
    try:
        formatted = black.format_str(text, mode=mode)
        compile(formatted, str(path), "exec", dont_inherit=True)
    except (InvalidInput, SyntaxError, ValueError) as error:
        # A template's fault, not the schema's; but nothing half good may be published.
        problem = SchemaProblem(f"templates: {path}", "", f"makes no valid Python: {error}")
        raise SchemaError([problem]) from None
    return formatted


def json_text(value: Any) -> str:
    """JSON as we write it to files: two spaces, the order of the value, characters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

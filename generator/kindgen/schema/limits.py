"""The greatest size of a schema, so that any file ends with a result or a problem, and soon.

At each of these limits a run takes less than a minute and 2 GiB; the canonical schema has 56 kB,
1,400 values and 12 levels, that of all of Kubernetes 4 MB, 120,000 values and 13 levels.
"""

from __future__ import annotations

from .problems import SchemaError, SchemaProblem

MAX_BYTES = 16 * 2**20  # of a file
MAX_VALUES = 300_000
MAX_NESTING = 100  # levels of objects and lists
MAX_NAME = 2_000  # characters: each place below a name has it in its pointer
MAX_SCHEMAS = 20_000  # each of them becomes some twenty lines of a package
MAX_POINTERS = 4_000_000  # characters of the pointers of all schemas


def too_big(name: str, what: str, limit: str) -> SchemaError:
    """Make the error for what is beyond a limit."""
    hint = "Take out what the root does not need, or make several packages of it."
    return SchemaError([SchemaProblem(name, "", f"{what} is too big, at most {limit}", hint)])

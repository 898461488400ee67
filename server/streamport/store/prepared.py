"""SQLAlchemy Core statements as text for a driver's own cursor.

The statements stay portable and are compiled once. What an Engine does around each execution is
left out: it costs more than the write itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import ClauseElement, Executable
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECT = dialect(paramstyle="qmark")


class Prepared:
    """A statement for SQLite: its text, and in which order it wants the values."""

    __slots__ = ("_constants", "_names", "text")

    def __init__(self, statement: Executable, columns: Iterable[str] | None = None) -> None:
        """`columns` are those that an INSERT sets, where the statement does not say."""
        # Executable does not say that it can be compiled; every Core statement can.
        compiled = cast(ClauseElement, statement).compile(
            dialect=_DIALECT,
            column_keys=None if columns is None else list(columns),
            compile_kwargs={"render_postcompile": True},
        )
        assert isinstance(compiled, SQLCompiler)
        self.text = compiled.string
        self._names = tuple(compiled.positiontup or ())
        self._constants = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def run(
        self, connection: sqlite3.Connection, values: Mapping[str, Any] | None = None
    ) -> sqlite3.Cursor:
        """Execute it. Raises KeyError for a value that is missing."""
        known = {**self._constants, **(values or {})}
        return connection.execute(self.text, [known[name] for name in self._names])

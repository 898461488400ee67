"""Databases of other versions: brought up to date as a whole, or left as they were."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from streamport.store import open_store
from streamport.store.errors import NotOurs, TooNew
from streamport.store.migrate import MIGRATIONS, migrate
from streamport.store.protocol import Create
from streamport.store.tables import SCHEMA_REVISION, metadata
from tests.support.generator import ROOT, run_python
from tests.support.stores import stream

pytestmark = pytest.mark.anyio

STEP = """
import os
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

def upgrade():
    op.create_table("more", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("DELETE FROM revisions")
    {end}
"""


async def _filled(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    await store.write([Create("imagestreams", stream("a"))])
    await store.close()


def _later(tmp_path: Path, end: str) -> Path:
    """The migrations of a later version."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0003_more.py").write_text(STEP.format(end=end))
    return folder


def _state(path: Path) -> tuple[set[str], str, int]:
    """Tables, revision, and rows of the log."""
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    [(revision,)] = connection.execute("SELECT version_num FROM alembic_version")
    [(rows,)] = connection.execute("SELECT count(*) FROM revisions")
    connection.close()
    return tables, revision, rows


def _migrate(path: Path, migrations: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        migrate(connection, path, migrations)
    finally:
        connection.close()


async def test_the_migrations_make_the_tables_that_the_statements_use(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await _filled(path)
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == SCHEMA_REVISION


async def test_a_later_version_goes_on_from_here(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await _filled(path)
    _migrate(path, _later(tmp_path, "pass"))
    tables, revision, rows = _state(path)
    assert ("more" in tables, revision, rows) == (True, "0003", 0)


async def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await _filled(path)
    _migrate(path, _later(tmp_path, "pass"))
    with pytest.raises(
        TooNew, match=r"store\.db: a newer version .* 0003, this version knows 0002"
    ):
        open_store(f"sqlite:///{path}")
    assert _state(path)[1] == "0003"


async def test_a_migration_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await _filled(path)
    before = _state(path)
    with pytest.raises(sqlite3.OperationalError, match="no such table: absent"):
        _migrate(path, _later(tmp_path, 'op.execute("SELECT * FROM absent")'))
    assert _state(path) == before
    await open_store(f"sqlite:///{path}").close()


async def test_a_migration_that_is_killed_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await _filled(path)
    before = _state(path)
    later = _later(tmp_path, f"os.kill(os.getpid(), {signal.SIGKILL})")
    process = multiprocessing.get_context("spawn").Process(target=_migrate, args=(path, later))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert _state(path) == before
    await open_store(f"sqlite:///{path}").close()


async def test_a_stamp_without_tables_is_no_database_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(NotOurs):
        open_store(f"sqlite:///{path}")


def test_opening_a_database_of_today_loads_no_alembic(tmp_path: Path) -> None:
    code = (
        "import asyncio\n"
        "from streamport.store import open_store\n"
        f"store = open_store('sqlite:///{tmp_path / 'store.db'}')\n"
        "asyncio.run(store.close())\n"
        "print('alembic' in sys.modules)"
    )
    assert [run_python(code, ROOT / "server") for _ in range(2)] == ["True\n", "False\n"]

"""Migrations: the steps below `migrations/versions` bring a database to the newest tables.

All steps share one transaction: an interrupted migration leaves the database as it was. Alembic is
loaded only where there is something to do.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import NotOurs, TooNew
from .tables import SCHEMA_REVISION

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: sqlite3.Connection, path: Path, migrations: Path = MIGRATIONS) -> None:
    """Leave the database with the newest tables, or untouched.

    The caller has the database for itself. Raises NotOurs, TooNew, sqlite3.Error.
    """
    revision = _revision_of(connection, path)
    if revision == SCHEMA_REVISION and migrations == MIGRATIONS:
        return
    known = {file.name.partition("_")[0] for file in (migrations / "versions").glob("*.py")}
    if revision is not None and revision not in known:
        raise TooNew(
            f"{path}: a newer version has written this database (its tables are of revision "
            f"{revision}, this version knows {max(known)}). Use that one, or name another database"
        )
    _upgrade(connection, migrations)


def _revision_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the revision of the tables; None for an empty database."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in rows}
    if not tables:
        return None
    row = None
    if {"alembic_version", "revisions", "objects"} <= tables:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise NotOurs(f"{path}: this is a database of another program. Name another file")
    return str(row[0])


def _upgrade(connection: sqlite3.Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import StaticPool, create_engine, event, exc

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    # The driver begins no transaction by itself; this one is for making the tables.
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with engine.begin() as begun:
            config.attributes["connection"] = begun
            command.upgrade(config, "head")
    except exc.DBAPIError as error:
        raise error.orig or error from error

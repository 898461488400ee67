"""Every test that asks for `database` or `store` runs for each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from streamport.store.protocol import Store
from tests.support.stores import Database, SqliteDatabase


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    return SqliteDatabase(tmp_path / "store.db")


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    store = database.open()
    yield store
    await store.close()

"""A database that fails: at the start, and while the server runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from streamport.api.application import build_application
from streamport.api.faults import CannotStart
from streamport.api.settings import ServerSettings
from streamport.store import sqlite_file
from tests.support.objects import path_of, secret_of, stream_of


def settings(folder: Path, database: str = "") -> ServerSettings:
    token = folder / "token"
    token.write_text("t0ken")
    return ServerSettings(database=database or f"sqlite:///{folder}/store.db", token_file=token)


@contextmanager
def running(settings: ServerSettings) -> Iterator[TestClient]:
    """The application in this process."""
    with TestClient(
        build_application(settings), headers={"authorization": "Bearer t0ken"}
    ) as client:
        yield client


@pytest.fixture
def restricted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ServerSettings]:
    """A database that is there already, opened under a restriction of SQLite's own."""
    found = settings(tmp_path)
    with running(found):
        pass

    def restrict(pragma: str) -> ServerSettings:
        monkeypatch.setattr(sqlite_file, "PRAGMAS", (*sqlite_file.PRAGMAS, pragma))
        return found

    return restrict


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("sqlite:///{folder}/token", r"token: this is no SQLite database"),
        ("postgresql://host/db", "there is sqlite"),
        ("nonsense", "is no address of a database"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_at_the_start(
    tmp_path: Path, database: str, says: str
) -> None:
    found = settings(tmp_path, database.format(folder=tmp_path))
    with pytest.raises(CannotStart, match=says), running(found):
        pass


def test_two_servers_on_one_database(tmp_path: Path) -> None:
    found = settings(tmp_path)
    with running(found), pytest.raises(CannotStart, match="uses this database"), running(found):
        pass


def test_a_full_disk_is_an_answer_and_the_rest_goes_on(
    restricted: Callable[[str], ServerSettings],
) -> None:
    with running(restricted("max_page_count=40")) as client:
        large = secret_of("large", {"x" * 900_000: {}})
        answer = client.post(path_of("secrets", "a"), json=large)
        assert (answer.status_code, answer.json()["reason"]) == (500, "InternalError")
        assert "the disk of the database is full" in answer.json()["message"]
        assert ".db" not in answer.text
        assert client.post(path_of("imagestreams", "a"), json=stream_of("app")).status_code == 201
        assert client.get(path_of("secrets", "a", "large")).status_code == 404


def test_a_database_that_may_not_be_written_makes_the_server_unready(
    tmp_path: Path, restricted: Callable[[str], ServerSettings]
) -> None:
    found = restricted("busy_timeout=50")
    with running(found) as client:
        assert client.get("/readyz").text == "ok"
        shell = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        shell.execute("BEGIN IMMEDIATE")
        answer = client.post(path_of("imagestreams", "a"), json=stream_of("app"))
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        unready = client.get("/readyz")
        assert (unready.status_code, "[-]store failed" in unready.text) == (500, True)
        assert client.get("/livez").status_code == 200
        assert client.get(path_of("imagestreams", "a")).status_code == 200
        shell.execute("ROLLBACK")
        assert client.get("/readyz").status_code == 200
        shell.close()

"""The file: private, of one process at a time, and its faults told in words that help."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from streamport.store import open_store, sqlite_file
from streamport.store.errors import CannotOpen, DiskFull, Locked, NotOurs, ReadOnly, StorageFault
from streamport.store.protocol import Create, Store, Update
from tests.support.permissions import permissions_hold
from tests.support.stores import stream

pytestmark = pytest.mark.anyio


def at(path: Path) -> str:
    return f"sqlite:///{path}"


async def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(at(tmp_path / "new" / "store.db"))
        await store.write([Create("secrets", stream("a"))])
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    assert set(modes) >= {"store.db", "store.db-wal", "store.db-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    await store.close()


async def test_a_file_that_others_could_read_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await open_store(at(path)).close()
    path.chmod(0o644)
    await open_store(at(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_second_server_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    store = open_store(at(tmp_path / "store.db"))
    with pytest.raises(Locked, match=rf"store.db: process {os.getpid()} uses this database"):
        open_store(at(tmp_path / "store.db"))
    await store.close()
    await open_store(at(tmp_path / "store.db")).close()


@pytest.mark.parametrize(
    "content", [b"hello, this is no database at all" * 99, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(NotOurs, match=r"notes\.txt: this is no SQLite database"):
        open_store(at(path))
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(NotOurs, match=r"other\.db: this is a database of another program"):
        open_store(at(path))
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("store.db", "'store.db' is no address of a database; sqlite:////"),
        ("oracle://host/x", "there is sqlite"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
    ],
)
def test_an_address_that_is_none_is_explained(url: str, says: str) -> None:
    with pytest.raises(CannotOpen, match=says):
        open_store(url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFault, match=r"/file: (File exists|Not a directory)"):
        open_store(at(tmp_path / "file" / "store.db"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageFault, match="/folder: Is a directory"):
        open_store(at(tmp_path / "folder"))


def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"")
    path.chmod(0o400)
    with permissions_hold(), pytest.raises(ReadOnly, match=r"store\.db: Permission denied"):
        open_store(at(path))


async def _with_pragma(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> tuple[Store, Path]:
    """A store whose tables are there, opened again under a restriction of SQLite's own."""
    path = tmp_path / "store.db"
    await open_store(at(path)).close()
    monkeypatch.setattr(sqlite_file, "PRAGMAS", (*sqlite_file.PRAGMAS, pragma))
    return open_store(at(path)), path


async def test_a_database_that_became_read_only_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = await _with_pragma(tmp_path, monkeypatch, "query_only=ON")
    with pytest.raises(ReadOnly, match=rf"{path}: the file may not be written"):
        await store.write([Create("imagestreams", stream("a"))])
    assert (await store.list("imagestreams")).items == []
    await store.close()


async def test_a_full_disk_fails_the_write_and_not_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = await _with_pragma(tmp_path, monkeypatch, "max_page_count=40")
    [small] = await store.write([Create("imagestreams", stream("a"))])
    for _ in range(2):
        with pytest.raises(
            DiskFull, match=rf"{path}: the disk is full: nothing of this was stored"
        ):
            await store.write(
                [
                    Create("images", stream("b", None)),
                    Update("imagestreams", stream("a", text="x" * 999_999), None),
                ]
            )
    assert await store.get("imagestreams", "team", "a") == small
    assert await store.get("images", None, "b") is None
    [after] = await store.write([Update("imagestreams", stream("a", b=1), small.resource_version)])
    assert int(after.resource_version) == int(small.resource_version) + 1
    await store.close()


async def test_a_shell_that_holds_a_lock_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = await _with_pragma(tmp_path, monkeypatch, "busy_timeout=50")
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked, match="another process holds a lock"):
        await store.write([Create("imagestreams", stream("a"))])
    shell.execute("ROLLBACK")
    await store.write([Create("imagestreams", stream("a"))])
    shell.close()
    await store.close()

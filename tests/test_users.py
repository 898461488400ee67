"""What users write with the package: it runs, and type checkers have no complaint about it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from fastapi.testclient import TestClient

from imagestreamimport.client import Client
from imagestreamimport.fake import FakeServer
from tests.support.checkers import Mypy, Pyright
from tests.support.generator import PACKAGE, ROOT
from tests.users import (
    fastapi_form,
    many_at_once,
    one_call,
    reading_streams,
    telling_errors,
    typed_import,
    updating_streams,
    watching_streams,
)
from tests.users.testing_with_faults import (
    test_a_server_that_is_away_for_a_moment,
    test_a_server_that_stays_away,
)

PROGRAMS = ROOT / "tests" / "users"
IMAGE = "registry.example/team/app:1.2"
BAD_IMAGE = "registry.example/team/app:none"

__all__ = ["test_a_server_that_is_away_for_a_moment", "test_a_server_that_stays_away"]


@pytest.fixture
def server() -> FakeServer:
    made = FakeServer()
    made.image(IMAGE)
    return made


@pytest.fixture
def client(server: FakeServer) -> Iterator[Client]:
    with Client("http://fake", namespace="team", transport=server) as client:
        yield client


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs beside the package, as in a project of a user."""
    made = tmp_path_factory.mktemp("users")
    shutil.copytree(PACKAGE, made / "imagestreamimport")
    shutil.copytree(PROGRAMS, made / "programs", ignore=shutil.ignore_patterns("__pycache__"))
    return made


def test_pyright_has_no_complaint(folder: Path, pyright: Pyright) -> None:
    report = pyright(folder, ["programs"], strict=False)
    assert report.files >= len(list(PROGRAMS.glob("*.py")))
    assert report.complaints == []


def test_mypy_has_no_complaint(folder: Path, mypy: Mypy) -> None:
    # Django comes without types.
    done = mypy(folder, ["programs", "--ignore-missing-imports"], strict=False)
    assert (done.returncode, done.stdout) == (0, done.stdout), done.stdout


def test_a_typed_import(client: Client) -> None:
    (line,) = typed_import.import_image(client, "app", IMAGE, "1.2")
    assert line.startswith("1.2: ")
    assert len(line) == len("1.2: ") + 64
    (line,) = typed_import.import_image(client, "app", BAD_IMAGE, "x")
    assert "not found" in line


def test_one_call(client: Client) -> None:
    assert list(one_call.digests(client, "app", IMAGE)) == ["1.2"]
    assert one_call.preview(client, "app", "registry.example/team/app:1.2") == ["1.2"]
    assert one_call.problems(client, "app", "registry.example/team/app") == []
    assert one_call.problems(client, "app", "registry.example/team/other") != []


def test_reading_and_updating(client: Client) -> None:
    one_call.digests(client, "app", IMAGE)
    stream = updating_streams.relabel(client, "app", owner="ana")
    assert reading_streams.owners(stream) == {"ana"}
    assert reading_streams.followed(stream) == [f"1.2 <- {IMAGE}"]
    assert list(reading_streams.newest(stream)) == ["1.2"]
    assert reading_streams.failing(client) == []
    assert updating_streams.follow(client, "app", "new", IMAGE) == ["1.2", "new"]
    updating_streams.drop(client, "app", "1.2")
    assert reading_streams.followed(client.imagestreams.get("app")) == [f"new <- {IMAGE}"]


def test_watching_with_a_stop(client: Client) -> None:
    one_call.digests(client, "app", IMAGE)
    found = watching_streams.wait_for_tag(client, "app", "1.2", timeout_s=20)
    assert found is not None
    assert found.startswith("sha256:")
    stop, told = threading.Event(), list[str]()
    stop.set()
    watching_streams.tell_changes(client, lambda kind, item: told.append(kind), stop)
    assert told == ["ADDED"]


def test_many_at_once(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    names = many_at_once.main({"a": IMAGE, "b": BAD_IMAGE}, server)
    lines = capsys.readouterr().out.splitlines()
    assert "a" in names
    assert lines[0].startswith("a: sha256:")
    assert "not found" in lines[1]


def test_errors_are_told_by_class(client: Client, server: FakeServer) -> None:
    document = {"metadata": {"name": "Bad_Name"}}
    assert any(line.startswith("metadata.name: ") for line in telling_errors.told(client, document))
    server.fail(429, retry_after_s=7, times=99)
    good = {"metadata": {"name": "app"}}
    assert telling_errors.told(client, good)[0].startswith("come back in 7 s")


def test_a_service_shows_causes() -> None:
    web = TestClient(fastapi_form.app)
    answer = web.post("/streams", json={"spec": {"tags": [{"name": "a", "from": {"kind": "X"}}]}})
    assert answer.status_code == 422
    assert any(entry["loc"].startswith("/spec/tags/0") for entry in answer.json()["detail"])
    assert web.post("/streams", json={"metadata": {"name": "app", "namespace": "x"}}).is_success


def test_a_form_shows_causes() -> None:
    if not settings.configured:
        settings.configure(USE_I18N=False)
        django.setup()
    from tests.users.django_form import StreamForm

    wrong = StreamForm({"stream": '{"metadata": {"name": "A"}}'})
    assert not wrong.is_valid()
    assert any("metadata.name" in line for line in wrong.errors["stream"])
    right = StreamForm({"stream": '{"metadata": {"name": "a", "namespace": "x"}}'})
    assert right.is_valid()
    assert right.cleaned_data["stream"].metadata.name == "a"

"""`streamport schedule`: what it prints of a server's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.killed_servers import Images
from tests.support.manifests import Workplace
from tests.support.objects import docker_tag, path_of, stream_of
from tests.support.registries.scripted import scripted
from tests.support.serving import Serving, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with scripted(Images()) as registry, serving(tmp_path_factory.mktemp("s") / "state") as running:
        with running.client() as client:
            policy = {"importPolicy": {"insecure": True, "scheduled": True}}
            every = {"annotations": {"streamport/import-every": "90m"}}
            good = docker_tag("good", f"{registry.host}/app:1", **policy, **every)
            bad = docker_tag("bad", f"{registry.host}/none:1", **policy)
            sent = stream_of("app", good, bad)
            assert client.post(path_of("imagestreams", "default"), json=sent).status_code == 201
        running.logged("background import")
        yield running


@pytest.fixture
def here(
    server: Serving,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Workplace:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUBECONFIG", str(server.state / "kubeconfig"))
    return Workplace(tmp_path, capsys)


def test_tags_stand_in_a_table_and_failures_below(here: Workplace) -> None:
    done = here.run("schedule", "app")
    assert done.code == 0
    assert done.lines[0].split() == ["TAG", "EVERY", "NEXT", "RUN", "LAST", "RUN", "PROBLEM"]
    rows = {line.split()[0]: line for line in done.lines[1:3]}
    assert rows["good"].split()[1] == "90m"
    assert rows["bad"].split()[1] == "15m"
    assert "Internal error occurred" in rows["bad"]
    assert "edit  bad, good: 1 imported, 1 failed" in done.out


def test_the_document_is_printed_as_it_is(here: Workplace) -> None:
    done = here.run("schedule", "app", "-o", "json")
    assert [tag["tag"] for tag in json.loads(done.out)["tags"]] == ["bad", "good"]
    assert "kind: Schedule" in here.run("schedule", "app", "-o", "yaml").out


def test_a_stream_that_is_not_there_is_told(here: Workplace) -> None:
    done = here.run("schedule", "absent", "-n", "default")
    assert (done.code, done.out) == (1, "")
    assert 'imagestreams.image.openshift.io "absent" not found' in done.err

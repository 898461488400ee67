"""Client and server stub, talking to each other over TLS, and those of other schemas in process."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from imagestreamimport import errors
from imagestreamimport.fake import FakeServer
from imagestreamimport.models import ImageStream, ObjectMeta
from kindgen import generate

from tests.support.certificates import Authority
from tests.support.clients import COLOURS, client_of
from tests.support.generator import ROOT, run_python
from tests.support.uvicorns import served

IMAGE = "registry.example/team/app:1.2"


@pytest.fixture
def server() -> FakeServer:
    return FakeServer(token="the-token")


@pytest.fixture(params=COLOURS)
def client(request: pytest.FixtureRequest, server: FakeServer, tmp_path: Path) -> Iterator[Any]:
    """A client of the server over a socket with TLS."""
    authority = Authority()
    ca = tmp_path / "ca.pem"
    ca.write_bytes(authority.pem)
    with served(server.app, tmp_path, authority.sign("server", "127.0.0.1")) as url:
        with client_of(request.param, url, "the-token", ca=ca) as client:
            yield client


def test_a_whole_life_over_tls(client: Any, server: FakeServer) -> None:
    server.image(IMAGE)
    source = {"kind": "DockerImage", "name": IMAGE}
    document = {"metadata": {"name": "app"}, "spec": {"import": True, "images": [{"from": source}]}}
    with client.imagestreams.watch(timeout=20) as watch:
        made = client.imagestreamimports.create(document, timeout=60)
        assert next(watch).type == "ADDED"
        assert made.status.import_.spec.tags[0].name == "1.2"
        before = client.imagestreams.get("app")
        assert before == made.status.import_
        after = copy.deepcopy(before)
        after.metadata.labels = {"a": "b"}
        after.metadata.finalizers = ["x/y"]
        after.spec.tags[0].annotations = {"c": "d"}
        stored = client.imagestreams.update(before, after)
        assert stored.metadata.labels == {"a": "b"}
        assert stored.spec.tags[0].annotations == {"c": "d"}
        with pytest.raises(errors.Conflict):
            client.imagestreams.update(before, after)
        for number in range(4):
            client.imagestreams.create(ImageStream(metadata=ObjectMeta(name=f"more-{number}")))
        found = client.imagestreams.list(page_size=2)
        assert [item.metadata.name for item in found][0] == "app"
        assert len(list(found)) == 5
        client.imagestreams.delete("app")
        kinds = [event.type for event in islice(watch, 6)]
    assert kinds == ["MODIFIED", *["ADDED"] * 4, "DELETED"]


def test_errors_over_tls(client: Any) -> None:
    with pytest.raises(errors.Invalid) as invalid:
        client.imagestreamimports.create({"metadata": {"name": "app"}, "spec": {"import": True}})
    assert [cause.field for cause in invalid.value.causes] == ["spec.images"]
    with pytest.raises(errors.NotFound):
        client.imagestreams.get("none")
    with pytest.raises(errors.BadRequest):
        client.imagestreams.create({"metadata": {"name": 1}})


# ---------------------------------------------------------------------------------- other schemas

SCHEMAS = sorted(
    path
    for path in (ROOT / "tests" / "generator" / "cases").glob("*/schema.json")
    if b'"x-kubernetes-resources"' in path.read_bytes() and (path.parent / "expected").is_dir()
)
TRY = """
import importlib, json
name = {name!r}
client, fake, resources = (importlib.import_module(f"{{name}}.{{part}}")
                           for part in ("client", "fake", "resources"))
server = fake.FakeServer()
with client.Client("http://fake", namespace="ns", transport=server) as ours:
    for plural, resource in resources.RESOURCES.items():
        known = getattr(ours, fake._ATTRIBUTES[plural])
        if "list" in resource.verbs:
            server.put({{"kind": resource.kind, "metadata": {{"name": "one"}}}}, "ns")
            print(plural, [item.kind for item in known.list()])
        if "get" in resource.verbs:
            print(plural, known.get("one").kind)
"""


def test_there_are_other_schemas_that_serve_something() -> None:
    assert SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.parent.name)
def test_client_and_server_of_another_schema_talk_to_each_other(
    schema: Path, tmp_path: Path
) -> None:
    files = generate(schema)
    package = tmp_path / "other_package"
    for path, text in files.items():
        if ".." not in path.parts:
            (package / path).parent.mkdir(parents=True, exist_ok=True)
            (package / path).write_text(text, "utf-8")
    printed = run_python(TRY.format(name=package.name), tmp_path)
    assert printed.strip()
    assert "None" not in printed
    assert "imagestream" not in files[next(p for p in files if p.name == "client.py")].lower()

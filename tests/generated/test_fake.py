"""The fake server, used as callers' tests use it: by threads, asyncio and trio."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from imagestreamimport import errors
from imagestreamimport.client import Client, Retry
from imagestreamimport.fake import FakeServer
from imagestreamimport.models import ImageStream, ImageStreamSpec, ObjectMeta, TagReference

from tests.support.clients import COLOURS, client_of

IMAGE = "registry.example/team/app:1.2"


def stream(name: str, *tags: str, **labels: str) -> ImageStream:
    metadata = ObjectMeta(name=name, labels=labels)
    listed = [TagReference(name=tag, reference=True) for tag in tags]
    return ImageStream(metadata=metadata, spec=ImageStreamSpec(tags=listed))


def import_of(*names: str, confirm: bool = True, **metadata: Any) -> dict[str, Any]:
    images = [{"from": {"kind": "DockerImage", "name": name}} for name in names]
    return {
        "metadata": {"name": "app", **metadata},
        "spec": {"import": confirm, "images": images},
    }


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture(params=COLOURS)
def client(request: pytest.FixtureRequest, server: FakeServer) -> Iterator[Any]:
    with client_of(request.param, "http://fake", transport=server) as client:
        yield client


def names(items: Any) -> list[str]:
    return [item.metadata.name for item in items]


# ------------------------------------------------------------------------------------ the objects


def test_objects_are_stored_read_changed_and_deleted(client: Any) -> None:
    made = client.imagestreams.create(stream("app", "v1"))
    assert made.metadata.uid
    assert made.metadata.generation == 1
    with pytest.raises(errors.AlreadyExists, match='imagestreams.image.openshift.io "app" already'):
        client.imagestreams.create(stream("app"))
    changed = copy.deepcopy(made)
    changed.spec.tags[0].annotations = {"a": "b"}
    after = client.imagestreams.update(made, changed)
    assert after.metadata.generation == 2
    assert after.metadata.resource_version != made.metadata.resource_version
    assert client.imagestreams.get("app").spec.tags[0].annotations == {"a": "b"}
    with pytest.raises(errors.Conflict):
        client.imagestreams.update(made, changed)
    with pytest.raises(errors.Conflict):
        client.imagestreams.replace(made)
    with pytest.raises(errors.Conflict):
        client.imagestreams.delete("app", uid="another")
    assert client.imagestreams.delete("app")["status"] == "Success"
    with pytest.raises(errors.NotFound, match='imagestreams.image.openshift.io "app" not found'):
        client.imagestreams.get("app")


def test_every_kind_of_patch_is_applied(client: Any) -> None:
    client.imagestreams.create(stream("app", "v1", "v2"))
    patch = client.imagestreams.patch
    patch("app", {"metadata": {"labels": {"a": "b"}}})
    patch("app", [{"op": "remove", "path": "/spec/tags/0"}], patch_type="json")
    patch("app", {"spec": {"tags": [{"name": "v3", "reference": True}]}}, patch_type="strategic")
    applied = {"metadata": {"name": "app", "labels": {"c": "d"}}}
    found = patch("app", applied, patch_type="apply", field_manager="me")
    assert found.metadata.labels == {"a": "b", "c": "d"}
    assert [tag.name for tag in found.spec.tags] == ["v2", "v3"]
    new = patch("new", {"metadata": {"name": "new"}}, patch_type="apply", field_manager="me")
    assert new.metadata.uid


def test_the_status_has_a_path_of_its_own(client: Any) -> None:
    document = {"metadata": {"name": "app"}, "status": {"dockerImageRepository": "r/a"}}
    made = client.imagestreams.create(document)
    assert not made.status.docker_image_repository
    after = copy.deepcopy(made)
    after.metadata.labels = {"not": "written"}
    after.status = {"dockerImageRepository": "r/b"}
    client.imagestreams.replace_status(after)
    found = client.imagestreams.get_status("app")
    assert found.status.docker_image_repository == "r/b"
    assert not found.metadata.labels
    relabelled = copy.deepcopy(found)
    relabelled.metadata.labels, relabelled.status = {"a": "b"}, None
    assert client.imagestreams.replace(relabelled).status.docker_image_repository == "r/b"


def test_lists_have_pages_and_selectors(client: Any, server: FakeServer) -> None:
    for name, label in (("a", "x"), ("b", "y"), ("c", "x"), ("d", "x")):
        client.imagestreams.create(stream(name, kind=label))
    client.imagestreams.create(stream("e", kind="x"), "other")
    assert names(client.imagestreams.list(page_size=1)) == ["a", "b", "c", "d"]
    assert names(client.imagestreams.list(label_selector="kind in (x)", page_size=2)) == [
        "a",
        "c",
        "d",
    ]
    assert names(client.imagestreams.list(field_selector="metadata.name!=a")) == ["b", "c", "d"]
    assert names(client.imagestreams.list(all_namespaces=True)) == ["a", "b", "c", "d", "e"]
    late = iter(client.imagestreams.list(page_size=2))
    next(late), next(late)
    server.forget_changes()
    with pytest.raises(errors.Expired):
        next(late)
    client.imagestreams.delete_collection(label_selector="kind=x")
    assert names(client.imagestreams.list(all_namespaces=True)) == ["b", "e"]


def test_a_dry_run_stores_nothing(client: Any, server: FakeServer) -> None:
    assert client.imagestreams.create(stream("app"), dry_run=True).metadata.uid
    assert server.objects("ImageStream") == []
    made = client.imagestreams.create(stream("app"))
    for change in (
        lambda: client.imagestreams.patch("app", {"spec": {"tags": None}}, dry_run=True),
        lambda: client.imagestreams.replace(made, dry_run=True),
        lambda: client.imagestreams.delete("app", dry_run=True),
        lambda: client.imagestreams.delete_collection(dry_run=True),
    ):
        before = server.objects("ImageStream")
        change()
        assert server.objects("ImageStream") == before != []


def test_documents_are_validated(client: Any) -> None:
    with pytest.raises(errors.Invalid) as raised:
        client.imagestreams.create(stream("No Name"))
    assert [cause.field for cause in raised.value.causes] == ["metadata.name"]
    told: list[str] = []
    document = {"metadata": {"name": "app"}, "spec": {"bogus": 1}}
    with pytest.warns(match='unknown field "spec.bogus"'):
        client.imagestreams.create(document)
    assert told == []
    with pytest.raises(errors.BadRequest, match=r"spec\.bogus"):
        client.imagestreams.create(document, field_validation="Strict")


def test_resources_of_other_groups_and_without_namespace(client: Any) -> None:
    client.namespaces.create({"metadata": {"name": "team"}})
    assert names(client.namespaces.list()) == ["team"]
    client.imagestreams.create(stream("app"))
    client.secrets.create({"metadata": {"name": "pull"}, "stringData": {"a": "b"}})
    client.secrets.create({"metadata": {"name": "elsewhere"}}, "other")
    assert names(client.imagestreams.get_secrets("app").items) == ["pull"]


# ---------------------------------------------------------------------------------------- watches


def told(watch: Any, number: int) -> list[str]:
    return [f"{event.type} {event.object.metadata.name}" for event in islice(watch, number)]


def test_a_watch_tells_what_happens(client: Any, server: FakeServer) -> None:
    server.put(stream("a"), "ns")
    with client.imagestreams.watch() as watch:
        assert told(watch, 1) == ["ADDED a"]
        server.put(stream("b"), "ns")
        server.put(stream("c"), "other")
        client.imagestreams.patch("a", {"metadata": {"labels": {"x": "y"}}})
        client.imagestreams.delete("b")
        assert told(watch, 3) == ["ADDED b", "MODIFIED a", "DELETED b"]


@pytest.mark.parametrize("forgets", [False, True])
def test_a_watch_that_breaks_goes_on(client: Any, server: FakeServer, forgets: bool) -> None:
    server.put(stream("a"), "ns")
    server.put(stream("b"), "ns")
    with client.imagestreams.watch() as watch:
        assert told(watch, 2) == ["ADDED a", "ADDED b"]
        server.put(stream("a", "v1"), "ns")
        assert told(watch, 1) == ["MODIFIED a"]
        server.cut_watches()
        client.imagestreams.delete("b")
        server.put(stream("c"), "ns")
        if forgets:
            server.forget_changes()
        assert sorted(told(watch, 2)) == ["ADDED c", "DELETED b"]


def test_a_watch_ends_in_time(client: Any) -> None:
    with client.imagestreams.watch(timeout=0.2) as watch:
        assert list(watch) == []


# ---------------------------------------------------------------------------------------- imports


def test_imports_find_the_images_of_the_test(client: Any, server: FakeServer) -> None:
    digest = server.image(IMAGE, metadata={"Config": {"Cmd": ["run"]}})
    made = client.imagestreamimports.create(import_of(IMAGE, "registry.example/team/app:9"))
    found, missing = made.status.images
    assert found.status.status == "Success"
    assert (found.tag, found.image.metadata.name) == ("1.2", digest)
    assert found.image.docker_image_metadata["Config"] == {"Cmd": ["run"]}
    assert (missing.status.code, missing.status.reason) == (404, "NotFound")
    assert (
        missing.status.message
        == 'dockerimage.image.openshift.io "registry.example/team/app:9" not found'
    )
    stored = client.imagestreams.get("app")
    assert made.status.import_ == stored
    assert [tag.name for tag in stored.spec.tags] == ["1.2", "9"]
    history = {tag.tag: tag for tag in stored.status.tags}
    assert history["1.2"].items[0].image == digest
    assert history["9"].conditions[0].reason == "NotFound"


def test_a_preview_stores_no_stream(client: Any, server: FakeServer) -> None:
    server.image(IMAGE)
    made = client.imagestreamimports.create(import_of(IMAGE, confirm=False))
    assert made.status.images[0].image
    assert not made.status.import_
    dry = client.imagestreamimports.create(import_of(IMAGE), dry_run=True)
    assert dry.status.import_.spec.tags[0].name == "1.2"
    assert server.objects("ImageStream") == []


def test_a_second_import_moves_a_tag_or_changes_nothing(client: Any, server: FakeServer) -> None:
    old = server.image(IMAGE)
    first = client.imagestreamimports.create(import_of(IMAGE)).status.import_
    assert client.imagestreamimports.create(import_of(IMAGE)).status.import_ == first
    new = server.image(IMAGE, digest="sha256:" + "0" * 64)
    second = client.imagestreamimports.create(import_of(IMAGE)).status.import_
    assert [item.image for item in second.status.tags[0].items] == [new, old]
    stale = first.metadata.resource_version
    with pytest.raises(errors.Conflict):
        client.imagestreamimports.create(import_of(IMAGE, resourceVersion=stale))


def test_a_whole_repository_is_imported(client: Any, server: FakeServer) -> None:
    for tag in ("v1", "v2"):
        server.image(f"registry.example/team/app:{tag}")
    source = {"kind": "DockerImage", "name": "registry.example/team/app"}
    document = {
        "metadata": {"name": "app"},
        "spec": {"import": True, "repository": {"from": source}},
    }
    made = client.imagestreamimports.create(document)
    assert [image.tag for image in made.status.repository.images] == ["v1", "v2"]
    assert [tag.name for tag in made.status.import_.spec.tags] == ["v1", "v2"]


def test_a_digest_and_the_legacy_prefix(client: Any, server: FakeServer) -> None:
    digest = server.image(IMAGE)
    name = f"registry.example/team/app@{digest}"
    made = client.imagestreamimports.create(import_of(name, confirm=False), legacy=True)
    assert made.api_version == "v1"
    assert made.status.images[0].image.metadata.name == digest


# ----------------------------------------------------------------------------------------- faults


def test_it_fails_as_it_is_told(client: Any, server: FakeServer) -> None:
    server.fail(503, reason="ServiceUnavailable", times=1, method="POST")
    assert list(client.imagestreams.list()) == []
    with pytest.raises(errors.ServiceUnavailable):
        client.imagestreams.create(stream("app"))
    client.imagestreams.create(stream("app"))
    server.fail(403, reason="Forbidden", message="not you", path="*/imagestreams/app")
    with pytest.raises(errors.Forbidden, match="not you"):
        client.imagestreams.get("app")
    assert client.imagestreams.get("app")


def test_it_is_slow_and_breaks_as_it_is_told(server: FakeServer) -> None:
    once = Retry(attempts=1)
    with Client(
        "http://fake", transport=server, namespace="ns", timeout_s=0.1, retry=once
    ) as client:
        server.delay(30)
        with pytest.raises(errors.TimedOut):
            client.imagestreams.get("app")
        server.break_connection()
        with pytest.raises(errors.ConnectionBroken):
            client.imagestreams.get("app")
        server.delay(0.01)
        with pytest.raises(errors.NotFound):
            client.imagestreams.get("app")


def test_what_the_server_asks_for_is_done(client: Any, server: FakeServer) -> None:
    server.fail(429, reason="TooManyRequests", retry_after_s=0, times=2)
    client.imagestreams.create(stream("app"))
    assert [request.method for request in server.requests] == ["POST"] * 3


def test_requests_are_remembered(client: Any, server: FakeServer) -> None:
    client.imagestreams.create(stream("app"), dry_run=True)
    (request,) = server.requests
    assert (request.method, request.query) == ("POST", {"dryRun": "All"})
    assert request.path == "/apis/image.openshift.io/v1/namespaces/ns/imagestreams"
    assert request.json()["metadata"]["name"] == "app"


def test_only_the_token_is_let_in() -> None:
    server = FakeServer(token="planted")
    with Client("http://fake", "planted", transport=server, namespace="ns") as client:
        assert list(client.imagestreams.list()) == []
    with Client("http://fake", "another", transport=server, namespace="ns") as client:
        with pytest.raises(errors.Unauthorized):
            client.imagestreams.get("app")
    assert "planted" not in repr(server.requests)


def test_a_kind_can_be_answered_by_a_function(client: Any, server: FakeServer) -> None:
    def answer(document: dict[str, Any], dry_run: bool) -> dict[str, Any]:
        if document["metadata"]["name"] == "bad":
            raise errors.Forbidden.of("imagestreamimports", "bad", "no")
        return {**document, "status": {"images": []}}

    server.answers("ImageStreamImport", answer)
    assert client.imagestreamimports.create(import_of(IMAGE)).status.images == []
    with pytest.raises(errors.Forbidden):
        client.imagestreamimports.create({**import_of(IMAGE), "metadata": {"name": "bad"}})
    with pytest.raises(ValueError, match="no such kind"):
        server.answers("Pod", answer)


def test_many_clients_share_a_server_and_its_objects_outlive_them(server: FakeServer) -> None:
    for colour in COLOURS:
        with client_of(colour, "http://fake", transport=server) as client:
            client.imagestreams.create(stream(colour))
    assert len(server.objects("ImageStream", "ns")) == 3


def test_a_wait_that_is_cancelled_ends_at_once(server: FakeServer) -> None:
    import anyio
    from imagestreamimport.client import AsyncClient

    async def run() -> None:
        client = AsyncClient("http://fake", transport=server, namespace="ns")
        with anyio.move_on_after(0.1):
            async with client.imagestreams.watch() as watch:
                async for _ in watch:
                    pass
        await client.close()

    for library in ("asyncio", "trio"):
        began = time.monotonic()
        anyio.run(run, backend=library)
        assert time.monotonic() - began < 20  # and not the minutes that a watch lasts

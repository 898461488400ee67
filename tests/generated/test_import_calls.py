"""The calls that everybody writes, `import_image` and `import_repository`, and their outcome."""

from __future__ import annotations

import asyncio

import pytest

from imagestreamimport.client import AsyncClient, Client
from imagestreamimport.errors import ApiError, NotFound
from imagestreamimport.fake import FakeServer
from imagestreamimport.imports import Imported, ImportFailed

IMAGE = "registry.example/team/app:1.2"
GONE = "registry.example/team/app:9"
DIGEST = "sha256:" + "1" * 64


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer()
    server.image(IMAGE, digest=DIGEST)
    return server


@pytest.fixture
def client(server: FakeServer) -> Client:
    return Client("http://fake", namespace="team", transport=server)


def spec_sent(server: FakeServer) -> object:
    """The spec of the last request's body."""
    return server.requests[-1].json()["spec"]


def test_an_image_comes_in_under_its_own_tag(client: Client) -> None:
    done = client.import_image("app", IMAGE, confirm=True)
    assert [str(image) for image in done.images] == [f"1.2  {IMAGE}  {DIGEST}"]
    assert done.failures == ()
    done.raise_for_failures()
    assert done.stream is not None
    assert done.stream.metadata.name == "app"
    assert [tag.name for tag in done.stream.spec.tags] == ["1.2"]
    assert done.preview is None
    assert done.answer.status.images[0].tag == "1.2"


@pytest.mark.parametrize(
    ("image", "tag", "expected"),
    [
        (IMAGE, "stable", "stable"),
        ("registry.example/team/app", None, "latest"),
        (f"registry.example/team/app@{DIGEST}", None, "latest"),
        ("registry.example:5000/app:1-rc.2", None, "1-rc.2"),
    ],
)
def test_the_tag_is_the_callers_or_the_images_or_latest(
    image: str, tag: str | None, expected: str, client: Client
) -> None:
    done = client.import_image("app", image, tag=tag, confirm=True)
    assert [each.tag for each in done.images] == [expected]


def test_a_stream_that_is_not_there_is_created_by_confirm_alone(
    client: Client, server: FakeServer
) -> None:
    with pytest.raises(NotFound, match="confirm=True creates it") as refused:
        client.import_image("app", IMAGE)
    assert refused.value.method == "GET"
    assert not [request for request in server.requests if request.method == "POST"]
    client.import_image("app", IMAGE, confirm=True)
    assert client.import_image("app", IMAGE).images[0].digest == DIGEST


def test_failures_raise_when_they_are_asked_to(client: Client) -> None:
    done = client.import_image("app", GONE, confirm=True)
    (failure,) = done.failures
    assert (failure.tag, failure.image, failure.digest) == ("9", GONE, None)
    assert failure.reason == "NotFound"
    assert failure.problem is not None
    assert "not found" in failure.problem
    with pytest.raises(ImportFailed) as raised:
        done.raise_for_failures()
    assert isinstance(raised.value, ApiError)
    assert raised.value.failures == done.failures
    assert str(raised.value) == (
        f"1 of 1 images were not imported:\n  9  {GONE}  failed: {failure.problem}"
    )


def test_a_dry_run_previews_the_stream_and_stores_nothing(client: Client) -> None:
    done = client.import_image("app", IMAGE, dry_run=True)
    assert done.stream is None
    assert done.preview is not None
    assert [tag.tag for tag in done.preview.status.tags] == ["1.2"]
    with pytest.raises(NotFound):
        client.imagestreams.get("app")


def test_what_is_said_is_sent_and_nothing_else(client: Client, server: FakeServer) -> None:
    client.import_image("app", IMAGE, confirm=True)
    image = {"from": {"kind": "DockerImage", "name": IMAGE}, "to": {"name": "1.2"}}
    assert spec_sent(server) == {"import": True, "images": [image]}
    client.import_image(
        "app", IMAGE, insecure=True, scheduled=True, import_mode="PreserveOriginal",
        reference_policy="Local", namespace="other", timeout=5, confirm=True,
    )  # fmt: skip
    assert "/namespaces/other/" in server.requests[-1].path
    policy = {"insecure": True, "scheduled": True, "importMode": "PreserveOriginal"}
    image |= {"importPolicy": policy, "referencePolicy": {"type": "Local"}}
    assert spec_sent(server) == {"import": True, "images": [image]}


def test_a_repository_brings_its_tags_and_names_those_over_the_limit(
    client: Client, server: FakeServer
) -> None:
    for number in range(60):
        server.image(f"registry.example/team/many:v{number}")
    done = client.import_repository("many", "registry.example/team/many", confirm=True)
    assert (len(done.images), len(done.skipped)) == (50, 10)
    tags = {image.tag for image in done.images}
    assert tags | set(done.skipped) == {f"v{number}" for number in range(60)}
    assert {image.image for image in done.images} == {
        f"registry.example/team/many:{tag}" for tag in tags
    }


def test_a_repository_that_is_not_there_is_one_failure(client: Client) -> None:
    done = client.import_repository("app", "registry.example/no/such", confirm=True)
    (failure,) = done.failures
    assert (failure.tag, failure.image) == ("", "registry.example/no/such")
    with pytest.raises(ImportFailed, match="1 of 1 images"):
        done.raise_for_failures()


def test_what_cannot_be_read_is_refused_before_anything_is_sent(
    client: Client, server: FakeServer
) -> None:
    with pytest.raises(ValueError, match="invalid reference format"):
        client.import_image("app", "https://registry.example/app", confirm=True)
    assert server.requests == []


def test_event_loops_have_the_same_calls(server: FakeServer) -> None:
    async def both() -> tuple[Imported, Imported]:
        async with AsyncClient("http://fake", namespace="team", transport=server) as client:
            one = await client.import_image("app", IMAGE, confirm=True)
            return one, await client.import_repository("app", "registry.example/team/app")

    one, all_of_it = asyncio.run(both())
    assert [each.tag for each in one.images] == [each.tag for each in all_of_it.images] == ["1.2"]

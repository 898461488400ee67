"""A user's own tests: what their program does when a server misbehaves."""

import pytest

from imagestreamimport.client import Client
from imagestreamimport.errors import ServiceUnavailable
from imagestreamimport.fake import FakeServer


def tags_of(client: Client, name: str) -> list[str]:
    """The program under test."""
    return [tag.name for tag in client.imagestreams.get(name).spec.tags]


def test_a_server_that_is_away_for_a_moment() -> None:
    server = FakeServer()
    server.put(
        {"kind": "ImageStream", "metadata": {"name": "app"}, "spec": {"tags": [{"name": "1"}]}},
        "team",
    )
    server.fail(503, times=2, method="GET")
    with Client("http://fake", namespace="team", transport=server) as client:
        assert tags_of(client, "app") == ["1"]
    assert [request.method for request in server.requests] == ["GET"] * 3


def test_a_server_that_stays_away() -> None:
    server = FakeServer()
    server.fail(503, times=9, method="POST", message="maintenance")
    client = Client("http://fake", namespace="team", transport=server)
    with client, pytest.raises(ServiceUnavailable) as raised:
        client.imagestreams.create({"metadata": {"name": "app"}})
    assert raised.value.status.message == "maintenance"

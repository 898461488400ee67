"""update(before, after): what differs is sent, and nothing that we do not know is lost."""

from __future__ import annotations

import copy
import json
import random
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from imagestreamimport._client.differences import difference, same
from imagestreamimport.errors import Conflict
from imagestreamimport.models import ImageStream, TagReference
from imagestreamimport._base.shapes import SHAPES

from tests.support.clients import COLOURS, client_of
from tests.support.loopback import Loopback, answer, failure, loopback
from tests.support.patches import json_patch, strategic

KEYS = {"tags": "name", "ownerReferences": "uid"}  # of the lists of a stream that we change

# What a server of the future has: fields that we do not know, at every depth and in every list.
FUTURE: dict[str, Any] = {
    "kind": "ImageStream",
    "apiVersion": "image.openshift.io/v1",
    "future": {"deep": [1, {"x": None}]},
    "metadata": {
        "name": "app",
        "namespace": "ns",
        "resourceVersion": "7",
        "uid": "u-1",
        "labels": {"a": "b"},
        "finalizers": ["one", "two"],
        "futureMeta": True,
        "managedFields": [
            {"manager": "x", "operation": "Update", "futureField": 1},
            {"manager": "y", "operation": "Apply", "futureField": 2},
            {"manager": "z", "operation": "Apply", "futureField": 3},
        ],
        "ownerReferences": [
            {"apiVersion": "v1", "kind": "K", "name": "o", "uid": "o-1", "futureOwner": {}}
        ],
    },
    "spec": {
        "lookupPolicy": {"local": False, "futurePolicy": "x"},
        "tags": [
            {"name": "1", "from": {"kind": "DockerImage", "name": "r/a:1", "futureFrom": 1},
             "generation": 1, "futureTag": {"y": [1]}},
            {"name": "2", "from": {"kind": "DockerImage", "name": "r/a:2", "futureFrom": 2},
             "annotations": None, "futureTag": "keep"},
            {"name": "3", "reference": True},
        ],
    },
}  # fmt: skip


class Server:
    """A server that stores one stream, and applies patches to all of it."""

    def __init__(self) -> None:
        self.stored = copy.deepcopy(FUTURE)
        self.patches: list[tuple[str, Any]] = []

    def __call__(self, loopback: Callable[[], Loopback]) -> Callable[[socket.socket], bool]:
        def behave(connection: socket.socket) -> bool:
            request = loopback().received[-1]
            if request.method == "PATCH":
                kind = request.headers["content-type"].removesuffix("-patch+json")
                self.patches.append((kind.removeprefix("application/"), request.json()))
                made = self._patched(*self.patches[-1])
                if (
                    made["metadata"]["resourceVersion"]
                    != self.stored["metadata"]["resourceVersion"]
                ):
                    return failure(409, "Conflict")(connection)
                made["metadata"]["resourceVersion"] += "1"
                self.stored = made
            return answer(200, self.stored)(connection)

        return behave

    def _patched(self, kind: str, body: Any) -> Any:
        if kind == "json":
            return json_patch(self.stored, body)
        assert kind == "strategic-merge"
        return strategic(self.stored, body, KEYS)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=COLOURS)
def client(request: pytest.FixtureRequest, server: Server) -> Iterator[Any]:
    served: list[Loopback] = []
    with loopback(server(lambda: served[0])) as running:
        served.append(running)
        with client_of(request.param, running.url) as client:
            yield client


Change = Callable[[ImageStream], Any]


def tags(stream: ImageStream) -> list[TagReference]:
    assert stream.spec
    assert stream.spec.tags
    return stream.spec.tags


def relabelled(stream: ImageStream) -> None:
    assert stream.metadata
    stream.metadata.labels = {"c": "d"}
    tags(stream)[0].from_.name = "r/a:9"  # type: ignore[union-attr]  # it is there


def retagged(stream: ImageStream) -> None:
    del tags(stream)[1]
    tags(stream).append(TagReference(name="new", reference=True))
    tags(stream)[1].generation = 0


def finalized(stream: ImageStream) -> None:
    assert stream.metadata
    stream.metadata.finalizers = ["zero", "two"]
    stream.metadata.labels = None


def managed(stream: ImageStream) -> None:
    assert stream.metadata
    assert stream.metadata.managed_fields
    stream.metadata.managed_fields[1].time = "2024-01-01T00:00:00Z"
    del stream.metadata.managed_fields[2]
    tags(stream)[1].annotations = {"a/b~c": "x"}


def expected(document: Any, change: str) -> None:
    """The same change made by hand to all that the server has."""
    metadata, listed = document["metadata"], document["spec"]["tags"]
    if change == "relabelled":
        metadata["labels"] = {"c": "d"}
        listed[0]["from"]["name"] = "r/a:9"
    elif change == "retagged":
        del listed[1]
        listed[1]["generation"] = 0
        listed.append({"name": "new", "reference": True})
    elif change == "finalized":
        metadata["finalizers"] = ["zero", "two"]
        del metadata["labels"]
    elif change == "managed":
        metadata["managedFields"][1]["time"] = "2024-01-01T00:00:00Z"
        del metadata["managedFields"][2]
        listed[1]["annotations"] = {"a/b~c": "x"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (relabelled, "strategic-merge"),
        (retagged, "strategic-merge"),
        (finalized, "json"),
        (managed, "json"),
    ],
)
def test_what_we_do_not_know_is_not_lost(
    change: Change, kind: str, client: Any, server: Server
) -> None:
    before = client.imagestreams.get("app")
    after = copy.deepcopy(before)
    change(after)
    answered = client.imagestreams.update(before, after)
    wanted = copy.deepcopy(FUTURE)
    expected(wanted, change.__name__)
    wanted["metadata"]["resourceVersion"] = "71"
    assert server.stored == wanted
    assert [found for found, _ in server.patches] == [kind]
    assert answered.metadata.resource_version == "71"


@pytest.mark.parametrize("change", [relabelled, managed])
def test_an_object_that_changed_meanwhile_is_a_conflict(
    change: Change, client: Any, server: Server
) -> None:
    before = client.imagestreams.get("app")
    after = copy.deepcopy(before)
    change(after)
    server.stored["metadata"]["resourceVersion"] = "8"
    changed = copy.deepcopy(server.stored)
    with pytest.raises(Conflict):
        client.imagestreams.update(before, after)
    assert server.stored == changed


def test_no_difference_is_a_patch_of_the_version_alone(client: Any, server: Server) -> None:
    before = client.imagestreams.get("app")
    client.imagestreams.update(before, copy.deepcopy(before))
    assert server.patches == [("strategic-merge", {"metadata": {"resourceVersion": "7"}})]


def test_whoever_changes_what_was_read_is_told(client: Any) -> None:
    stream = client.imagestreams.get("app")
    with pytest.raises(ValueError, match="change a copy"):
        client.imagestreams.update(stream, stream)
    other = copy.deepcopy(stream)
    other.metadata.name = "other"
    with pytest.raises(ValueError, match=r"differ in metadata\.name"):
        client.imagestreams.update(stream, other)


# ------------------------------------------------------------------------- the difference by itself


def patch_of(before: Any, after: Any) -> Any:
    found = difference(before, after, "ImageStream", SHAPES)
    return found.kind, found.body


def stream(*elements: Any, **more: Any) -> dict[str, Any]:
    return {"spec": {"tags": list(elements)}, **more}


CASES: dict[str, tuple[Any, Any, Any]] = {
    "an order": (
        stream({"name": "a"}, {"name": "b"}),
        stream({"name": "b"}, {"name": "a"}),
        ("strategic", {"spec": {"$setElementOrder/tags": [{"name": "b"}, {"name": "a"}]}}),
    ),
    "an element is gone": (
        stream({"name": "a"}, {"name": "b"}),
        stream({"name": "b"}),
        ("strategic", {"spec": {"tags": [{"$patch": "delete", "name": "a"}]}}),
    ),
    "the list is gone": (stream({"name": "a"}), {}, ("strategic", {"spec": None})),
    "a field of an element is gone": (
        stream({"name": "a", "reference": True}),
        stream({"name": "a", "reference": None}),
        ("strategic", {"spec": {"tags": [{"name": "a", "reference": None}]}}),
    ),
    "a truth value is no number": (
        {"future": {"a": 1}},
        {"future": {"a": True}},
        ("strategic", {"future": {"a": True}}),
    ),
    "null is nothing": ({"spec": None, "status": {"x": None}}, {"status": {}}, ("strategic", {})),
    "two elements of one name": (
        stream({"name": "a"}, {"name": "a", "generation": 1}),
        stream({"name": "a"}, {"name": "a", "generation": 2}),
        (
            "json",
            [
                {"op": "test", "path": "/spec/tags/1/name", "value": "a"},
                {"op": "test", "path": "/spec/tags/1/generation", "value": 1},
                {"op": "add", "path": "/spec/tags/1/generation", "value": 2},
            ],
        ),
    ),
    "an element of a list is another one": (
        {"x": [{"n": "a", "v": 1}, {"n": "b", "v": 2}]},
        {"x": [{"n": "a", "v": 1}, {"n": "c", "v": 3}]},
        (
            "json",
            [
                {"op": "test", "path": "/x/1/n", "value": "b"},
                {"op": "test", "path": "/x/1/v", "value": 2},
                {"op": "remove", "path": "/x/1"},
                {"op": "add", "path": "/x/1", "value": {"n": "c", "v": 3}},
            ],
        ),
    ),
    "names with slashes": (
        {"x": [1], "a/b": {"c~d": 1}},
        {"x": [2], "a/b": {"c~d": 2}},
        (
            "json",
            [
                {"op": "test", "path": "/x/0", "value": 1},
                {"op": "replace", "path": "/x/0", "value": 2},
                {"op": "add", "path": "/a~1b/c~0d", "value": 2},
            ],
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_this_patch(case: str) -> None:
    before, after, patch = CASES[case]
    assert patch_of(before, after) == patch


def test_thousands_of_differences_lead_to_the_new_document() -> None:
    """Applied by another implementation, each patch makes one document of the other."""
    chance = random.Random(7)
    kinds = set[str]()
    for _ in range(3000):
        before, after = _document(chance), _document(chance)
        if chance.random() < 0.5:  # few changes
            after = {**copy.deepcopy(before), **dict(chance.sample(sorted(after.items()), 1))}
        kind, body = patch_of(before, after)
        made = json_patch(before, body) if kind == "json" else strategic(before, body, KEYS)
        assert same(made, after), json.dumps([before, after, kind, body])
        kinds.add(kind)
    assert kinds == {"json", "strategic"}


def _document(chance: random.Random) -> dict[str, Any]:
    def value(depth: int) -> Any:
        kind = chance.randrange(8 if depth else 5)
        if kind < 5:
            return [1, 2, True, "x", "y"][kind]
        if kind == 5:
            return [value(depth - 1) for _ in range(chance.randrange(5))]
        return {key: value(depth - 1) for key in chance.sample("abcd", chance.randrange(1, 4))}

    names = chance.sample("pqrst", chance.randrange(5))
    listed = [{"name": name, "from": {"name": value(0)}, "future": value(2)} for name in names]
    document = {"metadata": {"labels": {"a": value(0)}}, "spec": {"tags": listed}}
    return document | {key: value(3) for key in chance.sample("xyz", chance.randrange(3))}

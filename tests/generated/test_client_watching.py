"""Watches that go on, over sockets that break and servers that forget."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
from imagestreamimport._client import watching as client_watching
from imagestreamimport import errors
from imagestreamimport._client.calls import Call
from imagestreamimport._client.sending import Read, Send, Wait
from imagestreamimport._client.watching import WatchPlan, watching
from imagestreamimport.client import Client, Retry
from imagestreamimport.models import ImageStream

from tests.support.clients import COLOURS, client_of
from tests.support.loopback import (
    Loopback,
    answer,
    failure,
    hang_up,
    loopback,
    refusing_url,
    reset,
    stream,
)

ONCE = Retry(attempts=1)
GONE = {"kind": "Status", "status": "Failure", "code": 410, "reason": "Expired"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_watching, "_FIRST_WAIT_S", 0.0)


def item(name: str, version: int, **labels: str) -> dict[str, Any]:
    metadata = {"name": name, "namespace": "ns", "resourceVersion": str(version), "labels": labels}
    return {"kind": "ImageStream", "metadata": metadata}


def event(kind: str, name: str, version: int, **labels: str) -> dict[str, Any]:
    return {"type": kind, "object": item(name, version, **labels)}


def bookmark(version: int) -> dict[str, Any]:
    return {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": str(version)}}}


def listed(version: int, *items: Any, token: str = "") -> Any:
    return answer(
        200, {"metadata": {"resourceVersion": str(version), "continue": token}, "items": items}
    )


def told(watch: Any, number: int) -> list[str]:
    """The next events, as `ADDED a 1`."""
    return [
        f"{event.type} {event.object.metadata.name} {event.object.metadata.resource_version}"
        for event in islice(watch, number)
    ]


def since(server: Loopback) -> list[str]:
    """Where each stream began; `list` for a list."""
    queries = [parse_qs(request.query) for request in server.received]
    return [
        query.get("resourceVersion", ["?"])[0] if "watch" in query else "list" for query in queries
    ]


@pytest.mark.parametrize("colour", COLOURS)
def test_it_begins_with_what_there_is_and_goes_on_from_there(colour: str) -> None:
    pages = listed(5, item("a", 3), token="t"), listed(5, item("b", 4))
    changes = stream(event("MODIFIED", "a", 6), event("DELETED", "b", 7))
    with loopback(*pages, changes) as server, client_of(colour, server.url) as client:
        with client.imagestreams.watch(label_selector="x=y", name="a", page_size=1) as watch:
            assert told(watch, 4) == ["ADDED a 3", "ADDED b 4", "MODIFIED a 6", "DELETED b 7"]
    first, _, third = (parse_qs(request.query) for request in server.received[:3])
    assert first == {"labelSelector": ["x=y"], "fieldSelector": ["metadata.name=a"], "limit": ["1"]}
    assert 240 <= int(third.pop("timeoutSeconds")[0]) <= 300
    assert third == {
        "labelSelector": ["x=y"],
        "fieldSelector": ["metadata.name=a"],
        "watch": ["true"],
        "allowWatchBookmarks": ["true"],
        "resourceVersion": ["5"],
    }


def test_events_are_typed_and_complete() -> None:
    with loopback(listed(1, {"metadata": {"name": "a"}})) as server:
        with Client(server.url, namespace="ns") as client:
            found = next(client.imagestreams.watch())
    assert type(found.object) is ImageStream
    assert found.object.api_version == "image.openshift.io/v1"


# What ends a stream, and where the next one begins.
ENDS: dict[str, Any] = {
    "a clean end": stream(event("ADDED", "a", 6), bookmark(9)),
    "a broken end": stream(event("ADDED", "a", 6), bookmark(9), broken=b""),
    "half an event": stream(event("ADDED", "a", 6), bookmark(9), broken=b'{"type": "ADD'),
    "an error that passes": stream(
        event("ADDED", "a", 6),
        bookmark(9),
        {"type": "ERROR", "object": {"kind": "Status", "code": 500, "reason": "InternalError"}},
    ),
    "no JSON": stream(event("ADDED", "a", 6), bookmark(9), ["?"]),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("end", ENDS)
def test_after_the_end_of_a_stream_it_goes_on_where_it_was(end: str, colour: str) -> None:
    more = stream(event("MODIFIED", "a", 10))
    with loopback(listed(5), ENDS[end], more) as server:
        with client_of(colour, server.url) as client:
            with client.imagestreams.watch() as watch:
                assert told(watch, 2) == ["ADDED a 6", "MODIFIED a 10"]
    assert since(server)[:3] == ["list", "5", "9"]


@pytest.mark.parametrize("colour", COLOURS)
def test_it_waits_for_a_server_that_is_away(colour: str) -> None:
    away = [hang_up, reset, failure(503, "ServiceUnavailable"), failure(429, "TooManyRequests")]
    with loopback(listed(5), *away, stream(event("ADDED", "a", 6))) as server:
        with client_of(colour, server.url, retry=ONCE) as client:
            with client.imagestreams.watch() as watch:
                assert told(watch, 1) == ["ADDED a 6"]
    assert since(server)[:6] == ["list", "5", "5", "5", "5", "5"]


@pytest.mark.parametrize("how", ["answer", "event"])
@pytest.mark.parametrize("colour", COLOURS)
def test_when_the_version_is_too_old_the_differences_are_told(colour: str, how: str) -> None:
    before = stream(event("ADDED", "new", 6), event("DELETED", "old", 7))
    gone = failure(410, "Expired") if how == "answer" else stream({"type": "ERROR", "object": GONE})
    after = listed(20, item("same", 2), item("changed", 15), item("another", 16))
    with (
        loopback(
            listed(5, item("same", 2), item("changed", 3), item("lost", 4), item("old", 1)),
            before,
            gone,
            hang_up,  # the second list fails once
            after,
            stream(event("MODIFIED", "same", 21)),
        ) as server,
        client_of(colour, server.url, retry=ONCE) as client,
    ):
        with client.imagestreams.watch() as watch:
            assert told(watch, 4) == [
                "ADDED same 2",
                "ADDED changed 3",
                "ADDED lost 4",
                "ADDED old 1",
            ]
            assert told(watch, 2) == ["ADDED new 6", "DELETED old 7"]
            # As each was last seen; nothing of what is as it was.
            assert told(watch, 2) == ["DELETED lost 4", "DELETED new 6"]
            assert told(watch, 3) == ["MODIFIED changed 15", "ADDED another 16", "MODIFIED same 21"]
    assert since(server)[:6] == ["list", "5", "7", "list", "list", "20"]


@pytest.mark.parametrize("colour", COLOURS)
def test_it_can_go_on_from_a_version_of_the_callers(colour: str) -> None:
    with loopback(stream(event("DELETED", "a", 42))) as server:
        with client_of(colour, server.url) as client:
            with client.imagestreams.watch(resource_version="41") as watch:
                assert told(watch, 1) == ["DELETED a 42"]
    assert since(server)[0] == "41"


FINAL: dict[str, Any] = {
    "at first": ([failure(403, "Forbidden", "not you")], "list"),
    "later": ([listed(5), failure(403, "Forbidden", "not you")], "5"),
    "in the stream": (
        [
            listed(5),
            stream(
                {
                    "type": "ERROR",
                    "object": {"code": 403, "reason": "Forbidden", "message": "not you"},
                }
            ),
        ],
        "5",
    ),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("when", FINAL)
def test_what_no_waiting_mends_is_raised(when: str, colour: str) -> None:
    behaviours, last = FINAL[when]
    with loopback(*behaviours) as server, client_of(colour, server.url) as client:
        with client.imagestreams.watch() as watch:
            with pytest.raises(errors.Forbidden, match="not you") as raised:
                next(watch)
    assert since(server)[-1] == last
    assert raised.value.method == "GET"
    assert raised.value.url
    assert raised.value.url.startswith(f"{server.url}/apis/image.openshift.io/v1/namespaces/ns/")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_server_that_was_never_there_is_told_at_once(colour: str) -> None:
    with client_of(colour, refusing_url(), retry=ONCE) as client:
        with client.imagestreams.watch() as watch, pytest.raises(errors.ConnectionFailed):
            next(watch)


@pytest.mark.parametrize("colour", COLOURS)
def test_it_ends_when_its_time_is_over(colour: str) -> None:
    with loopback(listed(5, item("a", 1)), stream()) as server:
        with client_of(colour, server.url) as client:
            with client.imagestreams.watch(timeout=2) as watch:
                assert told(watch, 10) == ["ADDED a 1"]
    # Whole seconds of what the listing left.
    assert parse_qs(server.received[1].query)["timeoutSeconds"] in (["1"], ["2"])


# ------------------------------------------------------------------------------- without a network


def test_patience_ends() -> None:
    """A server that was there and is away for longer than the patience: the last error."""
    now = [0.0]
    plan = WatchPlan(
        list_call=lambda _: Call("GET", "/list"),
        watch_call=lambda version, seconds: Call("GET", "/watch"),
        read=bytes,
        error_of=lambda response: errors.StatusError(code=response.status_code),
        patience_s=100.0,
        clock=lambda: now[0],
    )
    steps, waits = watching(plan), list[float]()
    step: Any = next(steps)
    with pytest.raises(errors.StatusError):
        while True:
            if isinstance(step, Wait):
                waits.append(step.seconds)
                now[0] += 10.0
                step = next(steps)
                continue
            assert isinstance(step, Send)
            page = b'{"metadata": {"resourceVersion": "1"}, "items": []}'
            good = step.call.path == "/list"
            step = steps.send(httpx2.Response(200, content=page) if good else httpx2.Response(503))
    assert len(waits) == 11


@pytest.mark.parametrize("lasts_s", [0.0, 2.0])
@pytest.mark.parametrize("line", [event("ADDED", "a", 6), bookmark(6)])
def test_streams_that_end_at_once_are_waited_after(
    line: dict[str, Any], lasts_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where each tells something; one that lasted is followed by the next without a wait."""
    monkeypatch.setattr(client_watching, "_FIRST_WAIT_S", 0.5)
    now, waits, streams = [0.0], list[float](), 0
    plan = WatchPlan(
        list_call=lambda _: Call("GET", "/list"),
        watch_call=lambda version, seconds: Call("GET", "/watch"),
        read=lambda data: data,
        error_of=lambda response: errors.StatusError(code=response.status_code),
        version="5",
        timeout_s=1000.0,
        clock=lambda: now[0],
    )
    steps = watching(plan)
    step: Any = next(steps)
    while streams < 8:
        if isinstance(step, Wait):
            waits.append(step.seconds)
            now[0] += step.seconds
            step = next(steps)
        elif isinstance(step, Send):
            streams += 1
            step = steps.send(httpx2.Response(200))
            assert isinstance(step, Read)
            step = steps.send(json.dumps(line).encode() + b"\n")
        elif isinstance(step, Read):
            now[0] += lasts_s
            step = steps.send(b"")
        else:
            step = next(steps)
    assert len(waits) == (0 if lasts_s else 7)
    assert not waits or sum(waits) > 30


def test_a_list_that_does_not_end_is_told() -> None:
    pages = [listed(5, item("a", 3), token=token) for token in ("t", "u", "t")]
    with loopback(*pages) as server, Client(server.url, namespace="ns") as client:
        with pytest.raises(errors.WrongAnswer, match="second time"):
            next(client.imagestreams.watch())
    assert len(server.received) == 3


def test_waits_grow_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_watching, "_FIRST_WAIT_S", 0.5)
    monkeypatch.setattr("random.uniform", lambda low, high: 1.0)
    waits = [client_watching._wait_s(number, None) for number in range(9)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    late = errors.TooManyRequests(retry_after_s=77.0)
    assert client_watching._wait_s(0, late) == 77.0

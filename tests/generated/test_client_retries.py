"""Which calls are sent again, over real sockets that misbehave; and never more than may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from imagestreamimport import errors
from imagestreamimport.client import Client, Retry
from imagestreamimport._client.calls import Call
from imagestreamimport._client.sending import Send, Wait, exchange, retry_after_s

from tests.support.clients import COLOURS, client_of
from tests.support.loopback import (
    Behaviour,
    answer,
    failure,
    half,
    hang_up,
    loopback,
    refusing_url,
    reset,
)

STREAM = {"metadata": {"name": "app"}}
OK = answer(200, STREAM)
NOW = [("Retry-After", "0")]
AT_ONCE = Retry(attempts=3, first_s=0.0)

METHODS: dict[str, Callable[[Any], Any]] = {
    "GET": lambda c: c.imagestreams.get("app"),
    "POST": lambda c: c.imagestreams.create(STREAM),
    "PUT": lambda c: c.imagestreams.replace(STREAM),
    "PATCH": lambda c: c.imagestreams.patch("app", {}),
    "DELETE": lambda c: c.imagestreams.delete("app"),
}
# What happens first, the methods that are sent again, and the error of the others.
FIRST: dict[str, tuple[Behaviour, set[str], type[errors.ApiError]]] = {
    "429 with Retry-After": (
        failure(429, "TooManyRequests", headers=NOW),
        set(METHODS),
        errors.TooManyRequests,
    ),
    "429 without": (failure(429, "TooManyRequests"), set(), errors.TooManyRequests),
    "503 with Retry-After": (
        failure(503, "ServiceUnavailable", headers=NOW),
        {"GET", "PUT", "DELETE"},
        errors.ServiceUnavailable,
    ),
    "503 without": (failure(503, "ServiceUnavailable"), {"GET"}, errors.ServiceUnavailable),
    "502": (answer(502, {}), {"GET"}, errors.StatusError),
    "504": (failure(504, "Timeout"), {"GET"}, errors.Timeout),
    "500 with Retry-After": (
        failure(500, "InternalError", headers=NOW),
        set(),
        errors.InternalError,
    ),
    "504 with Retry-After": (failure(504, "Timeout", headers=NOW), {"GET"}, errors.Timeout),
    "an end before the answer": (hang_up, {"GET"}, errors.ConnectionBroken),
    "a reset": (reset, {"GET"}, errors.ConnectionBroken),
    "half an answer": (half, {"GET"}, errors.ConnectionBroken),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("first", FIRST)
def test_only_what_is_safe_is_sent_again(first: str, method: str, colour: str) -> None:
    behaviour, again, kind = FIRST[first]
    with loopback(behaviour, OK) as server:
        with client_of(colour, server.url, retry=AT_ONCE) as client:
            if method in again:
                METHODS[method](client)
            else:
                with pytest.raises(kind) as raised:
                    METHODS[method](client)
                assert raised.value.method == method
    assert server.methods == [method] * (2 if method in again else 1)
    # The same body each time.
    assert len({request.body for request in server.received}) == 1


@pytest.mark.parametrize("colour", COLOURS)
def test_the_number_of_attempts_is_bounded(colour: str) -> None:
    with loopback(failure(429, "TooManyRequests", headers=NOW)) as server:
        with client_of(colour, server.url, retry=AT_ONCE) as client:
            with pytest.raises(errors.TooManyRequests) as raised:
                client.imagestreams.create(STREAM)
    assert raised.value.retry_after_s == 0.0
    assert server.methods == ["POST"] * 3


@pytest.mark.parametrize("wait", ["31", "999999999", "in a while", "-1", ""])
def test_a_wait_that_is_too_long_or_none_is_not_begun(wait: str) -> None:
    again = failure(429, "TooManyRequests", headers=[("Retry-After", wait)])
    with loopback(again) as server, Client(server.url, namespace="ns") as client:
        with pytest.raises(errors.TooManyRequests):
            client.imagestreams.create(STREAM)
    assert server.methods == ["POST"]


def test_retry_after_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    waits = [retry_after_s(httpx2.Response(429, headers={"Retry-After": d})) for d in (soon, past)]
    assert waits[0] is not None
    assert 80 < waits[0] <= 90
    assert waits[1] == 0.0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("colour", COLOURS)
def test_a_refused_connection_is_tried_again(
    colour: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was sent, so that even a POST may be; then the error keeps its cause."""
    asked: list[float] = []
    module = f"imagestreamimport._client.{'synchronous' if colour == 'threads' else 'asynchronous'}"
    if colour == "threads":
        monkeypatch.setattr(f"{module}.sleep", asked.append)
    else:

        async def waited(seconds: float) -> None:
            asked.append(seconds)

        monkeypatch.setattr(f"{module}.async_sleep", waited)
    with client_of(colour, refusing_url(), retry=Retry(attempts=4, first_s=0.5)) as client:
        with pytest.raises(errors.ConnectionFailed) as raised:
            METHODS[method](client)
    assert_scattered(asked, 0.5)
    assert isinstance(raised.value.__cause__, httpx2.ConnectError)


# ------------------------------------------------------------------------------- without a network


def assert_scattered(waits: list[float], first_s: float) -> None:
    """Each wait is twice the one before, but for a fifth."""
    assert waits
    for number, wait in enumerate(waits):
        assert 0.8 <= wait / (first_s * 2**number) <= 1.2


class Clock:
    """Time that passes while the steps wait."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def waits_of(outcome: Any, retry: Retry, method: str = "GET") -> tuple[list[float], Any]:
    """The waits of an exchange in which every attempt comes to the same, and its end."""
    clock, waits = Clock(), list[float]()
    steps = exchange(Call(method, "/"), retry, clock)
    try:
        step = next(steps)
        while True:
            if isinstance(step, Wait):
                waits.append(step.seconds)
                clock.now += step.seconds
                step = next(steps)
            else:
                assert isinstance(step, Send)
                if isinstance(outcome, Exception):
                    step = steps.throw(outcome)
                else:
                    step = steps.send(outcome)
    except StopIteration as ended:
        return waits, ended.value
    except errors.ApiError as error:
        return waits, error


def test_the_time_of_all_waits_is_bounded() -> None:
    late = httpx2.Response(429, headers={"Retry-After": "12"})
    waits, end = waits_of(late, Retry(attempts=100, total_s=30.0), "POST")
    assert waits == [12.0, 12.0]
    assert end is late


@pytest.mark.parametrize("status", [502, 503, 504])
def test_the_waits_of_clients_that_failed_together_differ(status: int) -> None:
    away = httpx2.Response(status)
    waits, end = waits_of(away, Retry(attempts=100, total_s=30.0, first_s=0.5))
    assert_scattered(waits, 0.5)
    assert sum(waits) <= 30.0
    assert end is away
    assert len({tuple(waits_of(away, Retry())[0]) for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("fault", "kind", "again"),
    [
        (httpx2.ConnectTimeout("x"), errors.TimedOut, False),
        (httpx2.ReadTimeout("x"), errors.TimedOut, False),
        (httpx2.WriteTimeout("x"), errors.TimedOut, False),
        (httpx2.PoolTimeout("x"), errors.TimedOut, False),
        (httpx2.ProxyError("407"), errors.ConnectionFailed, False),
        (httpx2.LocalProtocolError("x"), errors.ConnectionBroken, False),
        (httpx2.DecodingError("x"), errors.ConnectionBroken, False),
        (httpx2.WriteError("x"), errors.ConnectionBroken, True),
        (httpx2.RemoteProtocolError("x"), errors.ConnectionBroken, True),
        (httpx2.ConnectError("refused"), errors.ConnectionFailed, True),
    ],
)
def test_a_fault_of_the_network_is_this_error(
    fault: httpx2.RequestError, kind: type[errors.ApiError], again: bool
) -> None:
    waits, error = waits_of(fault, Retry(attempts=2))
    assert type(error) is kind
    assert error.__cause__ is fault
    assert bool(waits) is again


def test_a_read_that_takes_too_long_ends() -> None:
    import threading

    held = threading.Event()

    def hold(connection: Any) -> bool:
        held.wait(20)
        return False

    with loopback(hold) as server, Client(server.url, namespace="ns", timeout_s=0.05) as client:
        with pytest.raises(errors.TimedOut, match="no answer"):
            client.imagestreams.get("app")
        held.set()

"""What is written of a request and counted for Prometheus, and what never is."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from streamport.api.health import health_routes
from streamport.api.logs import log_to, without_credentials
from streamport.api.metrics import Metrics
from streamport.api.observing import ObservedRequests
from streamport.api.record import CURRENT, note_user
from streamport.api.users import User


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    log_to(stream)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # the client of these tests
    yield stream
    root.handlers[:], root.level = before


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def client_of(metrics: Metrics) -> TestClient:
    """An application with one endpoint that calls registries from tasks of its own."""

    async def importing(_: Request) -> PlainTextResponse:
        note_user(User("kim"))
        record = CURRENT.get()
        assert record is not None
        record.verb, record.resource, record.namespace = "create", "imagestreamimports", "team"

        async def call(status: int) -> None:
            metrics.count_registry_call("registry.example", status)

        await asyncio.gather(call(200), call(200), call(404))
        return PlainTextResponse("made", 201)

    async def failing(_: Request) -> PlainTextResponse:
        raise RuntimeError("https://kim:hunter2@registry.example said Bearer abcdef")

    async def broken() -> None:
        raise OSError("disk full")

    routes = [Route("/imports", importing, methods=["POST"]), Route("/failing", failing)]
    app = Starlette(routes=[*routes, *health_routes({"store": broken})])
    return TestClient(ObservedRequests(app, metrics), raise_server_exceptions=False)


def sample(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_a_request_is_one_line_that_tells_who_what_and_how_it_went(log: io.StringIO) -> None:
    client_of(Metrics()).post("/imports?dryRun=All", headers={"authorization": "Bearer hunter2"})
    (line,) = [line for line in lines(log) if line["message"] == "request"]
    assert line["ms"] >= 0
    assert line["time"].endswith("Z")
    expected = {
        "level": "info",
        "user": "kim",
        "method": "POST",
        "path": "/imports",
        "verb": "create",
        "resource": "imagestreamimports",
        "namespace": "team",
        "dryRun": True,
        "code": 201,
        "registryCalls": {"registry.example": {"200": 2, "404": 1}},
    }
    assert {key: line.get(key) for key in expected} == expected
    assert "hunter2" not in log.getvalue()


def test_a_line_break_in_a_path_makes_no_second_line(log: io.StringIO) -> None:
    client_of(Metrics()).get("/x%0A%7B%22user%22:%22admin%22%7D")
    assert len(lines(log)) == 1


def test_a_failure_is_counted_and_logged_as_one(log: io.StringIO) -> None:
    metrics = Metrics()
    client_of(metrics).get("/failing")
    assert [line["code"] for line in lines(log) if line["message"] == "request"] == [500]
    assert sample(metrics, "streamport_requests_total", verb="get", resource="", code="500") == 1


def test_probes_are_logged_only_when_they_fail(log: io.StringIO) -> None:
    client = client_of(Metrics())
    client.get("/livez")
    assert log.getvalue() == ""
    assert client.get("/readyz").status_code == 500
    assert lines(log)[-1]["path"] == "/readyz"


def test_a_failing_check_names_itself_and_not_its_reason(log: io.StringIO) -> None:
    answer = client_of(Metrics()).get("/readyz")
    assert answer.text == "[+]ping ok\n[-]store failed: reason withheld\nreadyz check failed\n"
    assert "disk full" in lines(log)[0]["trace"]


def test_a_check_that_hangs_fails() -> None:
    async def hanging() -> None:
        await asyncio.Event().wait()

    app = Starlette(routes=[*health_routes({"store": hanging}, timeout_s=0.01)])
    assert TestClient(app).get("/readyz").status_code == 500


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://kim:hunter2@registry.example/v2/", "https://…@registry.example/v2/"),
        ("Authorization: Bearer hunter2hunter2", "Authorization: … …"),
        ("sent basic aHVudGVyMg==", "sent basic …"),
        ('{"password": "hunter2"}', '{"password": …"}'),
        ("https://auth.example/token?token=hunter2&x=1", "https://auth.example/token?token=…&x=1"),
        ("registry.example/team/app:1 not found", "registry.example/team/app:1 not found"),
    ],
)
def test_what_looks_like_a_credential_is_taken_out(text: str, clean: str) -> None:
    assert without_credentials(text) == clean


def test_a_trace_is_logged_without_the_credentials_in_it(log: io.StringIO) -> None:
    try:
        raise RuntimeError("https://kim:hunter2@registry.example said no")
    except RuntimeError:
        logging.getLogger("x").exception("failed with token=hunter2")
    assert "said no" in lines(log)[0]["trace"]
    assert "hunter2" not in log.getvalue()


def test_what_is_counted_reaches_prometheus() -> None:
    metrics = Metrics()
    client_of(metrics).post("/imports")
    metrics.count_import(imported=2, failed=1, seconds=0.3)
    metrics.count_import(imported=0, failed=0, seconds=0.1)
    metrics.count_lookup(hit=True)
    page = TestClient(Starlette(routes=[Route("/metrics", metrics.page)])).get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=")
    found = {
        (item.name, *sorted(item.labels.values())): item.value
        for family in text_string_to_metric_families(page.text)
        for item in family.samples
    }
    assert found["streamport_requests_total", "201", "create", "imagestreamimports"] == 1
    assert found["streamport_registry_calls_total", "200", "registry.example"] == 2
    assert found["streamport_registry_calls_total", "404", "registry.example"] == 1
    assert found["streamport_import_duration_seconds_count", "partial"] == 1
    assert found["streamport_import_duration_seconds_count", "success"] == 1
    assert found["streamport_cache_lookups_total", "hit"] == 1


def test_registries_cannot_fill_the_memory_with_statuses_of_their_own() -> None:
    metrics = Metrics()
    for status in (200, 404, *range(600, 1000)):
        metrics.count_registry_call("registry.test", status)
    name = "streamport_registry_calls_total"
    assert sample(metrics, name, host="registry.test", outcome="404") == 1
    assert sample(metrics, name, host="registry.test", outcome="other") == 400


def test_users_cannot_fill_the_memory_with_names_of_registries_or_methods() -> None:
    metrics = Metrics()
    for number in range(5000):
        metrics.count_registry_call(f"{number}.example", 200)
    client = client_of(metrics)
    for number in range(20):
        client.request(f"X{number}", "/imports")
    series = [item for family in metrics.registry.collect() for item in family.samples]
    assert len(series) < 600
    assert sample(metrics, "streamport_registry_calls_total", host="other", outcome="200") == 4800

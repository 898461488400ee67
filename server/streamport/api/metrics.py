"""The numbers for Prometheus: requests, imports, registry calls, the cache."""

from __future__ import annotations

from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response

from streamport.control.schedule import Run
from streamport.store.work import Sums

from .record import RequestRecord, note_registry_call

_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0)
# Users name registries, so they must not be able to fill the memory with names.
_MOST_HOSTS = 200
_STATUSES = frozenset(status.value for status in HTTPStatus)
_METHODS = frozenset(("get", "head", "post", "put", "patch", "delete", "options"))


class Metrics:
    """One process's numbers, with a registry of their own."""

    def __init__(self) -> None:
        self.registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        self._hosts: set[str] = set()
        self._requests = Counter(
            "streamport_requests",
            "Requests answered; code 0 is a client that left before.",
            ("verb", "resource", "code"),
            registry=own,
        )
        self._request_seconds = Histogram(
            "streamport_request_duration_seconds",
            "From the request's head to the end of the answer.",
            ("verb", "resource"),
            buckets=_SECONDS,
            registry=own,
        )
        self._import_seconds = Histogram(
            "streamport_import_duration_seconds",
            "Imports by outcome: success, partial, failure.",
            ("outcome",),
            buckets=_SECONDS,
            registry=own,
        )
        self._calls = Counter(
            "streamport_registry_calls",
            "Calls to registries by host and by status code or kind of failure.",
            ("host", "outcome"),
            registry=own,
        )
        self._lookups = Counter(
            "streamport_cache_lookups",
            "Manifests and configs looked for in the cache: hit or miss.",
            ("result",),
            registry=own,
        )
        self._background = Counter(
            "streamport_background_imports",
            "Imports of streams that no request asked for: why, and what came of them.",
            ("why", "outcome"),
            registry=own,
        )
        self._background_tags = Counter(
            "streamport_background_tags",
            "Tags of those imports.",
            ("why", "outcome"),
            registry=own,
        )
        self._streams = Gauge(
            "streamport_background_streams",
            "Streams that have a schedule or something to tell of their imports.",
            registry=own,
        )
        self._running = Gauge(
            "streamport_background_running", "Streams that are being imported.", registry=own
        )
        self._late = Gauge(
            "streamport_background_late", "Streams whose time has come, waiting.", registry=own
        )
        self._lateness = Gauge(
            "streamport_background_lateness_seconds",
            "How long the first of them has waited.",
            registry=own,
        )

    def count_background(self, run: Run) -> None:
        """Count an import that no request asked for."""
        if run.error:
            outcome = "error"
        elif run.failed:
            outcome = "partial" if run.imported else "failure"
        else:
            outcome = "changed" if run.changed else "unchanged"
        self._background.labels(run.why, outcome).inc()
        self._background_tags.labels(run.why, "failed").inc(run.failed)
        self._background_tags.labels(run.why, "imported").inc(run.imported)

    def note_due(self, sums: Sums) -> None:
        """Tell how much is due now."""
        self._streams.set(sums.streams)
        self._running.set(sums.running)
        self._late.set(sums.late)
        self._lateness.set(sums.oldest_ms / 1000)

    def count_request(self, record: RequestRecord, seconds: float) -> None:
        """Count a request that is over."""
        resource = "/".join(filter(None, (record.resource, record.subresource)))
        method = record.method.lower()
        verb = record.verb or (method if method in _METHODS else "other")
        self._requests.labels(verb, resource, str(record.code)).inc()
        self._request_seconds.labels(verb, resource).observe(seconds)

    def count_import(self, *, imported: int, failed: int, seconds: float) -> None:
        """Count an import by its outcome; `imported` and `failed` count its images."""
        outcome = "partial" if imported and failed else "failure" if failed else "success"
        self._import_seconds.labels(outcome).observe(seconds)

    def count_registry_call(self, host: str, status: int) -> None:
        """Count a call to a registry, for the request's log line too; status 0 is no answer."""
        outcome = str(status) if status else "unreachable"
        note_registry_call(host, outcome)
        if host not in self._hosts:
            if len(self._hosts) >= _MOST_HOSTS:
                host = "other"
            self._hosts.add(host)
        if status and status not in _STATUSES:
            outcome = "other"
        self._calls.labels(host, outcome).inc()

    def count_lookup(self, *, hit: bool) -> None:
        """Count a look into the cache."""
        self._lookups.labels("hit" if hit else "miss").inc()

    async def page(self, request: Request) -> Response:
        """Answer /metrics. Whether it may be read was decided before."""
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(self.registry), headers={"content-type": media_type})

"""The numbers for Prometheus: requests, imports, registry calls, the cache."""

from __future__ import annotations

from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response

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

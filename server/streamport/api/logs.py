"""Structured logs: one JSON object a line, one line a request. Headers and bodies never get here.

Messages of other people's exceptions do, so what looks like a credential in them is taken out.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TextIO

import msgspec

from streamport.importing.trails import Trail
from streamport.registry.attempts import Attempt

from .record import RequestRecord

_log = logging.getLogger("streamport.requests")

# https://user:password@host, and what follows the name of an authentication scheme or of a secret.
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@\"']+@")
_AFTER_SCHEME = re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{4,}", re.IGNORECASE)
_NAMED = re.compile(
    r"((?:token|password|passwd|secret|authorization)[\"']?\s*[=:]\s*)[\"']?[^\s\"'&,;]+",
    re.IGNORECASE,
)
# Longer names of clients tell nothing more.
_LONGEST_AGENT = 200
_LONGEST_MESSAGE = 500
_LONGEST_VALUE = 1_000  # such as a path
_LONGEST_LINE = 10_000
_MOST_CALLS = 100
_MOST_ATTEMPTS = 5  # mirrors and the source
_PROBES = ("/healthz", "/livez", "/readyz")


def without_credentials(text: str) -> str:
    """Return the text with everything that looks like a credential replaced by dots."""
    text = _IN_ADDRESS.sub("…@", text)
    text = _AFTER_SCHEME.sub(r"\1 …", text)
    return _NAMED.sub(r"\1…", text)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, the record's `fields`, and a trace."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_credentials(_short(record.getMessage(), _LONGEST_LINE)),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = without_credentials(self.formatException(record.exc_info))
        return msgspec.json.encode(line).decode()


def _time(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def log_to(stream: TextIO, level: int = logging.INFO) -> None:
    """Send every logger's lines to the stream, in place of what was there."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def log_request(record: RequestRecord, seconds: float) -> None:
    """Write the line of a request that is over. A probe that succeeds is not worth one."""
    if record.path.startswith(_PROBES) and record.code == 200:
        return
    level = logging.ERROR if record.is_fault else logging.INFO
    _log.log(level, "request", extra={"fields": _fields(record, seconds)})


def log_background(record: RequestRecord, why: str, seconds: float) -> None:
    """Write the line of an import that no request asked for."""
    fields = {**_fields(record, seconds), "why": why, "code": record.code}
    kept = {key: value for key, value in fields.items() if value not in ("", 0)}
    _log.info("background import", extra={"fields": kept})


def _fields(record: RequestRecord, seconds: float) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "user": record.user,
        "method": record.method,
        "path": record.path,
        "verb": record.verb,
        "group": record.group,
        "resource": "/".join(filter(None, (record.resource, record.subresource))),
        "namespace": record.namespace,
        "name": record.name,
        "dryRun": record.dry_run,
        "code": record.code or "disconnected",
        "ms": round(seconds * 1000, 1),
        "imported": record.imported,
        "failed": record.failed,
        "failures": [_failure(failure) for failure in record.failures],
        "registryCalls": _calls(record),
        "client": record.client,
        "userAgent": record.user_agent[:_LONGEST_AGENT],
    }
    return {
        key: _short(value, _LONGEST_VALUE) if isinstance(value, str) else value
        for key, value in fields.items()
        if value is not False and value not in ("", {}, [], None)
    }


def _failure(trail: Trail) -> dict[str, Any]:
    """Write a failure; credentials are taken out, for registries say what they like."""
    fields = {
        "from": trail.source,
        "reason": trail.status.reason or "",
        "message": (trail.status.message or "")[:_LONGEST_MESSAGE],
    }
    tried = [_attempt(attempt) for attempt in trail.attempts[:_MOST_ATTEMPTS]]
    return _clean(fields) | ({"tried": tried} if tried else {})


def _attempt(attempt: Attempt) -> dict[str, str]:
    return _clean(
        {
            "host": attempt.host,
            "mirrorOf": attempt.mirror_of,
            "credential": attempt.credential,
            "proxy": attempt.proxy,
            "answered": attempt.answered[:_LONGEST_MESSAGE],
        }
    )


def _clean(fields: dict[str, str]) -> dict[str, str]:
    return {key: without_credentials(text) for key, text in fields.items() if text}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _calls(record: RequestRecord) -> dict[str, dict[str, int]]:
    """Count the calls by host, then by outcome; of so many as a line has room for."""
    calls: dict[str, dict[str, int]] = {}
    for (host, outcome), number in islice(record.registry_calls.items(), _MOST_CALLS):
        calls.setdefault(host, {})[outcome] = number
    return calls

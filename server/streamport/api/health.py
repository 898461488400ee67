"""/healthz, /livez and /readyz, in the form of Kubernetes' servers.

`ok`, or with ?verbose one line a check; 500 when a check fails, which one but not why: the reason
goes to the log. Source: k8s.io/apiserver, pkg/server/healthz.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from imagestreamimport.errors import StatusError

from .record import note_fault

# Raises whatever it likes when it is not well.
Check = Callable[[], Awaitable[None]]

_TIMEOUT_S = 5.0
_log = logging.getLogger(__name__)


def health_routes(
    ready: Mapping[str, Check], *, timeout_s: float = _TIMEOUT_S
) -> tuple[Route, ...]:
    """Make the three routes. Only /readyz runs the checks: no restart cures a full disk."""
    no_checks: Mapping[str, Check] = {}
    return (
        Route("/healthz", _endpoint("healthz", no_checks, timeout_s), methods=["GET"]),
        Route("/livez", _endpoint("livez", no_checks, timeout_s), methods=["GET"]),
        Route("/readyz", _endpoint("readyz", ready, timeout_s), methods=["GET"]),
    )


def _endpoint(
    name: str, checks: Mapping[str, Check], timeout_s: float
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        lines, well = ["[+]ping ok"], True
        for check, run in checks.items():
            passed = await _passes(check, run, timeout_s)
            well = well and passed
            lines.append(f"[+]{check} ok" if passed else f"[-]{check} failed: reason withheld")
        lines.append(f"{name} check {'passed' if well else 'failed'}")
        if well and "verbose" not in request.query_params:
            return PlainTextResponse("ok")
        return PlainTextResponse("\n".join(lines) + "\n", 200 if well else 500)

    return answer


async def _passes(name: str, check: Check, timeout_s: float) -> bool:
    try:
        async with asyncio.timeout(timeout_s):
            await check()
            return True
    except (StatusError, TimeoutError) as error:  # foreseen: its reason tells all
        _log.error("the check %s failed: %s", name, error or "it takes too long")
    except Exception:  # whatever it is, the server is not ready
        _log.exception("the check %s failed", name)
    note_fault()
    return False

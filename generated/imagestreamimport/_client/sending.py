"""One call, from the request to the answer: what is sent again, and what becomes an error.

The steps are told as values, so that the connections, one for threads and one for event loops,
only carry them out. Which calls are sent again:

    nothing was sent (the connection was refused)     every call
    429 with Retry-After                              every call
    503 with Retry-After                              all but POST and PATCH
    502, 503 or 504                                   GET
    the connection broke before the answer was there  GET

Never after a time that ran out here, never a TLS failure, no other answer. Number and time of all
waits are bounded. A wait is as long as Retry-After says, else doubled each time and scattered, so
that clients that failed together do not come back together.
"""

from __future__ import annotations

import random
import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias

import httpx2

from ..errors import ApiError, ConnectionBroken, ConnectionFailed, NetworkError, TimedOut
from .calls import Call

_SAFE = frozenset({"GET"})
_IDEMPOTENT = frozenset({"GET", "PUT", "DELETE"})
_MAY_PASS = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how long a call is tried.

    Which are sent again: every call after a refused connection and after 429 with Retry-After; all
    but POST and PATCH after 503 with Retry-After; GETs after 502, 503, 504 and broken connections.
    """

    attempts: int = 5  # in all; 1 is never again
    total_s: float = 30.0  # a wait that would end later than this is not begun
    first_s: float = 0.2  # where no answer says; doubled each time, a fifth more or less


@dataclass(frozen=True, slots=True)
class Send:
    """Send the call; comes back with the response, or throws what the HTTP library raises."""

    call: Call


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """The next bytes of the open stream; b"" is its end."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open stream."""


Step: TypeAlias = "Send | Wait | Read | Close"


def exchange(
    call: Call, retry: Retry, clock: Callable[[], float] = time.monotonic
) -> Generator[Step, Any, httpx2.Response]:
    """The last answer, whatever its status is. Raises NetworkError."""
    started = clock()
    attempt = 1
    while True:
        outcome: httpx2.Response | httpx2.RequestError
        try:
            outcome = yield Send(call)
        except httpx2.RequestError as fault:
            outcome = fault
        if isinstance(outcome, httpx2.Response):
            if outcome.is_success:
                return outcome
            wait = _wait_after_answer(call, outcome, attempt, retry)
        else:
            wait = _wait_after_fault(call, outcome, attempt, retry)
        if (
            wait is not None
            and attempt < retry.attempts
            and clock() - started + wait <= retry.total_s
        ):
            attempt += 1
            yield Wait(wait)
        elif isinstance(outcome, httpx2.Response):
            return outcome
        else:
            raise network_error(outcome) from outcome


def _wait_after_fault(
    call: Call, fault: httpx2.RequestError, attempt: int, retry: Retry
) -> float | None:
    """Seconds until the call may be sent again; None: never."""
    if isinstance(fault, httpx2.ConnectError):
        again = not _is_caused_by(fault, ssl.SSLError, socket.gaierror)
    else:
        broken = isinstance(fault, httpx2.NetworkError | httpx2.RemoteProtocolError)
        again = broken and call.method in _SAFE
    return _scattered_s(attempt, retry) if again else None


def _wait_after_answer(
    call: Call, response: httpx2.Response, attempt: int, retry: Retry
) -> float | None:
    """Seconds until the call may be sent again, as many as the server wants; None: never."""
    status, wanted = response.status_code, retry_after_s(response)
    if status in _MAY_PASS and call.method in _SAFE:
        return _scattered_s(attempt, retry) if wanted is None else wanted
    if status == 429 or (status == 503 and call.method in _IDEMPOTENT):
        return wanted
    return None


def _scattered_s(attempt: int, retry: Retry) -> float:
    return retry.first_s * 2.0 ** min(attempt - 1, 30) * random.uniform(0.8, 1.2)


def retry_after_s(response: httpx2.Response) -> float | None:
    """The header Retry-After in seconds from now; None where there is none that can be read."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


_LATE: dict[type, str] = {
    httpx2.ConnectTimeout: "there was no connection",
    httpx2.PoolTimeout: "no connection became free",
    httpx2.WriteTimeout: "the request was not taken",
}


def network_error(fault: httpx2.RequestError) -> NetworkError:
    """Our error of what the HTTP library says, without method and URL."""
    texts = [str(error) for error in _chain(fault)]
    why = next((text for text in texts if text), type(fault).__name__)
    if isinstance(fault, httpx2.ConnectError | httpx2.ProxyError | httpx2.UnsupportedProtocol):
        return ConnectionFailed(f"there is no connection: {why}")
    if isinstance(fault, httpx2.TimeoutException):
        what = _LATE.get(type(fault), "there was no answer")
        return TimedOut(f"{what} in the time that was given")
    return ConnectionBroken(f"the connection broke: {why}")


def _is_caused_by(fault: BaseException, *kinds: type[BaseException]) -> bool:
    """Whether one of these errors lies at the bottom."""
    return any(isinstance(error, kinds) for error in _chain(fault))


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """The error and what it comes from, each once."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [fault]
    while waiting:
        error = waiting.pop(0)
        if error is not None and error not in seen:
            seen.append(error)
            yield error
            waiting += [error.__cause__, error.__context__]
            waiting += getattr(error, "exceptions", ())  # of a group


def about(error: ApiError, method: str, url: str) -> ApiError:
    """The error, with the request that it is about."""
    error.method, error.url = method, url
    return error

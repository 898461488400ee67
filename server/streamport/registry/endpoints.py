"""The ping: under which scheme a registry answers, and what it asks for.

Source: import semantics, section 8.5.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from multidict import CIMultiDict

from .calls import Calls, RegistryRequest
from .challenges import Challenge, parse_challenges, select
from .errors import CallFailed, NotV2, Unreachable
from .origins import Origin, origin_of
from .recent import Recent
from .shared import Shared
from .transport import Answer

_REMEMBERED_S = 60.0
_REMEMBERED = 1024
_PING_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A registry that answered."""

    scheme: str
    host: str
    insecure: bool
    challenge: Challenge | None
    # Who made the challenge, and so the only one who gets an answer to it: perhaps another host,
    # where a redirect led there.
    challenger: Origin
    is_trusted: bool  # whether nobody on the way could have put the challenger there
    pinged_at: float  # on time.monotonic()

    @property
    def base(self) -> str:
        """The address that paths of the Distribution API are relative to."""
        return f"{self.scheme}://{self.host}/v2/"


class Endpoints:
    """The registries of a process. What answered lately is not pinged again."""

    def __init__(self, calls: Calls, timeout_s: float) -> None:
        self._calls, self._timeout_s = calls, timeout_s
        self._known: Recent[tuple[str, bool], Endpoint] = Recent(_REMEMBERED)
        self._pinging: Shared[Endpoint] = Shared()

    async def endpoint(
        self, host: str, insecure: bool, since: float | None = None
    ) -> tuple[Endpoint, bool]:
        """Find the registry at a host. Returns it and whether it was pinged by an earlier call.

        `since` asks for one that was pinged after that time. Raises RegistryError.
        """
        key = (host, insecure)
        oldest = time.monotonic() - _REMEMBERED_S if since is None else since
        known = self._known.get(key)
        if known and known.pinged_at >= oldest:
            return known, since is None
        found = await self._pinging.result(key, lambda: self._ping(host, insecure))
        self._known.put(key, found)
        return found, False

    async def _ping(self, host: str, insecure: bool) -> Endpoint:
        try:
            return await self._ping_by("https", host, insecure)
        except CallFailed:
            if not insecure:
                raise
        return await self._ping_by("http", host, insecure)

    async def _ping_by(self, scheme: str, host: str, insecure: bool) -> Endpoint:
        url = f"{scheme}://{host}/v2/"
        deadline = time.monotonic() + self._timeout_s
        request = RegistryRequest(
            url, "answer to the ping", _PING_BYTES, insecure, deadline=deadline, registry=host,
            # Of a 429 the body tells whether to try again; no other is read.
            wants=lambda status, headers: status == 429,
        )  # fmt: skip
        headers = CIMultiDict({"Accept-Encoding": "gzip"})
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._calls.answer(request, headers)
        except TimeoutError:
            why = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
            raise Unreachable("GET", url, why) from None
        if not _is_registry(answer):
            raise NotV2(f"{scheme}://{host}", answer.status, answer.reason)
        challenge = None
        if answer.status == 401:
            lines = answer.headers.getall("WWW-Authenticate", ())
            challenge = select(parse_challenges(lines))
        challenger, now = origin_of(answer.url), time.monotonic()
        return Endpoint(scheme, host, insecure, challenge, challenger, not answer.left_tls, now)


def _is_registry(answer: Answer) -> bool:
    if "Docker-Distribution-Api-Version" in answer.headers:
        return True
    return 200 <= answer.status < 300 or answer.status in (401, 403)

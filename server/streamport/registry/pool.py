"""The registries of a process: connections, pings and tokens that all requests share."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from streamport.version import version

from .aiohttp_transport import AiohttpTransport
from .calls import Calls, Observer, OnWait
from .config import RegistryConfig
from .endpoints import Endpoints
from .keyring import Keyring
from .lookups import Lookups
from .session import Session
from .slots import Slots
from .tokens import Tokens
from .transport import Transport
from .trust import Trust


class Pool:
    """One per process, used with `async with` in the event loop that makes the calls."""

    def __init__(
        self,
        config: RegistryConfig | None = None,
        transport: Transport | None = None,
        observe: Observer = lambda exchange: None,
        on_wait: OnWait = lambda wait: None,
    ) -> None:
        """`observe` gets every call that was made, for metrics; `on_wait` every wait.

        `transport` takes the place of aiohttp; limits, addresses and proxies are then its matter.

        Raises BrokenCertificate where SSL_CERT_FILE names no certificates.
        """
        self.config = config or RegistryConfig()
        self._transport = transport or _transport(self.config)
        limits = self.config.limits
        trust = Trust(self.config.certificate_directories)
        self._calls = Calls(self._transport, trust, limits.redirects, observe, on_wait)
        self._endpoints = Endpoints(self._calls, limits.ping_timeout_s)
        self._tokens = Tokens(self._calls, limits.token_bytes, limits.token_timeout_s)

    async def __aenter__(self) -> Self:
        await self._transport.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.close()

    def session(self, keyring: Keyring | None = None, deadline: float | None = None) -> Session:
        """Return the registries for one import request.

        `deadline` is a time of time.monotonic(); what is not there by then fails with
        DeadlinePassed.
        """
        keyring = Keyring.anonymous() if keyring is None else keyring
        return Session(
            Lookups(self.config, self._calls, self._endpoints, self._tokens, keyring, deadline)
        )


def _transport(config: RegistryConfig) -> Transport:
    limits = config.limits
    return AiohttpTransport(
        Slots(limits.per_host, limits.total),
        config.addresses,
        config.proxies,
        user_agent=f"streamport/{version()}",
        connect_timeout_s=limits.connect_timeout_s,
        read_timeout_s=limits.read_timeout_s,
    )

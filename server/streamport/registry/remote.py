"""One repository at one registry: calls with the credential it asks for.

Source: import semantics, sections 8.5 and 10.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from urllib.parse import urlsplit

from multidict import CIMultiDict

from imagestreamimport.references import Reference

from .attempts import Attempt
from .calls import RegistryRequest, tells_something, without_query
from .challenges import Challenge
from .credentials import Credential
from .endpoints import Endpoint
from .errors import (
    BrokenSecret,
    CallFailed,
    DeadlinePassed,
    NoBasicCredentials,
    RegistryError,
    TokenFailed,
)
from .hosts import contacted_host, repository_path
from .limits import Limits
from .lookups import Lookups
from .origins import origin_of
from .tokens import NoToken, Token
from .transport import Answer, Wanted

_log = logging.getLogger(__name__)


class Remote:
    """A repository where it is: at the registry itself, or at a mirror."""

    def __init__(
        self, lookups: Lookups, reference: Reference, insecure: bool, mirror_of: str = ""
    ) -> None:
        """mirror_of: the host that this place mirrors."""
        self._lookups, self._insecure = lookups, insecure
        self.reference = reference
        self._mirror_of = mirror_of
        self._url = ""  # of the last call
        self.host = contacted_host(reference)
        self.repository = reference.repository
        self._path = repository_path(reference)
        self.credential: Credential | None = None  # what the last call was made with
        self._secrets: set[str] = set()
        self._is_told = False

    @property
    def limits(self) -> Limits:
        """The bounds of answers."""
        return self._lookups.config.limits

    @property
    def name(self) -> str:
        """`host/repository`, for logs and as a part of cache keys."""
        return f"{self.host}/{self.repository}"

    async def get(
        self,
        path: str,
        what: str,
        limit_bytes: int,
        headers: CIMultiDict[str],
        method: str = "GET",
        wants: Wanted = tells_something,
    ) -> Answer:
        """Get the answer for a path below `/v2/`, or for a whole address; of whatever status.

        Its body is read for the statuses that `wants` says. Raises RegistryError where there is no
        answer.
        """
        lookups = self._lookups
        request = RegistryRequest(
            path, what, limit_bytes, self._insecure, method, lookups.deadline, self.host,
            wants=wants,
        )  # fmt: skip
        if lookups.deadline is None:
            return await self._get(request, headers)
        try:
            async with asyncio.timeout(max(0.0, lookups.deadline - time.monotonic())):
                return await self._get(request, headers)
        except TimeoutError:
            url = path if "://" in path else f"https://{self.host}/v2/{path}"
            raise DeadlinePassed(method, without_query(url)) from None

    async def _get(self, request: RegistryRequest, headers: CIMultiDict[str]) -> Answer:
        lookups = self._lookups
        credential = await lookups.credential(self.reference, self._path)
        endpoint, is_recalled = await lookups.endpoint(self.host, self._insecure)
        authorizer = _Authorizer(self, endpoint, credential, request)
        try:
            answer = await self._send(request, headers, authorizer)
        except CallFailed:
            if not is_recalled:
                raise
        else:
            if answer.status != 401 or not (is_recalled or authorizer.is_recalled):
                return answer
            if authorizer.token:
                lookups.forget(authorizer.token)
        # What an earlier request found may be out of date: once more from the start.
        endpoint = await lookups.ping_again(self.host, self._insecure)
        return await self._send(request, headers, _Authorizer(self, endpoint, credential, request))

    async def _send(
        self, request: RegistryRequest, headers: CIMultiDict[str], authorizer: _Authorizer
    ) -> Answer:
        path = request.url
        url = self._url = path if "://" in path else authorizer.endpoint.base + path
        try:
            return await self._lookups.calls.answer(
                replace(request, url=url, authorize=authorizer.header_for), headers
            )
        finally:
            self.credential = authorizer.used

    async def token(self, endpoint: Endpoint, credential: Credential | None) -> tuple[Token, bool]:
        """Get a token of the server that the challenge names, and whether it was known before.

        Raises NoToken.
        """
        challenge = endpoint.challenge or Challenge("")
        return await self._lookups.token(
            challenge, self.repository, credential, self._insecure, self.host
        )

    def tell_unused(self, credential: Credential, why: str) -> None:
        """Say in the log, once, which login is not used and why."""
        if not self._is_told:
            self._is_told = True
            _log.warning("%s is not used for %s: %s", credential.name, self.name, why)

    def keep_secret(self, *secrets: str) -> None:
        """Remember what no error may repeat."""
        self._secrets.update(secrets)

    def clean(self, error: RegistryError) -> None:
        """Take out of an error what the other side may have repeated of a credential."""
        error.mask(self._secrets)

    def attempts(self, error: RegistryError) -> tuple[Attempt, ...]:
        """Tell what was tried before an error that is clean."""
        if isinstance(error, BrokenSecret):
            if not error.secret_name:
                return ()  # of a file: the error itself names it
            name = error.secret_name
            return (Attempt(self.host, error.secret, name, answered=error.text, was_asked=False),)
        url = error.url if isinstance(error, CallFailed) else self._url
        status = f"{error.http_status} " if error.http_status else ""
        return (self.attempted(f"{status}{error.text}", url),)

    def attempted(self, answered: str, url: str = "") -> Attempt:
        """Tell what the last call was made with. url: if it was another address."""
        credential = self.credential
        proxy = self._lookups.config.proxies.proxy_for(url or self._url or f"https://{self.host}/")
        return Attempt(
            self.host,
            credential.name if credential else "",
            credential.secret if credential else "",
            _shown_proxy(proxy) if proxy else "",
            self._mirror_of,
            answered,
        )


def _shown_proxy(address: str) -> str:
    """Return host and port of a proxy: its address may hold a password."""
    return urlsplit(address).netloc.rpartition("@")[2]


class _Authorizer:
    """Says who asks, to the one that wants to know, and notes what it took."""

    def __init__(
        self,
        remote: Remote,
        endpoint: Endpoint,
        credential: Credential | None,
        request: RegistryRequest,
    ) -> None:
        self.endpoint = endpoint
        self._remote, self._method = remote, request.method
        self._credential = credential
        self.used: Credential | None = None
        self.token: Token | None = None
        self.is_recalled = False  # whether the token is left from an earlier call

    async def header_for(self, url: str) -> str | None:
        """Return the Authorization for an address; None for all but those of the challenger.

        Raises NoBasicCredentials and TokenFailed.
        """
        endpoint = self.endpoint
        if endpoint.challenge is None or origin_of(url) != endpoint.challenger:
            return None
        if self._credential and not endpoint.is_trusted:
            # Nobody knows who asks there, and everybody would hear the answer.
            why = "a redirect led from https to http"
            self._remote.tell_unused(self._credential, why)
            self._credential = None
        if endpoint.challenge.scheme == "basic":
            return self._basic(url)
        return await self._bearer(url)

    def _basic(self, url: str) -> str:
        credential = self._credential
        if credential is None or not credential.has_password:
            if credential:
                why = "it is a token, and the registry wants a password"
                self._remote.tell_unused(credential, why)
            raise NoBasicCredentials(self._method, without_query(url))
        self._use(credential)
        return credential.basic

    async def _bearer(self, url: str) -> str:
        credential = self._credential
        if credential:
            self._use(credential)
            if credential.registry_token:
                return f"Bearer {credential.registry_token}"
        try:
            self.token, self.is_recalled = await self._remote.token(self.endpoint, credential)
        except NoToken as error:
            raise TokenFailed(self._method, without_query(url), error.why, error.refused) from None
        self._remote.keep_secret(self.token.value)
        return f"Bearer {self.token.value}"

    def _use(self, credential: Credential) -> None:
        self.used = credential
        self._remote.keep_secret(*credential.secrets)

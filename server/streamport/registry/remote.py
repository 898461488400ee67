"""One repository at one registry: calls with the credential it asks for.

Source: import semantics, sections 8.5 and 10.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from multidict import CIMultiDict

from imagestreamimport.references import Reference

from .calls import RegistryRequest, without_query
from .credentials import Credential
from .endpoints import Endpoint
from .errors import (
    CallFailed,
    DeadlinePassed,
    NoBasicCredentials,
    RegistryError,
    TokenFailed,
)
from .hosts import contacted_host, repository_path
from .limits import Limits
from .lookups import Lookups
from .tokens import NoToken, Token
from .transport import Answer


@dataclass(slots=True)
class _Authorization:
    """The authorization of a call, and whether it is left from an earlier one."""

    header: str | None = field(default=None, repr=False)
    token: Token | None = None
    credential: Credential | None = None
    is_recalled: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        own = self.credential.secrets if self.credential else ()
        return (*own, self.token.value) if self.token else own


class Remote:
    """A repository where it is: at the registry itself, or at a mirror."""

    def __init__(self, lookups: Lookups, reference: Reference, insecure: bool) -> None:
        self._lookups, self._insecure = lookups, insecure
        self.reference = reference
        self.host = contacted_host(reference)
        self.repository = reference.repository
        self._path = repository_path(reference)
        self.credential: Credential | None = None  # what the last call was made with
        self._secrets: set[str] = set()

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
    ) -> Answer:
        """Get the answer for a path below `/v2/`, or for a whole address; of whatever status.

        Raises RegistryError where there is none.
        """
        lookups = self._lookups
        if lookups.deadline is None:
            return await self._get(path, what, limit_bytes, headers, method)
        try:
            async with asyncio.timeout(max(0.0, lookups.deadline - time.monotonic())):
                return await self._get(path, what, limit_bytes, headers, method)
        except TimeoutError:
            url = path if "://" in path else f"https://{self.host}/v2/{path}"
            raise DeadlinePassed(method, without_query(url)) from None

    async def _get(
        self, path: str, what: str, limit_bytes: int, headers: CIMultiDict[str], method: str
    ) -> Answer:
        lookups = self._lookups
        credential = await lookups.credential(self.reference, self._path)
        endpoint, is_recalled = await lookups.endpoint(self.host, self._insecure)
        request = self._request(endpoint, path, what, limit_bytes, method)
        authorization = await self._authorize(endpoint, credential, request)
        try:
            answer = await self._send(request, headers, authorization)
        except CallFailed:
            if not is_recalled:
                raise
        else:
            if answer.status != 401 or not (is_recalled or authorization.is_recalled):
                return answer
            if authorization.token:
                lookups.forget(authorization.token)
        # What an earlier request found may be out of date: once more from the start.
        endpoint = await lookups.ping_again(self.host, self._insecure)
        request = self._request(endpoint, path, what, limit_bytes, method)
        authorization = await self._authorize(endpoint, credential, request)
        return await self._send(request, headers, authorization)

    def _request(
        self, endpoint: Endpoint, path: str, what: str, limit_bytes: int, method: str
    ) -> RegistryRequest:
        url = path if "://" in path else endpoint.base + path
        return RegistryRequest(
            url, what, limit_bytes, self._insecure, method, self._lookups.deadline
        )

    async def _authorize(
        self, endpoint: Endpoint, credential: Credential | None, request: RegistryRequest
    ) -> _Authorization:
        challenge = endpoint.challenge
        # A redirect may have led a listing to another host, where its next page is then.
        if challenge is None or not request.url.startswith(endpoint.origin + "/"):
            return _Authorization()
        if challenge.scheme == "basic":
            if credential is None:
                raise NoBasicCredentials(request.method, without_query(request.url))
            return _Authorization(credential.basic, credential=credential)
        try:
            token, is_recalled = await self._lookups.token(
                challenge, self.repository, credential, self._insecure
            )
        except NoToken as error:
            self._secrets.update(credential.secrets if credential else ())
            url = without_query(request.url)
            raise TokenFailed(request.method, url, error.why, error.refused) from None
        return _Authorization(f"Bearer {token.value}", token, credential, is_recalled)

    async def _send(
        self, request: RegistryRequest, headers: CIMultiDict[str], authorization: _Authorization
    ) -> Answer:
        self.credential = authorization.credential
        self._secrets.update(authorization.secrets)
        if authorization.header:
            headers = headers.copy()
            headers["Authorization"] = authorization.header
        return await self._lookups.calls.answer(request, headers)

    def clean(self, error: RegistryError) -> None:
        """Take out of an error what the other side may have repeated of a credential."""
        error.mask(self._secrets)

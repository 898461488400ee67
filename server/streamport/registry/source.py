"""One repository at one registry: calls with the credential it asks for.

Source: import semantics, sections 8.5 and 10.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from multidict import CIMultiDict

from imagestreamimport.references import Reference

from .calls import Asked, without_query
from .config import Limits
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
from .tokens import NoToken, Token
from .transport import Answer

if TYPE_CHECKING:
    from .session import Session


@dataclass(slots=True)
class _Authorization:
    """What goes along with a call, and whether it is left from an earlier one."""

    header: str | None = field(default=None, repr=False)
    token: Token | None = None
    credential: Credential | None = None
    is_recalled: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        own = self.credential.secrets if self.credential else ()
        return (*own, self.token.value) if self.token else own


class Source:
    """Where a repository is: the registry itself or a mirror."""

    def __init__(self, session: Session, reference: Reference, insecure: bool) -> None:
        self._session, self._insecure = session, insecure
        self.reference = reference
        self.host = contacted_host(reference)
        self.repository = reference.repository
        self._path = repository_path(reference)
        self.credential: Credential | None = None  # what the last call was made with
        self._secrets: set[str] = set()

    @property
    def limits(self) -> Limits:
        """How large answers may be."""
        return self._session.config.limits

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
        """The answer for a path below `/v2/`, or for a whole address; of whatever status.

        Raises RegistryError where there is none.
        """
        session = self._session
        if session.deadline is None:
            return await self._get(path, what, limit_bytes, headers, method)
        try:
            async with asyncio.timeout(max(0.0, session.deadline - time.monotonic())):
                return await self._get(path, what, limit_bytes, headers, method)
        except TimeoutError:
            url = path if "://" in path else f"https://{self.host}/v2/{path}"
            raise DeadlinePassed(method, without_query(url)) from None

    async def _get(
        self, path: str, what: str, limit_bytes: int, headers: CIMultiDict[str], method: str
    ) -> Answer:
        session = self._session
        credential = await session.credential(self.reference, self._path)
        endpoint, is_recalled = await session.endpoint(self.host, self._insecure)
        asked = self._asked(endpoint, path, what, limit_bytes, method)
        authorization = await self._authorize(endpoint, credential, asked)
        try:
            answer = await self._send(asked, headers, authorization)
        except CallFailed:
            if not is_recalled:
                raise
        else:
            if answer.status != 401 or not (is_recalled or authorization.is_recalled):
                return answer
            if authorization.token:
                session.forget(authorization.token)
        # What was known of the registry from before may be out of date: once more from the start.
        endpoint = await session.ping_again(self.host, self._insecure)
        asked = self._asked(endpoint, path, what, limit_bytes, method)
        authorization = await self._authorize(endpoint, credential, asked)
        return await self._send(asked, headers, authorization)

    def _asked(
        self, endpoint: Endpoint, path: str, what: str, limit_bytes: int, method: str
    ) -> Asked:
        url = path if "://" in path else endpoint.base + path
        return Asked(url, what, limit_bytes, self._insecure, method, self._session.deadline)

    async def _authorize(
        self, endpoint: Endpoint, credential: Credential | None, asked: Asked
    ) -> _Authorization:
        challenge = endpoint.challenge
        # A redirect may have led a listing to another host, where its next page is then.
        if challenge is None or not asked.url.startswith(endpoint.origin + "/"):
            return _Authorization()
        if challenge.scheme == "basic":
            if credential is None:
                raise NoBasicCredentials(asked.method, without_query(asked.url))
            return _Authorization(credential.basic, credential=credential)
        try:
            token, is_recalled = await self._session.token(
                challenge, self.repository, credential, self._insecure
            )
        except NoToken as error:
            self._secrets.update(credential.secrets if credential else ())
            url = without_query(asked.url)
            raise TokenFailed(asked.method, url, error.why, error.refused) from None
        return _Authorization(f"Bearer {token.value}", token, credential, is_recalled)

    async def _send(
        self, asked: Asked, headers: CIMultiDict[str], authorization: _Authorization
    ) -> Answer:
        self.credential = authorization.credential
        self._secrets.update(authorization.secrets)
        if authorization.header:
            headers = headers.copy()
            headers["Authorization"] = authorization.header
        return await self._session.calls.answer(asked, headers)

    def clean(self, error: RegistryError) -> None:
        """Take out of an error what the other side may have repeated of a credential."""
        error.mask(self._secrets)

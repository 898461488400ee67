"""Pings, credentials and tokens of one import request, each looked up once."""

from __future__ import annotations

import time

from imagestreamimport.references import Reference

from .calls import Calls
from .challenges import Challenge
from .config import RegistryConfig
from .credentials import Credential
from .endpoints import Endpoint, Endpoints
from .errors import RegistryError
from .keyring import Keyring
from .shared import Shared
from .tokens import NoToken, Token, Tokens


class Lookups:
    """The registries as one request sees them. Cheap to make; not for use after its deadline."""

    def __init__(
        self,
        config: RegistryConfig,
        calls: Calls,
        endpoints: Endpoints,
        tokens: Tokens,
        keyring: Keyring,
        deadline: float | None,
    ) -> None:
        self.config, self.calls, self.deadline = config, calls, deadline
        self._endpoints, self._tokens, self._keyring = endpoints, tokens, keyring
        self._unreachable: dict[tuple[str, bool], RegistryError] = {}
        self._credentials: dict[str, Credential | None] = {}
        self._fetched: set[Token] = set()
        self._finding: Shared[Credential | None] = Shared()
        self._refused: dict[tuple[str, str, str | None, bool, str], NoToken] = {}
        self._pinged: dict[tuple[str, bool], Endpoint] = {}

    async def endpoint(self, host: str, insecure: bool) -> tuple[Endpoint, bool]:
        """Find a registry. Returns it and whether what is known of it is from an earlier request.

        Raises RegistryError, for all images of the request alike.
        """
        key = (host, insecure)
        if key in self._unreachable:
            raise self._unreachable[key]
        known = self._pinged.get(key)
        if known is not None:
            return known, False
        try:
            endpoint, is_recalled = await self._endpoints.endpoint(host, insecure)
        except RegistryError as error:
            self._unreachable[key] = error
            raise
        if not is_recalled:
            self._pinged[key] = endpoint
        return endpoint, is_recalled

    async def ping_again(self, host: str, insecure: bool) -> Endpoint:
        """Ping a registry again, when what was recalled of it turned out wrong."""
        key = (host, insecure)
        known = self._pinged.get(key)
        if known is not None:
            return known
        try:
            endpoint, _ = await self._endpoints.endpoint(host, insecure, since=time.monotonic())
        except RegistryError as error:
            self._unreachable[key] = error
            raise
        self._pinged[key] = endpoint
        return endpoint

    async def credential(self, reference: Reference, path: str) -> Credential | None:
        """Find the credential of a repository with that path. Raises BrokenSecret."""
        if path not in self._credentials:
            # Once for all images: a credential helper is a program.
            found = await self._finding.result(path, lambda: self._keyring.find(reference))
            self._credentials[path] = found if found and found.is_complete else None
        return self._credentials[path]

    async def token(
        self,
        challenge: Challenge,
        repository: str,
        credential: Credential | None,
        insecure: bool,
        registry: str,
    ) -> tuple[Token, bool]:
        """Find or fetch a token. Returns it and whether it is from an earlier request.
        | Raises NoToken.
        """
        realm = challenge.parameters.get("realm", "")
        key = (realm, repository, credential.key if credential else None, insecure, registry)
        if key in self._refused:
            raise self._refused[key]
        try:
            token, is_recalled = await self._tokens.token(
                challenge, repository, credential, insecure, registry
            )
        except NoToken as error:
            self._refused[key] = error
            raise
        if not is_recalled:
            self._fetched.add(token)
        return token, token not in self._fetched

    def forget(self, token: Token) -> None:
        """Do not use a token again that was not accepted."""
        self._tokens.forget(token)

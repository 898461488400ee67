"""Bearer tokens: fetched once for all who wait, and kept until they expire.

A login that is an identity token is exchanged for one by POST (OAuth 2), as Docker and Podman do.
Source: import semantics, section 8.5; the Docker token authentication specification.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from time import monotonic
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from multidict import CIMultiDict

from .calls import Authorize, Calls, RegistryRequest, without_query
from .challenges import Challenge
from .credentials import Credential
from .errors import DeadlinePassed, RegistryError
from .json_text import BrokenJson, decode_object, member, quoted, text
from .origins import origin_of
from .recent import Recent
from .refusals import refusal
from .shared import Shared

_SHORTEST_S, _LONGEST_S = 60.0, 86_400.0
_REMEMBERED = 4096


class NoToken(Exception):
    """The token server gave none; the message says why and holds no credential."""

    def __init__(self, why: str, refused: RegistryError | None = None) -> None:
        """`refused`: how the token server refused, or why it did not answer, if that is so."""
        super().__init__(why)
        self.why, self.refused = why, refused


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and when it expires, on time.monotonic()."""

    value: str = field(repr=False)
    expires_at: float


@dataclass(frozen=True, slots=True)
class Scope:
    """The purpose of a token, by which it is remembered."""

    realm: str = field(repr=False)  # may hold a password
    service: str
    repository: str
    credential_key: str | None
    insecure: bool
    registry: str  # its authorities vouch for the token server too

    @property
    def text(self) -> str:
        return f"repository:{self.repository}:pull"


class Tokens:
    """The tokens of a process."""

    def __init__(self, calls: Calls, limit_bytes: int, timeout_s: float) -> None:
        self._calls, self._limit_bytes, self._timeout_s = calls, limit_bytes, timeout_s
        self._known: Recent[Scope, Token] = Recent(_REMEMBERED)
        self._fetching: Shared[Token] = Shared()

    async def token(
        self,
        challenge: Challenge,
        repository: str,
        credential: Credential | None,
        insecure: bool,
        registry: str = "",
    ) -> tuple[Token, bool]:
        """Find or fetch a token to pull with. Returns it and whether it is from an earlier call.

        Raises NoToken.
        """
        scope = Scope(
            challenge.parameters.get("realm", ""),
            challenge.parameters.get("service", ""),
            repository,
            credential.key if credential else None,
            insecure,
            registry,
        )
        known = self._known.get(scope)
        if known and known.expires_at > monotonic():
            return known, True
        fetched = await self._fetching.result(scope, lambda: self._fetch(scope, credential))
        self._known.put(scope, fetched)
        return fetched, False

    def forget(self, token: Token) -> None:
        """Forget a token that a registry did not accept."""
        self._known.discard(token)

    async def _fetch(self, scope: Scope, credential: Credential | None) -> Token:
        request = self._request(scope, credential)
        headers = CIMultiDict({"Accept-Encoding": "gzip"})
        if request.body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._calls.answer(request, headers)
        except TimeoutError:
            shown = quoted(without_query(request.url))
            method = request.method.capitalize()
            late = DeadlinePassed(method, shown)
            raise NoToken(f"{method} {shown}: context deadline exceeded", late) from None
        except RegistryError as error:
            error.mask(credential.secrets if credential else ())
            raise NoToken(error.text, error) from None
        if not answer.is_success:
            refused = refusal(answer)
            refused.mask(credential.secrets if credential else ())
            raise NoToken(refused.text, refused)
        return _read(answer.body)

    def _request(self, scope: Scope, credential: Credential | None) -> RegistryRequest:
        realm, query = _parts(scope)
        request = RegistryRequest(
            realm, "answer of the token server", self._limit_bytes, scope.insecure,
            deadline=monotonic() + self._timeout_s, registry=scope.registry,
        )  # fmt: skip
        if credential and credential.identity_token:
            form = [*query, ("client_id", "streamport"), ("grant_type", "refresh_token")]
            form.append(("refresh_token", credential.identity_token))
            return replace(request, method="POST", body=_encoded(form).encode())
        if credential and credential.has_password:
            query.append(("account", credential.username))
            request = replace(request, authorize=_for_origin(realm, credential.basic))
        return replace(request, url=f"{realm}?{_encoded(query)}")


def _parts(scope: Scope) -> tuple[str, list[tuple[str, str]]]:
    """Return the token server's address without its query, and the query. Raises NoToken."""
    if not scope.realm:
        raise NoToken("no realm specified for token auth challenge")
    try:
        parts = urlsplit(scope.realm)
        _ = parts.port
    except ValueError:
        raise NoToken("the realm of the token auth challenge is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoToken("the realm of the token auth challenge is no http or https address")
    query = parse_qsl(parts.query, keep_blank_values=True)
    if scope.service:
        query.append(("service", scope.service))
    query.append(("scope", scope.text))
    # The realm's own user and password are not ours to send.
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")), query


def _encoded(query: list[tuple[str, str]]) -> str:
    return urlencode(sorted(query), errors="surrogateescape")


def _for_origin(url: str, header: str) -> Authorize:
    """Return a hook that gives the header to the origin of an address, and to no other."""
    origin = origin_of(url)

    async def authorize(hop: str) -> str | None:
        return header if origin.may_become(origin_of(hop)) else None

    return authorize


def _read(body: bytes) -> Token:
    try:
        members = decode_object(body)
        value = text(member(members, "access_token")) or text(member(members, "token"))
    except BrokenJson as fault:
        raise NoToken(f"unable to decode token response: {fault}") from None
    if not value:
        raise NoToken("authorization server did not include a token in the response")
    lifetime = member(members, "expires_in")
    if not isinstance(lifetime, int | float) or isinstance(lifetime, bool):
        lifetime = _SHORTEST_S
    return Token(value, monotonic() + min(max(lifetime, _SHORTEST_S), _LONGEST_S))

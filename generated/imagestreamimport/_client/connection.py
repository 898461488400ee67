"""What the two connections share: everything but the waiting."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from .._base.decoding import Decoder
from ..errors import AccessError, ApiError, StatusError
from .access import Access, Certificate, HiddenHeaders, HiddenList, Tls, access_to
from .answers import OnWarning, decode, error_of, hide, tell_warnings
from .arguments import refuse_wrong
from .calls import Call
from .sending import Retry, about
from .tls import tls_context

CONNECT_S = 10.0
TIMEOUT_S = 45.0  # servers give up by themselves after 34 s
SPARE_S = 15.0  # for an answer to arrive after the time that the server was given

# Connections of one client: at once, and kept open for the next call, for how many seconds.
_LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0)

_Type = TypeVar("_Type")


class Options(TypedDict, total=False):
    """How a client behaves, whatever the way to its server.

    timeout_s: how long an answer may take where the call says nothing else; 45.
    retry: which calls are sent again, and how often.
    on_warning: called with the text of each warning of the server, instead of `warnings.warn`.
    user_agent: how the client names itself; servers take its first word as the field manager.
    """

    timeout_s: float
    retry: Retry
    on_warning: OnWarning | None
    user_agent: str


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx2.URL:
    """The URL; programs ask for the same ones again and again, and each takes a while to read."""
    return httpx2.URL(url)


@dataclass(frozen=True, slots=True)
class Settings:
    """An access, and how it is used."""

    access: Access
    user_agent: str
    timeout_s: float = TIMEOUT_S
    retry: Retry = field(default_factory=Retry)
    on_warning: OnWarning | None = None
    context: ssl.SSLContext | None = field(default=None, repr=False)  # instead of the access's own

    def url(self, call: Call) -> str:
        return self.access.url + call.path

    def request(self, call: Call, credentials: Mapping[str, str]) -> httpx2.Request:
        """The call as a request."""
        headers = HiddenHeaders(credentials)
        headers["Accept"] = "application/json"
        headers["User-Agent"] = self.user_agent
        # A compressed watch would hold events back.
        headers["Accept-Encoding"] = "identity" if call.is_stream else "gzip"
        if call.content is not None:
            headers["Content-Type"] = call.content_type
        more: dict[str, Any] = {"timeout": self._timeouts(call.timeout_s)}
        if self.access.tls.server_name is not None:
            more["sni_hostname"] = self.access.tls.server_name
        if not self.access.headers:
            listed: Any = headers
        else:  # some may be there more than once
            listed = HiddenList([*headers.items(), *self.access.headers])
        return httpx2.Request(
            call.method,
            _parsed(self.url(call)),
            headers=listed,
            content=call.content,
            extensions=more,
        )

    def _timeouts(self, given_s: float | None) -> dict[str, float | None]:
        seconds = self.timeout_s if given_s is None else given_s + SPARE_S
        return {"connect": CONNECT_S, "read": seconds, "write": seconds, "pool": seconds}

    def arrived(self, response: httpx2.Response) -> None:
        """What every answer is looked at for."""
        if response.status_code == 401:
            self.access.credentials.refused()
        if "warning" in response.headers:
            tell_warnings(response, self.on_warning)

    def error_of(self, response: httpx2.Response) -> StatusError:
        return error_of(response, self.secrets())

    def secrets(self) -> tuple[str, ...]:
        return self.access.credentials.secrets()

    def checked(self, response: httpx2.Response, decoder: Decoder[_Type]) -> _Type:
        """The document of a success. Raises the error of anything else."""
        if not response.is_success:
            raise self.error_of(response)
        return decode(response, decoder)

    def told(self, error: ApiError, call: Call | None) -> ApiError:
        """The error as the caller shall see it: with the request, and without secrets."""
        hide(error, self.secrets())
        return error if call is None else about(error, call.method, self.url(call))


def settings_for(
    client: object,
    url: str | Access,
    user_agent: str,
    *,
    token: str | None,
    namespace: str | None,
    ca: str | os.PathLike[str] | None,
    verify: bool | ssl.SSLContext,
    proxy: str | None,
    options: Options,
) -> Settings:
    """Settings by the arguments of a client. Raises AccessError, and TypeError for wrong ones."""
    arguments = {"url": url, "token": token, "namespace": namespace, "proxy": proxy}
    refuse_wrong(client, arguments, dict(options))
    if isinstance(url, Access):
        access = url if namespace is None else replace(url, namespace=namespace)
    else:
        tls = Tls(_authorities(ca), verify is not False)
        access = access_to(url, token, namespace, tls)
    if proxy is not None:
        access = replace(access, proxy=proxy)
    context = verify if isinstance(verify, ssl.SSLContext) else None
    given: Any = {"user_agent": user_agent, **options}
    return Settings(access, context=context, **given)


def _authorities(path: str | os.PathLike[str] | None) -> bytes | None:
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as problem:
        raise AccessError(f"{os.fspath(path)}: cannot be read: {problem.strerror}") from None


def how_to_connect(settings: Settings, certificate: Certificate | None) -> dict[str, Any]:
    """The arguments of the HTTP library's transports. Raises AccessError."""
    context = settings.context or tls_context(settings.access.tls, certificate)
    return {"verify": context, "proxy": _proxy_of(settings.access), "limits": _LIMITS}


def _proxy_of(access: Access) -> httpx2.Proxy | None:
    """The proxy of the access, else that of the environment (HTTPS_PROXY, NO_PROXY).

    Raises AccessError, which does not show it, nor do its frames: it may hold a password.
    """
    try:
        return _read_proxy(access)
    except (ValueError, httpx2.InvalidURL):
        pass
    raise AccessError("the proxy must be an http, https or socks5 URL")


def _read_proxy(access: Access) -> httpx2.Proxy | None:
    proxy = access.proxy
    if proxy is None:
        parts = urlsplit(access.url)
        if not proxy_bypass(parts.netloc):
            proxies = getproxies()
            proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy:
        return None
    return httpx2.Proxy(proxy if "://" in proxy else f"http://{proxy}")

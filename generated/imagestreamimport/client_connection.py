"""What the two connections share: everything but the waiting."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import httpx2
import msgspec

from .client_access import Access, Certificate, HiddenHeaders, Tls, access_to
from .client_answers import OnWarning, decode, error_of, hide, tell_warnings
from .client_calls import Call
from .client_sending import Retry, about
from .client_tls import tls_context
from .errors import AccessError, ApiError, StatusError

CONNECT_S = 10.0
TIMEOUT_S = 45.0  # servers give up by themselves after 34 s
SPARE_S = 15.0  # for an answer to arrive after the time that the server was given

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


@dataclass(frozen=True, slots=True)
class Settings:
    """An access, and how it is used."""

    access: Access
    user_agent: str
    timeout_s: float = TIMEOUT_S
    retry: Retry = field(default_factory=Retry)
    on_warning: OnWarning | None = None
    context: ssl.SSLContext | None = field(default=None, repr=False)  # instead of the access's own

    def headers(self) -> list[tuple[str, str]]:
        """Those of every request."""
        names = [("Accept", "application/json"), ("User-Agent", self.user_agent)]
        return [*names, *self.access.headers]

    def tls(self, certificate: Certificate | None) -> ssl.SSLContext:
        return self.context or tls_context(self.access.tls, certificate)

    def timeouts(self) -> httpx2.Timeout:
        return httpx2.Timeout(self.timeout_s, connect=CONNECT_S)

    def url(self, call: Call) -> str:
        return self.access.url + call.path

    def request(self, call: Call, headers: Mapping[str, str]) -> dict[str, Any]:
        """The arguments of the HTTP library's `build_request`."""
        given: dict[str, Any] = {"method": call.method, "url": self.url(call)}
        if call.content is not None:
            headers = HiddenHeaders({**headers, "Content-Type": call.content_type})
            given["content"] = call.content
        given["headers"] = headers
        if call.timeout_s is not None:
            longest = call.timeout_s + SPARE_S
            given["timeout"] = httpx2.Timeout(longest, connect=CONNECT_S)
        if self.access.tls.server_name is not None:
            given["extensions"] = {"sni_hostname": self.access.tls.server_name}
        return given

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

    def checked(self, response: httpx2.Response, decoder: msgspec.json.Decoder[_Type]) -> _Type:
        """The document of a success. Raises the error of anything else."""
        if not response.is_success:
            raise self.error_of(response)
        return decode(response, decoder)

    def told(self, error: ApiError, call: Call | None) -> ApiError:
        """The error as the caller shall see it: with the request, and without secrets."""
        hide(error, self.secrets())
        return error if call is None else about(error, call.method, self.url(call))


def settings_for(
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
    """Settings by the arguments of a client. Raises AccessError."""
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


def proxy_of(access: Access) -> httpx2.Proxy | None:
    """The proxy of the access. Raises AccessError, which does not show it."""
    if access.proxy is None:
        return None
    try:
        return httpx2.Proxy(access.proxy)
    except (ValueError, httpx2.InvalidURL):
        raise AccessError("the proxy must be an http, https or socks5 URL") from None


def how_to_connect(
    settings: Settings, certificate: Certificate | None, has_transport: bool
) -> dict[str, Any]:
    """The arguments of the HTTP library's client. Raises AccessError."""
    how: dict[str, Any] = {"headers": settings.headers(), "timeout": settings.timeouts()}
    if not has_transport:
        how |= {"verify": settings.tls(certificate), "proxy": proxy_of(settings.access)}
    return how

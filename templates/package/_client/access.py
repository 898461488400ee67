"""How a server is reached, and who we are there.

Made by the caller's own words, by `kubeconfig` or by `in_cluster`; read by the
connections. Nothing here speaks to a server, and no object here shows a secret.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from ..errors import AccessError


class Hidden:
    """A text that no repr, log line or traceback shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Hidden()"


class HiddenHeaders(dict[str, str]):
    """Headers that no repr shows, as they stand in the frames of a traceback."""

    def __repr__(self) -> str:
        return "HiddenHeaders()"


class HiddenList(list[tuple[str, str]]):
    """The same as a list, for headers that are there more than once."""

    def __repr__(self) -> str:
        return "HiddenList()"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A client certificate with its key, both PEM."""

    chain: bytes
    key: bytes = field(repr=False)


class Credentials:
    """Who we are: nobody. The other kinds of credentials are the children of this one."""

    def is_ready(self) -> bool:
        """Whether `headers` answers at once, without running or asking anything."""
        return True

    def headers(self) -> Mapping[str, str]:
        """What a request carries. Raises AccessError where the credential cannot be had."""
        return {}

    def certificate(self) -> Certificate | None:
        """The client certificate that came with the credential; `headers` has to be asked first."""
        return None

    def refused(self) -> None:
        """The server answered 401: a copy that is kept is no good any more."""

    def secrets(self) -> tuple[str, ...]:
        """The texts that must not be seen in any error."""
        return ()


class BearerToken(Credentials):
    """A token that stays as it is."""

    def __init__(self, token: str, origin: str = "the token") -> None:
        self._token = Hidden(checked_token(token, origin))
        self._headers = Hidden(f"Bearer {self._token.reveal()}")

    def headers(self) -> Mapping[str, str]:
        return HiddenHeaders(Authorization=self._headers.reveal())

    def secrets(self) -> tuple[str, ...]:
        return (self._token.reveal(),)


class TokenFile(Credentials):
    """A token in a file, read anew whenever the file has changed.

    While the file cannot be read, the last token that was read goes on, at first `otherwise`.
    """

    def __init__(self, path: Path, otherwise: str | None = None) -> None:
        self._path = path
        self._kept = None if otherwise is None else BearerToken(otherwise)
        self._seen: tuple[int, ...] | None = None

    def headers(self) -> Mapping[str, str]:
        try:
            found = self._path.stat()
            seen = (found.st_mtime_ns, found.st_ino, found.st_size)
            if seen != self._seen:
                text = self._path.read_text("utf-8")
                self._kept = BearerToken(text, f"the token in {self._path}")
                self._seen = seen
        except (OSError, UnicodeDecodeError) as problem:
            if self._kept is None:
                why = getattr(problem, "strerror", None) or "it is not text"
                raise AccessError(f"{self._path}: the token cannot be read: {why}") from None
        assert self._kept is not None
        return self._kept.headers()

    def refused(self) -> None:
        self._seen = None

    def secrets(self) -> tuple[str, ...]:
        return () if self._kept is None else self._kept.secrets()


class BasicCredentials(Credentials):
    """A user name and a password."""

    def __init__(self, username: str, password: str) -> None:
        encoded = base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
        self._password, self._encoded = Hidden(password), Hidden(encoded)

    def headers(self) -> Mapping[str, str]:
        return HiddenHeaders(Authorization=f"Basic {self._encoded.reveal()}")

    def secrets(self) -> tuple[str, ...]:
        return (self._encoded.reveal(), self._password.reveal())


@dataclass(frozen=True, slots=True)
class Tls:
    """How the server proves who it is, and we do it by a certificate."""

    authorities: bytes | None = None  # PEM; None: those that the system trusts
    verify: bool = True
    server_name: str | None = None  # that the certificate must be for, where it is not the host's
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that it takes to speak to a server."""

    url: str  # without user and password
    namespace: str | None = None
    credentials: Credentials = field(default_factory=Credentials)
    tls: Tls = field(default_factory=Tls)
    proxy: str | None = field(default=None, repr=False)  # a URL that may hold a password
    headers: tuple[tuple[str, str], ...] = ()  # on each request, for impersonation


def access_to(url: str, token: str | None, namespace: str | None, tls: Tls) -> Access:
    """Access by what the caller says; a user and a password in the URL are taken out of it."""
    clean, username, password = without_userinfo(url)
    credentials = Credentials()
    if token is not None:
        credentials = BearerToken(token)
    elif username is not None:
        credentials = BasicCredentials(username, password or "")
    return Access(clean, namespace, credentials, tls)


def without_userinfo(url: str) -> tuple[str, str | None, str | None]:
    """The URL without user and password, the user and the password.

    Raises AccessError for what is no http or https URL, without showing it: it may hold a password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # asking for the port checks it
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise AccessError("the address of the server must be an http:// or https:// URL")
    if parts.query or parts.fragment:
        raise AccessError("the address of the server must not have a query or a fragment")
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    username = None if parts.username is None else unquote(parts.username)
    password = None if parts.password is None else unquote(parts.password)
    return urlunsplit(bare).rstrip("/"), username, password


def checked_token(token: str, origin: str) -> str:
    """The token without white space around it. Raises AccessError, which does not show it."""
    token = token.strip()
    if not token:
        raise AccessError(f"{origin} is empty")
    if not (token.isascii() and token.isprintable() and " " not in token):
        # Told here: the HTTP library would print the whole header.
        raise AccessError(f"{origin} holds characters that no token has")
    return token

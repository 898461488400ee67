"""Kubernetes' static token file, and who a request comes from.

Each line is a CSV record: token,user,uid and optionally "group1,group2" (quoted where there are
several). A token is never kept as it is, printed, or named by an error.

Source: the Kubernetes documentation, "Static token file", and k8s.io/apiserver,
pkg/authentication/token/tokenfile. We are stricter: an empty or a repeated token is an error.
"""

from __future__ import annotations

import csv
import hmac
import io
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from imagestreamimport.errors import Unauthorized
from streamport.registry.addresses import is_loopback

from .faults import BadFile
from .rereading import RereadFile
from .users import ANONYMOUS, AUTHENTICATED, User


class Tokens:
    """Users by token, found in a time that tells nothing about the tokens.

    Only keyed hashes are kept: where in the table a presented token is looked for cannot be
    foreseen without the key.
    """

    def __init__(self, users: Iterable[tuple[bytes, User]]) -> None:
        self._key = secrets.token_bytes(32)
        self._users = {self._hash(token): user for token, user in users}

    def find(self, token: bytes) -> User | None:
        """Find the user with this token."""
        return self._users.get(self._hash(token))

    def _hash(self, token: bytes) -> bytes:
        return hmac.digest(self._key, token, "sha256")


class TokenSource(Protocol):
    """Anything that knows tokens."""

    def find(self, token: bytes) -> User | None: ...


class TokenFile:
    """A static token file, read again when it changes. Raises CannotStart."""

    def __init__(self, path: Path) -> None:
        self._file = RereadFile(path, parse_tokens)

    def find(self, token: bytes) -> User | None:
        """Find the user with this token, as the file is now."""
        return self._file.current().find(token)


def parse_tokens(content: bytes, path: str) -> Tokens:
    """Parse the users of a token file. Raises BadFile with every line that is wrong."""
    problems: list[tuple[int, str]] = []
    users: dict[bytes, User] = {}
    for line, record in _records(content, problems):
        problem = _problem(record)
        if not problem and record[0].encode() in users:
            problem = "this token stands on an earlier line as well; each may occur once"
        if problem:
            problems.append((line, problem))
        else:
            users[record[0].encode()] = _user(record)
    if problems:
        raise BadFile(path, problems)
    return Tokens(users.items())


def _records(content: bytes, problems: list[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append((content.count(b"\n", 0, error.start) + 1, "this is not UTF-8"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:  # its text may hold a piece of the line
            problems.append(
                (reader.line_num, 'the quotes are wrong; inside a field write "" for "')
            )
            return
        if record:
            yield reader.line_num, record


def _problem(record: list[str]) -> str | None:
    if len(record) < 3:
        return f'needs token,user,uid or token,user,uid,"group,…" and has {len(record)} of them'
    if len(record) > 4:
        return 'has more than four columns; several groups stand in quotes: "group1,group2"'
    if not record[0]:
        return "the token is empty"
    if any(char.isspace() for char in record[0]):
        return "the token has spaces in it, which no header can carry"
    if not is_sendable(record[0].encode()):
        return "the token has characters in it that no header can carry"
    if not record[1]:
        return "the user has no name"
    return None


def is_sendable(token: bytes) -> bool:
    """Whether a header can carry it as one word."""
    return re.fullmatch(rb"[!-~]+", token) is not None


def _user(record: list[str]) -> User:
    groups = [group.strip() for group in record[3].split(",")] if len(record) > 3 else []
    return authenticated(record[1], record[2], filter(None, groups))


def authenticated(name: str, uid: str, groups: Iterable[str]) -> User:
    """Return a user who has shown who they are."""
    return User(name, uid, frozenset((*groups, AUTHENTICATED)))


# ------------------------------------------------------------------------------------- requests


class Authenticator:
    """Tells who a request comes from.

    `anonymous`: a request without a token is anonymous, not refused. A browser would send such
    requests for any page that its user looks at, so they are believed only if they were sent to
    a loopback name and not from a page of another origin.
    """

    def __init__(self, sources: Iterable[TokenSource], *, anonymous: bool = False) -> None:
        self._sources = tuple(sources)
        self._anonymous = anonymous

    def authenticate(self, headers: Mapping[str, str]) -> User:
        """Find out who is asking; the names of `headers` are looked up in lower case.

        Raises Unauthorized for a wrong token, and without one unless anonymous requests may be.
        """
        token = _bearer(headers.get("authorization", ""))
        if token:
            # Every source is asked, so that the time does not tell which one knew the token.
            found = [source.find(token) for source in self._sources]
            user = next((user for user in found if user), None)
            if user:
                return user
        elif self._anonymous and _is_local(headers):
            return ANONYMOUS
        raise Unauthorized


def _bearer(header: str) -> bytes:
    """Return the token of an Authorization header; nothing if it has none or is of another kind."""
    parts = header.strip().split(" ", 2)
    if len(parts) < 2 or parts[0].lower() != "bearer":
        return b""
    return parts[1].encode("latin-1", "replace")


def _is_local(headers: Mapping[str, str]) -> bool:
    host = headers.get("host", "")
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host

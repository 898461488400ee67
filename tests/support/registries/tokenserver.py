"""A token server for the registry that asks for bearer tokens.

Users and what they may pull:

    reader / readerpass     every repository
    limited / limitedpass   app/simple only
    nobody                  repositories below public/

Wrong credentials are answered with 401 and the words that Docker Hub uses for it.
"""

from __future__ import annotations

import base64
import time
from urllib.parse import parse_qs, urlsplit

from . import keys, loopback

ISSUER = "fixture-issuer"
SERVICE = "fixture-registry"
PASSWORDS = {"reader": "readerpass", "limited": "limitedpass"}


def may_pull(user: str | None, repository: str) -> bool:
    if user == "reader":
        return True
    return repository == "app/simple" if user == "limited" else repository.startswith("public/")


def granted(user: str | None, scopes: list[str]) -> list[dict[str, object]]:
    """The part of the wanted scopes that the user gets."""
    access: list[dict[str, object]] = []
    for scope in scopes:
        kind, _, rest = scope.partition(":")
        name, _, actions = rest.rpartition(":")
        if kind == "repository" and "pull" in actions.split(",") and may_pull(user, name):
            access.append({"type": kind, "name": name, "actions": ["pull"]})
    return access


class TokenServer(loopback.Handler):
    def _user(self) -> tuple[bool, str | None]:
        """Whether the credentials are acceptable, and whose they are."""
        header = self.headers.get("Authorization", "")
        if not header:
            return True, None
        try:
            decoded = base64.b64decode(header.removeprefix("Basic ")).decode()
        except ValueError:
            return False, None
        user, _, password = decoded.partition(":")
        return PASSWORDS.get(user) == password, user

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        known, user = self._user()
        if not known:
            self.reply_json(401, {"details": "incorrect username or password"})
            return
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": user or "",
            "aud": SERVICE,
            "nbf": now - 60,
            "iat": now - 60,
            "exp": now + 3600,
            "jti": str(time.monotonic_ns()),
            "access": granted(user, " ".join(query.get("scope", [])).split()),
        }
        self.reply_json(200, {"token": keys.jwt(claims), "expires_in": 3600})

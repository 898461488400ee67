"""The folder in which `streamport serve` keeps what it makes: database, certificate, token.

    streamport.db  tls.crt  tls.key  token  kubeconfig       private to the user

A second start finds all of it again. One server at a time uses a folder.
"""

from __future__ import annotations

import base64
import fcntl
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .permissions import private_folder, remove_leftovers, write_private

# What a header can carry. Longer ones are none: a header has its limit too.
_TOKEN = re.compile(rb"[!-~]{1,4096}")


class InUse(Exception):
    """Another server runs on the folder."""


class NoToken(Exception):
    """The file of the token holds something else; the message says what helps, and not what."""


def default_folder() -> Path:
    """Return $XDG_STATE_HOME/streamport, or ~/.local/state/streamport."""
    base = os.environ.get("XDG_STATE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".local" / "state"
    return root / "streamport"


@dataclass(frozen=True, slots=True)
class StateFolder:
    """The paths in it."""

    path: Path

    @property
    def certificate(self) -> Path:
        return self.path / "tls.crt"

    @property
    def key(self) -> Path:
        return self.path / "tls.key"

    @property
    def token(self) -> Path:
        return self.path / "token"

    @property
    def kubeconfig(self) -> Path:
        return self.path / "kubeconfig"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.path / 'streamport.db'}"

    def open(self) -> int:
        """Make it and keep others out, as long as the returned descriptor is open.

        Raises InUse, NotPrivate, OSError.
        """
        private_folder(self.path)
        lock = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise InUse(str(self.path)) from None
        for made in (self.certificate, self.key, self.token, self.kubeconfig):
            remove_leftovers(made)
        return lock

    def ensure_token(self) -> None:
        """Make a token of 256 random bits, unless there is one. Raises NoToken, OSError."""
        if not self.token.exists():
            write_private(self.token, f"{secrets.token_urlsafe(32)}\n".encode())
        elif self.token.stat().st_mode & 0o077:
            self.token.chmod(0o600)
        self.read_token()

    def read_token(self) -> str:
        """Read the token. Raises NoToken, OSError."""
        found = self.token.read_bytes().strip()
        if not _TOKEN.fullmatch(found):
            raise NoToken(
                f"{self.token} holds no token: one word of letters, digits and signs; "
                "remove it, and the next start makes a new one"
            )
        return found.decode("ascii")

    def write_kubeconfig(
        self, url: str, authority: bytes | None, server_name: str | None = None
    ) -> None:
        """Write the server, its user and context into the kubeconfig; whatever else is there stays.

        `authority` is PEM; None leaves it to what the system trusts.

        server_name: the name that the certificate is for, if it is not for the URL's address.
        """
        cluster = {"server": url}
        if server_name:
            cluster["tls-server-name"] = server_name
        if authority:
            cluster["certificate-authority-data"] = base64.b64encode(authority).decode()
        found = self._kubeconfig()
        document = {"apiVersion": "v1", "kind": "Config", **found}
        user = {"token": self.read_token()}
        _put(document, "clusters", "cluster", "streamport", cluster)
        _put(document, "users", "user", "streamport-admin", user)
        context = {"namespace": "default"} | _entry(document, "contexts", "context", "streamport")
        context |= {"cluster": "streamport", "user": "streamport-admin"}
        _put(document, "contexts", "context", "streamport", context)
        current = document.get("current-context")
        if not any(item.get("name") == current for item in document["contexts"]):
            document["current-context"] = "streamport"
        content = yaml.safe_dump(document, sort_keys=False).encode()
        with suppress(OSError):
            if (
                self.kubeconfig.read_bytes() == content
                and not self.kubeconfig.stat().st_mode & 0o77
            ):
                return
        write_private(self.kubeconfig, content)

    def _kubeconfig(self) -> dict[str, Any]:
        """Read what others have written into the kubeconfig; nothing where that is none."""
        try:
            found: Any = yaml.safe_load(self.kubeconfig.read_bytes())
        except (OSError, ValueError, yaml.YAMLError):
            return {}
        is_config = isinstance(found, dict) and all(
            isinstance(found.get(key, []), list) and all(isinstance(x, dict) for x in found[key])
            for key in ("clusters", "users", "contexts")
            if found.get(key) is not None
        )
        return found if is_config else {}


def _entry(document: dict[str, Any], key: str, kind: str, name: str) -> dict[str, Any]:
    """Return what a list of the kubeconfig has under a name."""
    entries: list[dict[str, Any]] = document.get(key) or []
    found = next((item.get(kind) for item in entries if item.get("name") == name), None)
    return found if isinstance(found, dict) else {}


def _put(document: dict[str, Any], key: str, kind: str, name: str, value: dict[str, Any]) -> None:
    """Put an entry into a list of the kubeconfig, in the place of one of that name."""
    entries: list[dict[str, Any]] = list(document.get(key) or [])
    made = {"name": name, kind: value}
    places = [at for at, item in enumerate(entries) if item.get("name") == name]
    if places:
        entries[places[0]] = made
    else:
        entries.append(made)
    document[key] = entries

"""The logins of the user of this machine: auth files of Podman and Docker, and credential helpers.

The files are asked in the order in which Podman and skopeo look at them; in each, a helper for the
host comes first, then the entries, then the helper for everything. The first complete credential
counts. `docker-credential-NAME` programs print theirs, which is not kept on disk.

An entry is looked at when it is wanted, so that a broken one is a matter of its own registry alone.
Sources: containers-auth.json(5); Docker's documentation of `config.json`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

from imagestreamimport.references import Reference

from .credentials import Credential, read_login, shown_location
from .errors import BrokenSecret
from .hosts import DOCKER, HUB, with_client_defaults
from .json_text import BrokenJson, as_object, decode_object, member, text
from .keyring import Keyring

_log = logging.getLogger(__name__)
_HELPER_S = 30.0
_HELPER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_HUB_SERVER = "https://index.docker.io/v1/"
_IDENTITY_TOKEN = "<token>"  # the user name of an entry that holds a token


def login_keyring(variables: Mapping[str, str] = os.environ) -> Keyring:
    """Gather all that the user's files know. Raises BrokenSecret for one that cannot be read."""
    files = [_AuthFile(path) for path in _paths(variables) if path.is_file()]
    return Keyring(otherwise=_AuthFiles(files))


def _paths(variables: Mapping[str, str]) -> Iterator[Path]:
    home = Path(variables.get("HOME") or Path.home())
    if named := variables.get("REGISTRY_AUTH_FILE"):
        yield Path(named)
    runtime = variables.get("XDG_RUNTIME_DIR")
    running = Path(runtime) if runtime else Path("/run/containers") / str(os.getuid())
    yield running / "containers" / "auth.json" if runtime else running / "auth.json"
    yield Path(variables.get("XDG_CONFIG_HOME") or home / ".config") / "containers" / "auth.json"
    yield Path(variables.get("DOCKER_CONFIG") or home / ".docker") / "config.json"
    yield home / ".dockercfg"


class _AuthFiles:
    """The files in the order in which they are asked."""

    def __init__(self, files: list[_AuthFile]) -> None:
        self._files = files

    async def find(self, reference: Reference) -> Credential | None:
        for file in self._files:
            if found := await file.find(reference):
                return found
        return None


class _AuthFile:
    """One file, and the helpers that it names."""

    def __init__(self, path: Path) -> None:
        self._name = str(path)
        try:
            document = path.read_bytes()
            # Docker takes an empty file for one that says nothing.
            members = decode_object(document) if document.strip() else {}
            # The old form has nothing around its entries, nor paths in their names.
            self._is_old = path.name == ".dockercfg"
            self._entries = members if self._is_old else as_object(member(members, "auths"))
            self._helpers = {} if self._is_old else as_object(member(members, "credHelpers"))
            self._helper_for_all = "" if self._is_old else text(member(members, "credsStore"))
        except OSError as error:
            raise self._broken(str(error.strerror)) from None
        except BrokenJson as fault:
            raise self._broken(str(fault)) from None

    async def find(self, reference: Reference) -> Credential | None:
        """Find the login for a repository. Raises BrokenSecret for an entry that cannot be read."""
        full = with_client_defaults(reference)
        registry = DOCKER if full.registry in HUB else full.registry
        server = next((key for key in self._helpers if _host_of(key) == registry), "")
        if (name := self._helpers.get(server)) and isinstance(name, str):
            return await _from_helper(name, server)
        path = "/".join(part for part in (registry, full.namespace, full.name) if part)
        if (location := self._location(path, registry)) is not None:
            found = self._login(location)
            if found and found.is_complete:
                return found
        if not self._helper_for_all:
            return None
        return await _from_helper(
            self._helper_for_all, _HUB_SERVER if registry == DOCKER else registry
        )

    def _location(self, path: str, registry: str) -> str | None:
        """Find the entry of a repository, of a folder above it, or of its registry."""
        above = path
        while above != registry and not self._is_old:
            if above in self._entries:
                return above
            above = above.rpartition("/")[0]
        if registry in self._entries:
            return registry
        return next((key for key in self._entries if _host_of(key) == registry), None)

    def _login(self, location: str) -> Credential | None:
        name = f"{self._name}, entry {shown_location(location)}"
        try:
            return read_login(self._entries[location], name)
        except (BrokenJson, ValueError) as fault:
            raise BrokenSecret(f"{name}: {fault}", self._name) from None

    def _broken(self, why: str) -> BrokenSecret:
        return BrokenSecret(f"{self._name}: {why}", self._name)


def _host_of(key: str) -> str:
    """Return the registry that an entry is for as a whole; what has a path is for none.

    Docker once wrote addresses: `https://registry.example/v1/`. The hub has three names.
    """
    host = re.sub(r"^https?://", "", key)
    was_address = host != key
    host = host.partition("/")[0] if was_address else re.sub(r"/(v[12]/?)?$", "", host)
    return DOCKER if host in HUB else host


async def _from_helper(name: str, server: str) -> Credential | None:
    """Ask a helper program for the credential of a server; None if it has none of use."""
    program = f"docker-credential-{name}"
    if not _HELPER_NAME.fullmatch(name):
        _log.warning("a credential helper has a name that no program has; it is not asked")
        return None
    run = partial(subprocess.run, stdout=PIPE, stderr=DEVNULL, timeout=_HELPER_S, check=False)
    try:
        ended = await asyncio.to_thread(run, [program, "get"], input=server.encode())
    except OSError:
        _log.warning("%s is named for %s and cannot be started", program, server)
        return None
    except subprocess.TimeoutExpired:
        _log.warning("%s did not answer for %s", program, server)
        return None
    # A helper that ends with an error has nothing; it says so in its own words.
    return _read(ended.stdout, f"{program}, server {server}") if ended.returncode == 0 else None


def _read(printed: bytes, name: str) -> Credential | None:
    try:
        members: dict[str, Any] = decode_object(printed)
        username, secret = text(member(members, "Username")), text(member(members, "Secret"))
    except BrokenJson:
        _log.warning("%s: the answer is not JSON", name)
        return None
    if username == _IDENTITY_TOKEN:
        credential = Credential("", "", name, identity_token=secret)
    else:
        credential = Credential(username, secret, name)
    return credential if credential.is_complete else None

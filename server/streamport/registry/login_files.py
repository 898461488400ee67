"""The logins of the user of this machine: auth files of Podman and Docker, and credential helpers.

The files are asked in the order in which Podman and skopeo look at them; in each, a helper for the
host comes first, then the entries, then the helper for everything. The first complete credential
counts. `docker-credential-NAME` programs print theirs, which is not kept on disk.
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

from .credentials import Credential, read_auths, read_locations
from .errors import BrokenSecret
from .hosts import HUB, registry_name
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
    if runtime := variables.get("XDG_RUNTIME_DIR"):
        yield Path(runtime) / "containers" / "auth.json"
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
        name = str(path)
        try:
            document = path.read_bytes()
            members = {} if path.name == ".dockercfg" else decode_object(document)
            self._helpers = as_object(member(members, "credHelpers"))
            self._helper_for_all = text(member(members, "credsStore"))
        except OSError as error:
            raise BrokenSecret(f"{name}: {error.strerror}", name) from None
        except BrokenJson as fault:
            raise BrokenSecret(f"{name}: {fault}", name) from None
        read = read_locations if path.name == ".dockercfg" else read_auths
        try:
            self._entries = Keyring(read(document, name))
        except BrokenSecret as broken:
            raise BrokenSecret(f"{name}: {broken.text}", name) from None

    async def find(self, reference: Reference) -> Credential | None:
        registry = registry_name(reference)
        if (name := self._helpers.get(registry)) and isinstance(name, str):
            return await _from_helper(name, registry)
        found = await self._entries.find(reference)
        if found and found.is_complete:
            return found
        if not self._helper_for_all:
            return None
        server = _HUB_SERVER if registry in HUB else registry
        return await _from_helper(self._helper_for_all, server)


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
        username, password = text(member(members, "Username")), text(member(members, "Secret"))
    except BrokenJson:
        _log.warning("%s: the answer is not JSON", name)
        return None
    if username == _IDENTITY_TOKEN:
        _log.warning("%s: it holds an identity token, which cannot be used here", name)
        return None
    credential = Credential(username, password, name)
    return credential if credential.is_complete else None

"""Short ways to ask a registry in tests."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Mapping
from typing import Any

import pytest

from imagestreamimport.references import parse
from streamport.registry import Keyring, Pool, Repository
from streamport.registry.errors import RegistryError


def secret(
    auths: Mapping[str, Any], name: str = "pull", kind: str = "dockerconfigjson"
) -> dict[str, Any]:
    """A Secret document with these locations."""
    document: object = {"auths": auths} if kind == "dockerconfigjson" else auths
    return raw_secret(json.dumps(document), name, kind)


def raw_secret(text: str, name: str = "pull", kind: str = "dockerconfigjson") -> dict[str, Any]:
    """A Secret document with this text."""
    return {
        "kind": "Secret",
        "metadata": {"name": name},
        "type": f"kubernetes.io/{kind}",
        "data": {f".{kind}": base64.b64encode(text.encode()).decode()},
    }


def login(username: str, password: str) -> dict[str, str]:
    """An entry of a secret."""
    return {"auth": base64.b64encode(f"{username}:{password}".encode()).decode()}


def keyring(location: str, username: str = "reader", password: str = "readerpass") -> Keyring:
    """A keyring with one entry."""
    return Keyring.from_secrets([secret({location: login(username, password)})])


def repository(
    pool: Pool,
    host: str,
    name: str = "app",
    *,
    keys: Keyring | None = None,
    deadline: float | None = None,
    insecure: bool = True,
) -> Repository:
    """A repository in a request of its own, by default over plain HTTP."""
    return pool.session(keys, deadline).repository(parse(f"{host}/{name}"), insecure)


async def failing(fetching: Awaitable[object]) -> RegistryError:
    """The error that a call ends with."""
    with pytest.raises(RegistryError) as caught:
        await fetching
    return caught.value

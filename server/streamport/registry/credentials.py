"""User and password, and how pull secrets and Docker's files spell them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import re
import secrets
import string
from collections.abc import Iterator, Mapping
from typing import Any

from .errors import BrokenSecret
from .json_text import BrokenJson, as_object, decode, member, text, well_formed

_log = logging.getLogger(__name__)
# Identities of credentials mean something in this process only, and cannot be turned back.
_PEPPER = secrets.token_bytes(32)
_ALPHABET = frozenset((string.ascii_letters + string.digits + "+/").encode())
# Type of a Secret -> the key that holds the document.
_KEYS = {
    "kubernetes.io/dockerconfigjson": ".dockerconfigjson",
    "kubernetes.io/dockercfg": ".dockercfg",
}


class Credential:
    """A login at a registry: user and password, or a token that takes their place.

    `name` says where they come from; only that is shown. `secret` is the name of the pull secret,
    "" for none. `identity_token` is exchanged for bearer tokens at the token server,
    `registry_token` is a bearer token; logins of the user have them, pull secrets do not.
    """

    __slots__ = (
        "identity_token",
        "key",
        "name",
        "password",
        "registry_token",
        "secret",
        "username",
    )

    def __init__(
        self,
        username: str,
        password: str,
        name: str,
        *,
        identity_token: str = "",
        registry_token: str = "",
    ) -> None:
        self.username, self.password, self.name = username, password, name
        self.secret = ""
        self.identity_token, self.registry_token = identity_token, registry_token
        parts = (username, password, identity_token, registry_token)
        value = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
        self.key = hmac.new(_PEPPER, value, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return f"Credential(name={self.name!r})"

    @property
    def is_complete(self) -> bool:
        """Whether there is something to send."""
        return self.has_password or bool(self.identity_token or self.registry_token)

    @property
    def has_password(self) -> bool:
        """Whether it is user and password."""
        return bool(self.username and self.password)

    @property
    def basic(self) -> str:
        """The value of an Authorization header."""
        pair = f"{self.username}:{self.password}".encode("utf-8", "surrogateescape")
        return f"Basic {base64.b64encode(pair).decode()}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts that must not be shown."""
        parts = (self.password, self.identity_token, self.registry_token)
        return (self.basic[6:], *filter(None, parts))


def read_secret(secret: Mapping[str, Any]) -> list[tuple[str, Credential]]:
    """Read the credentials of a Secret document by location; none for one of another type.

    Raises BrokenSecret.
    """
    key = _KEYS.get(secret.get("type") or "")
    if key is None:
        return []
    metadata = secret.get("metadata") or {}
    secret_name = str(metadata.get("name") or "(without a name)")
    name = f"secret {secret_name}, key {key}"
    try:
        document = _content(secret, key, name)
        read = read_locations if key == ".dockercfg" else read_auths
        entries = read(document, name) if document else []
    except BrokenSecret as broken:
        broken.secret_name = secret_name
        raise
    for _, credential in entries:
        credential.secret = secret_name
    return entries


def read_auths(document: bytes, name: str) -> list[tuple[str, Credential]]:
    """Read the entries below `auths` of a Docker `config.json`. Raises BrokenSecret."""
    try:
        auths = as_object(member(_decoded(document, name), "auths"))
    except BrokenJson as fault:
        raise BrokenSecret(str(fault), name) from None
    return list(_entries(auths, name))


def read_locations(document: bytes, name: str) -> list[tuple[str, Credential]]:
    """Read the entries of a `.dockercfg`, which has them on top. Raises BrokenSecret."""
    return list(_entries(_decoded(document, name), name))


def _content(secret: Mapping[str, Any], key: str, name: str) -> bytes:
    plain = (secret.get("stringData") or {}).get(key)
    if isinstance(plain, str):
        return plain.encode("utf-8", "surrogatepass")
    encoded = (secret.get("data") or {}).get(key)
    if not encoded:
        return b""
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, TypeError):
        raise BrokenSecret(f"the data of {key} is not base64", name) from None


def _decoded(document: bytes, name: str) -> dict[str, Any]:
    try:
        return as_object(decode(document))
    except BrokenJson as fault:
        raise BrokenSecret(str(fault), name) from None


def _entries(auths: Mapping[str, Any], name: str) -> Iterator[tuple[str, Credential]]:
    for location, value in auths.items():
        try:
            entry = as_object(value)
            username, password = text(member(entry, "username")), text(member(entry, "password"))
            if auth := text(member(entry, "auth")):
                username, password = split_auth(auth)
        except (BrokenJson, ValueError) as fault:
            raise BrokenSecret(str(fault), name) from None
        yield location, Credential(username, password, f"{name}, entry {shown_location(location)}")


def read_login(value: object, name: str) -> Credential | None:
    """Read the login of an entry in a user's file, tokens too.

    As Docker and Podman read it: NULs around a password go, and an `auth` without a colon counts
    for nothing. Raises BrokenJson and ValueError; no text holds a part of the entry.
    """
    entry = as_object(value)
    username, password = text(member(entry, "username")), text(member(entry, "password"))
    if auth := text(member(entry, "auth")):
        username, colon, password = decoded_auth(auth).partition(":")
        if not colon:
            _log.warning("%s: there is no colon in its auth, and it is not used", name)
            username = password = ""
    return Credential(
        username,
        password.strip("\0"),
        name,
        identity_token=text(member(entry, "identitytoken")),
        registry_token=text(member(entry, "registrytoken")),
    )


def split_auth(auth: str) -> tuple[str, str]:
    """Split the field `auth` into user and password.

    Raises ValueError, with the texts of the kubelet; none holds a part of the field.
    """
    username, colon, password = decoded_auth(auth).partition(":")
    if not colon:
        raise ValueError(
            "unable to parse auth field, must be formatted as base64(username:password)"
        )
    return username, password


def decoded_auth(auth: str) -> str:
    """Decode the field `auth`. Raises ValueError, which holds no part of it."""
    padded = auth.strip().endswith("=")
    decoded = _base64(auth.encode("utf-8", "surrogateescape"), padded)
    return decoded.decode("utf-8", "surrogateescape")


def shown_location(location: str) -> str:
    """Return a location without what may be a password in it."""
    return well_formed(re.sub(r"//[^/@]*@|^[^/@]*@|\?.*", "", location))


def _base64(data: bytes, padded: bool) -> bytes:
    """Decode base64 as Go does: line ends are skipped, and the error says where it stopped."""
    if (fault := _base64_fault(data, padded)) is not None:
        raise ValueError(f"illegal base64 data at input byte {fault}")
    plain = bytes(byte for byte in data if byte in _ALPHABET)
    return base64.b64decode(plain + b"=" * (-len(plain) % 4))


def _base64_fault(data: bytes, padded: bool) -> int | None:
    """Find the position that Go's base64 decoder complains about."""
    count = 0
    for position, byte in enumerate(data):
        if byte in b"\r\n":
            continue
        if byte in _ALPHABET:
            count += 1
            continue
        if not padded or byte != ord("=") or count % 4 < 2:
            return position
        rest = data[position + 1 :].lstrip(b"\r\n")
        if count % 4 == 2:
            if not rest:
                return len(data)
            if rest[:1] != b"=":
                return len(data) - len(rest) - 1
            rest = rest[1:].lstrip(b"\r\n")
        return len(data) - len(rest) if rest else None
    left = count % 4
    return len(data) - left if left == 1 or (left and padded) else None
